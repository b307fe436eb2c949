package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// rowsPerPage is how many rows a table shows at a time.
const rowsPerPage = 50

// timelineView is what the page of the timeline shows.
type timelineView struct {
	View    view
	Names   catalogue
	Chart   lanes
	Rows    []*tracker.Event // newest first, of this page
	Total   int              // that pass the filters
	Hidden  int              // narrower firsts that would pass, too
	Pages   int
	Zooms   []zoom
	From    tracker.Day // of the chart
	To      tracker.Day
	Earlier string // addresses
	Later   string
	Choices *choices
}

// zoom is a link to another range.
type zoom struct {
	Label, Href string
	Current     bool
}

// events reads the events that a view shows, oldest first, and counts the
// narrower ones that it hides. Page, chart and API ask here.
func (s *Server) events(ctx context.Context, v view, n catalogue) (shown []*tracker.Event, hidden int, err error) {
	all, err := s.o.Events.Timeline(ctx, v.filter(n.zone))
	if err != nil {
		return nil, 0, err
	}
	wide := v
	wide.Wide = true
	for _, e := range all {
		switch {
		case v.keeps(e, n):
			shown = append(shown, e)
		case wide.keeps(e, n):
			hidden++
		}
	}
	return shown, hidden, nil
}

func (s *Server) timelinePage(w http.ResponseWriter, r *http.Request) error {
	t, err := s.timelineOf(r)
	if err != nil {
		return err
	}
	return s.show(w, r, "timeline", "Timeline", "timeline", t.Names, t)
}

func (s *Server) timelineOf(r *http.Request) (timelineView, error) {
	v, err := readView(r.URL)
	if err != nil {
		return timelineView{}, err
	}
	n, err := s.catalogue(r.Context())
	if err != nil {
		return timelineView{}, err
	}
	t := timelineView{View: v, Names: n, Choices: n.choices}
	events, hidden, err := s.events(r.Context(), v, n)
	if err != nil {
		return t, err
	}
	t.Total, t.Hidden = len(events), hidden
	return t, s.draw(r.Context(), &t, events)
}

// draw fills in the chart and the table of the same rows.
func (s *Server) draw(ctx context.Context, t *timelineView, events []*tracker.Event) error {
	coverage, err := s.o.Archive.Coverage(ctx)
	if err != nil {
		return err
	}
	v := t.View
	t.From, t.To = extent(events, coverage, v, tracker.DayOf(s.o.Now().In(t.Names.zone)), t.Names.zone)
	sc := scale{t.From, t.To, labelWidth, chartWidth - 12 - labelWidth}
	t.Chart = drawLanes(events, v, sc, t.Names)
	o := observe(coverage, v.Source, sc, t.Names.zone)
	o.shade(&t.Chart)
	t.Chart.Cover = o.lane(t.Chart.Bottom + 8)
	t.Chart.Title = fmt.Sprintf("%s, %s", count(t.Total, "event"), timeline.Days(t.From, t.To, 0))
	t.Chart.Caption = caption(o.since, t.Names.zone, s.o.Now())
	t.table(events)
	t.zooms()
	return nil
}

// caption says what a chart rests on, so that it can stand alone.
func caption(since tracker.Day, zone *time.Location, now time.Time) string {
	back := "nothing observed yet"
	if since != 0 {
		back = "archive from " + timeline.Days(since, since, 0)
	}
	return fmt.Sprintf("Onset · %s · days in %s · drawn %s", back, zone, now.In(zone).Format("2 Jan 2006 15:04"))
}

// table takes the rows of the page asked for, newest first.
func (t *timelineView) table(events []*tracker.Event) {
	t.Pages = (len(events) + rowsPerPage - 1) / rowsPerPage
	last := max(0, len(events)-(t.View.Page-1)*rowsPerPage)
	t.Rows = slices.Clone(events[max(0, last-rowsPerPage):last])
	slices.Reverse(t.Rows)
}

// extent is the range of the chart: what the address says, else from the first
// to the last event, with some air.
func extent(events []*tracker.Event, coverage []Interval, v view, today tracker.Day, zone *time.Location) (from, to tracker.Day) {
	for _, e := range events {
		at := &e.At
		a := cmp.Or(at.From, at.To)
		if a != 0 && (from == 0 || a < from) {
			from = a
		}
		to = max(to, at.To)
	}
	for _, c := range coverage {
		if from == 0 || tracker.DayOf(c.Since.In(zone)) < from && c.Kind != "gap" {
			from = tracker.DayOf(c.Since.In(zone))
		}
		to = max(to, tracker.DayOf(c.Until.In(zone)))
	}
	if from == 0 {
		from, to = today-30, today
	}
	air := max(1, (to-from)/60)
	from, to = cmp.Or(v.From, from-air), cmp.Or(v.To, to+max(1, air/2))
	return from, max(to, from)
}

// ranges are the zooms that are offered, in days.
var ranges = []struct {
	label string
	days  tracker.Day
}{{"2 years", 730}, {"1 year", 365}, {"90 days", 90}, {"30 days", 30}, {"7 days", 7}}

func (t *timelineView) zooms() {
	v := t.View
	t.Zooms = []zoom{{"All", v.With("from", "", "to", ""), v.From == 0 && v.To == 0}}
	for _, r := range ranges {
		from := t.To - r.days + 1
		t.Zooms = append(t.Zooms, zoom{r.label, v.With("from", from, "to", t.To), v.From == from && v.To == t.To})
	}
	half := max(1, (t.To-t.From+1)/2)
	t.Earlier = v.With("from", t.From-half, "to", t.To-half)
	t.Later = v.With("from", t.From+half, "to", t.To+half)
}

// timelineSVG is the chart as a file that stands alone.
func (s *Server) timelineSVG(w http.ResponseWriter, r *http.Request) error {
	t, err := s.timelineOf(r)
	if err != nil {
		return err
	}
	return s.saveSVG(w, "onset-timeline.svg", "lanes", t.Chart)
}

package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"onset/tracker"
)

// rowsPerPage is how many rows a table shows at a time.
const rowsPerPage = 50

// timelineView is what the page of the timeline shows.
type timelineView struct {
	View    view
	Names   catalogue
	Chart   picture
	Rows    []*tracker.Event // newest first, of this page
	Total   int              // that pass the filters
	Hidden  int              // narrower firsts that would pass, too
	Pages   int
	Zooms   []zoom
	Since   []zoom // what is new since a day
	Earlier string // addresses
	Later   string
	Filters string // those that are set, in words
	Export  []export
	Choices *choices
	drawing drawing
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
	return s.timelineBy(r.Context(), v, n)
}

// timelineBy is the timeline of a view.
func (s *Server) timelineBy(ctx context.Context, v view, n catalogue) (timelineView, error) {
	t := timelineView{View: v, Names: n, Choices: n.choices}
	events, hidden, err := s.events(ctx, v, n)
	if err != nil {
		return t, err
	}
	t.Total, t.Hidden, t.Filters = len(events), hidden, v.words(n)
	if t.drawing, err = s.drawing(ctx, v, n, events); err != nil {
		return t, err
	}
	if t.Chart, err = s.draw(ctx, t.drawing); err != nil {
		return t, err
	}
	t.table(events)
	t.zooms()
	t.Export = exports("timeline", v.state())
	t.Since = sinceDays(v, t.drawing.today, t.Chart.To)
	return t, nil
}

// drawing gathers what the picture of a view is made of.
func (s *Server) drawing(ctx context.Context, v view, n catalogue, events []*tracker.Event) (d drawing, err error) {
	d = drawing{view: v, names: n, events: events, now: s.o.Now(), today: tracker.DayOf(s.o.Now().In(n.zone))}
	if d.coverage, err = s.o.Archive.Coverage(ctx); err != nil {
		return d, err
	}
	d.lines, err = s.lines(ctx, v, n)
	return d, err
}

// table takes the rows of the page asked for, newest first. Of one day what the
// picture says first comes first: firsts before what rests on counts.
func (t *timelineView) table(events []*tracker.Event) {
	rows := slices.Clone(events)
	slices.SortStableFunc(rows, func(a, b *tracker.Event) int {
		return cmp.Or(cmp.Compare(b.At.To, a.At.To), cmp.Compare(a.Kind.Info().Rank, b.Kind.Info().Rank), cmp.Compare(len(a.Scope.ID), len(b.Scope.ID)))
	})
	t.Pages = (len(rows) + rowsPerPage - 1) / rowsPerPage
	first := min(len(rows), (t.View.Page-1)*rowsPerPage)
	t.Rows = rows[first:min(len(rows), first+rowsPerPage)]
}

// ranges are the zooms that are offered, in days.
var ranges = []struct {
	label string
	days  tracker.Day
}{{"2 years", 730}, {"1 year", 365}, {"6 months", 182}, {"90 days", 90}, {"30 days", 30}, {"7 days", 7}}

func (t *timelineView) zooms() {
	v, from, to := t.View, t.Chart.From, t.Chart.To
	t.Zooms = []zoom{{"All", v.With("from", t.Chart.earliest, "to", ""), v.From != 0 && v.From <= t.Chart.earliest}}
	for _, r := range ranges {
		if first := to - r.days + 1; first > t.Chart.earliest {
			t.Zooms = append(t.Zooms, zoom{r.label, v.With("from", first, "to", to), from == first})
		}
	}
	half := max(1, (to-from+1)/2)
	t.Earlier = v.With("from", from-half, "to", to-half)
	t.Later = v.With("from", from+half, "to", to+half)
}

// sinceDays lead to what is new since a day that people think of: yesterday,
// the last Friday and the one before, a month ago.
func sinceDays(v view, today, last tracker.Day) []zoom {
	today = min(today, last)
	friday := today - 1
	for friday.Weekday() != time.Friday {
		friday--
	}
	var out []zoom
	for _, d := range []struct {
		day   tracker.Day
		words string
	}{{today - 1, "yesterday"}, {friday, friday.Format("Friday 2 Jan")}, {friday - 7, (friday - 7).Format("Friday 2 Jan")}, {today - 30, (today - 30).Format("2 Jan")}} {
		out = append(out, zoom{d.words, v.With("from", d.day, "to", ""), v.From == d.day && v.To == 0})
	}
	return out
}

// timelineSVG is the chart as a file that stands alone.
func (s *Server) timelineSVG(w http.ResponseWriter, r *http.Request) error {
	t, err := s.timelineOf(r)
	if err != nil {
		return err
	}
	return s.saveSVG(w, "onset-timeline.svg", "picture", t.Chart)
}

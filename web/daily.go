package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/surge"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// The measures of the chart of a talking point, in pixels; places along time
// are percent.
const (
	dailyHeight = 120.0
	shareHeight = 56.0
	fewDays     = 150  // shown day by day
	someDays    = 1100 // shown by weeks; more by months
	leastDays   = 45   // shown even when all happened on one day
	mostDays    = 20 * 366
	thickest    = 22.0 // pixels that a bar is wide at most
)

// daily is the chart of how often a talking point appeared.
type daily struct {
	Title, Caption string
	Noun           string // what is counted
	Unit           string // day, week, month
	From, To       tracker.Day
	Ticks          []tick
	Ground         ground
	Surges         []area
	Bars           []stick
	Share          []stroke
	MostCount      int
	MostShare      string
	Debunks        []mark
	Rows           []bucket // for the table of the same numbers
	scale          scale
}

// stick is a bar.
type stick struct {
	X, Y, W, H float64
	Label      string
}

// stroke is a piece of the line of the share.
type stroke struct{ X1, Y1, X2, Y2 float64 }

// bucket is a day, week or month.
type bucket struct {
	From     tracker.Day `json:"from"`
	To       tracker.Day `json:"to"`
	Count    int         `json:"appearances"` // at most one an origin and day
	Debunks  int         `json:"debunks"`
	Articles int         `json:"articles"` // of all
}

// Share is the part of all articles, per thousand.
func (b bucket) Share() float64 {
	if b.Articles == 0 {
		return 0
	}
	return 1000 * float64(b.Count) / float64(b.Articles)
}

// ShareWords tells the share in words.
func (b bucket) ShareWords() string {
	if b.Articles == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f per 1,000", b.Share())
}

// Days tells the stretch.
func (b bucket) Days() string { return timeline.Days(b.From, b.To, 0) }

// daily counts and draws the appearances of a talking point.
func (s *Server) daily(ctx context.Context, p pointView, n catalogue) (daily, error) {
	coverage, err := s.o.Archive.Coverage(ctx)
	if err != nil {
		return daily{}, err
	}
	today := tracker.DayOf(s.o.Now().In(n.zone))
	from, to := p.span(coverage, today, n.zone)
	articles, err := s.o.Archive.Published(ctx, from, to)
	if err != nil {
		return daily{}, err
	}
	sc := scale{from, to}
	c := daily{Ticks: sc.ticks(), From: from, To: to, scale: sc, Noun: "appearance"}
	c.Unit, c.Rows = buckets(sc, p.totals, articles)
	c.Title = fmt.Sprintf("Appearances a %s, %s", c.Unit, timeline.Days(from, to, 0))
	o := observe(coverage, "", sc, n.zone)
	c.Ground, c.Caption = o.ground(), caption(o.since, n.zone, s.o.Now())
	c.drawBars(c.peaks())
	c.drawSurges(p.Surges, sc)
	c.drawDebunks(p, sc, n)
	return c, nil
}

// span is the stretch that the chart shows: what the address says, else from
// the first event or appearance to the last day that was observed, and never
// less than all of them.
func (p *pointView) span(coverage []archive.Interval, today tracker.Day, zone *time.Location) (from, to tracker.Day) {
	to = min(lastLooked(coverage, zone), today)
	hold := func(a, b tracker.Day) {
		if a != 0 && (from == 0 || a < from) {
			from = a
		}
		to = max(to, b)
	}
	for _, e := range p.events {
		hold(cmp.Or(e.At.From, e.At.To), e.At.To)
	}
	for day := range p.totals.Days {
		hold(day, day)
	}
	for _, d := range p.totals.Debunks {
		hold(d.Day, d.Day)
	}
	if to == 0 {
		to = today
	}
	if from == 0 || from > to-leastDays {
		from = to - leastDays
	}
	from, to = cmp.Or(p.View.From, max(from, to-mostDays)), cmp.Or(p.View.To, to)
	return from, max(from, to)
}

// stretches cuts a scale into days, weeks or months, with the articles of each.
func stretches(sc scale, mostDays, mostWeeks float64, articles map[tracker.Day]int) (unit string, out []bucket) {
	days, months := 1, 0
	switch {
	case sc.days() > mostWeeks:
		unit, days, months = "month", 0, 1
	case sc.days() > mostDays:
		unit, days = "week", 7
	default:
		unit = "day"
	}
	for d := sc.from; d <= sc.to; {
		end := next(d, days, months)
		if months > 0 {
			y, m, _ := d.Civil()
			end = tracker.Date(y, m+1, 1)
		}
		b := bucket{From: d, To: min(end-1, sc.to)}
		for ; d <= b.To; d++ {
			b.Articles += articles[d]
		}
		out = append(out, b)
	}
	return unit, out
}

// buckets counts what counts: at most one an origin and day.
func buckets(sc scale, totals timeline.Totals, articles map[tracker.Day]int) (unit string, out []bucket) {
	unit, out = stretches(sc, fewDays, someDays, articles)
	for day, n := range totals.Days {
		if sc.holds(day) {
			place(out, day).Count += n
		}
	}
	for _, d := range totals.Debunks {
		if sc.holds(d.Day) {
			place(out, d.Day).Debunks++
		}
	}
	return unit, out
}

// place finds the bucket of a day that the scale holds.
func place(bs []bucket, d tracker.Day) *bucket {
	low, high := 0, len(bs)-1
	for low < high {
		mid := (low + high) / 2
		if bs[mid].To < d {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return &bs[low]
}

// peaks are the largest number and the largest share of a stretch.
func (c *daily) peaks() (most int, share float64) {
	for _, b := range c.Rows {
		most, share = max(most, b.Count), max(share, b.Share())
	}
	return most, share
}

// drawBars draws the numbers above and their share of all articles below, to
// the height of what is the most.
func (c *daily) drawBars(most int, share float64) {
	sc := c.scale
	c.Bars, c.Share, c.MostCount = nil, nil, most
	c.MostShare = percent(share / 10)
	for _, b := range c.Rows {
		x, w := sc.x(b.From), sc.x(b.To+1)-sc.x(b.From)
		if b.Count > 0 {
			h := dailyHeight * float64(b.Count) / float64(c.MostCount)
			thick := min(max(w*0.9, pixels(1)), pixels(thickest))
			c.Bars = append(c.Bars, stick{round(x + (w-thick)/2), round(dailyHeight - h), round(thick), round(h),
				fmt.Sprintf("%s: %s, %s of all articles", b.Days(), text.Count(b.Count, c.Noun), b.ShareWords())})
		}
		if b.Articles > 0 && share > 0 {
			c.drawShare(round(x), round(x+w), round(shareHeight*(1-b.Share()/share)))
		}
	}
}

// drawShare draws the share of one stretch: level over all of it, so that one
// between two without articles is seen too, and joined to the stretch before.
func (c *daily) drawShare(from, to, y float64) {
	if last := len(c.Share) - 1; last >= 0 && c.Share[last].X2 == from {
		if c.Share[last].Y2 == y {
			c.Share[last].X2 = to
			return
		}
		c.Share = append(c.Share, stroke{from, c.Share[last].Y2, from, y})
	}
	c.Share = append(c.Share, stroke{from, y, to, y})
}

// percent writes a share in two digits, or in whole percent from ten on.
func percent(share float64) string {
	if share >= 10 {
		return fmt.Sprintf("%.0f %%", share)
	}
	return fmt.Sprintf("%.2g %%", share)
}

func (c *daily) drawSurges(events []*tracker.Event, sc scale) {
	for _, e := range events {
		from, to := e.At.From, e.At.To
		if d, err := timeline.Detail[surge.Surge](*e); err == nil {
			from, to = d.From, d.Until
		}
		if to < sc.from || from > sc.to {
			continue
		}
		x := sc.x(from)
		c.Surges = append(c.Surges, area{round(x), round(max(sc.x(to+1)-x, pixels(2))), timeline.Words(*e)})
	}
}

// drawDebunks draws each debunk, or those that lie too close as one.
func (c *daily) drawDebunks(p pointView, sc scale, n catalogue) {
	edge := 200.0
	for _, d := range p.totals.Debunks { // newest first: from right to left
		if !sc.holds(d.Day) {
			continue
		}
		x := round(sc.mid(d.Day))
		if last := len(c.Debunks) - 1; last >= 0 && edge-x < tooClose {
			m := &c.Debunks[last]
			m.Count++
			m.X = x
			m.Href = view{path: "/point/" + p.Point.Narrative + "/" + p.Point.ID}.With("only", "debunks") + "#mentions"
			m.Label = text.Count(m.Count, "debunk") + ", " + timeline.Days(d.Day, m.until, 0)
			continue
		}
		edge = x
		c.Debunks = append(c.Debunks, mark{X: x, End: x, Class: "debunked", Count: 1, until: d.Day,
			Href: "/mention/" + d.Mention, Label: "debunk in " + n.Source(d.Source) + ", " + timeline.Days(d.Day, d.Day, 0)})
	}
}

// Refuted draws the line of debunks.
func (c daily) Refuted() template.HTML {
	var b strings.Builder
	for i := range c.Debunks {
		c.Debunks[i].write(&b, 10)
	}
	return template.HTML(b.String())
}

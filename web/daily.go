package web

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/surge"
	"onset/tracker/timeline"
)

// The measures of the chart of a talking point.
const (
	dailyLeft   = 44.0
	dailyTop    = 26.0
	dailyHeight = 120.0
	shareTop    = 170.0
	shareHeight = 56.0
	debunkLine  = 246.0
	dailyH      = 290.0
	fewDays     = 150  // shown day by day
	someDays    = 1100 // shown by weeks; more by months
	leastDays   = 45   // shown even when all happened on one day
	mostDays    = 20 * 366
	thickest    = 22.0 // units that a bar is wide at most
)

// daily is the chart of how often a talking point appeared.
type daily struct {
	Title, Caption string
	W, H           float64
	Left, Right    float64
	Unit           string // day, week, month
	Ticks          []tick
	Baseline       area
	Void           []area
	Gaps, Surges   []area
	Bars           []stick
	Share          string // path
	MostCount      int
	MostShare      string
	Debunks        []mark
	Rows           []bucket // for the table of the same numbers
}

// stick is a bar, or a point of the share.
type stick struct {
	X, Y, W, H float64
	Label      string
}

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
	c := daily{W: chartWidth, H: dailyH, Left: dailyLeft, Right: chartWidth - 12}
	sc := scale{from, to, dailyLeft, chartWidth - 12 - dailyLeft}
	c.Unit, c.Rows = buckets(sc, p.totals, articles)
	c.Title = fmt.Sprintf("%s a %s, %s", "Appearances", c.Unit, timeline.Days(from, to, 0))
	o := observe(coverage, "", sc, n.zone)
	c.Caption = caption(o.since, n.zone, s.o.Now())
	var shaded lanes
	o.shade(&shaded)
	c.Void, c.Baseline, c.Gaps = shaded.Void, shaded.Baseline, shaded.Out
	c.Ticks = sc.ticks()
	c.drawBars(sc)
	c.drawSurges(p.Surges, sc)
	c.drawDebunks(p, sc, n)
	return c, nil
}

// span is the stretch that the chart shows: what the address says, else from
// the first event or appearance to the last day that was observed, and never
// less than all of them.
func (p *pointView) span(coverage []Interval, today tracker.Day, zone *time.Location) (from, to tracker.Day) {
	for _, c := range coverage {
		if c.Kind != "gap" {
			to = max(to, tracker.DayOf(c.Until.In(zone)))
		}
	}
	to = min(to, today)
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

// buckets counts what counts: at most one an origin and day.
func buckets(sc scale, totals timeline.Totals, articles map[tracker.Day]int) (unit string, out []bucket) {
	days, months := 1, 0
	switch {
	case sc.days() > someDays:
		unit, days, months = "month", 0, 1
	case sc.days() > fewDays:
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

// drawBars draws the numbers above and their share of all articles below.
func (c *daily) drawBars(sc scale) {
	share := 0.0
	for _, b := range c.Rows {
		c.MostCount = max(c.MostCount, b.Count)
		share = max(share, b.Share())
	}
	c.MostShare = fmt.Sprintf("%.*f‰", map[bool]int{true: 0, false: 1}[share >= 10], share)
	var path strings.Builder
	up := false
	for _, b := range c.Rows {
		x, w := sc.x(b.From), sc.x(b.To+1)-sc.x(b.From)
		if b.Count > 0 {
			h := dailyHeight * float64(b.Count) / float64(c.MostCount)
			thick := min(max(w-0.6, 1), thickest)
			c.Bars = append(c.Bars, stick{round(x + (w-thick)/2), round(dailyTop + dailyHeight - h), round(thick), round(h),
				fmt.Sprintf("%s: %d, %s of all articles", b.Days(), b.Count, b.ShareWords())})
		}
		if b.Articles == 0 || share == 0 {
			up = false
			continue
		}
		fmt.Fprintf(&path, "%s%g %g", map[bool]string{true: "L", false: "M"}[up], round(x+w/2), round(shareTop+shareHeight*(1-b.Share()/share)))
		up = true
	}
	c.Share = path.String()
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
		c.Surges = append(c.Surges, area{round(x), round(math.Max(sc.x(to+1)-x, 2)), timeline.Words(*e)})
	}
}

// drawDebunks draws each debunk, or those that lie too close as one.
func (c *daily) drawDebunks(p pointView, sc scale, n catalogue) {
	edge := sc.left + sc.width
	for _, d := range p.totals.Debunks { // newest first: from right to left
		if !sc.holds(d.Day) {
			continue
		}
		x := sc.mid(d.Day)
		if last := len(c.Debunks) - 1; last >= 0 && edge-x < tooClose {
			m := &c.Debunks[last]
			m.Count++
			m.Href = view{path: "/point/" + p.Point.Narrative + "/" + p.Point.ID}.With("only", "debunks") + "#mentions"
			m.Label = count(m.Count, "debunk") + " until " + timeline.Days(m.until, m.until, 0)
			continue
		}
		edge = x
		c.Debunks = append(c.Debunks, mark{X: round(x), Y: debunkLine, Class: "debunked", Path: shapeNamed("debunked").at(x, debunkLine), Count: 1, until: d.Day,
			Href: "/mention/" + d.Mention, Label: "debunk in " + n.Source(d.Source) + ", " + timeline.Days(d.Day, d.Day, 0)})
	}
}

package web

import (
	"fmt"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// cover is the lane at the foot of a chart: how many of the sources were
// observed, and where there are gaps.
type cover struct {
	Y, H  float64
	Path  string // of the observed share
	Gaps  []area
	Most  int // sources observed at once
	Since tracker.Day
}

// observed counts, for each day of a scale, the sources that were observed or
// imported and those in a gap.
type observed struct {
	sc      scale
	on, out []int
	since   tracker.Day // the first and the last day of all
	last    tracker.Day
	most    int
}

// observe reads intervals, which stand by source; source narrows them to one. A
// source with two feeds counts once, and a day that was observed in part was
// observed.
func observe(list []Interval, source string, sc scale, zone *time.Location) observed {
	n := int(sc.days())
	o := observed{sc: sc, on: make([]int, n), out: make([]int, n)}
	days := make([]state, n) // of one source
	for i := 0; i < len(list); {
		id := list[i].Source
		clear(days)
		for ; i < len(list) && list[i].Source == id; i++ {
			if source == "" || id == source {
				o.paint(days, list[i], zone)
			}
		}
		for d, is := range days {
			switch {
			case is&watched != 0:
				o.on[d]++
			case is&missed != 0:
				o.out[d]++
			}
		}
	}
	for _, seen := range o.on {
		o.most = max(o.most, seen)
	}
	return o
}

// state is what is known of a source on a day.
type state byte

const (
	watched state = 1 << iota
	missed
)

// paint marks the days of an interval that the scale shows.
func (o *observed) paint(days []state, v Interval, zone *time.Location) {
	from, to, is := tracker.DayOf(v.Since.In(zone)), tracker.DayOf(v.Until.In(zone)), missed
	if v.Kind != "gap" {
		is = watched
		if o.since == 0 || from < o.since {
			o.since = from
		}
		o.last = max(o.last, to)
	}
	for d := max(from, o.sc.from); d <= min(to, o.sc.to); d++ {
		days[d-o.sc.from] |= is
	}
}

// runs returns the stretches of days for which a condition holds.
func (o observed) runs(holds func(i int) bool) []area {
	var out []area
	for i := 0; i < len(o.on); i++ {
		if !holds(i) {
			continue
		}
		first := i
		for i+1 < len(o.on) && holds(i+1) {
			i++
		}
		a, b := o.sc.from+tracker.Day(first), o.sc.from+tracker.Day(i)
		x := o.sc.x(a)
		out = append(out, area{X: round(x), W: round(max(o.sc.x(b+1)-x, 1)), Title: timeline.Days(a, b, 0)})
	}
	return out
}

// lane draws the coverage.
func (o observed) lane(y float64) cover {
	c := cover{Y: y, H: 16, Most: o.most, Since: o.since}
	if o.most > 0 {
		c.Path = o.path(y + c.H)
	}
	c.Gaps = o.runs(func(i int) bool { return o.out[i] > 0 })
	for i := range c.Gaps {
		c.Gaps[i].Title = "a source was not observed, " + c.Gaps[i].Title
	}
	return c
}

// path draws the number of sources as steps, at most one a unit of width.
func (o observed) path(base float64) string {
	var b strings.Builder
	last := -1
	fmt.Fprintf(&b, "M%g %g", round(o.sc.left), base)
	for i, n := range o.on {
		if n == last {
			continue
		}
		x := round(o.sc.x(o.sc.from + tracker.Day(i)))
		fmt.Fprintf(&b, "H%gV%g", x, round(base-16*float64(n)/float64(o.most)))
		last = n
	}
	fmt.Fprintf(&b, "H%gV%gz", round(o.sc.left+o.sc.width), base)
	return b.String()
}

// shade adds to a chart what was not observed, and what was too early to be
// called new.
func (o observed) shade(c *lanes) {
	if o.since == 0 {
		return
	}
	c.Out = o.runs(func(i int) bool {
		d := o.sc.from + tracker.Day(i)
		return o.on[i] == 0 && o.since <= d && d <= o.last
	})
	for i := range c.Out {
		c.Out[i].Title = "nothing was observed, " + c.Out[i].Title
	}
	if o.since > o.sc.from {
		c.Void = append(c.Void, area{o.sc.left, round(o.sc.x(o.since) - o.sc.left), "before the archive begins"})
	}
	if o.last < o.sc.to {
		x := o.sc.x(o.last + 1)
		c.Void = append(c.Void, area{round(x), round(o.sc.left + o.sc.width - x), "after the last observation"})
	}
	if end := o.since + 7; end >= o.sc.from && o.since <= o.sc.to {
		x := o.sc.x(o.since)
		c.Baseline = area{round(x), round(max(o.sc.x(end)-x, 2)), "baseline: the first days of coverage, what is found here may be older"}
	}
}

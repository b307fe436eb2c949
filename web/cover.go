package web

import (
	"fmt"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// cover is the lane at the foot of a chart: how many of the sources were
// observed, and where there are gaps.
type cover struct {
	H     float64
	Steps []step // of the observed share
	Gaps  []area
	Most  int // sources observed at once
	Since tracker.Day
}

// step is a stretch in which equally many sources were observed.
type step struct {
	X, W, Y, H float64
	Title      string
}

// area is a stretch of time from top to bottom.
type area struct {
	X, W  float64
	Title string
}

// ground is what lies behind all lanes: where nobody looked.
type ground struct {
	Void     []area // before and after the archive
	Baseline []area // too early to be called new
	Out      []area // nobody looked
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
func observe(list []archive.Interval, source string, sc scale, zone *time.Location) observed {
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
func (o *observed) paint(days []state, v archive.Interval, zone *time.Location) {
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
		out = append(out, area{X: round(x), W: round(max(o.sc.x(b+1)-x, pixels(1))), Title: timeline.Days(a, b, 0)})
	}
	return out
}

// baselineDays is how long after coverage began what is found may be older.
const baselineDays = 7

// coverHeight is how high the lane of coverage is.
const coverHeight = 16.0

// lane draws the coverage.
func (o observed) lane() cover {
	c := cover{H: coverHeight, Most: o.most, Since: o.since}
	for i := 0; i < len(o.on); {
		first := i
		for i < len(o.on) && o.on[i] == o.on[first] {
			i++
		}
		if n := o.on[first]; n > 0 {
			a, b := o.sc.from+tracker.Day(first), o.sc.from+tracker.Day(i-1)
			h := round(max(1, coverHeight*float64(n)/float64(o.most)))
			c.Steps = append(c.Steps, step{round(o.sc.x(a)), round(o.sc.x(b+1) - o.sc.x(a)), coverHeight - h, h,
				fmt.Sprintf("%s observed, %s", text.Count(n, "source"), timeline.Days(a, b, 0))})
		}
	}
	c.Gaps = o.runs(func(i int) bool { return o.out[i] > 0 })
	for i := range c.Gaps {
		c.Gaps[i].Title = "a source was not observed, " + c.Gaps[i].Title
	}
	return c
}

// ground shades what was not observed, and what was too early to be called new.
func (o observed) ground() ground {
	var g ground
	if o.since == 0 {
		return g
	}
	g.Out = o.runs(func(i int) bool {
		d := o.sc.from + tracker.Day(i)
		return o.on[i] == 0 && o.since <= d && d <= o.last
	})
	for i := range g.Out {
		g.Out[i].Title = "nothing was observed, " + g.Out[i].Title
	}
	if o.since > o.sc.from {
		g.Void = append(g.Void, area{0, round(o.sc.x(o.since)), "before the archive begins"})
	}
	if o.last < o.sc.to {
		x := o.sc.x(o.last + 1)
		g.Void = append(g.Void, area{round(x), round(100 - x), "after the last observation"})
	}
	if end := o.since + baselineDays; end >= o.sc.from && o.since <= o.sc.to {
		x := o.sc.x(o.since)
		g.Baseline = append(g.Baseline, area{round(x), round(max(o.sc.x(end)-x, pixels(2))), "baseline: the first days of coverage, what is found here may be older"})
	}
	return g
}

// watched tells whether any source was looked at on a day of the scale; earlier
// and later days are not known, and count as watched.
func (o observed) watched(d tracker.Day) bool {
	return !o.sc.holds(d) || o.on[d-o.sc.from] > 0
}

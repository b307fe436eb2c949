package web

import (
	"time"

	"onset/tracker"
)

// scale places days from left to right. Places are percent of the width, so
// that a chart fits any page and its letters stay as large as the page's.
type scale struct {
	from, to tracker.Day // inclusive
}

// days is how many days the scale shows.
func (s scale) days() float64 { return float64(s.to - s.from + 1) }

// x is where a day begins; days outside stand at the edge.
func (s scale) x(d tracker.Day) float64 {
	d = min(max(d, s.from), s.to+1)
	return float64(d-s.from) / s.days() * 100
}

// mid is the middle of a day.
func (s scale) mid(d tracker.Day) float64 { return s.x(d) + 50/s.days() }

func (s scale) holds(d tracker.Day) bool { return s.from <= d && d <= s.to }

// usualWidth is how many pixels a chart is wide on a desk: what lies too close
// is decided by it.
const usualWidth = 800.0

// pixels is a distance on a chart of the usual width.
func pixels(n float64) float64 { return n / usualWidth * 100 }

// tick is a line of the axis.
type tick struct {
	X     float64
	Label string
	Year  string // named where it begins
	Minor bool   // without its label where there is little room
}

// steps are the distances of ticks, in days; 0 counts in months.
var steps = []struct {
	upTo   float64 // days shown
	days   int
	months int
	layout string
}{
	{14, 1, 0, "2 Jan"}, {45, 3, 0, "2 Jan"}, {120, 7, 0, "2 Jan"},
	{430, 0, 1, "Jan"}, {1000, 0, 3, "Jan"}, {2200, 0, 6, "Jan"}, {1e9, 0, 12, "2006"},
}

// ticks are the lines of the axis, as narrow as they can be read.
func (s scale) ticks() []tick {
	var out []tick
	for _, step := range steps {
		if s.days() > step.upTo {
			continue
		}
		for d := s.first(step.days, step.months); d <= s.to; d = next(d, step.days, step.months) {
			t := tick{X: round(s.x(d)), Label: d.Format(step.layout), Minor: len(out)%2 == 1}
			if _, m, day := d.Civil(); step.layout != "2006" && (m == time.January && day <= max(1, step.days) || len(out) == 0) {
				t.Year = d.Format("2006")
			}
			if t.X > 100-pixels(40) {
				t.Label, t.Year = "", "" // it would be cut off
			}
			out = append(out, t)
		}
		return out
	}
	return out
}

// first is the first tick: on a Monday for weeks, on the first of a month that
// divides the year for months.
func (s scale) first(days, months int) tracker.Day {
	d := s.from
	if months == 0 {
		for days == 7 && d.Weekday() != time.Monday {
			d++
		}
		return d
	}
	y, m, day := d.Civil()
	if day > 1 {
		m++
	}
	for (int(m)-1)%months != 0 {
		m++
	}
	return tracker.Date(y, m, 1)
}

func next(d tracker.Day, days, months int) tracker.Day {
	if months == 0 {
		return d + tracker.Day(days)
	}
	y, m, _ := d.Civil()
	return tracker.Date(y, m+time.Month(months), 1)
}

// round keeps a hundredth of a unit: more is not seen, and makes pages larger.
func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

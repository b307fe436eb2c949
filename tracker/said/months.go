package said

import (
	"time"

	"onset/tracker"
)

// monthSpan returns the days of n months from the first of m; m may lie
// outside 1..12.
func monthSpan(y, m, n int) (from, to tracker.Day) {
	return tracker.Date(y, time.Month(m), 1), tracker.Date(y, time.Month(m+n), 1) - 1
}

// resolveMonth resolves a month, a range of months, a part of a month.
func (v *value) resolveMonth(base tracker.Day, s sense) (interval, bool) {
	m1, m2 := v.month.first(), v.month.last()
	year, how := v.year.first(), "written"
	switch {
	case v.year.n > 0:
		if v.year.n == 1 && m2 < m1 {
			year--
		}
	case base == 0:
		return unknown("publication unknown"), true
	default:
		year, how = v.yearOfMonth(base, s, m1)
	}
	from, to := monthSpan(year, m1, 1)
	if v.month.n > 1 {
		y2 := year
		if v.year.n > 1 {
			y2 = v.year.last()
		} else if m2 < m1 {
			y2++
		}
		_, to = monthSpan(y2, m2, 1)
	}
	if to < from {
		return interval{}, false
	}
	got := interval{from, to, tracker.ToMonth, how}
	return got.narrow(v.mod, base), true
}

// yearOfMonth chooses the year of a month without one.
func (v *value) yearOfMonth(base tracker.Day, s sense, m int) (int, string) {
	by, bm, _ := base.Civil()
	switch {
	case v.yearsBack():
		return v.yearNear(v.anniversary(base), m, 15), "years back"
	case v.unit == years:
		return by + v.rel, "its year"
	}
	back, on := by, by
	if m > int(bm) {
		back--
	} else if m < int(bm) {
		on++
	}
	switch {
	case v.hasRel && v.rel < 0 && m == int(bm):
		return by - 1, "last"
	case v.hasRel && v.rel == 0:
		return by, "this year"
	case v.hasRel && v.rel > 0 && m == int(bm):
		return by + 1, "next"
	case v.hasRel && v.rel > 0, !v.hasRel && s == ahead:
		return on, "next"
	case v.hasRel, s == spoken, s == behind:
		return back, "latest"
	case (on-by)*12+m-int(bm) < (by-back)*12+int(bm)-m:
		return on, "nearest"
	}
	return back, "nearest past"
}

// narrow applies a modifier to a month, year, week or season.
func (i interval) narrow(m mod, base tracker.Day) interval {
	n := i.to - i.from + 1
	if m == noMod || n == 1 {
		return i
	}
	if n > 360 && m != modEarlier && m != modLater {
		return i.third(m)
	}
	part := (n + 2) / 3
	if 28 <= n && n <= 31 {
		part = 15
	}
	switch m {
	case modEarly:
		i.to = i.from + part - 1
	case modLate:
		if i.from += part; n > 31 {
			i.from = i.to - part + 1
		}
	case modMid:
		i.from, i.to = i.from+n/3, i.from+n-n/3-1
		if n > 7 && n <= 31 {
			i.to = i.from + 9
		}
	case modEarlier:
		if i.to = min(i.to, base-1); i.to < i.from {
			i.to = i.from
		}
	case modLater:
		if i.from = max(i.from, base+1); i.from > i.to {
			i.from = i.to
		}
	}
	if n > 7 {
		i.precision = tracker.Fuzzy
	}
	return i
}

// third returns the first, middle or last four months of years.
func (i interval) third(m mod) interval {
	y1, _, _ := i.from.Civil()
	y2, _, _ := i.to.Civil()
	switch m {
	case modEarly:
		_, i.to = monthSpan(y1, 1, 4)
	case modMid:
		i.from, _ = monthSpan(y1, 5, 4)
		_, i.to = monthSpan(y2, 5, 4)
	case modLate:
		i.from, _ = monthSpan(y2, 9, 4)
	}
	i.precision = tracker.Fuzzy
	return i
}

// resolveYear resolves years and decades.
func (v *value) resolveYear() (interval, bool) {
	y1, y2, p := v.year.first(), v.year.last(), tracker.ToYear
	if v.op == opDecade {
		y2, p = y2+9, tracker.Fuzzy
	}
	if y2 < y1 {
		return interval{}, false
	}
	if v.year.n > 1 {
		p = tracker.Fuzzy
	}
	from, _ := monthSpan(y1, 1, 12)
	_, to := monthSpan(y2, 1, 12)
	return interval{from, to, p, "written"}.narrow(v.mod, 0), true
}

package said

import (
	"time"

	"onset/tracker"
)

// monday returns the Monday of a day's week.
func monday(d tracker.Day) tracker.Day { return d - tracker.Day((int(d.Weekday())+6)%7) }

// onOrBefore and onOrAfter return the nearest day of a weekday on one side.
func onOrBefore(d tracker.Day, weekday int) tracker.Day {
	return d - tracker.Day((int(d.Weekday())-weekday+7)%7)
}

func onOrAfter(d tracker.Day, weekday int) tracker.Day {
	return d + tracker.Day((weekday-int(d.Weekday())+7)%7)
}

// resolveWeekday resolves a weekday or a range of them.
func (v *value) resolveWeekday(base tracker.Day, s sense) (interval, bool) {
	first, last := v.weekday.first(), v.weekday.last()
	from, how := v.placeWeekday(base, s, first)
	to := from
	switch {
	case v.weekday.n > 1 && (s == ahead || v.hasRel):
		to = onOrAfter(from, last)
	case v.weekday.n > 1:
		to, how = v.placeWeekday(base, s, last)
		from = onOrBefore(to, first)
	}
	return interval{from, to, tracker.ToDay, how}, true
}

func (v *value) placeWeekday(base tracker.Day, s sense, w int) (tracker.Day, string) {
	inWeek := monday(base) + tracker.Day(v.rel*7+(w+6)%7)
	switch {
	case v.hasRel && v.unit == weeks:
		return inWeek, "in its week"
	case v.hasRel && v.rel < 0:
		return onOrBefore(base-1, w), "strictly before"
	case v.hasRel && v.rel > 0:
		if inWeek <= base {
			inWeek += 7
		}
		return inWeek, "next week"
	case s == ahead, v.hasRel && s == near:
		return onOrAfter(base, w), "not before"
	}
	return onOrBefore(base, w), "not after"
}

// resolveAgo resolves "two weeks ago" (sign -1) and "two weeks from now" (1).
// Days are meant exactly; of weeks, months and years only that much is known.
func (v *value) resolveAgo(base tracker.Day, sign int) (interval, bool) {
	n := sign
	if v.n.n > 0 {
		n *= v.n.first()
	}
	if v.vague {
		return v.vaguely(base, sign), true
	}
	y, m, _ := base.Civil()
	switch v.unit {
	case hours:
		d := base + tracker.Day(n/24)
		return interval{d, d, tracker.ToDay, "published"}, true
	case days:
		d := base + tracker.Day(n)
		return interval{d, d, tracker.ToDay, "published"}, true
	case weeks, weekends:
		d := base + tracker.Day(7*n)
		return interval{d - 3, min(d+3, max(d, base)), tracker.Fuzzy, "published"}, true
	case months, quarters:
		if v.unit == quarters {
			n *= 3
		}
		from, to := monthSpan(y, int(m)+n, 1)
		return interval{from, to, tracker.ToMonth, "published"}, from > 0
	case years:
		from, to := monthSpan(y+n, 1, 12)
		return interval{from, to, tracker.ToYear, "published"}, from > 0
	case decades:
		from, to := monthSpan(y+10*n-2, 1, 60)
		return interval{from, to, tracker.Fuzzy, "published"}, from > 0
	}
	return interval{}, false
}

// vaguely resolves "several weeks ago": two to six of the unit.
func (v *value) vaguely(base tracker.Day, sign int) interval {
	a, b := shift(base, v.unit, 2*sign), shift(base, v.unit, 6*sign)
	return interval{min(a, b), max(a, b), tracker.Fuzzy, "published"}
}

// shift returns the day n units away.
func shift(d tracker.Day, u unit, n int) tracker.Day {
	y, m, day := d.Civil()
	switch u {
	case weeks, weekends:
		return d + tracker.Day(7*n)
	case quarters:
		return shift(d, months, 3*n)
	case decades:
		return shift(d, years, 10*n)
	case months, years:
		if u == years {
			y += n
		} else {
			m += time.Month(n)
		}
		_, end := monthSpan(y, int(m), 1)
		return min(tracker.Date(y, m, day), end)
	case hours:
		return d + tracker.Day(n/24)
	}
	return d + tracker.Day(n)
}

// usual is how far back "recent" reaches, in units.
var usual = [...]int{hours: 1, days: 7, weeks: 4, weekends: 4, months: 3, quarters: 2, years: 5, decades: 3}

// resolveStretch resolves "in recent months", "the past two weeks", "the next
// three days": from or to publication.
func (v *value) resolveStretch(base tracker.Day) (interval, bool) {
	n := v.n.first()
	if v.n.n == 0 {
		n = 1
		if v.plural || v.op == opRecent {
			n = usual[v.unit]
		}
	}
	if v.unit == noUnit || n < 1 || n > 1000 || v.unit == hours && n < 24 {
		return interval{}, false
	}
	if v.op == opComing {
		return interval{base, shift(base, v.unit, n), tracker.Fuzzy, "from publication"}, true
	}
	from := shift(base, v.unit, -n)
	return interval{from, base, tracker.Fuzzy, "to publication"}, from > 0 && from <= base
}

// resolveUnit resolves "last week", "this year", "earlier this month".
func (v *value) resolveUnit(base tracker.Day, s sense) (interval, bool) {
	y, m, _ := base.Civil()
	got := interval{precision: tracker.ToDay, how: "published"}
	switch v.unit {
	case days:
		got.from = base + tracker.Day(v.rel)
		got.to = got.from
	case weeks:
		got.from = monday(base) + tracker.Day(7*v.rel)
		got.to = got.from + 6
	case weekends:
		got.from, got.to = v.weekend(base, s)
	case months:
		got.precision = tracker.ToMonth
		got.from, got.to = monthSpan(y, int(m)+v.rel, 1)
	case quarters:
		got.precision = tracker.Fuzzy
		got.from, got.to = monthSpan(y, (int(m)-1)/3*3+1+3*v.rel, 3)
	case years:
		got.precision = tracker.ToYear
		got.from, got.to = monthSpan(y+v.rel, 1, 12)
	case decades:
		got.precision = tracker.Fuzzy
		got.from, got.to = monthSpan(y/10*10+10*v.rel, 1, 120)
	default:
		return got, false
	}
	return got.narrow(v.mod, base), got.from > 0
}

// weekend returns the Saturday and Sunday meant: before the week began, in it
// or after, by relation and tense.
func (v *value) weekend(base tracker.Day, s sense) (from, to tracker.Day) {
	saturday := monday(base) + 5
	switch {
	case v.rel < 0 && base < saturday, v.rel == 0 && (s == behind || s == spoken) && base < saturday:
		saturday -= 7
	case v.rel < 0:
		saturday -= 7
	case v.rel > 0:
		saturday += 7
	}
	return saturday, saturday + 1
}

// resolveSeason resolves seasons, quarters and halves of a year.
func (v *value) resolveSeason(base tracker.Day, s sense) (interval, bool) {
	m, n := v.season, 3
	switch v.op {
	case opQuarter:
		m = 3*v.n.first() - 2
	case opHalf:
		m, n = 6*v.n.first()-5, 6
	}
	if m < 1 || m > 12 {
		return interval{}, false
	}
	y, how := v.year.first(), "written"
	if v.year.n == 0 {
		if base == 0 {
			return unknown("publication unknown"), true
		}
		y, how = v.yearOfSeason(base, s, m, n)
	} else if v.op == opSeason && m == 12 {
		y--
	}
	from, to := monthSpan(y, m, n)
	if v.year.n > 1 {
		to = from + (to-from)*2
	}
	return interval{from, to, tracker.Fuzzy, how}.narrow(v.mod, base), true
}

// yearOfSeason chooses the year in which a season of n months from m begins.
func (v *value) yearOfSeason(base tracker.Day, s sense, m, n int) (int, string) {
	y, bm, _ := base.Civil()
	if v.hasRel && (v.op != opSeason || v.unit == years) {
		return y + v.rel, "published"
	}
	current := y // the year in which the latest begun season began
	if int(bm) < m {
		current--
	}
	from, to := monthSpan(current, m, n)
	following, _ := monthSpan(current+1, m, n)
	inside := from <= base && base <= to
	closer := !inside && following-base < base-to
	switch {
	case v.hasRel && v.rel < 0 && inside:
		return current - 1, "last"
	case v.hasRel && v.rel > 0, s == ahead && !inside && v.rel == 0:
		return current + 1, "next"
	case closer && (v.hasRel && v.rel == 0 && s != spoken || !v.hasRel && s == near):
		return current + 1, "nearest"
	}
	return current, "latest"
}

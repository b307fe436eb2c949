package said

import (
	"time"

	"onset/tracker"
)

// sense is the direction in which the words look from the published day.
type sense uint8

const (
	near   sense = iota // content, no tense known: the nearest such day
	behind              // content of a past tense
	ahead               // content of a future tense
	spoken              // words that were said then: never after publication
)

// interval is what an expression resolves to.
type interval struct {
	from, to  tracker.Day
	precision tracker.Precision
	how       string // in words, for the rule
}

// Tolerance is how far, in days, a said date may lie after publication: an
// outlet's zone may be behind that of the place where words were spoken.
const Tolerance = 1

// Spoken resolves the expression as the day on which words were said: the
// latest such day not after publication, capped by publication. ok is false
// when the words look ahead or name no day that is known. Only a day written
// with its year can come out later than publication and Tolerance.
func (e *Expr) Spoken(published tracker.Day) (from, to tracker.Day, p tracker.Precision, ok bool) {
	got, ok := e.val.resolve(published, spoken)
	if !ok || got.from == 0 || e.val.looksAhead() {
		return 0, 0, "", false
	}
	if published != 0 && got.to > published {
		got.to = max(got.from, published)
	}
	return got.from, got.to, got.precision, true
}

// looksAhead tells whether words of this meaning can't be those of a past day.
func (v *value) looksAhead() bool {
	switch v.op {
	case opAhead, opComing:
		return true
	case opOffset:
		return v.offset > 0
	}
	return v.hasRel && v.rel > 0 || v.mod == modLater
}

// resolve places a value on the calendar. ok is false when no such day exists.
func (v *value) resolve(base tracker.Day, s sense) (interval, bool) {
	got, ok := v.place(base, s)
	if got.precision != tracker.UnknownTime && (got.from <= 0 || got.to < got.from) {
		return interval{}, false
	}
	return got, ok
}

func (v *value) place(base tracker.Day, s sense) (interval, bool) {
	switch v.op {
	case opDay, opBrief:
		return v.resolveDay(base, s)
	case opFull:
		return v.resolveFull(base, s)
	case opMonth:
		return v.resolveMonth(base, s)
	case opYear, opDecade:
		return v.resolveYear()
	case opOccasion:
		return interval{v.fixed, v.fixed, tracker.ToDay, "occasion"}, true
	case opEve:
		return interval{v.fixed, v.fixed, tracker.ToDay, "day before"}, v.fixed > 0
	case opSeason, opQuarter, opHalf:
		return v.resolveSeason(base, s)
	}
	if base == 0 {
		return unknown("publication unknown"), true
	}
	switch v.op {
	case opWeekday:
		return v.resolveWeekday(base, s)
	case opOffset:
		d := base + tracker.Day(v.offset)
		return interval{d, d, tracker.ToDay, "published"}, true
	case opDate:
		return v.resolveDate(base, s)
	case opAgo:
		return v.resolveAgo(base, -1)
	case opAhead:
		return v.resolveAgo(base, 1)
	case opUnit:
		return v.resolveUnit(base, s)
	case opRecent, opPast, opComing:
		return v.resolveStretch(base)
	}
	return interval{}, false
}

func unknown(why string) interval { return interval{precision: tracker.UnknownTime, how: why} }

// resolveFull resolves a numeric date that names its year.
func (v *value) resolveFull(base tracker.Day, s sense) (interval, bool) {
	switch {
	case v.year.n == 0:
		return unknown("order of day and month unknown"), true
	case v.day.n == 0 && v.month.n == 0:
		return v.resolveYear()
	case v.day.n == 0:
		return v.resolveMonth(base, s)
	}
	return v.resolveDay(base, s)
}

// resolveDate resolves a day of a month that is not named: the latest such day,
// the next one where the words look ahead.
func (v *value) resolveDate(base tracker.Day, s sense) (interval, bool) {
	y, m, _ := base.Civil()
	step := -1
	if s == ahead {
		step = 1
	}
	for n := range 3 {
		first, _ := monthSpan(y, int(m)+step*n, 1)
		fy, fm, _ := first.Civil()
		day, ok := civil(fy, int(fm), v.day.first())
		if ok && (s == ahead && day >= base || s != ahead && day <= base) {
			return interval{day, day, tracker.ToDay, "published"}, true
		}
	}
	return interval{}, false
}

// endpoints returns the first and last month and day that the words name.
func (v *value) endpoints() (m1, d1, m2, d2 int) {
	return v.month.first(), v.day.first(), v.month.last(), v.day.last()
}

// resolveDay resolves a day and month, or a range of them.
func (v *value) resolveDay(base tracker.Day, s sense) (interval, bool) {
	m1, d1, m2, d2 := v.endpoints()
	wrap := 0
	if m2 < m1 || m1 == m2 && d2 < d1 {
		wrap = 1
	}
	if v.day.n > 1 && v.month.n == 1 && d2 <= d1 {
		return interval{}, false
	}
	year, how, ok := v.yearOf(base, s, m1, d1)
	if !ok {
		return interval{}, false
	}
	if year == 0 {
		return unknown("publication unknown"), true
	}
	last := year + wrap
	if v.year.n > 0 {
		last = v.year.last()
		year = v.year.first()
		if v.year.n == 1 {
			year -= wrap
		}
	}
	from, ok1 := civil(year, m1, d1)
	to, ok2 := civil(last, m2, d2)
	if !ok1 || !ok2 || to < from {
		return interval{}, false
	}
	return interval{from, to, tracker.ToDay, how}, true
}

// yearOf chooses the year of a day and month, 0 when it can't be known.
func (v *value) yearOf(base tracker.Day, s sense, m, d int) (int, string, bool) {
	if v.year.n > 0 {
		return v.year.first(), "written", true
	}
	if base == 0 {
		return 0, "", true
	}
	if v.yearsBack() {
		return v.yearNear(v.anniversary(base), m, d), "years back", true
	}
	by, _, _ := base.Civil()
	if v.hasRel {
		return by + v.rel, "written", true
	}
	best, how := 0, ""
	var bestDay tracker.Day
	for y := by - 4; y <= by+4; y++ {
		day, ok := civil(y, m, d)
		if !ok || s == spoken && day > base+Tolerance {
			continue
		}
		if best == 0 || v.better(day, bestDay, base, s) {
			best, bestDay = y, day
		}
	}
	switch {
	case best == 0:
		return 0, "", false
	case s == spoken:
		how = "latest"
	case bestDay <= base:
		how = "nearest past"
	default:
		how = "nearest"
	}
	return best, how, true
}

// yearsBack tells whether the words count years back from publication: "two
// years ago, on February 28".
func (v *value) yearsBack() bool { return v.unit == years && !v.hasRel }

// anniversary returns the day so many years before publication.
func (v *value) anniversary(base tracker.Day) tracker.Day {
	return shift(base, years, -max(1, v.n.first()))
}

// yearNear returns the year whose day and month lie nearest to a day.
func (v *value) yearNear(to tracker.Day, m, d int) int {
	y, _, _ := to.Civil()
	best := y
	for _, other := range []int{y - 1, y + 1} {
		if abs(tracker.Date(other, time.Month(m), d)-to) < abs(tracker.Date(best, time.Month(m), d)-to) {
			best = other
		}
	}
	return best
}

// farForTense is how far, in days, the nearest day may contradict the tense of
// the words around it before the tense wins.
const farForTense = 60

// better tells whether day fits better than old.
func (v *value) better(day, old, base tracker.Day, s sense) bool {
	if v.weekday.n > 0 && abs(day-base) < 800 {
		fits, fitted := int(day.Weekday()) == v.weekday.first(), int(old.Weekday()) == v.weekday.first()
		if fits != fitted {
			return fits
		}
	}
	return v.cost(day, base, s) < v.cost(old, base, s)
}

func (v *value) cost(day, base tracker.Day, s sense) tracker.Day {
	cost := abs(day - base)
	if (s == behind && day > base+farForTense) || (s == ahead && day < base-farForTense) {
		cost += 366
	}
	return cost
}

func abs(d tracker.Day) tracker.Day {
	if d < 0 {
		return -d
	}
	return d
}

// civil returns a day that exists.
func civil(y, m, d int) (tracker.Day, bool) {
	if m < 1 || m > 12 || d < 1 || y < 1 {
		return 0, false
	}
	day := tracker.Date(y, time.Month(m), d)
	_, gm, _ := day.Civil()
	return day, int(gm) == m
}

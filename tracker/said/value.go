package said

import "onset/tracker"

// op is what a pattern means.
type op uint8

const (
	opDay      op = iota + 1 // day and month
	opMonth                  // month, perhaps with a year
	opYear                   // years in digits
	opDecade                 // "1990s"
	opSeason                 // "spring 2022", "last summer"
	opQuarter                // "the first quarter of 2016"
	opHalf                   // "the second half of 2025"
	opWeekday                // "Wednesday"
	opOffset                 // "yesterday"
	opAgo                    // "two weeks ago"
	opAhead                  // "two weeks from now"
	opUnit                   // "last week", "this year"
	opRecent                 // "in recent months"
	opPast                   // "the past two weeks"
	opComing                 // "the next two weeks"
	opFull                   // "04.02.2026"
	opBrief                  // "04.02"
	opOccasion               // a named day
	opDate                   // "the 20th": a day of this month or the last
	opEve                    // "the day before" one that was named
	opNever                  // looks like a date and is none
)

var opNames = map[string]op{
	"day": opDay, "month": opMonth, "year": opYear, "decade": opDecade, "season": opSeason,
	"quarter": opQuarter, "half": opHalf, "weekday": opWeekday, "offset": opOffset,
	"ago": opAgo, "ahead": opAhead, "unit": opUnit, "recent": opRecent, "past": opPast,
	"coming": opComing, "full": opFull, "brief": opBrief, "occasion": opOccasion, "date": opDate, "eve": opEve, "never": opNever,
}

var opKinds = [...]Kind{
	opDay: NamesDay, opMonth: NamesMonth, opYear: NamesYear, opDecade: NamesYear,
	opSeason: NamesSeason, opQuarter: NamesSeason, opHalf: NamesSeason,
	opWeekday: NamesWeekday, opOffset: NamesOffset, opAgo: NamesOffset, opAhead: NamesOffset,
	opUnit: NamesPeriod, opRecent: NamesStretch, opPast: NamesStretch, opComing: NamesStretch,
	opFull: NamesDay, opBrief: NamesDay, opOccasion: NamesAnnual, opDate: NamesDay, opEve: NamesOffset, opNever: "",
}

// unit is a unit of time.
type unit uint8

const (
	noUnit unit = iota
	hours
	days
	weeks
	weekends
	months
	quarters
	years
	decades
)

// mod narrows a month, year or week.
type mod uint8

const (
	noMod    mod = iota
	modEarly     = mod(iota + 20)
	modMid
	modLate
	modEarlier // from its beginning to the day before publication
	modLater   // from the day after publication to its end
)

// valueNames names the values that a table can give to a class.
var valueNames = map[string]int{
	"hour": int(hours), "day": int(days), "week": int(weeks), "weekend": int(weekends),
	"month": int(months), "quarter": int(quarters), "year": int(years), "decade": int(decades),
	"early": int(modEarly), "mid": int(modMid), "late": int(modLate),
	"earlier": int(modEarlier), "later": int(modLater),
}

// value is what an expression says, before any clock is asked.
type value struct {
	op      op
	day     list
	month   list
	year    list
	weekday list
	n       list
	rel     int
	hasRel  bool
	vague   bool
	plural  bool // of the unit
	unit    unit
	mod     mod
	season  int // its first month
	offset  int
	fixed   tracker.Day
}

// list holds the values of one class in the order of the words; what does not
// fit is dropped, but the last one is kept.
type list struct {
	v [3]int
	n int
}

func (l *list) add(v int) {
	if l.n == len(l.v) {
		l.v[l.n-1] = v
		return
	}
	l.v[l.n] = v
	l.n++
}

func (l list) first() int { return l.v[0] }

func (l list) last() int { return l.v[max(0, l.n-1)] }

// yearless tells whether the words leave the year open.
func (v *value) yearless() bool {
	switch v.op {
	case opDay, opMonth, opBrief:
		return v.year.n == 0 && !v.hasRel
	}
	return false
}

// collect turns what the slots of a match captured into a value.
func collect(a *action, caps []capture) value {
	v := value{op: a.op, rel: a.rel, hasRel: a.given, unit: a.unit, mod: a.mod, fixed: a.fixed}
	if a.month > 0 {
		v.month.add(a.month)
		v.day.add(a.day)
	}
	for _, c := range caps {
		v.take(c)
	}
	return v
}

func (v *value) take(c capture) {
	switch c.slot {
	case slotMonth:
		v.month.add(c.value)
	case slotWeekday, slotShort:
		v.weekday.add(c.value)
	case slotDay:
		v.day.add(c.value)
	case slotYear:
		v.year.add(c.value)
	case slotDecade:
		v.year.add(c.value)
	case slotN, slotOrd, slotPart:
		v.n.add(c.value)
	case slotVague:
		v.vague = true
	case slotUnit, slotUnits:
		v.unit, v.plural = unit(c.value), c.slot == slotUnits
	case slotRel:
		v.rel, v.hasRel = c.value, true
	case slotOffset:
		v.offset = c.value
	case slotMod:
		v.mod = mod(c.value)
	case slotSeason:
		v.season = c.value
	case slotFull, slotBrief, slotSpan:
		v.takeNumeric(c)
	}
}

// takeNumeric takes the parts of a numeral that is a date by itself.
func (v *value) takeNumeric(c capture) {
	for i, p := range c.token.parts {
		if p == 0 {
			continue
		}
		switch i {
		case 0:
			v.year.add(p)
		case 1:
			v.month.add(p)
		case 2:
			v.day.add(p)
		case 3:
			v.year.add(p)
		}
	}
}

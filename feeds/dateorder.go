package feeds

import "strings"

// DateOrder is the order of day and month in dates such as 03/04/2026.
type DateOrder string

// The orders; "" is neither.
const (
	DayFirst   DateOrder = "day first"
	MonthFirst DateOrder = "month first"
)

// customOf is the order in which a country writes its dates; "" where both are
// usual, or neither, and where the country is not known.
func customOf(country string) DateOrder {
	switch country {
	case "US", "PH", "FM", "MH", "PW", "PR", "GU", "VI", "AS", "MP":
		return MonthFirst
	case "", "CA", "CN", "JP", "KR", "TW", "HU", "LT", "SE", "MN", "IR", "EU", "UN":
		return ""
	}
	return DayFirst
}

// order is that of a date of three numbers with the year at its end, where the
// date itself shows it: no month is the thirteenth, and points are written where
// the day comes first.
func (w *written) order() DateOrder {
	a, b := w.figures[0], w.figures[1]
	switch {
	case a.value > 12 || b.before == '.':
		return DayFirst
	case b.value > 12:
		return MonthFirst
	}
	return ""
}

// orders gathers in which order the dates of a feed or file are written.
type orders struct{ day, month int }

// add looks at one date.
func (o *orders) add(raw string, d Dating) {
	if len(raw) > 4 && (raw[3] == ',' || raw[4] == '-') {
		return // of the two forms that nearly all feeds use
	}
	var w written
	if w.read(strings.TrimSpace(raw)); !w.slashed() {
		return
	}
	order := w.order()
	if order == "" {
		order = w.possible(d)
	}
	switch order {
	case DayFirst:
		o.day++
	case MonthFirst:
		o.month++
	}
}

// possible is the order in which a date is not in the future, where it is in the
// other.
func (w *written) possible(d Dating) DateOrder {
	a, b, year, today := w.figures[0].value, w.figures[1].value, century(w.figures[2]), d.today()
	day, month := civil(year, b, a), civil(year, a, b)
	switch {
	case today == 0 || day == 0 || month == 0:
		return ""
	case day <= today && month > today:
		return DayFirst
	case month <= today && day > today:
		return MonthFirst
	}
	return ""
}

// slashed tells whether a date is of three numbers, the year at the end and not
// parted by points: of those the order is ever in doubt.
func (w *written) slashed() bool {
	return w.unix.IsZero() && w.month == 0 && w.cjkM == 0 && len(w.figures) >= 3 && w.figures[0].digits <= 2 && w.figures[1].before != '.'
}

// doubtful tells whether a date needs others to tell day and month apart.
func doubtful(raw string) bool {
	var w written
	w.read(strings.TrimSpace(raw))
	return w.slashed() && w.order() == "" && w.figures[0].value != w.figures[1].value
}

// settled is the order of all of them; "" where none shows it, or they differ.
func (o *orders) settled() DateOrder {
	switch {
	case o.day > 0 && o.month == 0:
		return DayFirst
	case o.month > 0 && o.day == 0:
		return MonthFirst
	}
	return ""
}

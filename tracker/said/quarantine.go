package said

import "onset/tracker"

// maxLonely is how far, in days, a day without a year may lie from every other
// date of its text before it is taken for a slip of the pen.
const maxLonely = 30

// Lonely is the flag of a day that no other date of its text supports.
const Lonely = "no year is named and every other date of the text is more than 30 days away"

// quarantine flags the days without a year that stand alone: they date nothing.
// The published day counts as a date of the text.
func quarantine(exprs []Expr, published tracker.Day) {
	for i := range exprs {
		e := &exprs[i]
		if e.val.op != opDay && e.val.op != opBrief || !e.val.yearless() || e.From == 0 {
			continue
		}
		if published != 0 && gap(e, published, published) <= maxLonely {
			continue
		}
		if !supported(exprs, i, published) {
			e.Flag = Lonely
		}
	}
}

// supported tells whether another date of at most month precision lies near: half
// as near where it is of the days before publication, which say no more than the
// published day itself.
func supported(exprs []Expr, i int, published tracker.Day) bool {
	for j := range exprs {
		o := &exprs[j]
		if j == i || o.From == 0 || o.Kind == NamesStretch || o.To-o.From > 31 {
			continue
		}
		far := tracker.Day(maxLonely)
		if published != 0 && gap(o, published, published) <= maxLonely {
			far /= 2
		}
		if gap(&exprs[i], o.From, o.To) <= far && (o.From != exprs[i].From || o.Basis != tracker.Explicit || !o.val.yearless()) {
			return true
		}
	}
	return false
}

// gap returns how many days lie between an expression and an interval.
func gap(e *Expr, from, to tracker.Day) tracker.Day {
	return max(0, from-e.To, e.From-to)
}

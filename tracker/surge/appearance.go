package surge

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// Appearance is one mention of a talking point that counts.
type Appearance struct {
	ID       string      // of the mention; orders appearances of one day
	Day      tracker.Day // published
	Origin   string
	Source   string
	Country  string // empty: unknown
	Language string // empty: unknown
	AllAlong bool   // its text says that it was said all along
}

// Uncovered tells whether nobody looked on a day; nil means that all days
// were covered. A day without appearances proves silence only when covered.
type Uncovered func(tracker.Day) bool

func (u Uncovered) on(d tracker.Day) bool { return u != nil && u(d) }

// covered counts the covered days from..to, inclusive.
func (u Uncovered) covered(from, to tracker.Day) int {
	n := 0
	for d := from; d <= to; d++ {
		if !u.on(d) {
			n++
		}
	}
	return n
}

// ordered returns the appearances with a known day by day, then id.
func ordered(ss []Appearance) []Appearance {
	out := slices.Clone(ss)
	slices.SortFunc(out, func(a, b Appearance) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID))
	})
	i := slices.IndexFunc(out, func(s Appearance) bool { return s.Day != 0 })
	if i < 0 {
		return nil
	}
	return out[i:]
}

// daily counts each origin once, on the first day it was seen: copies that
// follow are no new voices, nor are those of what was known before.
func daily(ss []Appearance, known func(origin string) bool) map[tracker.Day]int {
	counts, done := map[tracker.Day]int{}, map[string]bool{}
	for _, s := range ss {
		if !done[s.Origin] {
			done[s.Origin] = true
			if known == nil || !known(s.Origin) {
				counts[s.Day]++
			}
		}
	}
	return counts
}

// days returns the distinct days of ordered appearances.
func days(ss []Appearance) []tracker.Day {
	var out []tracker.Day
	for _, s := range ss {
		if len(out) == 0 || out[len(out)-1] != s.Day {
			out = append(out, s.Day)
		}
	}
	return out
}

package repertoire

import (
	"cmp"
	"maps"
	"slices"

	"onset/tracker"
)

// State is what became of a line by the end of a span.
type State int

// The states, in the order in which they are told.
const (
	New    State = iota // first appeared in the fresh days
	Back                // appeared in them after a silence
	GoesOn              // appeared in the last thirty days
	Silent              // appeared in the span or often before, and no more
	Absent              // nothing to tell of it in the span
)

// The days that states are decided by.
const (
	month     = 30 // without an appearance is silence
	freshDays = 7  // at the end of a long span
	shortSpan = 35 // days up to which all of a span is fresh
	baseline  = 7  // first days of coverage
	known     = 3  // days of appearance before a silence that can end
	used      = 2  // days of appearance that can fall silent
)

// Line is a talking point as somebody uses it.
type Line struct {
	Narrative, TalkingPoint string
	Days                    map[tracker.Day]int // appearances

	State  State
	First  tracker.Day // of all appearances up to the end of the span; 0: none
	Last   tracker.Day
	Turned tracker.Day // when it became New or Back
	Before tracker.Day // Back: the last appearance before the silence
	Count  int         // appearances in the span
	Early  bool        // first appeared as watching began: it may be older
}

// Frame is the span that is looked at.
type Frame struct {
	From, To tracker.Day              // inclusive
	Since    tracker.Day              // when coverage began; 0: nobody has looked yet
	Watched  func(d tracker.Day) bool // whether anybody looked on a day; nil: always
}

// Fresh is the first of the days in which a line is new.
func (f Frame) Fresh() tracker.Day {
	if f.To-f.From < shortSpan {
		return f.From
	}
	return f.To - freshDays + 1
}

// Tell decides the state of each line and returns them in the order in which
// they are told: by state, then what turned last, then what appeared last, then
// the more frequent.
func Tell(lines []Line, f Frame) []Line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].tell(f)
	}
	slices.SortStableFunc(out, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(b.Turned, a.Turned), cmp.Compare(b.Last, a.Last), cmp.Compare(b.Count, a.Count),
			cmp.Compare(a.Narrative, b.Narrative), cmp.Compare(a.TalkingPoint, b.TalkingPoint))
	})
	return out
}

func (l *Line) tell(f Frame) {
	var days []tracker.Day
	for _, d := range slices.Sorted(maps.Keys(l.Days)) {
		if d <= f.To {
			days = append(days, d)
			if d >= f.From {
				l.Count += l.Days[d]
			}
		}
	}
	l.State = Absent
	if len(days) == 0 {
		return
	}
	l.First, l.Last = days[0], days[len(days)-1]
	l.Early = f.Since == 0 || l.First < f.Since+baseline
	switch turned, before := comeback(days, f); {
	case l.First >= f.Fresh() && !l.Early:
		l.State, l.Turned = New, l.First
	case turned != 0:
		l.State, l.Turned, l.Before = Back, turned, before
	case f.silence(l.Last, f.To+1) < month:
		l.State = GoesOn
	case len(days) >= used && l.Last >= f.From:
		l.State = Silent
	}
}

// comeback finds the newest day of the fresh ones that ended a silence, and the
// last day before it.
func comeback(days []tracker.Day, f Frame) (turned, before tracker.Day) {
	for i := len(days) - 1; i >= known && days[i] >= f.Fresh(); i-- {
		if quiet := f.silence(days[i-1], days[i]); quiet > month && quiet > 3*medianGap(days[:i]) {
			return days[i], days[i-1]
		}
	}
	return 0, 0
}

// silence counts the days between two on which somebody looked.
func (f Frame) silence(after, before tracker.Day) tracker.Day {
	if f.Watched == nil {
		return max(0, before-after-1)
	}
	n := tracker.Day(0)
	for d := after + 1; d < before; d++ {
		if f.Watched(d) {
			n++
		}
	}
	return n
}

// medianGap is the usual distance between two days.
func medianGap(days []tracker.Day) tracker.Day {
	var gaps []tracker.Day
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, days[i]-days[i-1])
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

package timeline

import (
	"maps"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/surge"
)

// Evidence is what the events of one talking point follow from, as somebody keeps
// it.
type Evidence struct {
	Point     tracker.TalkingPoint
	Witnesses []tracker.Witness // those that are needed, or all that are valid
	Standing  []tracker.Event   // of the kinds that follow from evidence
	Scene     Context
	At        time.Time // when the change is recorded
	Cause     string
}

// Revise brings the standing events of a talking point in line with its evidence.
// Needed are the ids of the witnesses that the next Revise must be given, sorted.
func Revise(e Evidence) (c Changes, needed []string) {
	now := Fold(e.Point, e.Witnesses, e.Scene)
	return Diff(e.Standing, now.Events, e.At, e.Cause), now.Needed
}

// Closing is what the events of one narrative follow from that rest on the counts of
// a day.
type Closing struct {
	Narrative string
	Day       tracker.Day
	Ledgers   []Ledger        // of its talking points
	Standing  []tracker.Event // that the day brought when it was closed before
	Uncovered func(tracker.Day) bool
	Scene     Context
	At        time.Time // when the change is recorded
	Cause     string
}

// Close brings the events that a day brought in line with its counts. Where nothing
// was said on it there is no shift.
func Close(c Closing) Changes {
	var events []tracker.Event
	points := newDays(c.Ledgers, c.Day, c.Uncovered, c.Scene)
	if slices.ContainsFunc(c.Ledgers, func(l Ledger) bool { return len(l.Today) > 0 }) {
		events = shifts(c.Narrative, points)
	}
	for _, d := range points {
		events = append(events, d.daily()...)
	}
	return Diff(c.Standing, events, c.At, c.Cause)
}

// fadeDays is how many covered days after a mention its silence may still be an event.
const fadeDays = 21

// dayMargin is how many days before the day of an article its mentions may count:
// zones differ, and seeing stands in for publishing.
const dayMargin = 2

// DaysToClose returns the days up to last on which what rests on counts may be
// otherwise once evidence of the day from is (0: all of it may be): from there on those
// around the days on which a narrative is mentioned, and those that brought events of
// it, in ascending order. How often a line was met before decides of every later day: whether it is
// back, how far it has spread, and whether it surges. A year of silence is not gone
// through day by day; days on which nobody looked make it no longer.
func DaysToClose(from tracker.Day, mentioned, brought []tracker.Day, last tracker.Day, uncovered surge.Uncovered) []tracker.Day {
	starts := slices.Clone(mentioned)
	if from != 0 {
		starts = append(starts, from)
	}
	slices.Sort(starts)
	days := map[tracker.Day]bool{}
	for i, d := range starts {
		next := last
		if i+1 < len(starts) {
			next = min(last, starts[i+1]) // from there on the next one counts
		}
		covered := 0
		for at := d - dayMargin; at <= next && covered < fadeDays; at++ {
			gap := uncovered != nil && uncovered(at)
			if at > d && !gap {
				covered++
			}
			days[at] = days[at] || !gap || at <= d+fadeDays
		}
	}
	for _, d := range brought {
		days[d] = true
	}
	maps.DeleteFunc(days, func(d tracker.Day, is bool) bool { return !is || d < from || d > last })
	return slices.Sorted(maps.Keys(days))
}

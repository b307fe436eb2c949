package timeline

import (
	"maps"
	"slices"
	"time"

	"onset/tracker"
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
	if slices.ContainsFunc(c.Ledgers, func(l Ledger) bool { return len(l.Today) > 0 }) {
		events = Shifts(c.Narrative, c.Ledgers, c.Day, c.Uncovered, c.Scene)
	}
	for _, l := range c.Ledgers {
		events = append(events, Daily(l, c.Day, c.Uncovered, c.Scene)...)
	}
	return Diff(c.Standing, events, c.At, c.Cause)
}

// fadeDays is how long after a mention its silence may still be an event.
const fadeDays = 21

// DaysToClose returns the days up to last that are to be closed, in ascending order:
// those after the newest that was (closed; 0 for none), and those that evidence
// touches which is new since then. A year of silence is not gone through day by
// day: of the past only days that are touched are returned, those on which
// something may have faded, and later ones on which something may be back.
func DaysToClose(touched, returns []tracker.Day, closed, last tracker.Day) []tracker.Day {
	days := map[tracker.Day]bool{}
	for _, d := range touched {
		for after := range tracker.Day(fadeDays + 1) {
			days[d+after] = true
		}
	}
	for _, d := range returns {
		days[d] = true
	}
	if closed != 0 {
		for d := closed + 1; d <= last; d++ {
			days[d] = true
		}
	}
	return upTo(days, last)
}

// dayMargin is how many days before the day of an article its mentions may count:
// zones differ, and seeing stands in for publishing.
const dayMargin = 2

// DaysToJudge returns the days up to last on which a verdict on mentions of the days
// judged may change what rests on counts, and those later ones on which something
// may be back, in ascending order.
func DaysToJudge(judged, returns []tracker.Day, last tracker.Day) []tracker.Day {
	days := map[tracker.Day]bool{}
	for _, d := range judged {
		for at := d - dayMargin; at <= d+fadeDays; at++ {
			days[at] = true
		}
	}
	for _, d := range returns {
		days[d] = true
	}
	return upTo(days, last)
}

func upTo(days map[tracker.Day]bool, last tracker.Day) []tracker.Day {
	maps.DeleteFunc(days, func(d tracker.Day, _ bool) bool { return d > last })
	return slices.Sorted(maps.Keys(days))
}

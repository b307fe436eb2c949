package timeline

import (
	"slices"
	"time"

	"onset/tracker"
)

// wasHeld tells of a recorded event that nobody was told of it. Those recorded before firsts
// had a state stood under no headline either when they were doubtful.
func wasHeld(e tracker.Event) bool { return e.HeldBack || e.Doubtful && e.State == "" }

// heldNow returns which of the standing events are held back: the doubtful ones,
// but one that was told, as long as no other is the first in its place.
func heldNow(told, standing []tracker.Event) func(tracker.Event) bool {
	before := byID(told)
	replaced := map[firstKey]bool{}
	for _, e := range standing {
		if e.Kind.IsFirst() && !e.Doubtful {
			replaced[keyOf(e)] = true
		}
	}
	return func(e tracker.Event) bool {
		_, stood := before[e.ID]
		return e.Doubtful && (!stood || replaced[keyOf(e)])
	}
}

// parted splits events into those for which a condition fails and those for which it holds.
func parted(events []tracker.Event, holds func(tracker.Event) bool) (without, with []tracker.Event) {
	for _, e := range events {
		if holds(e) {
			with = append(with, e)
		} else {
			without = append(without, e)
		}
	}
	return without, with
}

// diffHeld compares what was held back with what is: it comes and goes without a word.
func diffHeld(old, standing []tracker.Event, now time.Time, cause string) Changes {
	var c Changes
	before := byID(old)
	for _, e := range standing {
		was, stood := before[e.ID]
		switch {
		case !stood:
			e = recorded(e, now, cause)
			e.HeldBack = true
			c.Add = append(c.Add, e)
		case !same(was, e):
			e = asRecorded(e, was)
			e.HeldBack = true
			c.Updated = append(c.Updated, e)
		}
	}
	for _, o := range old {
		if !slices.ContainsFunc(standing, func(e tracker.Event) bool { return e.ID == o.ID }) {
			c.Superseded = append(c.Superseded, o.ID)
		}
	}
	return c
}

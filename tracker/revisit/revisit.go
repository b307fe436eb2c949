// Package revisit decides when the page of an article is looked at again, and when
// one that is gone is gone for good. Outlets edit in the first hours, and take
// pages down in the first weeks.
package revisit

import (
	"time"

	"onset/tracker"
)

const day = 24 * time.Hour

const (
	// Seldom is the least time between two looks at a page whose text is not used,
	// because the feed's own is, and that only has to be there still.
	Seldom = day
	// SoonAgain is when a page is asked for that was wanted and left for later.
	SoonAgain = 15 * time.Minute
	// GoneAgain is how long after a page was gone it is asked for again, so that
	// the third time comes three days after the first.
	GoneAgain = 36 * time.Hour

	goneTimes = 3
	goneFor   = 3 * day
)

// After says how long after its last visit an article of that age is looked at
// again: an hour at first, a week in the end, and no more after the age of 60 days.
func After(age time.Duration) (pause time.Duration, again bool) {
	return min(max(age/2, time.Hour), 7*day), age < 60*day
}

// Next is when the page of an article is looked at again after a visit, by when it
// was published, or first seen where nobody says, and not before least has passed;
// zero when it is too old for that.
func Next(published tracker.Stamp, seen, visited time.Time, least time.Duration) time.Time {
	since := seen
	if published.Known() {
		since = published.Time
		if since.IsZero() {
			since = published.Day.In(time.UTC)
		}
	}
	pause, again := After(max(0, visited.Sub(since)))
	if !again {
		return time.Time{}
	}
	return visited.Add(max(pause, least))
}

// Withdrawn holds for a page that was gone so often in a row, over so long, that
// it was taken down.
func Withdrawn(times int, since, last time.Time) bool {
	return times >= goneTimes && last.Sub(since) >= goneFor
}

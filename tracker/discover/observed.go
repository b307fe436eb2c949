package discover

import (
	"time"

	"onset/tracker"
)

// freshDays is how long after its publication an article is seen at most to count
// as observed: what a feed still holds of the weeks before its first fetch is
// history, of which nobody can say what was new.
const freshDays = 3

// Observed tells whether an article was seen soon enough after the day of its
// publication to be news; older ones are only learned from.
func Observed(published tracker.Day, seen time.Time) bool {
	return tracker.DayOf(seen) <= published+freshDays
}

package digest

import (
	"time"

	"onset/tracker"
)

// Window returns the instants between which the civil day lies in loc, half
// open: from is in it, to is not. Days on which the clocks change have 23 or
// 25 hours; windows of consecutive days leave no gap and don't overlap.
func Window(day tracker.Day, loc *time.Location) (from, to time.Time) {
	return day.In(loc), (day + 1).In(loc)
}

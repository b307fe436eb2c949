package digest

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"onset/tracker"
)

// Due tells when the digest of a day is to go out: at the first time of
// the schedule after the day is over. A time that the clock change of that
// night skips is made up for an hour later instead of on the next day.
func Due(day tracker.Day, schedule string, zone *time.Location) (time.Time, error) {
	times, err := cron.ParseStandard(schedule)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading when digests go out (%q): %w", schedule, err)
	}
	_, end := Window(day, zone)
	before := end.Add(-time.Nanosecond) // midnight itself is a time of the schedule
	due := times.Next(before)
	_, offset := end.Zone()
	steady := times.Next(before.In(time.FixedZone("", offset))) // as if no clock were changed
	if due.IsZero() || due.Sub(steady) > 12*time.Hour {
		due = steady
	}
	return due, nil
}

// LastDue returns the newest day whose digest is due at now.
func LastDue(now time.Time, schedule string, zone *time.Location) (tracker.Day, error) {
	const longest = 366 // days between two times of a schedule that is of any use
	last := tracker.DayOf(now.In(zone)) - 1
	for range longest {
		due, err := Due(last, schedule, zone)
		if err != nil || !due.After(now) {
			return last, err
		}
		last--
	}
	return last, nil
}

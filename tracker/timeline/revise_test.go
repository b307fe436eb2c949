package timeline

import (
	"slices"
	"testing"

	"onset/tracker"
)

// New evidence of a day concerns the days around the mentions from there on, the
// silence after each, and those that brought an event.
func TestDaysToClose(t *testing.T) {
	day := tracker.Date(2026, 3, 1)
	long := []tracker.Day{day - 100, day - 40}
	for _, c := range []struct {
		name               string
		from               tracker.Day
		mentioned, brought []tracker.Day
		last               tracker.Day
		first, end         tracker.Day // of what is returned; 0 is nothing
		count              int
	}{
		{"nothing else was said", day - 100, nil, nil, day, day - 100, day - 100 + fadeDays, fadeDays + 1},
		{"it was said later", day - 100, long, nil, day, day - 100, day - 40 + fadeDays, 2*(fadeDays+1) + dayMargin},
		{"a later day brought an event", day - 100, nil, []tracker.Day{day - 50, day + 9}, day, day - 100, day - 50, fadeDays + 2},
		{"what is of days before", day - 60, []tracker.Day{day - 62}, []tracker.Day{day - 90}, day, day - 60, day - 60 + fadeDays, fadeDays + 1},
		{"of yesterday", day - 1, []tracker.Day{day - 1, day}, nil, day, day - 1, day, 2},
		{"of a day to come", day + 5, nil, nil, day, 0, 0, 0},
		{"all that there is", 0, long, nil, day, day - 102, day - 40 + fadeDays, 2 * (fadeDays + 1 + dayMargin)},
	} {
		days := DaysToClose(c.from, c.mentioned, c.brought, c.last)
		if len(days) != c.count || len(days) > 0 && (days[0] != c.first || days[len(days)-1] != c.end) || !slices.IsSorted(days) {
			t.Errorf("%s: %v", c.name, days)
		}
	}
}

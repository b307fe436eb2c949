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
		days := DaysToClose(c.from, c.mentioned, c.brought, c.last, nil)
		if len(days) != c.count || len(days) > 0 && (days[0] != c.first || days[len(days)-1] != c.end) || !slices.IsSorted(days) {
			t.Errorf("%s: %v", c.name, days)
		}
	}
}

// The silence after a mention is counted in days on which somebody looked, so that it is
// an event as late as those who look every day have it, and no later.
func TestGapsOfCoverageMakeASilenceLonger(t *testing.T) {
	day := tracker.Date(2026, 3, 1)
	gap := func(from, to tracker.Day) func(tracker.Day) bool {
		return func(d tracker.Day) bool { return from <= d && d <= to }
	}
	said := []tracker.Day{day - 100}
	for name, c := range map[string]struct {
		mentioned []tracker.Day
		uncovered func(tracker.Day) bool
		end       tracker.Day
		count     int
	}{
		"no gap":                          {said, gap(0, 0), day - 79, 24},
		"a gap of 36 days soon after":     {said, gap(day-95, day-60), day - 43, 24 + 17},
		"a gap that never ends":           {said, gap(day-95, day+99), day - 79, 24},
		"a gap before":                    {said, gap(day-300, day-103), day - 79, 24},
		"it was said again after the gap": {append(said, day-58), gap(day-95, day-60), day - 37, 24 + 24},
	} {
		days := DaysToClose(0, c.mentioned, nil, day, c.uncovered)
		if len(days) != c.count || days[len(days)-1] != c.end || days[0] != day-102 {
			t.Errorf("%s: %d days, %s to %s", name, len(days), days[0], days[len(days)-1])
		}
	}
}

package timeline

import (
	"slices"
	"testing"

	"onset/tracker"
)

// The days that are over are closed once, and those of the past again on which new
// evidence, or the silence after it, may be an event.
func TestDaysToClose(t *testing.T) {
	day := tracker.Date(2026, 3, 1)
	for _, c := range []struct {
		name         string
		touched      []tracker.Day
		closed, last tracker.Day
		first, end   tracker.Day // of what is returned; 0 is nothing
		count        int
	}{
		{"nothing is new", nil, day, day, 0, 0, 0},
		{"a new archive", nil, 0, day, 0, 0, 0},
		{"three days are over", nil, day, day + 3, day + 1, day + 3, 3},
		{"a late article", []tracker.Day{day - 100}, day, day, day - 100, day - 100 + fadeDays, fadeDays + 1},
		{"articles of two days that lie near", []tracker.Day{day - 100, day - 99}, day, day, day - 100, day - 99 + fadeDays, fadeDays + 2},
		{"an article of yesterday", []tracker.Day{day - 1}, day, day, day - 1, day, 2},
		{"an article of a day to come", []tracker.Day{day + 5}, day, day, 0, 0, 0},
	} {
		days := DaysToClose(c.touched, nil, c.closed, c.last)
		if len(days) != c.count || len(days) > 0 && (days[0] != c.first || days[len(days)-1] != c.end) || !slices.IsSorted(days) {
			t.Errorf("%s: %v", c.name, days)
		}
	}
}

// What came late may change comebacks long after it.
func TestDaysOfComebacks(t *testing.T) {
	day := tracker.Date(2026, 3, 1)
	returns := []tracker.Day{day - 50, day + 9}
	if days := DaysToClose([]tracker.Day{day - 100}, returns, day, day); !slices.Contains(days, day-50) || slices.Contains(days, day+9) {
		t.Errorf("after a late article: %v", days)
	}
	if days := DaysToJudge([]tracker.Day{day - 100}, returns, day); !slices.Contains(days, day-50) || slices.Contains(days, day+9) {
		t.Errorf("after a verdict: %v", days)
	}
}

// A verdict may move what was counted from the days around its mention on.
func TestDaysToJudge(t *testing.T) {
	day := tracker.Date(2026, 3, 1)
	if days := DaysToJudge([]tracker.Day{day}, nil, day+1); !slices.Equal(days, []tracker.Day{day - 2, day - 1, day, day + 1}) {
		t.Errorf("up to the next day: %v", days)
	}
	if days := DaysToJudge([]tracker.Day{day, day + 3}, nil, day+500); len(days) != 2+3+fadeDays+1 {
		t.Errorf("two mentions near each other move %d days", len(days))
	}
	if days := DaysToJudge(nil, nil, day); len(days) != 0 {
		t.Errorf("without a verdict: %v", days)
	}
}

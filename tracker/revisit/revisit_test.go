package revisit

import (
	"testing"
	"time"

	"onset/tracker"
)

func TestLooksBecomeRarer(t *testing.T) {
	last := time.Duration(0)
	for _, age := range []time.Duration{0, time.Hour, 10 * time.Hour, 2 * day, 30 * day} {
		pause, again := After(age)
		if !again || pause < max(last, time.Hour) || pause > 7*day {
			t.Errorf("at the age of %v: %v %v", age, pause, again)
		}
		last = pause
	}
	if _, again := After(100 * day); again {
		t.Error("old articles are looked at for ever")
	}
}

// The next look counts from publication, or from when the article was first seen.
func TestNextLook(t *testing.T) {
	at := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	hour := func(h int) tracker.Stamp {
		return tracker.Stamp{Time: at.Add(-time.Duration(h) * time.Hour), Day: tracker.DayOf(at)}
	}
	for name, tt := range map[string]struct {
		published tracker.Stamp
		seen      time.Time
		least     time.Duration
		want      time.Duration // after the visit; 0: never again
	}{
		"just published":                {hour(0), at, 0, time.Hour},
		"ten hours ago":                 {hour(10), at, 0, 5 * time.Hour},
		"only its day is known":         {tracker.Stamp{Day: tracker.DayOf(at)}, at, 0, 6 * time.Hour},
		"undated, seen a day ago":       {tracker.Stamp{}, at.Add(-day), 0, 12 * time.Hour},
		"fresh, where its text is kept": {hour(1), at, Seldom, Seldom},
		"dated after the visit":         {hour(-5), at, 0, time.Hour},
		"old":                           {hour(61 * 24), at, 0, 0},
	} {
		got := Next(tt.published, tt.seen, at, tt.least)
		if tt.want == 0 && !got.IsZero() || tt.want != 0 && got.Sub(at) != tt.want {
			t.Errorf("%s: next look at %v, %v after the visit", name, got, got.Sub(at))
		}
	}
}

func TestGoneForGood(t *testing.T) {
	first := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	for n, at := 1, first; n <= 3; n, at = n+1, at.Add(GoneAgain) {
		if got := Withdrawn(n, first, at); got != (n == 3) {
			t.Errorf("gone for the %d. time, %v after the first: withdrawn %v", n, at.Sub(first), got)
		}
	}
	if Withdrawn(9, first, first.Add(2*day)) {
		t.Error("often gone within two days is taken for withdrawn")
	}
}

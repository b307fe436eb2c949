package web

import (
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// An import covers whole days, wherever its reader is; what is observed has the
// days of the reader's zone.
func TestLookedDays(t *testing.T) {
	day := func(d int) tracker.Day { return tracker.DayOf(time.Date(2022, 12, d, 0, 0, 0, 0, time.UTC)) }
	since, until := time.Date(2022, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2022, 12, 30, 23, 59, 59, 0, time.UTC)
	for _, c := range []struct {
		kind, zone  string
		first, last tracker.Day
	}{
		{"imported", "Europe/Warsaw", day(1), day(30)},
		{"imported", "America/New_York", day(1), day(30)},
		{"observed", "Europe/Warsaw", day(1), day(31)},
		{"observed", "America/New_York", day(0), day(30)},
		{"gap", "UTC", 0, 0},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		seen := []archive.Interval{{Kind: c.kind, Since: since, Until: until}}
		if first, last := firstLooked(seen, zone), lastLooked(seen, zone); first != c.first || last != c.last {
			t.Errorf("%s in %s: looked at from %s to %s, want %s to %s", c.kind, c.zone, first, last, c.first, c.last)
		}
	}
}

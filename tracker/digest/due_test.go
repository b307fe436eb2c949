package digest

import (
	"testing"
	"time"

	"onset/tracker"
)

func TestDigestsGoOutWhenTheyAreDue(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		t.Skipf("no zone data: %v", err)
	}
	for _, c := range []struct{ day, schedule, want string }{
		{"2026-02-04", "0 7 * * *", "2026-02-05T07:00:00+01:00"},
		{"2026-02-04", "@daily", "2026-02-05T00:00:00+01:00"},
		{"2026-03-28", "0 7 * * *", "2026-03-29T07:00:00+02:00"},
		{"2026-03-28", "30 2 * * *", "2026-03-29T03:30:00+02:00"}, // there is no 02:30 on that day
		{"2026-10-24", "30 2 * * *", "2026-10-25T02:30:00+02:00"}, // the first of two
		{"2026-02-04", "0 7 * * 1", "2026-02-09T07:00:00+01:00"},
	} {
		day, err := tracker.ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		due, err := Due(day, c.schedule, zone)
		if got := due.In(zone).Format(time.RFC3339); err != nil || got != c.want {
			t.Errorf("%s by %q is due %s, want %s (%v)", c.day, c.schedule, got, c.want, err)
		}
		if last, err := LastDue(due, c.schedule, zone); err != nil || last < day {
			t.Errorf("%s is not due at its time (%s is): %v", day, last, err)
		}
		if last, err := LastDue(due.Add(-time.Second), c.schedule, zone); err != nil || last >= day {
			t.Errorf("%s is due before its time: %v", day, err)
		}
	}
}

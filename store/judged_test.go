package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// What a verdict may move is looked for in its own narrative, by the day of its
// mention, and only once.
func TestJudgedDays(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start.Add(-48*time.Hour)), quoted("alpha", 2, start)))
	before := c.t
	told := first(t, s, tracker.FirstSaid, time.Time{})
	c.t = c.t.Add(time.Hour)
	look := func(since time.Time) ([]string, []tracker.Day) {
		t.Helper()
		narratives, days, err := s.JudgedDays(ctx, since)
		if err != nil {
			t.Fatal(err)
		}
		return narratives, days
	}
	if n, days := look(before); len(n)+len(days) != 0 {
		t.Errorf("without a verdict: %v %v", n, days)
	}
	for _, action := range []string{archive.Reject, archive.Undo} {
		c.t = c.t.Add(time.Hour)
		at := c.t
		if _, err := s.Review(ctx, archive.Verdict{Mention: told.Mention, Action: action, Who: "me"}, false); err != nil {
			t.Fatal(err)
		}
		n, days := look(at)
		if !slices.Equal(n, []string{told.Narrative}) || !slices.Equal(days, []tracker.Day{today - 2}) {
			t.Errorf("after %s: %v %v", action, n, days)
		}
		if n, days := look(at.Add(time.Minute)); len(n)+len(days) != 0 {
			t.Errorf("after that was heeded: %v %v", n, days)
		}
	}
}

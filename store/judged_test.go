package store

import (
	"context"
	"maps"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// What a verdict may move is looked for in its own narrative, by the day of its
// mention, and only once.
func TestJudgedSince(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start.Add(-48*time.Hour)), quoted("alpha", 2, start)))
	before := c.t
	told := first(t, s, tracker.FirstSaid, time.Time{})
	c.t = c.t.Add(time.Hour)
	look := func(since time.Time) map[string]tracker.Day {
		t.Helper()
		from, err := s.JudgedSince(ctx, since)
		if err != nil {
			t.Fatal(err)
		}
		return from
	}
	if from := look(before); len(from) != 0 {
		t.Errorf("without a verdict: %v", from)
	}
	for _, action := range []string{archive.Reject, archive.Undo} {
		c.t = c.t.Add(time.Hour)
		at := c.t
		if _, err := s.Review(ctx, archive.Verdict{Mention: told.Mention, Action: action, Who: "me"}, false); err != nil {
			t.Fatal(err)
		}
		if from := look(at); !maps.Equal(from, map[string]tracker.Day{told.Narrative: today - 2}) {
			t.Errorf("after %s: %v", action, from)
		}
		if from := look(at.Add(time.Minute)); len(from) != 0 {
			t.Errorf("after that was heeded: %v", from)
		}
	}
}

package store

import (
	"testing"
	"time"

	"onset/tracker"
)

func TestRecordingTwiceAddsNothing(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	b := polled("alpha", start,
		article("alpha", 1, start.Add(-20*24*time.Hour)),
		says(article("alpha", 2, start.Add(-time.Hour)), worldWar, "It would mean a third world war, he said.", "lavrov", tracker.DayOf(start)))
	r := record(t, s, b)
	if r.New != 2 || r.Mentions != 1 || len(r.Events) == 0 {
		t.Fatalf("first time: %+v", r)
	}
	again := record(t, s, b)
	if again.New+again.Edited+again.Mentions+len(again.Events) != 0 || again.Same != 2 {
		t.Errorf("second time: %+v", again)
	}
	for _, e := range r.Events {
		t.Logf("%s %s %v baseline=%v coverage=%+v", e.Kind, e.Scope, e.At, e.Baseline, e.Coverage)
	}
}

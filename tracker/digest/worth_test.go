package digest

import (
	"testing"
	"time"

	"onset/tracker"
)

func TestNothingOldIsToldAtOnce(t *testing.T) {
	live := tracker.Event{ID: "a", Kind: tracker.FirstSeen, Narrative: "n", TalkingPoint: "p", Scope: tracker.Scope{Kind: tracker.Overall}}
	then := time.Now()
	for name, change := range map[string]func(*tracker.Event){
		"baseline": func(e *tracker.Event) { e.Baseline = true }, "retroactive": func(e *tracker.Event) { e.Retroactive = true },
		"imported": func(e *tracker.Event) { e.Imported = true }, "superseded": func(e *tracker.Event) { e.SupersededAt = &then },
		"narrower": func(e *tracker.Event) { e.Scope = tracker.Scope{Kind: tracker.BySource, ID: "x"} }, "moved": func(e *tracker.Event) { e.Supersedes = "b" },
	} {
		e := live
		change(&e)
		if !Worth(live) || Worth(e) {
			t.Errorf("an event that is %s is told at once", name)
		}
	}
	said := live
	said.ID, said.Kind = "s", tracker.FirstSaid
	both := func(string, tracker.EventKind) bool { return true }
	if events := []tracker.Event{live, said}; !SaidAlready(live, events, both) || SaidAlready(said, events, both) || SaidAlready(live, events[:1], both) {
		t.Error("of one line that appears both firsts are told")
	}
}

func TestEveryKindIsToldAtOnceOrNot(t *testing.T) {
	for _, k := range tracker.EventKinds {
		if atOnce[k] == nil {
			t.Errorf("nothing says which events of kind %s are told at once", k)
		}
	}
}

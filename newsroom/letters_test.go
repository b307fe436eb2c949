package newsroom

import (
	"io"
	"testing"
	"time"

	"onset/deliver"
	"onset/tracker"
	"onset/tracker/rulefile"
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
		due, err := digestDue(day, c.schedule, zone)
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

func TestPausesGrow(t *testing.T) {
	before := time.Duration(0)
	for n := range 20 {
		p := pause(n, io.EOF)
		if p < before || p < firstPause || p > longPause {
			t.Errorf("after %d failures %v", n, p)
		}
		before = p
	}
	if p := pause(0, deliver.Later{After: time.Hour, Err: io.EOF}); p != time.Hour {
		t.Errorf("asked to come in an hour, comes in %v", p)
	}
	if p := pause(0, deliver.Later{After: 1000 * time.Hour, Err: io.EOF}); p != longPause {
		t.Errorf("asked to come in weeks, comes in %v", p)
	}
}

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
		if !worthANotice(live) || worthANotice(e) {
			t.Errorf("an event that is %s is told at once", name)
		}
	}
	said := live
	said.ID, said.Kind = "s", tracker.FirstSaid
	all := rulefile.Channel{Mode: rulefile.AtOnce, Kinds: []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen}}
	if events := []tracker.Event{live, said}; !saidAlready(all, live, events) || saidAlready(all, said, events) || saidAlready(all, live, events[:1]) {
		t.Error("of one line that appears both firsts are told")
	}
}

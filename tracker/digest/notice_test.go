package digest

import (
	"slices"
	"strings"
	"testing"

	"onset/tracker"
)

// eventOf picks an event of the busy day.
func eventOf(t *testing.T, in Input, point string, kind tracker.EventKind) tracker.Event {
	t.Helper()
	i := slices.IndexFunc(in.Events, func(e tracker.Event) bool { return e.TalkingPoint == point && e.Kind == kind })
	if i < 0 {
		t.Fatalf("no %s of %s", kind, point)
	}
	return in.Events[i]
}

func TestNoticeTellsOneEventInEveryFormat(t *testing.T) {
	in := busyDay(t)
	first := NewNotice(eventOf(t, in, "flood", tracker.FirstSaid), in, nil)
	used := []Use{{Event: "x", Note: "Daily note <1>", Who: "ann", At: noon()}}
	moved := NewNotice(eventOf(t, in, "maps", tracker.Correction), in, used)
	for _, c := range []struct {
		n    Notice
		want []string
	}{
		{first, []string{"First said", "The dam will break", "2–3 Feb", "back to 1 Jan 2022", "26,410 articles", "Wed 4 Feb 2026 13:00"}},
		{moved, []string{"Correction of what was reported", "The maps are forged", "we told", "2 Nov 2025", "Daily note"}},
	} {
		html, err := NoticeHTML(c.n)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(html, "note <1>") {
			t.Error("a note became markup")
		}
		for format, got := range map[string]string{"text": NoticeText(c.n), "markdown": NoticeMarkdown(c.n), "html": html} {
			plain := strings.Join(strings.Fields(got), " ")
			for _, w := range c.want {
				if !strings.Contains(plain, w) {
					t.Errorf("%s lacks %q:\n%s", format, w, got)
				}
			}
		}
	}
	if len(moved.Used) != 1 || first.Used == nil {
		t.Errorf("uses: %v, %v", moved.Used, first.Used)
	}
}

func TestOnlyKeepsWhatAReaderAskedFor(t *testing.T) {
	d := Build(busyDay(t))
	shifts := d.Only(func(n string, k tracker.EventKind) bool { return n == "dams" && k == tracker.Shift })
	if got := where(shifts); len(got) != 1 || got[""] != "shift" || len(shifts.Emerging) != 0 {
		t.Errorf("asked for shifts, got %v", got)
	}
	if !strings.Contains(shifts.Status, "0 new · 0 back · 0 repeated") {
		t.Errorf("the status line counts what was left out: %s", shifts.Status)
	}
	none := d.Only(func(n string, _ tracker.EventKind) bool { return n == "other" })
	if !none.Quiet || !strings.Contains(Text(none), "Nothing new.") {
		t.Errorf("asked for another narrative, got\n%s", Text(none))
	}
	all := d.Only(func(string, tracker.EventKind) bool { return true })
	if Text(all) != Text(d) {
		t.Error("asking for everything changes the digest")
	}
}

func TestSinceMarksWhatChangedAfterItWasSent(t *testing.T) {
	now := Build(busyDay(t))
	if same := Since(now, now); Text(same) != Text(now) {
		t.Errorf("nothing changed, but:\n%s", Text(same))
	}
	sent := now
	sent.New = slices.Clone(now.New)
	if len(sent.New) < 2 {
		t.Fatal("the day has too little new")
	}
	changed, added := sent.New[0], sent.New[1]
	sent.New[0].Lines = []string{"Otherwise."}
	gone := added
	gone.TalkingPoint, gone.Title = "ghost", "Nobody says it any more"
	sent.New[1] = gone
	d := Since(sent, now)
	if told := d.New[0].Then; len(told) != 1 || told[0] != "Otherwise." || !strings.Contains(Text(d), "Told then: Otherwise.") {
		t.Errorf("of what changed it does not say what was told: %q", told)
	}
	if d.New[0].Since != Changed || d.New[0].TalkingPoint != changed.TalkingPoint || d.New[1].Since != Added {
		t.Errorf("marked %q and %q", d.New[0].Since, d.New[1].Since)
	}
	text := Text(d)
	for _, want := range []string{"changed since it was sent", "added since it was sent", "TOLD THEN, NOT NOW", "Nobody says it any more"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if now.New[0].Since != "" {
		t.Error("the digest handed in was altered")
	}
}

func TestNoticeOfACandidate(t *testing.T) {
	n := NewNotice(tracker.Event{ID: "e1", Kind: tracker.Emerged, RecordedAt: noon(), Evidence: tracker.Evidence{Text: "The pumps were stolen."}}, busyDay(t), nil)
	if text := NoticeText(n); !strings.Contains(text, "Emerging, not tracked yet") || !strings.Contains(text, "The pumps were stolen.") {
		t.Error(text)
	}
}

// A notice of a first says what an attempt to refute it found.
func TestNoticeOfAFirstSaysHowLikelyAnEarlierOneWouldHaveBeenFound(t *testing.T) {
	in := busyDay(t)
	for _, e := range in.Events {
		if a, tried := in.Refuted[e.ID]; tried {
			n := NewNotice(e, in, nil)
			if want := sentence(a.Likely()); !slices.Contains(n.Lines, want) {
				t.Errorf("%q is missing in %q", want, n.Lines)
			}
			if got := strings.Join(n.Lines, " "); !strings.Contains(got, "here already 14 Jan: “The dam broke, she said.” (The Herald)") {
				t.Errorf("what an article says of its novelty is missing in %q", got)
			}
		}
	}
}

package digest

import (
	"slices"
	"strings"
	"testing"

	"onset/tracker"
)

// A first whose speaker is unsure is no headline, no notice and no news of its
// day; it is asked for. Once a person has confirmed it, it is new.
func TestADoubtfulFirstIsAskedForBeforeItIsTold(t *testing.T) {
	tp := line("upstream", "Upstream holds the water back")
	w := says("w", "minister", "herald", today, today, today, "Upstream holds the water back on purpose, she said.")
	w.Speakers[0].Unsure = true
	held := arrives(tp, nil, []tracker.Witness{w}, nil, noon())
	held = slices.DeleteFunc(held, func(e tracker.Event) bool { return e.Kind != tracker.FirstSaid })
	d := Build(Input{Day: today, Events: held, Points: []Point{{Narrative: tp.Narrative, ID: tp.ID, Title: tp.Title}}})
	if len(d.New) != 0 || len(d.ToConfirm) != 1 || d.ToConfirm[0].Mention != "w" || !strings.Contains(d.Status, " · 1 held back · ") {
		t.Fatalf("new %d, to confirm %+v, status %s", len(d.New), d.ToConfirm, d.Status)
	}
	for _, want := range []string{"TO CONFIRM", "Held back until a person confirms it", "doubtful: the speaker is not sure", "onset review w --confirm · onset review w --reject"} {
		if text := Text(d); !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	for _, e := range held {
		if Worth(e) || NewsDay(&e, tracker.ClockRecorded, nil) != 0 {
			t.Errorf("told at once, or news of a day: %+v", e)
		}
	}

	w.Verdict, w.Judged = "confirmed", tracker.Judgement{Who: "desk", At: noon()}
	now := arrives(tp, nil, []tracker.Witness{w}, held, noon())
	d = Build(Input{Day: today, Events: now, Points: []Point{{Narrative: tp.Narrative, ID: tp.ID, Title: tp.Title}}})
	if len(d.New) != 1 || len(d.ToConfirm) != 0 || len(d.Corrections) != 0 || d.New[0].State != tracker.StateConfirmed {
		t.Fatalf("once confirmed: new %+v, to confirm %+v", d.New, d.ToConfirm)
	}
	if want := "Sentence confirmed (desk, " + today.Format("2 Jan") + "); whether anything is earlier was not checked by a person."; !slices.Contains(d.New[0].Lines, want) {
		t.Errorf("%q is missing in %q", want, d.New[0].Lines)
	}
}

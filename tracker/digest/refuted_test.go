package digest

import (
	"strings"
	"testing"

	"onset/tracker/refute"
)

// What was denied before was said before: the first is asked about, and told once
// nothing refutes it any more.
func TestWhatIsRefutedIsAskedAboutAndNotTold(t *testing.T) {
	in := busyDay(t)
	for id, a := range in.Refuted {
		denied := refute.Older{Text: "The dam will never break, she said.", Source: "The Herald", Published: day(1, 9), URL: "https://herald.example/never", Share: 1, Why: "its speaker denies the line", Refutes: true}
		a.Nearest = refute.Rank(append(a.Nearest, denied))
		in.Refuted[id] = a
	}
	d := Build(in)
	if len(d.ToConfirm) != 1 || d.ToConfirm[0].TalkingPoint != "flood" || len(d.New) != 1 {
		t.Fatalf("to confirm %+v, new %d", d.ToConfirm, len(d.New))
	}
	text := strings.Join(strings.Fields(Text(d)), " ")
	for _, want := range []string{
		"Held back until a person confirms it: the line was about before: in The Herald, 9 Jan, its speaker denies the line.",
		"onset review flood-1 --confirm · onset review flood-1 --reject",
		"The Herald 9 Jan: “The dam will never break, she said.” (its speaker denies the line)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for id, a := range in.Refuted {
		for i := range a.Nearest {
			a.Nearest[i].Refutes = false
		}
		in.Refuted[id] = a
	}
	if d := Build(in); len(d.ToConfirm) != 0 || len(d.New) != 2 {
		t.Errorf("once it is settled: to confirm %d, new %d", len(d.ToConfirm), len(d.New))
	}
}

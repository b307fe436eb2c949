package reader

import (
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// Every sentence can be marked, whether a rule takes it or not, and says of
// itself what a mention in it would say.
func TestSentences(t *testing.T) {
	file, err := rulefile.Parse("rules.yaml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	day := tracker.Date(2026, 3, 4)
	item := tracker.Item{Title: "Rain. And wind", Text: "It rained.\n\nMinin said on Monday that the harbour is closed. Nobody answered.", Language: "en",
		Published: []tracker.DateClaim{{Stamp: tracker.Stamp{Day: day}}}, Seen: day.In(time.UTC)}
	got := New(file).Sentences(tracker.Source{ID: "herald", Kind: tracker.Independent}, item)
	if len(got) != 4 || got[0].Part != tracker.Title || got[0].Text != item.Title {
		t.Fatalf("%d sentences: %+v", len(got), got)
	}
	for i, s := range got[1:] {
		if item.Text[s.Start:s.End] != s.Text || s.Part != tracker.Body {
			t.Errorf("sentence %d is %q at %v", i+1, s.Text, s.Span)
		}
	}
	said := got[2].Claim
	if len(said.Speakers) != 1 || said.Speakers[0].ID != "minister" || said.Said == nil || said.Said.From != tracker.Date(2026, 3, 2) {
		t.Errorf("what Minin said: %+v", said)
	}
	for _, i := range []int{0, 1, 3} {
		if c := got[i].Claim; c.Form != tracker.OwnVoice || c.Treatment != tracker.Asserts || c.Text != got[i].Text {
			t.Errorf("sentence %d: %+v", i, c)
		}
	}
	office := New(file).Sentences(tracker.Source{ID: "office", Name: "Office", Kind: tracker.Official, Speaker: "minister"}, item)
	if c := office[1].Claim; len(c.Speakers) != 1 || c.Said == nil || c.Said.From != day {
		t.Errorf("an institution speaks for itself: %+v", c)
	}
}

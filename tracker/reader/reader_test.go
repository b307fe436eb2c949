package reader

import (
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/rulefile"
)

const rules = `
speakers:
  - {id: minister, name: Igor Minin, aliases: [Minin, Igor Minin]}
narratives:
  - id: guarantees
    title: Guarantees
    talking_points:
      - id: unacceptable
        title: Guarantees are unacceptable
        match: guarantees AND (reject OR unacceptable)
      - id: targets
        title: Troops are targets
        match: troops AND "legitimate targets"
`

func read(t *testing.T, body string) Result {
	t.Helper()
	file, err := rulefile.Parse("rules.yaml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	day := tracker.Date(2026, 3, 4)
	return New(file).Read(tracker.Source{ID: "herald", Kind: tracker.Independent},
		tracker.Item{Title: "A report", Text: body, Language: "en", Published: []tracker.DateClaim{{Stamp: tracker.Stamp{Day: day}}}, Seen: day.In(time.UTC)})
}

func TestStanceToATalkingPoint(t *testing.T) {
	for name, tt := range map[string]struct {
		text, point string
		want        tracker.Stance
	}{
		"a rejection that is the talking point": {"Minin rejected the guarantees on Tuesday.", "unacceptable", tracker.Affirms},
		"an assertion":                          {"Minin said that foreign troops would be legitimate targets.", "targets", tracker.Affirms},
		"a denial of it":                        {"Minin denied that foreign troops would be legitimate targets.", "targets", tracker.Denies},
		"a question":                            {"“Would foreign troops be legitimate targets?” Minin asked.", "targets", tracker.Asks},
	} {
		r := read(t, tt.text)
		if len(r.Mentions) != 1 || r.Mentions[0].TalkingPoint != tt.point {
			t.Errorf("%s: mentions %+v", name, r.Mentions)
			continue
		}
		if m := r.Mentions[0]; m.Stance != tt.want {
			t.Errorf("%s: stance %s, want %s; claim %+v", name, m.Stance, tt.want, r.Claims[m.Claim])
		}
	}
}

func TestAMentionQuotesTheTextAndCarriesTheClaimThatCoversIt(t *testing.T) {
	r := read(t, "It rained. Minin said on Monday that the guarantees were unacceptable. Guarantees are unacceptable, we think.")
	if len(r.Mentions) != 2 {
		t.Fatalf("mentions %+v", r.Mentions)
	}
	for i, m := range r.Mentions {
		if got := r.Body.Raw[m.Start:m.End]; got != m.Text {
			t.Errorf("mention %d: %q at its place, %q as text", i, got, m.Text)
		}
		for _, h := range m.Hits {
			if !m.Contains(h) || strings.ContainsAny(r.Body.Raw[h.Start:h.End], ".") {
				t.Errorf("mention %d: hit %q", i, r.Body.Raw[h.Start:h.End])
			}
		}
	}
	said, own := r.Claims[r.Mentions[0].Claim], r.Claims[r.Mentions[1].Claim]
	if said.Form != tracker.Indirect || len(said.Speakers) != 1 || said.Speakers[0].ID != "minister" || said.Said.From != tracker.Date(2026, 3, 2) {
		t.Errorf("the reported claim is %+v, said %+v", said, said.Said)
	}
	if own.Form != tracker.OwnVoice || own.Treatment != tracker.Asserts || len(own.Speakers) != 0 {
		t.Errorf("the outlet's own claim is %+v", own)
	}
}

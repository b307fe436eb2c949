package reader

import (
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// What was said "on Tuesday" in an article that was published on one of several
// days was said on as many; a day that names its year was said then.
func TestSaidDatesOfUncertainArticles(t *testing.T) {
	file, err := rulefile.Parse("rules.yaml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	day := func(s string) tracker.Day {
		d, err := tracker.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, c := range map[string]struct {
		text      string
		published tracker.Stamp
		from, to  string
	}{
		"a sure day":                  {"The minister said on Tuesday that the dam was safe.", tracker.Stamp{Day: day("2026-02-04")}, "2026-02-03", "2026-02-03"},
		"one of five days":            {"The minister said on Tuesday that the dam was safe.", tracker.Loose(day("2026-01-31"), day("2026-02-04"), tracker.Assumed{Order: tracker.OrderOpen}), "2026-01-30", "2026-02-03"},
		"that day or before":          {"The minister said on Tuesday that the dam was safe.", tracker.Loose(0, day("2026-02-04"), tracker.Assumed{LastChange: true}), "", "2026-02-04"},
		"a day and month, or before":  {"The minister said on February 3 that the dam was safe.", tracker.Loose(0, day("2026-02-04"), tracker.Assumed{LastChange: true}), "", "2026-02-04"},
		"a whole date, or before":     {"The minister said on 3 February 2024 that the dam was safe.", tracker.Loose(0, day("2026-02-04"), tracker.Assumed{LastChange: true}), "2024-02-03", "2024-02-03"},
		"a whole date, one of a year": {"The minister said on 3 February 2024 that the dam was safe.", tracker.Loose(day("2025-02-04"), day("2026-02-04"), tracker.Assumed{NoDay: true}), "2024-02-03", "2024-02-03"},
	} {
		r := New(file).Read(tracker.Source{ID: "herald"}, tracker.Item{Text: c.text, Language: "en", Published: []tracker.DateClaim{{Stamp: c.published}}, Seen: day("2026-06-01").In(time.UTC)})
		if len(r.Claims) == 0 || r.Claims[0].Said == nil {
			t.Errorf("%s: no dated claim in %+v", name, r.Claims)
			continue
		}
		if s := r.Claims[0].Said; s.From.String() != c.from || s.To.String() != c.to {
			t.Errorf("%s: said %v..%v, want %s..%s", name, s.From, s.To, c.from, c.to)
		}
	}
}

package rulefile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/text"
)

// seeds is a folder of annotated articles that lies beside the repository, if
// at all; nothing of it is part of the project.
const seeds = "../../../shared/seeds"

// truthClaim is what the annotation says of a claim, as far as rules go.
type truthClaim struct {
	ID, Doc, Evidence string
	Start             int `json:"evidence_start"`
	Narratives        []string
}

// shippedFor names, for a subject of the annotation, the talking points that
// may take a sentence on it. Subjects that are not listed are not tracked.
var shippedFor = map[string][]string{
	"guarantees-reject":        {"guarantees-unacceptable", "no-guarantees-without-russia", "road-to-nowhere", "ultimatum-to-russia"},
	"guarantees-with-russia":   {"no-guarantees-without-russia"},
	"ultimatum-to-russia":      {"ultimatum-to-russia"},
	"false-flag":               {"false-flag"},
	"ceasefire-rearm":          {"ceasefire-rearm"},
	"foreign-troops":           {"foreign-troops-legitimate-targets", "foreign-troops-unacceptable", "world-war"},
	"world-war":                {"world-war"},
	"neutrality":               {"neutrality", "friendly-neighbour"},
	"road-to-nowhere":          {"road-to-nowhere"},
	"nato-expansion":           {"nato-expansion"},
	"indivisible-security":     {"indivisible-security"},
	"provocation":              {"ukrainian-provocation", "kyiv-does-not-control-its-forces"},
	"boris-johnson":            {"boris-johnson-derailed"},
	"ready-for-talks":          {"ready-for-talks"},
	"root-causes":              {"root-causes"},
	"west-proxy-war":           {"instrument-of-war", "ukrainian-provocation"},
	"security-guarantees-2021": {"legal-guarantees", "nato-expansion"},
}

func TestAnnotatedArticles(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(seeds, "truth.json"))
	if err != nil {
		t.Skipf("no annotated articles beside the repository: %v", err)
	}
	var truth struct {
		Documents map[string]struct{ File string }
		Claims    []truthClaim
	}
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	rules := shippedRules(t)
	var total score
	for id, d := range truth.Documents {
		body, err := os.ReadFile(filepath.Join(seeds, d.File))
		if err != nil {
			t.Fatal(err)
		}
		hits := matched(t, rules, string(body))
		var claims []truthClaim
		for _, c := range truth.Claims {
			if c.Doc == id {
				claims = append(claims, c)
			}
		}
		total.add(t, string(body), claims, hits)
	}
	t.Logf("found %d of %d annotated sentences; %d further sentences taken", total.found, total.found+total.missed, total.beyond)
	if total.found*100 < 80*(total.found+total.missed) {
		t.Errorf("found %d of %d annotated sentences, want four in five", total.found, total.found+total.missed)
	}
}

// opposite names, for a talking point, the annotated claims in the opposite
// sense (another's ultimatum, another's provocation) that it must not take.
var opposite = map[string][]string{
	"ultimatum-to-russia":     {"004-16"},
	"ukrainian-provocation":   {"004-19"},
	"false-flag":              {"004-19"},
	"guarantees-unacceptable": {"001-13"},
}

// taken is a sentence that a rule took.
type taken struct {
	span  tracker.Span
	point string
}

// shippedRules returns the rules of the shipped file.
func shippedRules(t *testing.T) []query.Rule {
	t.Helper()
	src, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse("narratives.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(f.Rules())
}

// matched returns what the rules take of a text.
func matched(t *testing.T, rules []query.Rule, body string) []taken {
	t.Helper()
	lang := text.Detect("", body, "")
	doc := &query.Doc{Body: text.Analyse(body, lang), Lang: lang}
	var out []taken
	for i := range rules {
		_, point, _ := strings.Cut(rules[i].ID, "/")
		for _, h := range rules[i].Hits(doc) {
			out = append(out, taken{h.Sentence, point})
		}
	}
	return out
}

// score counts how what was taken compares with the annotation.
type score struct{ found, missed, beyond int }

// add compares what was taken with the annotation of one article.
func (s *score) add(t *testing.T, body string, claims []truthClaim, hits []taken) {
	t.Helper()
	wanted := map[int]bool{} // hits that the annotation explains
	for _, c := range claims {
		span := tracker.Span{Start: c.Start, End: c.Start + len(c.Evidence)}
		if i := strings.Index(body, c.Evidence); i >= 0 {
			span = tracker.Span{Start: i, End: i + len(c.Evidence)}
		}
		for _, subject := range c.Narratives {
			points, tracked := shippedFor[subject]
			found := false
			for i, h := range hits {
				if h.span.Overlap(span) == 0 {
					continue
				}
				if slices.Contains(opposite[h.point], c.ID) {
					t.Errorf("%s took the opposite sense of %s", h.point, c.ID)
				}
				if slices.Contains(points, h.point) {
					found, wanted[i] = true, true
				}
			}
			switch {
			case !tracked:
			case found:
				s.found++
			default:
				s.missed++
				t.Logf("missed %s in %s: %q", subject, c.ID, c.Evidence)
			}
		}
	}
	for i, h := range hits {
		if !wanted[i] {
			s.beyond++
			t.Logf("beyond the annotation: %s in %q", h.point, body[h.span.Start:h.span.End])
		}
	}
}

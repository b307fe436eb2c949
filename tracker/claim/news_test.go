package claim

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// expectation is one claim that a sentence of the fixtures must yield.
type expectation struct {
	span    tracker.Span
	speaker string
	form    tracker.Form
	said    string
	stance  tracker.Stance
}

type sentence struct {
	at, lang, published, body string
	want                      []expectation
}

// readSentences reads a fixture; see testdata/ru-first.txt for its notation.
func readSentences(t testing.TB, name string) []sentence {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []sentence
	for n, line := range strings.Split(string(src), "\n") {
		switch {
		case strings.HasPrefix(line, "#"), strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "@"):
			f := strings.Fields(line)
			out = append(out, sentence{at: fmt.Sprintf("%s:%d", filepath.Base(name), n+1), lang: f[1], published: f[2]})
		case strings.HasPrefix(line, "="):
			s := &out[len(out)-1]
			f := strings.Split(strings.TrimPrefix(line, "="), "|")
			w := expectation{speaker: strings.TrimSpace(f[0]), form: tracker.Form(strings.TrimSpace(f[1])), said: strings.TrimSpace(f[2]), stance: tracker.Affirms}
			if len(f) > 3 {
				w.stance = tracker.Stance(strings.TrimSpace(f[3]))
			}
			s.want = append(s.want, w)
		default:
			s := &out[len(out)-1]
			if s.body != "" {
				s.body += "\n\n"
			}
			s.body += line
		}
	}
	for i := range out {
		out[i].mark(t)
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no sentences", name)
	}
	return out
}

var marked = regexp.MustCompile(`\[\[(.*?)\]\]`)

// mark takes the brackets out of a sentence; where there are more of them than
// expectations, a quotation is split by its frame.
func (s *sentence) mark(t testing.TB) {
	t.Helper()
	var spans []tracker.Span
	for {
		m := marked.FindStringSubmatchIndex(s.body)
		if m == nil {
			break
		}
		spans = append(spans, tracker.Span{Start: m[0], End: m[3] - 2})
		s.body = s.body[:m[0]] + s.body[m[2]:m[3]] + s.body[m[1]:]
	}
	if len(spans) > len(s.want) && len(s.want) == 1 {
		spans = []tracker.Span{{Start: spans[0].Start, End: spans[len(spans)-1].End}}
	}
	if len(spans) != len(s.want) {
		t.Fatalf("%s: %d marks for %d expectations", s.at, len(spans), len(s.want))
	}
	for i := range spans {
		s.want[i].span = spans[i]
	}
}

// The goal for sentences in Russian and Ukrainian news style.
const newsGoal = 0.85

func TestNewsSentences(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no sentences under testdata")
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			var n, found, dated, stance, form, extra int
			for _, s := range readSentences(t, f) {
				claims := readSentence(t, s)
				extra += max(0, len(claims)-len(s.want))
				for _, w := range s.want {
					n++
					c := pick(s, w, claims)
					if c == nil {
						t.Logf("%s missed %s: %s%s", s.at, w.speaker, s.body[w.span.Start:w.span.End], show(claims))
						continue
					}
					found++
					dated += tick(t, s, "said", saidString(c), w.said)
					stance += tick(t, s, "stance", string(c.Stance), string(w.stance))
					form += tick(t, s, "form", string(c.Form), string(w.form))
				}
			}
			t.Logf("%d claims: found with the right speaker %.3f, dated right %.3f, stance %.3f, form %.3f; %d more claims than expected",
				n, share(found, n), share(dated, n), share(stance, n), share(form, n), extra)
			if share(found, n) < newsGoal || share(dated, n) < newsGoal {
				t.Errorf("below the goal of %.2f", newsGoal)
			}
		})
	}
}

func readSentence(t *testing.T, s sentence) []tracker.Claim {
	t.Helper()
	day, err := tracker.ParseDay(s.published)
	if err != nil {
		t.Fatal(err)
	}
	doc := Document{Body: text.Analyse(s.body, s.lang), Published: tracker.Stamp{Day: day}}
	if i := strings.Index(s.body, ": "); i > 0 && i < 40 && !strings.HasSuffix(s.body, ".") && !strings.HasSuffix(s.body, "»") {
		doc = Document{Title: doc.Body, Published: doc.Published}
	}
	return Open(doc, nil).Claims()
}

func tick(t *testing.T, s sentence, what, got, want string) int {
	t.Helper()
	if got == want {
		return 1
	}
	t.Logf("%s %s: got %s, want %s", s.at, what, got, want)
	return 0
}

// pick returns the claim whose words are those expected (F1 at least 0.8, by
// bytes) and whose speaker is named as expected.
func pick(s sentence, w expectation, claims []tracker.Claim) *tracker.Claim {
	for i := range claims {
		c := &claims[i]
		f1 := 2 * float64(c.Overlap(w.span)) / float64(c.Len()+w.span.Len())
		if f1 < 0.8 {
			continue
		}
		for _, sp := range c.Speakers {
			if strings.Contains(strings.ToLower(sp.Text), strings.ToLower(w.speaker)) {
				return c
			}
		}
	}
	return nil
}

func saidString(c *tracker.Claim) string {
	switch {
	case c.Said == nil || c.Said.From == 0:
		return "?"
	case c.Said.From == c.Said.To:
		return c.Said.From.String()
	}
	return c.Said.From.String() + ".." + c.Said.To.String()
}

func show(claims []tracker.Claim) string {
	out := ""
	for _, c := range claims {
		out += fmt.Sprintf("\n        [%s] %v: %s", c.Rule, c.Speakers, c.Text)
	}
	return out
}

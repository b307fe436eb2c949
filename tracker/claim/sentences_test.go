package claim

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// sentencesMissed is how many of a language's sentences are not read right yet.
var sentencesMissed = map[string]int{"de": 4, "en": 8, "pl": 4, "ru": 2, "uk": 1, "en-last": 2, "ru-last": 2, "uk-last": 1, "en-kinds": 0, "ru-kinds": 0, "uk-kinds": 0,
	"de-composed": 1, "de-particles": 3, "en-composed": 8, "pl-composed": 1, "ru-composed": 0, "uk-composed": 0,
	"en-others": 4, "ru-others": 0, "uk-others": 1, "en-against": 0, "ru-against": 0, "uk-against": 0, "en-namesakes": 0, "ru-namesakes": 0, "ru-dropped": 0, "uk-dropped": 0, "uk-namesakes": 0,
	"de-held": 0, "en-held": 9, "pl-held": 1, "ru-held": 6, "uk-held": 4}

// fewSentences is how many of each language there are at least.
const fewSentences = 40

// TestSentences reads the sentences of each language, written before what reads
// them.
func TestSentences(t *testing.T) {
	files, err := filepath.Glob("testdata/sentences/*.txt")
	if err != nil || len(files) < len(sentencesMissed) {
		t.Fatalf("%d files of sentences: %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		lang, _, last := strings.Cut(name, "-")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			wrong, all := 0, 0
			for n, row := range strings.Split(string(src), "\n") {
				if row == "" || row[0] == '#' {
					continue
				}
				all++
				if got := judgeSentence(t, lang, row); got != "" {
					wrong++
					t.Logf("%s:%d: %s\n got %s", file, n+1, row, got)
				}
			}
			if wrong > sentencesMissed[name] || all < fewSentences && !last {
				t.Errorf("%d of %d are wrong, not %d at most", wrong, all, sentencesMissed[name])
			}
		})
	}
}

// unbracket takes the brackets out of a text and returns what they held.
func unbracket(body string) (string, []tracker.Span) {
	var out strings.Builder
	var hits []tracker.Span
	for _, r := range body {
		switch r {
		case '[':
			hits = append(hits, tracker.Span{Start: out.Len()})
		case ']':
			hits[len(hits)-1].End = out.Len()
		default:
			out.WriteRune(r)
		}
	}
	return out.String(), hits
}

// sentenceOf returns the sentence that holds a span.
func sentenceOf(t *text.Text, s tracker.Span) tracker.Span {
	for _, x := range t.Sentences {
		if x.Contains(s) {
			return x.Span
		}
	}
	return tracker.Span{}
}

// judgeSentence returns what is read of a sentence where that isn't what its row
// wants: "speaker stance [day] | text".
func judgeSentence(t *testing.T, lang, row string) string {
	t.Helper()
	head, body, ok := strings.Cut(row, " | ")
	want := append(strings.Fields(head), "")
	if !ok || len(want) < 3 {
		t.Fatalf("not a row: %s", row)
	}
	raw, hits := unbracket(body)
	doc := document(t, raw, lang)
	got := Open(doc, testBook()).At(tracker.Body, sentenceOf(doc.Body, hits[0]), hits)
	who := "-"
	if len(got.Claim.Speakers) > 0 {
		who = got.Claim.Speakers[0].ID + "/" + got.Claim.Speakers[0].Text
	}
	day := ""
	if s := got.Claim.Said; s != nil && s.From != 0 {
		day = s.From.String()
	}
	by := want[0] == "*" || want[0] == "="+string(got.Claim.Treatment) || strings.Contains(strings.ToLower(who), strings.ToLower(want[0]))
	if by && slices.Contains(strings.Split(want[1], "|"), string(got.Stance)) && (want[2] == "" || day == want[2]) {
		return ""
	}
	return who + " " + string(got.Claim.Treatment) + " " + string(got.Stance) + " " + day + " (" + got.Claim.Rule + ": " + got.Claim.Text + ")"
}

package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// handTexts is where the texts of the hand lists lie, beside the project.
const handTexts = "../../../shared/data"

// At most so many of a hundred passages may have a wrong sign or a wrong day.
const (
	wrongSigns = 4.0
	wrongDays  = 2.0
)

// handText reads a text of a hand list; "" where the folder isn't there.
func handText(t *testing.T, folder, name string) string {
	t.Helper()
	if n, err := strconv.Atoi(name); err == nil {
		src, err := os.ReadFile(filepath.Join(handTexts, folder, "articles.jsonl"))
		if err != nil {
			return ""
		}
		var row struct{ Text string }
		if err := json.Unmarshal([]byte(strings.Split(string(src), "\n")[n]), &row); err != nil {
			t.Fatal(err)
		}
		return row.Text
	}
	src, err := os.ReadFile(filepath.Join(handTexts, folder, name))
	if err != nil {
		return ""
	}
	return string(src)
}

// TestHandLists reads real texts, and counts wrong signs and wrong days.
func TestHandLists(t *testing.T) {
	files, err := filepath.Glob("testdata/hand/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no hand lists: %v", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { handList(t, f) })
	}
}

func handList(t *testing.T, file string) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc Document
	var r *Reading
	all, sign, day := 0, 0, 0
	for row := range strings.Lines(string(src)) {
		w := strings.Fields(row)
		switch {
		case len(w) == 0 || w[0] == "#":
		case w[0] == "@":
			raw := handText(t, w[1], w[2])
			if raw == "" {
				t.Skip("the texts of the hand lists are not there: " + handTexts)
			}
			if sum := sha256.Sum256([]byte(raw)); hex.EncodeToString(sum[:8]) != w[5] {
				t.Fatalf("%s/%s is another text than that of the list", w[1], w[2])
			}
			published, err := tracker.ParseDay(w[4])
			if err != nil {
				t.Fatal(err)
			}
			doc = Document{Body: text.Analyse(raw, w[3]), Published: tracker.Stamp{Day: published}}
			r = Open(doc, nil)
		default:
			all++
			got, span := handAt(t, r, doc, w)
			if !slices.Contains(strings.Split(w[2], "|"), string(got.Stance)) {
				sign++
				t.Logf("%s: %s of %q, not %s, by %v (%s): %v", file, got.Stance, doc.Body.Raw[span.Start:span.End], w[2], got.Claim.Speakers, got.Claim.Rule, got.Why)
			}
			if said := got.Claim.Said; said != nil && said.From != 0 && said.Flag == "" && w[3] != "*" && !slices.Contains(strings.Split(w[3], "|"), said.From.String()) {
				day++
				t.Logf("%s: %q was said %s (%s), not %s", file, doc.Body.Raw[span.Start:span.End], said.From, said.Rule, w[3])
			}
		}
	}
	t.Logf("%d passages: %d wrong signs, %d wrong days", all, sign, day)
	if n := float64(all); float64(sign)*100 > wrongSigns*n || float64(day)*100 > wrongDays*n {
		t.Errorf("%d wrong signs and %d wrong days of %d: more than %g and %g of a hundred", sign, day, all, wrongSigns, wrongDays)
	}
}

// handAt reads the words of a row.
func handAt(t *testing.T, r *Reading, doc Document, w []string) (Told, tracker.Span) {
	t.Helper()
	first, err1 := strconv.Atoi(w[0])
	last, err2 := strconv.Atoi(w[1])
	if err1 != nil || err2 != nil {
		t.Fatalf("no offsets: %v", w)
	}
	span := tracker.Span{Start: first, End: last}
	return r.At(tracker.Body, sentenceOf(doc.Body, span), []tracker.Span{span}), span
}

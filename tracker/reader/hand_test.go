package reader

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// The hand lists tell who says what in public articles that are no part of this
// project: offsets and hashes alone, written down by reading before the program
// had read them. Each text is named, with the hash of its words; each line after
// it is the place of some words that were said, and the places of names by which
// their speaker may be told. Texts without a day are read as of the end of the
// years that their collection is from.
const articles = "../../../shared/data"

// handed is a passage of a hand list.
type handed struct {
	words tracker.Span
	names []string
}

type handedText struct {
	name, lang, body string
	published        string
	passages         []handed
}

// readHanded reads a list; texts that have changed are left out.
func readHanded(t *testing.T, list string) []handedText {
	t.Helper()
	f, err := os.Open(list)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []handedText
	for s := bufio.NewScanner(f); s.Scan(); {
		row := strings.Fields(s.Text())
		if len(row) == 3 && len(row[2]) == 16 {
			text := handedText{name: row[0] + " " + row[1], lang: map[string]string{"war": "en", "ru-press": "ru", "uk-press": "uk"}[row[0]], body: articleOf(t, row[0], row[1])}
			sum := sha256.Sum256([]byte(text.body))
			if hex.EncodeToString(sum[:8]) != row[2] {
				t.Fatalf("%s has other words than those of the list", text.name)
			}
			text.published = map[string]string{"war": "2024-05-31", "ru-press": "2011-06-01", "uk-press": "2016-10-01"}[row[0]]
			out = append(out, text)
			continue
		}
		last := &out[len(out)-1]
		h := handed{words: spanOf(t, row[0])}
		for _, r := range row[1:] {
			n := spanOf(t, r)
			h.names = append(h.names, last.body[n.Start:n.End])
		}
		last.passages = append(last.passages, h)
	}
	return out
}

func spanOf(t *testing.T, s string) tracker.Span {
	t.Helper()
	from, to, _ := strings.Cut(s, "-")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil {
		t.Fatalf("%q is no place", s)
	}
	return tracker.Span{Start: a, End: b}
}

// articleOf reads a public article: a file of its folder, or one of many in a file,
// counted from 0: "7" of war, "2022.csv:7" of 1tv.
func articleOf(t *testing.T, folder, name string) string {
	t.Helper()
	file, row, _ := strings.Cut(name, ":")
	if folder == "war" {
		file, row = "articles.jsonl", name
	}
	n, err := strconv.Atoi(cmp.Or(row, "0"))
	if err != nil {
		t.Fatalf("%s of %s: %v", name, folder, err)
	}
	f, err := os.Open(filepath.Join(articles, folder, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var words string
	switch folder {
	case "war":
		words, err = lineOf(f, n)
	case "1tv":
		words, err = rowOf(f, n)
	default:
		var b []byte
		b, err = io.ReadAll(f)
		words = string(b)
	}
	if err != nil {
		t.Fatalf("reading %s of %s: %v", name, folder, err)
	}
	return words
}

// lineOf returns the text of the nth of some import lines.
func lineOf(r io.Reader, n int) (string, error) {
	var item struct{ Text string }
	d := json.NewDecoder(r)
	for range n + 1 {
		if err := d.Decode(&item); err != nil {
			return "", err
		}
	}
	return item.Text, nil
}

// rowOf returns the content of the nth row of a table.
func rowOf(r io.Reader, n int) (string, error) {
	table := csv.NewReader(r)
	row, err := table.Read()
	content := slices.Index(row, "content")
	for ; err == nil && n >= 0; n-- {
		row, err = table.Read()
	}
	if err != nil {
		return "", err
	}
	return row[content], nil
}

// tally counts what became of the passages of a list.
type tally struct{ all, found, named, right, wrong, unsure, wrongSure int }

func (s tally) String() string {
	return fmt.Sprintf("%d passages, %d found; %d named, %d of them right, %d wrong; unsure %d, wrong though sure %d",
		s.all, s.found, s.named, s.right, s.wrong, s.unsure, s.wrongSure)
}

// shipped reads the shipped rules, and the names of their speakers by id. Where the
// public articles are absent there is nothing to read by them.
func shipped(t *testing.T) (*rulefile.File, map[string][]string) {
	t.Helper()
	if _, err := os.Stat(articles); err != nil {
		t.Skip("public articles are not beside the checkout: ", err)
	}
	src, err := os.ReadFile("../../narratives.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file, err := rulefile.Parse("narratives.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	for _, s := range file.Speakers {
		names[s.ID] = append([]string{s.Name}, s.Aliases...)
	}
	return file, names
}

// TestHandLists reports how many passages of the hand lists are found, and how
// many have the wrong speaker.
func TestHandLists(t *testing.T) {
	file, names := shipped(t)
	lists, _ := filepath.Glob("testdata/hand/*.txt")
	if len(lists) == 0 {
		t.Fatal("no hand list")
	}
	r := New(file)
	for _, list := range lists {
		per := map[string]*tally{"en": {}, "ru": {}, "uk": {}}
		for _, text := range readHanded(t, list) {
			day, err := tracker.ParseDay(text.published)
			if err != nil {
				t.Fatal(err)
			}
			out := r.Read(tracker.Source{ID: "paper", Kind: tracker.Independent}, tracker.Item{Text: text.body, Language: text.lang,
				Published: []tracker.DateClaim{{Stamp: tracker.Stamp{Day: day}}}, Seen: (day + 1).In(time.UTC)})
			for _, h := range text.passages {
				per[text.lang].count(t, &out, text, h, names)
			}
		}
		for _, lang := range []string{"en", "ru", "uk"} {
			t.Logf("%s %s: %s", filepath.Base(list), lang, per[lang])
		}
	}
}

// count judges one passage.
func (s *tally) count(t *testing.T, out *Result, text handedText, h handed, names map[string][]string) {
	s.all++
	var best *tracker.Claim
	for i := range out.Claims {
		c := &out.Claims[i]
		if c.Form != tracker.OwnVoice && c.Part == tracker.Body && c.Overlap(h.words) > 0 && (best == nil || c.Overlap(h.words) > best.Overlap(h.words) || c.Overlap(h.words) == best.Overlap(h.words) && c.Len() < best.Len()) {
			best = c
		}
	}
	if best == nil {
		t.Logf("missed %s %v: %.60q, wanted %v", text.name, h.words, text.body[h.words.Start:h.words.End], h.names)
		return
	}
	s.found++
	if len(best.Speakers) == 0 {
		return
	}
	who := best.Speakers[0]
	if who.Unsure {
		s.unsure++
	}
	if who.ID == "" && !capitalised(who.Text) {
		if !handedFits(who.Text, h.names) {
			t.Logf("unnamed %s %v: %.60q is said by %q [%s], wanted %v", text.name, h.words, text.body[h.words.Start:h.words.End], who.Text, best.Rule, h.names)
		}
		return
	}
	s.named++
	for _, n := range append(names[who.ID], who.Text) {
		if handedFits(n, h.names) {
			s.right++
			return
		}
	}
	s.wrong++
	if !who.Unsure {
		s.wrongSure++
	}
	t.Logf("WRONG %s %v: %.60q is said by %q [%s, %d], wanted %v", text.name, h.words, text.body[h.words.Start:h.words.End], who.Text, best.Rule, best.Score, h.names)
}

// pronouns that a speaker without a name is told by.
var pronouns = strings.Fields("he she it they он она оно они він вона воно вони")

func capitalised(s string) bool {
	if slices.Contains(pronouns, strings.ToLower(s)) {
		return false
	}
	for _, w := range strings.Fields(s) {
		if strings.ToUpper(w[:1]) == w[:1] && strings.ToLower(w[:1]) != w[:1] || w[0] > 0x7F && strings.ToLower(w) != w {
			return true
		}
	}
	return false
}

// handedFits tells whether a name is one of those wanted, in any case.
func handedFits(name string, wanted []string) bool {
	for _, w := range wanted {
		w, name := []rune(strings.ToLower(w)), strings.ToLower(name)
		if cut := len(w) - len(w)/4; strings.Contains(name, string(w[:max(cut, min(len(w), 3))])) {
			return true
		}
	}
	return false
}

package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onset/tracker"
)

func TestATableFitsItsTerminal(t *testing.T) {
	tb := table{columns: []string{"id", "source", "sentence"}, rows: [][]string{
		{"m3dnq2bop6c7", "a source with a long name", "A sentence that is far too long for a terminal of eighty columns, and goes on and on."},
		{"pu5xe2imzkkd", "short", "Short."},
	}}
	for _, width := range []int{0, 40, 60, 80, 200} {
		var b strings.Builder
		if err := printTable(&b, tb, screen{width: width}); err != nil {
			t.Fatal(err)
		}
		longest := 0
		for line := range strings.Lines(b.String()) {
			longest = max(longest, utf8.RuneCountInString(strings.TrimRight(line, "\n")))
		}
		if width > 0 && longest > width {
			t.Errorf("a line has %d columns of %d:\n%s", longest, width, b.String())
		}
		if whole := strings.Contains(b.String(), "on and on."); whole != (width == 0 || width == 200) {
			t.Errorf("at %d columns the sentence is whole: %v", width, whole)
		}
		if !strings.Contains(b.String(), "m3dnq2bop6c7") {
			t.Errorf("at %d columns the id is cut", width)
		}
	}
}

func TestColourIsForTerminals(t *testing.T) {
	tb := table{columns: []string{"id", "sentence", "by"}, rows: [][]string{{"a", "the " + markBegin + "word" + markEnd, "x"}}}
	for on, want := range map[screen]string{
		{}:                        "ID  SENTENCE  BY\na   the word  x\n",
		{width: 80}:               "ID  SENTENCE    BY\na   the *word*  x\n",
		{width: 80, colour: true}: bold + "ID  SENTENCE  BY" + plain + "\na   the " + bold + "word" + plain + "  x\n",
	} {
		var b strings.Builder
		if err := printTable(&b, tb, on); err != nil || b.String() != want {
			t.Errorf("%v prints %q (%v), want %q", on, b.String(), err, want)
		}
	}
}

func starred(s string) string { return screen{width: 1}.marked(s) }

func TestAnExcerptShowsTheMatchedWords(t *testing.T) {
	long := "Before the words that matter there are many others which nobody wants to read, and then a harbour closes, after which more follow."
	at := strings.Index(long, "harbour")
	for _, c := range []struct {
		hits []tracker.Span
		base int
		n    int
		want string
	}{
		{nil, 0, 30, "Before the words that matter…"},
		{[]tracker.Span{{Start: at, End: at + 7}}, 0, 60, "…others which nobody wants to read, and then a *harbour*…"},
		{[]tracker.Span{{Start: 100 + at, End: 100 + at + 7}}, 100, 60, "…others which nobody wants to read, and then a *harbour*…"},
		{[]tracker.Span{{Start: 7, End: 10}}, 0, 30, "Before *the* words that…"},
		{[]tracker.Span{{Start: 7, End: 10}, {Start: at, End: at + 7}}, 0, 40, "…*the* words that matter there are…"},
		{[]tracker.Span{{Start: 5000, End: 5007}}, 0, 30, "Before the words that matter…"},
	} {
		if got := starred(excerpt(long, c.hits, c.base, c.n)); got != c.want {
			t.Errorf("%v in %d: %q, want %q", c.hits, c.n, got, c.want)
		}
	}
	russian := "Сергей Лавров заявил в среду, что решать вопросы безопасности без России – это дорога в никуда."
	i := strings.Index(russian, "дорога")
	if got := starred(excerpt(russian, []tracker.Span{{Start: i, End: len(russian) - 1}}, 0, 50)); got != "…без России – это *дорога в никуда*." {
		t.Errorf("a window of Cyrillic: %q", got)
	}
}

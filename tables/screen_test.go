package tables

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onset/tracker"
)

func TestATableFitsItsTerminal(t *testing.T) {
	tb := Table{Columns: []string{"id", "source", "sentence"}, Rows: [][]string{
		{"m3dnq2bop6c7", "a source with a long name", "A sentence that is far too long for a terminal of eighty columns, and goes on and on."},
		{"pu5xe2imzkkd", "short", "Short."},
	}}
	for _, width := range []int{0, 40, 60, 80, 200} {
		var b strings.Builder
		if err := tb.show(&b, Screen{Width: width}); err != nil {
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
			t.Errorf("at %d columns the sentence is Whole: %v", width, whole)
		}
		if !strings.Contains(b.String(), "m3dnq2bop6c7") {
			t.Errorf("at %d columns the id is cut", width)
		}
	}
}

func TestMarksBehindTheCutTakeNoRoom(t *testing.T) {
	cell := "a " + MarkBegin + "first" + MarkEnd + " match, then words, and a " + MarkBegin + "second" + MarkEnd + " one"
	for _, c := range []struct {
		on    Screen
		width int
		want  string
	}{
		{Screen{Width: 80, Colour: true}, 12, "a " + MarkBegin + "first" + MarkEnd + "…"},
		{Screen{Width: 80, Colour: true}, 25, "a " + MarkBegin + "first" + MarkEnd + " match, then…"},
		{Screen{Width: 80}, 15, "a " + MarkBegin + "first" + MarkEnd + "…"},
		{Screen{Width: 80, Colour: true}, 43, cell},
	} {
		got := c.on.clip(cell, c.width)
		if got != c.want || c.on.room(got) > c.width {
			t.Errorf("%+v at %d: %q, want %q", c.on, c.width, got, c.want)
		}
	}
}

func TestDaysAreNeverCut(t *testing.T) {
	tb := Table{Columns: []string{"id", "published", "seen", "event", "sentence"}, Whole: []string{"event"}, Spare: []string{"seen"},
		Rows: [][]string{{"m3dnq2bop6c7", "2026-02-03", "2026-02-04", "first_said (baseline)", "The ministry said that the harbour is closed, and that it stays so."}}}
	for width, want := range map[int]string{
		100: "ID            PUBLISHED   SEEN        EVENT                  SENTENCE\n" +
			"m3dnq2bop6c7  2026-02-03  2026-02-04  first_said (baseline)  The ministry said that the harbour is…\n",
		65: "ID            PUBLISHED   EVENT                  SENTENCE\n" +
			"m3dnq2bop6c7  2026-02-03  first_said (baseline)  The ministry…\n" +
			"\nNo room here for seen: --format csv has all.\n",
		40: "id         m3dnq2bop6c7\npublished  2026-02-03\nseen       2026-02-04\nevent      first_said (baseline)\n" +
			"sentence   The ministry said that the\n           harbour is closed, and that\n           it stays so.\n",
	} {
		var b strings.Builder
		if err := tb.show(&b, Screen{Width: width}); err != nil || b.String() != want {
			t.Errorf("at %d columns (%v):\n%s\nwant\n%s", width, err, b.String(), want)
		}
	}
}

func TestFindingsGoOnBelow(t *testing.T) {
	tb := Table{Columns: []string{"check", "says", "do"}, Wraps: true, Rows: [][]string{{"disk", "half of it is used by others", "move the database to another one"}}}
	want := "CHECK  SAYS              DO\n" +
		"disk   half of it is     move the database\n" +
		"       used by others    to another one\n"
	var b strings.Builder
	if err := tb.show(&b, Screen{Width: 42}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestColourIsForTerminals(t *testing.T) {
	tb := Table{Columns: []string{"id", "sentence", "by"}, Rows: [][]string{{"a", "the " + MarkBegin + "word" + MarkEnd, "x"}}}
	for on, want := range map[Screen]string{
		{}:                        "ID  SENTENCE  BY\na   the word  x\n",
		{Width: 80}:               "ID  SENTENCE    BY\na   the *word*  x\n",
		{Width: 80, Colour: true}: bold + "ID  SENTENCE  BY" + plain + "\na   the " + bold + "word" + plain + "  x\n",
	} {
		var b strings.Builder
		if err := tb.show(&b, on); err != nil || b.String() != want {
			t.Errorf("%v prints %q (%v), want %q", on, b.String(), err, want)
		}
	}
}

func starred(s string) string { return Screen{Width: 1}.Marked(s) }

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

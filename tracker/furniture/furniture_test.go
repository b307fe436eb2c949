package furniture

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onset/tracker"
	_ "onset/tracker/proptest"
	"onset/tracker/text"
)

// pageOf is a page with a header and a footer around its own lines.
func pageOf(n int, foot ...string) Page {
	body := append([]string{fmt.Sprintf("Updated %d hours ago", n+1)},
		fmt.Sprintf("The harbour master counted %d boats.", n), "The lock was shut.", fmt.Sprintf("Nobody saw number %c leave.", 'a'+n))
	raw := strings.Join(append(body, foot...), "\n\n")
	return Page{ID: fmt.Sprint(n), Text: raw, Paragraphs: text.Analyse(raw, "en").Paragraphs}
}

func TestRepeatedLinesAreLearned(t *testing.T) {
	l := New(nil)
	for n := range Enough {
		if l.Any() {
			t.Errorf("after %d pages something is furniture", n)
		}
		if got := l.Add(pageOf(n, "Newer articles", "Our rules for comments: be kind.")); n < Enough-1 && len(got) > 0 {
			t.Errorf("page %d taught %v", n, got)
		}
	}
	for line, want := range map[string]bool{
		"Updated 17 hours ago": true, "NEWER  articles": true, "Our rules for comments: be kind.": true,
		"The lock was shut.": false, "The harbour master counted 3 boats.": false, "Updated by hand": false,
	} {
		if l.Holds(line) != want {
			t.Errorf("%q: furniture is %v", line, !want)
		}
	}
}

// What one learner knows does not rest on when it began: one that is given the last
// pages anew, and what was known, goes on as if it had never stopped.
func TestLearnersGoOnWhereTheyStopped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pages []Page
		for n := range rapid.IntRange(0, 3*Window).Draw(t, "pages") {
			raw := fmt.Sprintf("Report %d.\n\nOn day %d it rained.\n\n%s", n, n, rapid.SampledFrom([]string{"Newer articles", "Be kind.", "The end."}).Draw(t, "foot"))
			if rapid.IntRange(0, 19).Draw(t, "seldom") == 0 {
				raw += "\n\nA note."
			}
			pages = append(pages, Page{ID: fmt.Sprint(n), Text: raw, Paragraphs: text.Analyse(raw, "en").Paragraphs})
		}
		stop := rapid.IntRange(0, len(pages)).Draw(t, "stop")
		whole, before := New(nil), New(nil)
		var known []Line
		for _, p := range pages[:stop] {
			whole.Add(p)
			known = append(known, before.Add(p)...)
		}
		after := New(known)
		for _, p := range pages[max(0, stop-Window):stop] {
			if learned := after.Add(p); len(learned) > 0 {
				t.Fatalf("%v was learned twice", learned)
			}
		}
		for _, p := range pages[stop:] {
			if a, b := whole.Add(p), after.Add(p); !slices.Equal(a, b) {
				t.Fatalf("%s taught %v, and %v after a stop at %d", p.ID, a, b, stop)
			}
		}
	})
}

func TestOneArticleAgainAndAgainTeachesNothing(t *testing.T) {
	l := New(nil)
	for n := range 10 {
		same, edited := pageOf(0, "The end."), pageOf(1, "The end.", fmt.Sprintf("Note %c.", 'a'+n))
		same.ID, edited.ID = fmt.Sprint("copy", n), "edited"
		if len(l.Add(same))+len(l.Add(edited)) > 0 {
			t.Fatal("copies and revisions count as pages")
		}
	}
}

func TestKnownLinesStay(t *testing.T) {
	l := New([]Line{{Fold("Newer articles"), 5}, {Fold("Seen twice"), 2}})
	if !l.Holds("newer articles") || l.Holds("Seen twice") {
		t.Error("what was learned before is not what is known now")
	}
}

func TestLearnerIsBounded(t *testing.T) {
	l := New(nil)
	for n := range 5000 {
		raw := strings.Repeat(fmt.Sprintf("Line %c%c%c.\n\n", 'a'+n%26, 'a'+n/26%26, 'a'+n/676), 1) + "Middle.\n\nEnd."
		l.Add(Page{ID: fmt.Sprint(n), Text: raw, Paragraphs: text.Analyse(raw, "en").Paragraphs})
	}
	if len(l.ring) != Window || len(l.known) > 100 {
		t.Errorf("%d pages, %d lines", len(l.ring), len(l.known))
	}
}

func BenchmarkAdd(b *testing.B) {
	l := New(nil)
	pages := make([]Page, 500)
	for n := range pages {
		raw := strings.Repeat(fmt.Sprintf("The harbour master counted %d boats and said that he had never seen so many of them.\n\n", n), 20) + "The end."
		pages[n] = Page{ID: fmt.Sprint(n), Text: raw, Paragraphs: text.Analyse(raw, "en").Paragraphs}
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		p := pages[n%len(pages)]
		p.ID += fmt.Sprint(n)
		l.Add(p)
	}
}

func TestBlankKeepsOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		from := rapid.IntRange(0, len(s)).Draw(t, "from")
		to := rapid.IntRange(from, len(s)).Draw(t, "to")
		got := Blank(s, []tracker.Span{{Start: from, End: to}})
		if len(got) != len(s) || got[:from] != s[:from] || got[to:] != s[to:] || strings.Trim(got[from:to], " ") != "" {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

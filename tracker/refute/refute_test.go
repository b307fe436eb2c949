package refute

import (
	"slices"
	"strings"
	"testing"

	"onset/tracker"
)

var feb = tracker.Date(2026, 2, 2)

func said(id string, article int64, day tracker.Day, novelty string) tracker.Witness {
	w := tracker.Witness{ID: id, Article: article, Source: id, Text: "Sentence " + id + ".", Published: tracker.Stamp{Day: day}}
	if novelty != "" {
		w.Novelty = &tracker.Novelty{Value: novelty, Cue: "cue"}
	}
	return w
}

func TestWhatArticlesSayIsHeldAgainstWhatIsKnown(t *testing.T) {
	name := func(id string) string { return strings.ToUpper(id) }
	for _, c := range []struct {
		name   string
		saying tracker.Witness
		known  []tracker.Witness
		want   string // who says it, and what is earlier; empty: nothing is contradicted
	}{
		{"began, and it was there before", said("isw", 1, feb, tracker.NovelNew), []tracker.Witness{said("tass", 2, feb-19, ""), said("rt", 3, feb-9, "")}, "ISW TASS"},
		{"began, and nothing was", said("isw", 1, feb, tracker.NovelNew), []tracker.Witness{said("isw", 1, feb, ""), said("rt", 3, feb+2, "")}, ""},
		{"began, and it was there the days before: no contradiction", said("isw", 1, feb, tracker.NovelNew), []tracker.Witness{said("tass", 2, feb-3, "")}, ""},
		{"once again, and nothing was", said("isw", 1, feb, tracker.NovelRepeated), []tracker.Witness{said("isw", 1, feb, "")}, "ISW "},
		{"in recent months, and it was", said("isw", 1, feb, tracker.NovelContinued), []tracker.Witness{said("tass", 2, feb-40, "")}, ""},
		{"it says nothing of it", said("isw", 1, feb, ""), []tracker.Witness{said("tass", 2, feb-40, "")}, ""},
	} {
		got := ""
		for _, says := range Contradicted([]tracker.Witness{c.saying}, c.known, name) {
			got = says.Source + " "
			if says.Earlier != nil {
				got += says.Earlier.Source
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// What began by the text itself weeks ago is held against what came before that.
	w := said("isw", 1, feb, tracker.NovelNew)
	w.Said = &tracker.Said{From: feb - 30, To: feb}
	if got := Contradicted([]tracker.Witness{w}, []tracker.Witness{said("tass", 2, feb-19, "")}, name); len(got) != 0 {
		t.Errorf("what lies within the said days contradicts: %+v", got)
	}
}

func TestTheNearestAreKeptOnce(t *testing.T) {
	var found []Older
	for i, text := range []string{"a", "b", "a", "c", "d", "e", "f"} {
		found = append(found, Older{Text: text, Share: float64(i%3) / 3, Published: feb + tracker.Day(i), URL: text})
	}
	got := Rank(found)
	var texts []string
	for _, o := range got {
		texts = append(texts, o.Text)
	}
	if want := []string{"e", "a", "d", "b", "f"}; !slices.Equal(texts, want) {
		t.Errorf("kept %v, want %v", texts, want)
	}
	if empty := Rank(nil); empty == nil || len(empty) != 0 {
		t.Errorf("of nothing: %#v", empty)
	}
}

func TestWhyAMentionIsNoEarlierOne(t *testing.T) {
	w := said("a", 1, feb, "")
	for _, c := range []struct {
		change func(*tracker.Witness)
		want   string
	}{
		{func(w *tracker.Witness) { w.Verdict, w.Stance = "rejected", tracker.Denies }, "rejected by a person"},
		{func(w *tracker.Witness) { w.Treatment = tracker.Debunks }, "it debunks the line"},
		{func(w *tracker.Witness) { w.Stance = tracker.Denies }, "its speaker denies the line"},
		{func(w *tracker.Witness) { w.Stance = tracker.Asks }, "its speaker only asks"},
		{func(w *tracker.Witness) { w.Published = tracker.Stamp{} }, "nobody says when it was published"},
		{func(*tracker.Witness) {}, "said by nobody whom the rule counts"},
	} {
		w := w
		c.change(&w)
		if got := Uncounted(w); got != c.want {
			t.Errorf("%+v: %q, want %q", w, got, c.want)
		}
	}
}

func TestHowLikelyAnEarlierOneWouldHaveBeenFound(t *testing.T) {
	for _, c := range []struct {
		a    Attempt
		want string
	}{
		{Attempt{Covered: 0.5, Found: 8, Judged: 10}, "a chance of about 40%: 50% of the days before were looked through, and the rule finds 8 of 10"},
		{Attempt{Covered: 0.5, Found: 4, Judged: 4}, "may be missed: 50% of the days before were looked through; its rule is unjudged"},
	} {
		if got := c.a.Likely(); !strings.Contains(got, c.want) {
			t.Errorf("%+v: %q", c.a, got)
		}
	}
}

func TestTermsAreTheWordsOfMostPassages(t *testing.T) {
	got := Terms([][]string{{"the", "harbour", "shut", "shut"}, {"harbour", "closed"}, {"quay", "closed", "harbour"}}, 3)
	if want := []Term{{"harbour", 1}, {"closed", 2.0 / 3}, {"shut", 1.0 / 3}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

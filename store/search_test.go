package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/text"
)

func expr(t testing.TB, src string) *query.Expr {
	t.Helper()
	e, err := query.Parse(src, nil)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return e
}

// sayings are texts of two languages in which the words of the searches meet
// in many ways; common words stand among them.
var sayings = []struct{ lang, text string }{
	{"en", "The ministers spoke of a world war. Troops of the alliance were near the border."},
	{"en", "A war of the worlds is a book. It is on the table."},
	{"en", "Nuclear powers and nuclear-free zones; the US and IT firms met."},
	{"en", "Peacekeepers, or foreign contingents, would be legitimate targets, the spokesman said in Geneva."},
	{"en", "Western troops would be a target. The state of the emergency did not end."},
	{"en", "An ultimatum to the other side was expected by nobody."},
	{"ru", "Иностранные войска стали бы законной целью, сказал министр."},
	{"ru", "Министры говорили о мировой войне и о войсках на границе."},
	{"ru", "Ядерные державы не ответили на ультиматум."},
	{"uk", "Війська на кордоні, сказав міністр, не є загрозою."},
	{"", "Troops without a language."},
}

var searches = []string{
	`troops`, `"world war"`, `"war of the worlds"`, `"the world"`, `"state of emergency"`, `world NEAR/3 war`, `war ONEAR/4 world`,
	`troops AND border`, `nucl*`, `войск*`, `"мировая война"`, `войска NEAR/6 цель`, `=IT`, `=US`, `it`, `troops OR войска`,
	`(foreign OR western) AND (troops OR contingents)`, `troops AND NOT border`, `lang:ru AND министр`, `source:alpha AND troops`,
	`kind:state_media AND troops`, `title:headline AND troops`, `/legit\w+ target/`, `/ultimatum/ AND lang:en`, `и OR the`,
	`міністр`, `"of the"`, `troops NEAR/2 of`, `p*r* OR peace*`, `zzz`, `pre*`,
}

// sample fills a store with the sayings, each in several articles.
func sample(t testing.TB) (*Store, []archive.ReadItem) {
	s, _ := open(t)
	setRules(t, s)
	return s, fill(t, s)
}

func fill(t testing.TB, s *Store) []archive.ReadItem {
	var all []archive.ReadItem
	for n, say := range slices.Concat(sayings, sayings, sayings) {
		source := outlets[n%2].ID
		it := article(source, n, start.Add(-time.Duration(n*37%100)*time.Hour))
		it.Text, it.Reading.Language = say.text, say.lang
		if n%3 == 0 {
			it.Text += "\n\n" + sayings[(n*7)%len(sayings)].text
		}
		record(t, s, archive.Batch{Source: source, Items: []archive.ReadItem{it}})
		all = append(all, it)
	}
	return all
}

// A search finds exactly the articles for which a rule of the same words holds.
func TestSearchAgreesWithRules(t *testing.T) {
	s, all := sample(t)
	kinds := map[string]tracker.Kind{"alpha": tracker.Wire, "beta": tracker.StateMedia}
	for _, src := range searches {
		e, err := query.Parse(src, nil)
		if err != nil {
			continue // not every prefix is allowed
		}
		for _, within := range []tracker.Within{tracker.InArticle, tracker.InParagraph, tracker.InSentence} {
			var want, got []string
			for _, it := range all {
				source := strings.TrimSuffix(strings.TrimPrefix(it.URL, "https://"), fmt.Sprintf(".example/%s", it.URL[strings.LastIndex(it.URL, "/")+1:]))
				doc := &query.Doc{
					Title: text.Analyse(it.Item.Title, it.Reading.Language), Body: text.Analyse(it.Item.Text, it.Reading.Language),
					Lang: it.Reading.Language, Source: source, Kind: kinds[source],
				}
				if len(e.Match(doc, within)) > 0 {
					want = append(want, it.URL)
				}
			}
			res, err := s.Search(context.Background(), archive.Search{Expr: e, Within: within, Limit: 1000})
			if err != nil {
				t.Errorf("%s: %v", src, err)
				continue
			}
			for i, h := range res.Hits {
				got = append(got, h.URL)
				if i > 0 && h.Revision >= res.Hits[i-1].Revision {
					t.Errorf("%s: not newest first", src)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s within %s: %d found, the rule holds in %d\n%q\n%q", src, within, len(got), len(want), got, want)
			}
		}
	}
}

func TestSearchPagesSnippetsAndRefusals(t *testing.T) {
	s, _ := sample(t)
	ctx := context.Background()
	e := expr(t, `troops`)
	whole, err := s.Search(ctx, archive.Search{Expr: e, Limit: 1000})
	if err != nil || len(whole.Hits) < 5 || whole.Next != 0 {
		t.Fatalf("%d hits, next %d, %v", len(whole.Hits), whole.Next, err)
	}
	var paged []int64
	for after := int64(0); ; {
		page, err := s.Search(ctx, archive.Search{Expr: e, Limit: 2, After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Hits {
			paged = append(paged, h.Revision)
		}
		if after = page.Next; after == 0 {
			break
		}
	}
	if len(paged) != len(whole.Hits) {
		t.Errorf("%d hits page by page, %d at once", len(paged), len(whole.Hits))
	}
	for _, h := range whole.Hits {
		for _, sn := range h.Snippets {
			for _, m := range sn.Marks {
				if !strings.HasPrefix(strings.ToLower(sn.Text[m.Start:m.End]), "troop") {
					t.Errorf("marked %q in %q", sn.Text[m.Start:m.End], sn.Text)
				}
			}
		}
	}
	if _, err := s.Search(ctx, archive.Search{Expr: expr(t, `lang:ru AND /\d{4}/`)}); !errors.Is(err, archive.ErrTooWide) {
		t.Errorf("a search without a word: %v", err)
	}
	stopped, err := s.Search(ctx, archive.Search{Expr: e, Time: time.Nanosecond})
	if err != nil || !stopped.Stopped {
		t.Errorf("out of time: %+v %v", stopped, err)
	}
}

func TestSearchPassesOverWhatIsStale(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	it := article("alpha", 1, start)
	it.Text = "Zebras were seen."
	record(t, s, archive.Batch{Source: "alpha", Items: []archive.ReadItem{it}})
	it.Text = "Horses were seen."
	record(t, s, archive.Batch{Source: "alpha", Items: []archive.ReadItem{it}})
	for word, want := range map[string]int{"zebra": 0, "horse": 1} {
		if r, err := s.Search(context.Background(), archive.Search{Expr: expr(t, word)}); err != nil || len(r.Hits) != want {
			t.Errorf("%s: %d hits %v", word, len(r.Hits), err)
		}
	}
}

func TestCandidatesAreAllThatARuleCanHoldIn(t *testing.T) {
	s, all := sample(t)
	ctx := context.Background()
	ids, err := s.Candidates(ctx, expr(t, `"world war" OR ультиматум`).Plan(), nil)
	if err != nil || len(ids) == 0 || len(ids) == len(all) {
		t.Fatalf("%d of %d articles, %v", len(ids), len(all), err)
	}
	n := 0
	if err := s.Texts(ctx, archive.Which{Revisions: ids}, func(archive.Article) error { n++; return nil }); err != nil || n != len(ids) {
		t.Errorf("%d of %d texts, %v", n, len(ids), err)
	}
	if every, err := s.Candidates(ctx, expr(t, `lang:ru`+` AND /\d+/`).Plan(), nil); err != nil || len(every) != len(all) {
		t.Errorf("without a plan: %d %v", len(every), err)
	}
}

func TestCommonTermsFit(t *testing.T) {
	longest := 0
	for term := range commonTerms {
		longest = max(longest, len(term))
	}
	if longest != longestCommon || len(commonTerms) > 64*len(commonSet{}) {
		t.Errorf("the longest of %d common terms has %d bytes", len(commonTerms), longest)
	}
}

func TestSnippetsOfLongSentences(t *testing.T) {
	raw := strings.Repeat("слово ", 200) + "цель" + strings.Repeat(" слово", 200)
	at := strings.Index(raw, "цель")
	mark := tracker.Span{Start: at, End: at + len("цель")}
	s := snippet(raw, query.Hit{Part: tracker.Body, Sentence: tracker.Span{End: len(raw)}, Spans: []tracker.Span{mark}})
	if !s.Cut || len(s.Text) > snippetBytes+8 || s.Text[s.Marks[0].Start:s.Marks[0].End] != "цель" || strings.ToValidUTF8(s.Text, "?") != s.Text {
		t.Errorf("%+v", s)
	}
}

package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// What is older than a day is what a search finds of the days before it, newest
// first and no more than asked for; and how rare it is agrees with that.
func TestNewestBefore(t *testing.T) {
	s, all := sample(t)
	ctx := context.Background()
	expr, err := query.Parse("sentence OR war", nil)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Search(ctx, archive.Search{Expr: expr, Limit: 1000})
	if err != nil || len(found.Hits) < 4 {
		t.Fatalf("%d hits: %v", len(found.Hits), err)
	}
	before := found.Hits[len(found.Hits)/2].Day
	var want []int64
	for _, h := range found.Hits {
		if h.Day < before {
			want = append(want, h.Revision)
		}
	}
	got, err := s.NewestBefore(ctx, expr.Plan(), before, 1000)
	if err != nil || len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("before %s: %v %v, want %v", before, got, err, want)
	}
	if few, err := s.NewestBefore(ctx, expr.Plan(), before, 2); err != nil || !slices.Equal(few, want[:2]) {
		t.Errorf("two at most: %v %v", few, err)
	}
	if none, err := s.NewestBefore(ctx, &query.Plan{}, before, 1000); err != nil || len(none) != 0 {
		t.Errorf("of what the index doesn't know: %v %v", none, err)
	}
	never, err := query.Parse("xylophone", nil)
	if err != nil {
		t.Fatal(err)
	}
	newest, err := s.NewestTexts(ctx, tracker.DayOf(start)+1000)
	if err != nil || newest.Texts != len(all) {
		t.Errorf("the newest texts: %+v %v, want %d", newest, err, len(all))
	}
	shares, err := s.Shares(ctx, []*query.Plan{expr.Plan(), never.Plan(), {}}, newest)
	if err != nil || shares[0] != float64(len(found.Hits))/float64(len(all)) || shares[1] != 0 || shares[2] != 1 {
		t.Errorf("shares %v %v, want %d of %d", shares, err, len(found.Hits), len(all))
	}
}

// How rare a word was is the same by the index and by the texts, for each word that any
// text has and for words that none has.
func TestSharesAreAlikeByTheIndexAndByTheTexts(t *testing.T) {
	s, all := sample(t)
	words := map[string]bool{"xylophone": true, "Ксилофон": true}
	for _, it := range all {
		for _, w := range strings.FieldsFunc(it.Item.Title+" "+it.Item.Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			words[w] = true
		}
	}
	err := s.lookUp(t.Context(), "counting in", func(tx *tx, x index) error {
		newest, err := s.NewestTexts(t.Context(), tracker.DayOf(start)+1000)
		if err != nil || newest.Texts != len(all) {
			t.Fatalf("the newest texts: %+v %v, want %d", newest, err, len(all))
		}
		ask := func() rarity {
			return rarity{index: x, texts: tx, among: newest, shares: make([]float64, len(words)+1)}
		}
		byIndex, byTexts := ask(), ask()
		var parts []part
		for _, w := range append(slices.Sorted(maps.Keys(words)), "no word but a phrase") {
			e, err := query.Parse(`"`+w+`"`, nil)
			if err != nil {
				return err
			}
			match, err := x.match(e.Plan())
			if err != nil {
				return err
			}
			parts = append(parts, part{len(parts), e.Plan(), match})
		}
		if deep, err := byIndex.count(parts, allOfThem); err != nil || len(deep) > 0 {
			t.Errorf("%d have more than there are: %v", len(deep), err)
		}
		others, err := byTexts.read(parts)
		if err != nil || len(others) != 1 || others[0].at != len(words) {
			t.Errorf("left to the index: %v %v, want the phrase", others, err)
		}
		rare := 0
		for i := range parts[:len(words)] {
			if byIndex.shares[i] != byTexts.shares[i] {
				t.Errorf("%s: %v by the index, %v by the texts", parts[i].match, byIndex.shares[i], byTexts.shares[i])
			}
			if byIndex.shares[i] == 0 {
				rare++
			}
		}
		if rare != 2 || len(words) < 30 {
			t.Errorf("%d of %d words are in no text", rare, len(words))
		}
		counts, err := x.counts([]string{parts[0].match, `"xylophone:"`}, newest.From, newest.To, 1)
		if err != nil || !slices.Equal(counts, []int{-1, 0}) {
			t.Errorf("counted to one: %v %v", counts, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

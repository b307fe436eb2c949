package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"onset/tracker"
	"onset/tracker/archive"
	_ "onset/tracker/proptest"
	"onset/tracker/query"
)

// In a moment that is held, what the index remembers of words answers as itself does
// for who asks once, however little of it is read at a time, in all or kept. Where an
// expression is too deep for the index, which then passes over parts of it, it answers
// more narrowly, but loses nothing that reading finds.
func TestPostingsAnswerAsTheIndex(t *testing.T) {
	s, all := sample(t)
	ctx := t.Context()
	var leaves []string
	for _, src := range append(slices.Clone(searches), "sentence", "war", "article", "text", "lang:ru") {
		if _, err := query.Parse(src, nil); err == nil {
			leaves = append(leaves, "("+src+")")
		}
	}
	met := 0
	rapid.Check(t, func(rt *rapid.T) {
		moment, release, err := s.Snapshot(ctx)
		if err != nil {
			rt.Fatal(err)
		}
		defer release()
		number := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "number") }
		moment.Value(held{s}).(*tx).postings = &postings{read: map[string]posting{}, atOnce: number(1, 5), longest: number(1, 50), most: number(1, 200)}
		for range 10 {
			e, err := query.Parse(expression(rt, leaves, 3), nil)
			if err != nil {
				continue
			}
			before, most := tracker.DayOf(start)-tracker.Day(number(-1, 4)), number(1, 40)
			older := func(ctx context.Context, most int) []int64 {
				ids, err := s.NewestBefore(ctx, e.Plan(), before, most)
				if err != nil {
					rt.Fatal(err)
				}
				return ids
			}
			got, may := older(moment, len(all)), older(ctx, len(all))
			if few := older(moment, most); !slices.Equal(few, got[:min(most, len(got))]) {
				rt.Fatalf("%s before %s: %v, of which at most %d are %v", e, before, got, most, few)
			}
			for _, id := range got {
				if !slices.Contains(may, id) {
					rt.Fatalf("%s before %s: %d is not among those of the index, %v", e, before, id, may)
				}
			}
			found, err := s.Search(ctx, archive.Search{Expr: e, Limit: len(all)})
			if err != nil && !errors.Is(err, archive.ErrTooWide) {
				rt.Fatal(err)
			}
			for _, h := range found.Hits {
				if met++; h.Day < before && len(may) > 0 && !slices.Contains(got, h.Revision) {
					rt.Fatalf("%s before %s: %d, in which it holds, is not among %v", e, before, h.Revision, got)
				}
			}
			sample, err := s.NewestTexts(ctx, before)
			if err != nil {
				rt.Fatal(err)
			}
			sample.From += int64(number(0, 3)) * 60 * slotsPerMinute
			share := func(ctx context.Context) []float64 {
				shares, err := s.Shares(ctx, []*query.Plan{e.Plan(), {}, e.Plan()}, sample)
				if err != nil {
					rt.Fatal(err)
				}
				return shares
			}
			if got, want := share(moment), share(ctx); !slices.Equal(got, want) {
				rt.Fatalf("the share of %s among %+v: %v, want %v", e, sample, got, want)
			}
		}
	})
	if met == 0 {
		t.Error("nothing was found at all")
	}
}

// expression joins some of the parts.
func expression(rt *rapid.T, parts []string, depth int) string {
	if depth == 0 || rapid.Bool().Draw(rt, "leaf") {
		return rapid.SampledFrom(parts).Draw(rt, "part")
	}
	by := rapid.SampledFrom([]string{" AND ", " OR ", " AND NOT "}).Draw(rt, "operator")
	return "(" + expression(rt, parts, depth-1) + by + expression(rt, parts, depth-1) + ")"
}

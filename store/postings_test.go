package store

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"onset/tracker"
	_ "onset/tracker/proptest"
	"onset/tracker/query"
)

// In a moment that is held the index answers from what it remembers of words as it does
// for who asks once, however little of it is read at a time, in all or kept.
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
			older := func(ctx context.Context) []int64 {
				ids, err := s.NewestBefore(ctx, e.Plan(), before, most)
				if err != nil {
					rt.Fatal(err)
				}
				return ids
			}
			if got, want := older(moment), older(ctx); !slices.Equal(got, want) {
				rt.Fatalf("%s before %s, at most %d of %d: %v, want %v", e, before, most, len(all), got, want)
			} else {
				met += len(want)
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

package store

import (
	"context"
	"slices"
	"testing"

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

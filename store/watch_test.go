package store

import (
	"context"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

func TestPagesAreVisitedAgainAndWithdrawn(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	var items []archive.ReadItem
	for n := range 5 {
		it := quoted("alpha", n, start)
		it.Recheck = start.Add(time.Duration(n+1) * time.Hour)
		items = append(items, it)
	}
	r := record(t, s, polled("alpha", start, items...))
	due, err := s.DueRechecks(ctx, start.Add(4*time.Hour), 10, 3)
	if err != nil || len(due) != 3 || due[0].Article != r.Articles[0] || due[0].URL != items[0].URL {
		t.Fatalf("due: %+v %v", due, err)
	}
	visits := []struct {
		days float64
		gone bool
		want int // events
	}{{0, true, 0}, {1, false, 0}, {2, true, 0}, {2.5, true, 0}, {3, true, 0}, {5.5, true, 1}}
	for _, v := range visits {
		at := start.Add(time.Duration(v.days * 24 * float64(time.Hour)))
		events, err := s.Visited(ctx, archive.Visit{Article: r.Articles[0], At: at, Next: at.Add(time.Hour), ETag: "x", Gone: v.gone})
		if err != nil || len(events) != v.want {
			t.Errorf("day %v: %+v %v", v.days, events, err)
		}
	}
	es, err := s.Timeline(ctx, archive.Filter{Kinds: []tracker.EventKind{tracker.Withdrawn}})
	if err != nil || len(es) != 1 || es[0].Article.URL != items[0].URL {
		t.Errorf("withdrawn: %+v %v", es, err)
	}
	if _, err := s.Visited(ctx, archive.Visit{Article: r.Articles[1], At: start}); err != nil {
		t.Fatal(err)
	}
	if due, err = s.DueRechecks(ctx, start.AddDate(-1, 0, 0), 10, 10); err != nil || len(due) != 3 {
		t.Errorf("after a clock that jumped ahead and back: %+v %v", due, err)
	}
	if due, err = s.DueRechecks(ctx, start.AddDate(1, 0, 0), 10, 10); err != nil || len(due) != 3 {
		t.Errorf("left: %+v %v", due, err)
	}
}

// A clock that jumped ahead while feeds were polled, and back, stops none.
func TestFeedsAreDueAfterAClockThatJumped(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ahead := polled("alpha", start.AddDate(1, 0, 0), article("alpha", 1, start))
	record(t, s, ahead)
	due, err := s.Feeds(context.Background(), start)
	if err != nil || len(due) != 2 { // the other was never asked
		t.Errorf("due: %+v %v", due, err)
	}
}

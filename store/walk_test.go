package store

import (
	"context"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

func TestWalkGoesOnWhereItStopped(t *testing.T) {
	s, _ := open(t)
	ctx := context.Background()
	for _, doc := range []string{"a", "b", "a"} {
		if err := s.KeepWalked(ctx, "alpha", "home", doc, 100); err != nil {
			t.Fatal(err)
		}
	}
	for since, want := range map[int]int{100: 2, 200: 2, 99: 0} {
		if got, err := s.Walked(ctx, "alpha", "home", tracker.Day(since)); err != nil || len(got) != want {
			t.Errorf("since %d: %v %v", since, got, err)
		}
	}
	if err := s.EndWalk(ctx, "alpha", "home"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Walked(ctx, "alpha", "home", 100); err != nil || len(got) != 0 {
		t.Errorf("forgotten: %v %v", got, err)
	}
}

func TestDepthsAreCounted(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start), quoted("alpha", 2, start)))
	d, err := s.Depths(context.Background())
	total := 0
	for _, n := range d["alpha"] {
		total += n
	}
	if err != nil || total != 2 {
		t.Errorf("%v %v", d, err)
	}
}

// While a walk goes on, only what its documents hold is covered; once it is
// complete, what lies between is too.
func TestACompleteWalkCoversWhatLiesBetween(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	for n, month := range []int{1, 4} {
		it := quoted("alpha", n, start.AddDate(0, -month, 0))
		record(t, s, archive.Batch{Source: "alpha", Import: archive.WalkRun("home") + it.Key, Items: []archive.ReadItem{it}})
	}
	for _, want := range []int{2, 3, 3} {
		v, err := s.Coverage(ctx, "alpha")
		if err != nil || len(v) != want || want == 3 && v[0].Until.Sub(v[0].Since) < 80*24*time.Hour && v[1].Until.Sub(v[1].Since) < 80*24*time.Hour {
			t.Errorf("covered %+v %v", v, err)
		}
		if err := s.EndWalk(ctx, "alpha", "home"); err != nil {
			t.Fatal(err)
		}
	}
}

package store

import (
	"context"
	"testing"

	"onset/tracker"
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
	if err := s.ForgetWalk(ctx, "alpha", "home"); err != nil {
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

package newsroom

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
)

// stopAfterBatch is a context that is cancelled once a rematch has kept a batch.
type stopAfterBatch struct {
	context.Context
	cancel context.CancelFunc
	store  *store.Store
}

func (c stopAfterBatch) Err() error {
	if mark, err := c.store.RematchMark(context.Background()); err == nil && mark.Of != "" {
		c.cancel()
	}
	return c.Context.Err()
}

// A rematch that is interrupted has done its batches, and goes on behind them.
func TestInterruptedRematchGoesOn(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	before, err := NewDesk("rules", []byte("narratives: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := before.Put(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(t.Context(), before, s, zerolog.Nop())
	in.Client = nil
	var items []tracker.Item
	for i := range 3*rematchBatch + 10 {
		day := tracker.Date(2025, 1, 1) + tracker.Day(i)
		items = append(items, tracker.Item{Key: fmt.Sprint("k", i), Rung: tracker.ByGUID, Title: fmt.Sprint("Report ", i), Text: "The harbour is shut.",
			Depth: tracker.FullText, Published: []tracker.DateClaim{{From: "test", Stamp: tracker.Stamp{Day: day}}}, Seen: day.In(time.UTC)})
	}
	if _, err := in.take(t.Context(), before.Source("herald"), items, passage{run: "test"}); err != nil {
		t.Fatal(err)
	}
	after, err := NewDesk("rules", []byte("narratives: [{id: port, title: Port, talking_points: [{id: shut, title: Shut, match: harbour}]}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := after.Put(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	in.Desk = after
	bar := Silent{}
	ctx, cancel := context.WithCancel(t.Context())
	first, err := in.Rematch(stopAfterBatch{ctx, cancel, s}, false, bar)
	if !errors.Is(err, context.Canceled) || first.Articles == 0 || first.Articles >= len(items) {
		t.Fatalf("interrupted after %d articles with %v", first.Articles, err)
	}
	second, err := in.Rematch(t.Context(), false, bar)
	if err != nil || first.Articles+second.Articles != len(items) {
		t.Errorf("%d articles before the interruption and %d after it, want %d together; %v", first.Articles, second.Articles, len(items), err)
	}
	if third, err := in.Rematch(t.Context(), false, bar); err != nil || third.Articles != 0 {
		t.Errorf("a third rematch looked at %d articles; %v", third.Articles, err)
	}
}

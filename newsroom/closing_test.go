package newsroom

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
)

// A closing that was interrupted goes on where it stopped, but for days that
// something speaks of since.
func TestAnInterruptedClosingGoesOn(t *testing.T) {
	ctx, last := t.Context(), tracker.Date(2026, 6, 30)
	now := last.In(time.UTC).AddDate(0, 0, 1)
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := NewDesk("rules", []byte(heraldRules))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(ctx, s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(ctx, d, s, zerolog.Nop())
	in.Client = nil
	left := func(closed tracker.Day, since time.Time) ([]tracker.Day, bool) {
		t.Helper()
		days, resumed, err := in.daysToClose(ctx, closed, since, last)
		if err != nil {
			t.Fatal(err)
		}
		return days, resumed
	}
	closed, since := tracker.Date(2026, 2, 1), now.AddDate(0, -4, 0)
	if err := s.SetMeta(ctx, closingTo, "2026-05-31 "+now.Format(time.RFC3339Nano)); err != nil {
		t.Fatal(err)
	}
	if days, resumed := left(closed, since); !resumed || len(days) != 30 || days[0] != tracker.Date(2026, 6, 1) {
		t.Fatalf("%d days are left, resumed %v", len(days), resumed)
	}
	now = now.Add(time.Hour)
	published := tracker.Date(2026, 2, 21)
	item := tracker.Item{Key: "k", Rung: tracker.ByGUID, Title: "News", Text: "Mayor Stone said that the harbour will be shut for good.", Depth: tracker.FullText,
		Published: []tracker.DateClaim{{From: "test", Stamp: tracker.Stamp{Day: published}}}, Seen: now}
	if got, err := in.take(ctx, d.Source("herald"), []tracker.Item{item}, passage{}); err != nil || got.Mentions != 1 {
		t.Fatalf("%d mentions: %v", got.Mentions, err)
	}
	if days, _ := left(closed, since); len(days) <= 30 || days[0] != published {
		t.Errorf("with an article of 21 February %d days are left: %v", len(days), days[:1])
	}
	if _, err := in.CloseCounts(ctx, last, now); err != nil {
		t.Fatal(err)
	}
	if days, resumed := left(last, now.Add(time.Minute)); resumed || len(days) != 0 {
		t.Errorf("after it ended %v are left, resumed %v", days, resumed)
	}
}

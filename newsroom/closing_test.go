package newsroom

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
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
	left := func() []tracker.Day {
		t.Helper()
		closed, err := s.Closed(ctx)
		if err != nil {
			t.Fatal(err)
		}
		days, err := in.daysToClose(ctx, closed, last)
		if err != nil {
			t.Fatal(err)
		}
		return days
	}
	note := func(c archive.Closed) {
		t.Helper()
		if _, err := s.CloseNoting(ctx, nil, c, "test"); err != nil {
			t.Fatal(err)
		}
	}
	note(archive.Closed{Day: tracker.Date(2026, 2, 1), At: now.AddDate(0, -4, 0)})
	note(archive.Closed{UpTo: tracker.Date(2026, 5, 31), Began: now})
	if days := left(); len(days) != 30 || days[0] != tracker.Date(2026, 6, 1) {
		t.Fatalf("%d days are left", len(days))
	}
	now = now.Add(time.Hour)
	published := tracker.Date(2026, 2, 21)
	item := tracker.Item{Key: "k", Rung: tracker.ByGUID, Title: "News", Text: "Mayor Stone said that the harbour will be shut for good.", Depth: tracker.FullText,
		Published: []tracker.DateClaim{{From: "test", Stamp: tracker.Stamp{Day: published}}}, Seen: now}
	if got, err := in.take(ctx, d.Source("herald"), []tracker.Item{item}, passage{}); err != nil || got.Mentions != 1 {
		t.Fatalf("%d mentions: %v", got.Mentions, err)
	}
	if days := left(); len(days) <= 30 || days[0] != published {
		t.Errorf("with an article of 21 February %d days are left: %v", len(days), days[:1])
	}
	now = now.Add(time.Minute)
	if _, err := in.CloseCounts(ctx, last, now); err != nil {
		t.Fatal(err)
	}
	if closed, err := s.Closed(ctx); err != nil || closed != (archive.Closed{Day: last, At: now}) || len(left()) != 0 {
		t.Errorf("after it ended %v are left: %+v %v", left(), closed, err)
	}
}

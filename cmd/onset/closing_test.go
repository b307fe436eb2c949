package main

import (
	"context"
	"testing"
	"time"

	"onset/store"
	"onset/tracker"
)

// A closing that was interrupted goes on where it stopped, but for days that
// something speaks of since.
func TestAnInterruptedClosingGoesOn(t *testing.T) {
	n := openPressroom(t)
	ctx := context.Background()
	last := tracker.Date(2026, 6, 30)
	n.clock.now = last.In(time.UTC).AddDate(0, 0, 1)
	closed, since, err := n.in.closedSoFar(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if closed == 0 {
		closed, since = tracker.Date(2026, 2, 1), n.clock.now.AddDate(0, -4, 0)
	}
	began := n.clock.now
	if err := n.store.SetMeta(ctx, closingTo, "2026-05-31 "+began.Format(time.RFC3339Nano)); err != nil {
		t.Fatal(err)
	}
	days, resumed, err := n.in.daysToClose(ctx, closed, since, last)
	if err != nil || !resumed || len(days) != 30 || days[0] != tracker.Date(2026, 6, 1) {
		t.Fatalf("%d days are left, resumed %v: %v", len(days), resumed, err)
	}
	n.clock.now = n.clock.now.Add(time.Hour)
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.round(t)
	if page, err := n.store.Mentions(ctx, store.Filter{}); err != nil || len(page.Mentions) == 0 {
		t.Fatal("nothing was published", err)
	}
	days, _, err = n.in.daysToClose(ctx, closed, since, last)
	if err != nil || len(days) <= 30 || days[0] != tracker.Date(2026, 2, 21) {
		t.Errorf("with an article of 21 February %d days are left: %v %v", len(days), days[:1], err)
	}
	if _, err := n.in.closeCounts(ctx, last, n.clock.now); err != nil {
		t.Fatal(err)
	}
	if days, resumed, err := n.in.daysToClose(ctx, last, n.clock.now.Add(time.Minute), last); err != nil || resumed || len(days) != 0 {
		t.Errorf("after it ended %v are left, resumed %v: %v", days, resumed, err)
	}
}

package newsroom

import (
	"context"
	"sync"
	"time"

	"onset/tracker"
)

// foldEvery is how long the events of a round wait at most while feeds are slow.
const foldEvery = 30 * time.Second

// folding remembers when events were brought in line with their evidence last.
type folding struct {
	mu sync.Mutex
	at time.Time
}

// due tells whether it is time again, and counts as if it were done.
func (f *folding) due(now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.at.IsZero() {
		f.at = now // the round has just begun
	}
	if now.Sub(f.at) < foldEvery {
		return false
	}
	f.at = now
	return true
}

// fold brings the events in line with what a round brought: at its end, so that
// what it moves is told as one step, from what was told before. What the round taught of
// lines that a source repeats is carried over its pages first.
func (in *Intake) fold(ctx context.Context) ([]tracker.Event, error) {
	if err := in.furnish(ctx); err != nil {
		return nil, err
	}
	if in.Sharing != nil && !in.Sharing.Leads() {
		return nil, nil // who leads does it, of what all brought
	}
	events, err := in.Store.Fold(ctx)
	in.folding.mu.Lock()
	in.folding.at = time.Time{}
	in.folding.mu.Unlock()
	if in.Stats != nil {
		in.Stats.Folded(events)
	}
	return events, err
}

// FoldOthers brings the events in line with what other daemons brought, where this one
// leads.
func (in *Intake) FoldOthers(ctx context.Context) error {
	_, err := in.fold(ctx)
	return err
}

// foldWhenSlow folds within a round that takes long.
func (in *Intake) foldWhenSlow(ctx context.Context) ([]tracker.Event, error) {
	if !in.folding.due(in.Store.Now()) {
		return nil, nil
	}
	return in.fold(ctx)
}

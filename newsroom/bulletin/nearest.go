package bulletin

import (
	"context"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/refute"
)

// refuted tries to refute what is new or back, and returns by event what was found.
func (r Reporter) refuted(ctx context.Context, entries []digest.Entry, events []tracker.Event) (map[string]refute.Attempt, error) {
	byID := map[string]tracker.Event{}
	for _, e := range events {
		byID[e.ID] = e
	}
	rules := map[string]string{}
	for _, tp := range r.Desk.Points() {
		rules[tp.Ref().ID] = tp.Hash
	}
	out := map[string]refute.Attempt{}
	refuter := newsroom.Refuter{Desk: r.Desk, Store: r.Store, Rare: newsroom.NewRarity(r.Store)}
	for _, entry := range entries {
		e, known := byID[entry.Event]
		if !known {
			continue
		}
		a, err := r.attempt(ctx, refuter, e, rules[e.Narrative+"/"+e.TalkingPoint])
		if err != nil {
			return nil, err
		}
		out[e.ID] = a
	}
	return out, nil
}

// attempt tries once to refute an event under one rule: pages show the day that goes on
// again and again.
func (r Reporter) attempt(ctx context.Context, refuter newsroom.Refuter, e tracker.Event, rule string) (refute.Attempt, error) {
	if r.Older == nil {
		return refuter.Attempt(ctx, e)
	}
	name := e.ID + " " + rule
	if a, known := r.Older.Load(name); known {
		return a.(refute.Attempt), nil
	}
	a, err := refuter.Attempt(ctx, e)
	if err == nil {
		r.Older.Store(name, a)
	}
	return a, err
}

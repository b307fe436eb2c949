package main

import (
	"context"
	"fmt"

	"onset/newsroom"
	"onset/store"
	"onset/tracker/archive"
	"onset/tracker/refute"
	"onset/tracker/timeline"
)

// tried tries to refute the event of a chain under the rules in force. Without a rules
// file that can be read nothing is tried.
func (a *app) tried(ctx context.Context, s *store.Store, c *archive.Chain) error {
	if c.Event == nil || !newsroom.Attempts(*c.Event) {
		return nil
	}
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil
	}
	found, err := newsroom.Refuter{Desk: d, Store: s, Rare: newsroom.NewRarity(s)}.Attempt(ctx, *c.Event)
	c.Refuted = &found
	return err
}

// triedLines tell what an attempt to refute an event found, a line each.
func triedLines(a *refute.Attempt) []string {
	if a == nil {
		return nil
	}
	out := append(timeline.Contradictions(a.Says, 0), fmt.Sprintf("%d older texts were read; %s", a.Looked, a.Likely()))
	for _, o := range a.Nearest {
		out = append(out, timeline.OlderWords(o))
	}
	return out
}

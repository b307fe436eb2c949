package newsroom

import (
	"context"
	"slices"
	"sync"

	"onset/feeds"
	"onset/tracker/archive"
)

// pauses carries which addresses are to be left alone between the store and the
// client, so that neither a restart nor new rules make them be asked.
type pauses struct {
	mu   sync.Mutex
	told *feeds.Client // knows them
	kept []feeds.Pause // those of the client that the store has
}

// recall tells a client that does not know yet which addresses are held; again, where
// others may have been told of more.
func (h *pauses) recall(ctx context.Context, s Holds, c *feeds.Client, again bool) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.told == c && !again {
		return nil
	}
	held, err := s.Held(ctx)
	if err != nil {
		return err
	}
	kept := make([]feeds.Pause, len(held))
	for i, p := range held {
		kept[i] = feeds.Pause(p)
	}
	c.Recall(kept)
	h.told, h.kept = c, kept
	return nil
}

// keep stores which addresses are held, when that has changed.
func (h *pauses) keep(ctx context.Context, s Holds, c *feeds.Client) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	pauses := c.Pauses()
	if slices.EqualFunc(pauses, h.kept, feeds.Pause.Equal) {
		return nil
	}
	held := make([]archive.Held, len(pauses))
	for i, p := range pauses {
		held[i] = archive.Held(p)
	}
	if err := s.KeepHeld(ctx, held); err != nil {
		return err
	}
	h.kept = pauses
	return nil
}

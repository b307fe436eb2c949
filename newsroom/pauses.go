package newsroom

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"onset/feeds"
)

// heldName is where the addresses that are to be left alone are kept, so that
// neither a restart nor new rules make them be asked.
const heldName = "held addresses"

// pauses carries them between the store and the client.
type pauses struct {
	mu   sync.Mutex
	told *feeds.Client // knows them
	kept string        // as the store has them
}

// recall tells a client that does not know yet which addresses are held; again, where
// others may have been told of more.
func (h *pauses) recall(ctx context.Context, s Ledger, c *feeds.Client, again bool) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.told == c && !again {
		return nil
	}
	text, err := s.Meta(ctx, heldName)
	if err != nil {
		return err
	}
	var held []feeds.Pause
	if text != "" {
		if err := json.Unmarshal([]byte(text), &held); err != nil {
			return fmt.Errorf("reading which addresses are to be left alone: %w", err)
		}
	}
	c.Recall(held)
	h.told, h.kept = c, text
	return nil
}

// keep stores which addresses are held, when that has changed.
func (h *pauses) keep(ctx context.Context, s Ledger, c *feeds.Client) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	text := ""
	if held := c.Pauses(); len(held) > 0 {
		b, err := json.Marshal(held)
		if err != nil {
			return fmt.Errorf("keeping which addresses are to be left alone: %w", err)
		}
		text = string(b)
	}
	if text == h.kept {
		return nil
	}
	h.kept = text
	return s.SetMeta(ctx, heldName, text)
}

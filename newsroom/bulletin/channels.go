package bulletin

import (
	"cmp"
	"context"
	"time"

	"onset/deliver"
	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// ChannelState is a channel and how delivery to it is doing.
type ChannelState struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Mode     string   `json:"mode"`
	Where    string   `json:"where"` // without secrets
	Wants    []string `json:"wants"` // narratives and kinds; empty: everything
	Waiting  int      `json:"waiting"`
	GivenUp  int      `json:"given_up"`
	LastSent string   `json:"last_sent"` // instant; empty: nothing in the last month
	Failure  string   `json:"failure"`   // of the oldest letter that waits or was given up
}

// ChannelStates sums up the letters of the last month by channel.
func ChannelStates(ctx context.Context, d *newsroom.Desk, s Outbox, now time.Time) ([]ChannelState, error) {
	const month = 31
	today := tracker.DayOf(now.In(d.File.Zone))
	letters, err := s.Letters(ctx, today-month, today, false)
	if err != nil {
		return nil, err
	}
	var out []ChannelState
	for _, c := range d.File.Channels {
		state := ChannelState{ID: c.ID, Kind: string(c.Kind), Mode: string(c.Mode), Where: deliver.Where(c), Wants: append([]string{}, c.Narratives...)}
		for _, k := range c.Kinds {
			state.Wants = append(state.Wants, string(k))
		}
		for _, l := range letters {
			if l.Channel == c.ID {
				state.add(l, TooOld(l, now))
			}
		}
		out = append(out, state)
	}
	return out, nil
}

func (c *ChannelState) add(l archive.Letter, old bool) {
	switch {
	case !l.Sent.IsZero():
		c.LastSent = max(c.LastSent, l.Sent.UTC().Format(time.RFC3339))
	case old:
		c.GivenUp++
		c.Failure = cmp.Or(c.Failure, l.Failure)
	default:
		c.Waiting++
		c.Failure = cmp.Or(c.Failure, l.Failure)
	}
}

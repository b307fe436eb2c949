package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onset/deliver"
	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
)

// channelState is a channel and how delivery to it is doing.
type channelState struct {
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

func (a *app) channelsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "channels",
		Short: "Where digests and notices go, what waits there and why",
		Long:  channelsHelp,
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.channels(cmd.Context()) },
	}
}

func (a *app) channels(ctx context.Context) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	states, err := a.channelStates(ctx, d, s)
	if err != nil {
		return err
	}
	t := table{
		columns: []string{"id", "kind", "mode", "where", "wants", "waiting", "given up", "last sent", "failure"},
		json:    orEmpty(states), empty: "No channels: add some under channels in the rules file (onset help channels).",
		note: "last sent: UTC. onset doctor looks whether each can be reached.",
	}
	for _, c := range states {
		t.rows = append(t.rows, []string{c.ID, c.Kind, c.Mode, c.Where, strings.Join(c.Wants, " "), fmt.Sprint(c.Waiting), fmt.Sprint(c.GivenUp), c.LastSent, c.Failure})
	}
	return a.print(t)
}

// channelStates sums up the letters of the last month by channel.
func (a *app) channelStates(ctx context.Context, d *newsroom.Desk, s *store.Store) ([]channelState, error) {
	const month = 31
	today := tracker.DayOf(a.now().In(d.File.Zone))
	letters, err := s.Letters(ctx, today-month, today, false)
	if err != nil {
		return nil, err
	}
	var out []channelState
	for _, c := range d.File.Channels {
		state := channelState{ID: c.ID, Kind: string(c.Kind), Mode: string(c.Mode), Where: deliver.Where(c), Wants: append([]string{}, c.Narratives...)}
		for _, k := range c.Kinds {
			state.Wants = append(state.Wants, string(k))
		}
		for _, l := range letters {
			if l.Channel == c.ID {
				state.add(l, bulletin.TooOld(l, a.now()))
			}
		}
		out = append(out, state)
	}
	return out, nil
}

func (c *channelState) add(l archive.Letter, old bool) {
	switch {
	case !l.Sent.IsZero():
		c.LastSent = max(c.LastSent, instant(l.Sent))
	case old:
		c.GivenUp++
		c.Failure = cmp.Or(c.Failure, l.Failure)
	default:
		c.Waiting++
		c.Failure = cmp.Or(c.Failure, l.Failure)
	}
}

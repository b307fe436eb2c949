package main

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom/bulletin"
	"onset/tables"
	"onset/tracker"
)

// channelsHelp is the manual of channels.
//
//go:embed channels.txt
var channelsHelp string

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
	d, s, err := a.openDeskToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	states, err := bulletin.ChannelStates(ctx, d, s, a.now())
	if err != nil {
		return err
	}
	t := tables.Table{
		Columns: []string{"id", "kind", "mode", "where", "wants", "waiting", "given up", "last sent", "failure"},
		JSON:    tracker.OrEmpty(states), Empty: "No channels: add some under channels in the rules file (onset help channels).",
		Note: "last sent: UTC. onset doctor looks whether each can be reached.",
	}
	for _, c := range states {
		t.Rows = append(t.Rows, []string{c.ID, c.Kind, c.Mode, c.Where, strings.Join(c.Wants, " "), fmt.Sprint(c.Waiting), fmt.Sprint(c.GivenUp), c.LastSent, c.Failure})
	}
	return a.print(t)
}

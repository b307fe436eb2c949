package main

import (
	"context"

	"github.com/spf13/cobra"

	"onset/web/mcp"
)

func (a *app) mcpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Answers an agent over standard input and output, for reading only",
		Long: `Offers the archive to an agent as tools of the Model Context Protocol: timeline,
firsts, mentions, why, search, emerging, article and coverage. Each answer holds
the sentence and the address that prove it, and its limits in the same sentence
as its date. No tool writes. An agent that starts programs is told:

  {"command": "onset", "args": ["mcp", "--db", "/path/onset.db", "--config", "/path/narratives.yaml"]}

The pages of onset serve and onset run answer the same at /mcp, under their token.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.mcp(cmd.Context()) },
	}
}

func (a *app) mcp(ctx context.Context) error {
	d, s, err := a.openDeskToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return mcp.Serve(ctx, newFront(s, d).tools())
}

// tools is the archive as agents read it.
func (f front) tools() mcp.Options {
	return mcp.Options{Events: f, Archive: f, Desk: f, Search: f, Snapshot: f.Snapshot, Version: version}
}

package main

import (
	"context"

	"github.com/spf13/cobra"

	"onset/tables"
)

func (a *app) mentionsCommand() *cobra.Command {
	var f filterFlags
	var limit int
	cmd := &cobra.Command{
		Use:   "mentions",
		Short: "The evidence: every sentence in which a talking point was found",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.mentions(cmd.Context(), f, limit) },
	}
	f.add(cmd)
	a.completeFilters(cmd)
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many, newest first; 0: all")
	return cmd
}

func (a *app) mentions(ctx context.Context, f filterFlags, limit int) error {
	s, filter, err := a.openFiltered(ctx, f)
	if err != nil {
		return err
	}
	defer s.Close()
	filter.Limit = limit
	page, err := s.Mentions(ctx, filter)
	if err != nil {
		return err
	}
	return a.print(tables.Mentions(page.Mentions))
}

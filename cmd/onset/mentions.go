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
	moment, release, err := s.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer release()
	out, err := tables.NewLong(a.out, a.layout())
	if err != nil {
		return err
	}
	for left := limit; ; left -= mentionsAtOnce {
		if filter.Limit = mentionsAtOnce; limit > 0 {
			filter.Limit = min(left, mentionsAtOnce)
		}
		page, err := s.Mentions(moment, filter)
		if err != nil {
			return err
		}
		if err := out.Add(tables.Mentions(page.Mentions)); err != nil {
			return err
		}
		filter.After = page.Next
		if page.Next == 0 || limit > 0 && left <= mentionsAtOnce {
			return out.End()
		}
	}
}

// mentionsAtOnce is how many are held in memory.
const mentionsAtOnce = 1000

package main

import (
	"context"
	"fmt"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
)

func (a *app) rematchCommand() *cobra.Command {
	var dry, reread bool
	cmd := &cobra.Command{
		Use:   "rematch",
		Short: "Carry a changed rules file, or a better reader, over the archive",
		Long: `Matches what is stored against the talking points that changed since the last
time. Where speakers, groups or sources changed, the articles that hold a talking
point are read again, since somebody may be known by another name or count for
another group now. What it finds is marked retroactive and never alerts; dates
that move are corrections with their cause; rejected mentions stay rejected.
--dry-run shows what would move. It may be interrupted and started again.

--reader reads anew what an older version of Onset read, first the articles that
hold a talking point, then all others.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.rematch(cmd.Context(), dry, reread) },

		Annotations: map[string]string{keeps: "The archive is whole; started again, the command does what is left."},
	}
	cmd.Flags().BoolVar(&reread, "reader", false, "read anew what an older reader read")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only show what would change")
	return formats(cmd, "text", "json")
}

func (a *app) rematch(ctx context.Context, dry, reread bool) error {
	d, s, err := a.openBoth(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	in := newsroom.NewIntake(ctx, d, s, zerolog.Nop())
	bar := newProgress(a.err, "matching", 0)
	carry := in.Rematch
	if reread {
		carry = in.Reread
	}
	r, err := carry(ctx, dry, bar)
	bar.done()
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(r)
	}
	_, err = fmt.Fprint(a.out, r.Words())
	return err
}

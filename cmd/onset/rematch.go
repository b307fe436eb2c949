package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
)

func (a *app) rematchCommand() *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "rematch",
		Short: "Carry changed rules over the archive",
		Long: `Matches what is stored against the talking points that changed since the last
time, and only those. What it finds is marked retroactive and never alerts; dates
that move are corrections; rejected mentions stay rejected. --dry-run shows what
would appear and disappear. It may be interrupted and started again.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.rematch(cmd.Context(), dry) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only show what would change")
	return formats(cmd, "text", "json")
}

func (a *app) rematch(ctx context.Context, dry bool) error {
	d, s, err := a.openBoth(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	in := newsroom.NewIntake(ctx, d, s, zerolog.Nop())
	bar := newProgress(a.err, "matching", 0)
	r, err := in.Rematch(ctx, dry, bar)
	bar.done()
	if err != nil {
		return err
	}
	if a.format == "json" {
		return printJSON(a.out, r)
	}
	_, err = fmt.Fprint(a.out, rematchWords(r))
	return err
}

// examplesShown is how many mentions of each kind are shown to a person.
const examplesShown = 20

func rematchWords(r newsroom.RematchReport) string {
	if len(r.Points) == 0 && len(r.Gone) == 0 {
		return "No rule changed since the archive was last matched.\n"
	}
	var b strings.Builder
	verb := "Matched"
	if r.DryRun {
		verb = "Would match"
	}
	fmt.Fprintf(&b, "%s %d talking points in %d articles: %d mentions appear, %d disappear, %d events.\n",
		verb, len(r.Points), r.Articles, len(r.Appeared), len(r.Gone), r.Events)
	for _, part := range []struct {
		mark string
		rows []tracker.MentionRow
	}{{"+", r.Appeared}, {"-", r.Gone}} {
		for i, m := range part.rows {
			if i == examplesShown {
				fmt.Fprintf(&b, "%s … and %d more\n", part.mark, len(part.rows)-i)
				break
			}
			fmt.Fprintf(&b, "%s %s/%s  %s  %s: %s\n", part.mark, m.Narrative, m.TalkingPoint, m.PublishedAt.Day, m.Source, shorten(m.Evidence.Text, 100))
		}
	}
	return b.String()
}

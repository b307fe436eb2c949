package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/text"
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
	_, err = fmt.Fprint(a.out, rematchWords(r))
	return err
}

// examplesShown is how many mentions of each kind are shown to a person.
const examplesShown = 20

func rematchWords(r newsroom.RematchReport) string {
	if len(r.Points) == 0 && len(r.Gone) == 0 && len(r.Changes) == 0 {
		return "Nothing changed since the archive was last matched.\n"
	}
	var b strings.Builder
	for _, change := range r.Changes {
		fmt.Fprintf(&b, "%s\n", text.Capital(change))
	}
	verb := "Matched"
	if r.DryRun {
		verb = "Would match"
	}
	what := text.Count(len(r.Points), "talking point") + " in " + text.Count(r.Articles, "article")
	if len(r.Points) == 0 {
		what = text.Count(r.Articles, "article") + " again"
	}
	fmt.Fprintf(&b, "%s %s: %s, %d gone, %s.\n", verb, what, text.Count(len(r.Appeared), "mention")+" new or changed", len(r.Gone), text.Count(r.Events, "event"))
	for i, moved := range r.Corrections {
		if i == examplesShown {
			fmt.Fprintf(&b, "~ … and %d more\n", len(r.Corrections)-i)
			break
		}
		fmt.Fprintf(&b, "~ %s\n", moved)
	}
	for _, part := range []struct {
		mark string
		rows []tracker.MentionRow
	}{{"+", r.Appeared}, {"-", r.Gone}} {
		for i, m := range part.rows {
			if i == examplesShown {
				fmt.Fprintf(&b, "%s … and %d more\n", part.mark, len(part.rows)-i)
				break
			}
			fmt.Fprintf(&b, "%s %s/%s  %s  %s: %s\n", part.mark, m.Narrative, m.TalkingPoint, m.PublishedAt.Day, m.Source, text.Within(m.Evidence.Text, 100))
		}
	}
	return b.String()
}

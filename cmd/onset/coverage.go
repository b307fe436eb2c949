package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker/archive"
	"onset/tracker/text"
)

func (a *app) coverageCommand() *cobra.Command {
	var source string
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "What was looked through: span, depth and gaps by source",
		Long: `Says for each source from when to when it was looked through, how much of its
texts is known, and which stretches in between are not: where two good fetches of
a feed share no item, and between imports where more than four days are missing.
"First found" means first found in this.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.coverage(cmd.Context(), source) },
	}
	cmd.Flags().StringVar(&source, "source", "", "only this source, by id")
	return cmd
}

func (a *app) coverage(ctx context.Context, source string) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := (&filterFlags{source: source}).check(ctx, s); err != nil {
		return err
	}
	covered, err := newsroom.CoverageOf(ctx, s, source)
	if err != nil {
		return err
	}
	t := tables.Table{
		Columns: []string{"source", "from", "to", "observed since", "imports", "articles", "full", "excerpts", "titles", "gaps"},
		JSON:    covered,
		Empty:   "Nothing was looked through yet: onset poll, or onset import FILE.",
		Spare:   []string{"imports", "titles", "excerpts", "full", "articles"},
		Note:    "Days are UTC. Articles are counted by the day they were published.",
	}
	for _, c := range covered {
		t.Rows = append(t.Rows, []string{c.Source, c.From.String(), c.To.String(), text.OrDash(c.Observed.String()), fmt.Sprint(c.Imported),
			fmt.Sprint(c.Articles), fmt.Sprint(c.Full), fmt.Sprint(c.Excerpts), fmt.Sprint(c.Titles), gapWords(c.Gaps)})
	}
	return a.print(t)
}

// gapsShown is how many gaps of a source stand in its row.
const gapsShown = 3

func gapWords(gaps []archive.Hole) string {
	if len(gaps) == 0 {
		return "none"
	}
	var out string
	for i, g := range gaps {
		if i == gapsShown {
			return out + fmt.Sprintf(", and %d more", len(gaps)-i)
		}
		if i > 0 {
			out += ", "
		}
		out += minute(g.From)[:10] + " to " + minute(g.To)[:10]
	}
	return out
}

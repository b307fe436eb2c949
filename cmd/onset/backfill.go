package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// backfillFlags are the flags of onset feeds backfill.
type backfillFlags struct {
	source, since string
}

func (a *app) backfillCommand() *cobra.Command {
	var f backfillFlags
	cmd := &cobra.Command{
		Use:   "backfill ADDRESS",
		Short: "The older articles of an outlet: by its sitemaps, or page by page of its feed",
		Long: `Walks the history of one outlet: the pages of a feed where it has any, else the
sitemaps of the site. What was published since the day is stored as imported
history, which never alerts; texts are taken from their pages, about one a second.
Pages that nobody dates are left out: they are no articles.

It may be interrupted at any time; the same command goes on where it stopped, and
asks for no article twice. What was covered: onset coverage`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.backfill(cmd.Context(), args[0], f) },

		Annotations: map[string]string{keeps: "What came in is stored; the same command goes on where it stopped."},
	}
	cmd.Flags().StringVar(&f.source, "source", "", "whose articles they are, by id or name; default: the source that has a feed there")
	cmd.Flags().StringVar(&f.since, "since", "", "from this day on, YYYY-MM-DD (required)")
	return cmd
}

func (a *app) backfill(ctx context.Context, address string, f backfillFlags) error {
	since, err := a.firstDay("since", f.since)
	switch {
	case err != nil:
		return err
	case since == 0:
		return usagef("backfill needs --since YYYY-MM-DD: how far back to go")
	}
	d, s, err := a.openBoth(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if f.source == "" {
		if f.source, err = d.OwnerOf(address); err != nil {
			return err
		}
	}
	bar := newProgress(a.err, "backfilling "+f.source, 0)
	defer bar.done()
	src := d.Source(f.source)
	r, tally, err := newsroom.NewIntake(ctx, d, s, a.logger(zerolog.ErrorLevel)).Backfill(ctx, src, address, since, bar)
	if err != nil {
		return err
	}
	bar.done()
	covered, err := newsroom.CoverageOf(ctx, s, src.ID)
	if err != nil {
		return err
	}
	return errors.Join(a.print(backfillTable(r, tally, covered)), rejected(r.Broken+r.Failed, "document"))
}

func backfillTable(r newsroom.Backfilled, tally *newsroom.PageTally, covered []archive.Covering) tables.Table {
	note := tally.Words()
	for _, c := range covered {
		note += fmt.Sprintf("\n%s is covered from %s to %s: %s, %d in full; %s (onset coverage).",
			c.Source, c.From, cmp.Or(c.To.String(), "now"), text.Count(c.Articles, "article"), c.Full, text.Count(len(c.Gaps), "gap"))
	}
	return tables.Table{
		Columns: []string{"lists", "broken", "found", "new", "fuller", "undated", "too old", "failed", "mentions"},
		Rows: [][]string{{fmt.Sprint(r.Documents), fmt.Sprint(r.Broken), fmt.Sprint(r.Found), fmt.Sprint(r.New), fmt.Sprint(r.Fuller),
			fmt.Sprint(r.Undated), fmt.Sprint(r.Before), fmt.Sprint(r.Failed), fmt.Sprint(r.Mentions)}},
		JSON: struct {
			newsroom.Backfilled
			Coverage []archive.Covering `json:"coverage"`
		}{r, covered},
		Note: note,
	}
}

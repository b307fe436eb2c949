package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/store"
	"onset/tables"
	"onset/tracker/text"
)

func (a *app) copyCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "copy",
		Short: "Moves to another database: a file or a PostgreSQL server, each to each",
		Long: `Copies a whole database to a new one: a file to a PostgreSQL server, back, or to
another of the same kind. At the end every row of every table and the timelines
are compared. Stop the daemon first; the original is only read.

It may be interrupted at any time; the same command goes on where it stopped.
Nothing is copied over what is there. The search index is made anew.

  onset copy --from onset.db --to postgres://onset@db.example.org/onset`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.copy(cmd.Context(), cmp.Or(from, a.db), to) },

		Annotations: map[string]string{keeps: "What was copied is kept; the same command goes on where it stopped."},
	}
	cmd.Flags().StringVar(&from, "from", "", "the database to copy; default: that of --db")
	cmd.Flags().StringVar(&to, "to", "", "where to: a file, or postgres://… (required)")
	return cmd
}

func (a *app) copy(ctx context.Context, from, to string) error {
	if to == "" {
		return usagef("copy needs --to: the database that is to be made")
	}
	bar := newProgress(a.err, "", 0)
	defer bar.done()
	out, err := store.Copy(ctx, from, to, store.CopyOptions{Decisions: newsroom.Decisions{}, Now: a.now, Step: func(s store.CopyStep) {
		doing := "copying "
		if s.Comparing {
			doing = "comparing "
		}
		bar.at, bar.label, bar.total = 0, doing+s.Table, int64(s.Of)
		bar.Add(int64(s.Rows))
	}})
	bar.done()
	if err != nil {
		return err
	}
	note := fmt.Sprintf("Each row of %s is the same in both, and so is the timeline, with %s.\nFrom now on: --db %s",
		text.Count(out.Tables, "table"), text.Count(out.Events, "event"), store.Shown(to))
	return a.print(tables.Table{
		Columns: []string{"tables", "rows", "copied before", "events"},
		Rows:    [][]string{{fmt.Sprint(out.Tables), fmt.Sprint(out.Rows), fmt.Sprint(out.Before), fmt.Sprint(out.Events)}},
		JSON:    out, Note: note,
	})
}

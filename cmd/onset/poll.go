package main

import (
	"context"
	"fmt"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/deliver"
	"onset/newsroom"
	"onset/tables"
)

func (a *app) pollCommand() *cobra.Command {
	var due bool
	cmd := &cobra.Command{
		Use:   "poll",
		Short: "One round over all feeds, now",
		Long: `Asks every configured feed once and stores what is new. Feeds that asked to be
left alone (Retry-After) are still left alone. --due asks only those whose time has come.

Then looks again at the pages of recent articles, where the page is the text:
after an hour, ever more rarely, for 60 days. An edit becomes a revision (see
onset article ADDRESS); a page that is gone for three days is withdrawn.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.pollOnce(cmd.Context(), due) },

		Annotations: map[string]string{keeps: "What came in is stored; the next poll asks every feed, and closes the days that are over."},
	}
	cmd.Flags().BoolVar(&due, "due", false, "only the feeds whose time has come")
	return cmd
}

func (a *app) pollOnce(ctx context.Context, due bool) error {
	d, s, err := a.openBoth(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if len(d.Feeds) == 0 {
		return usagef("%s names no feeds: add some under sources", a.config)
	}
	in := newsroom.NewIntake(ctx, d, s, a.logger(zerolog.WarnLevel))
	in.Notary = deliver.Notary{Agent: userAgent}
	var at time.Time // all
	if due {
		at = a.now()
	}
	states, err := s.Feeds(ctx, at)
	if err != nil {
		return err
	}
	start := time.Now()
	r, err := in.PollOnce(ctx, states, a.now())
	if err != nil {
		return err
	}
	for _, f := range r.Failures {
		fmt.Fprintf(a.err, "%s: %s: %s\n", f.Source, f.Class, f.Message)
	}
	size, err := s.Size(ctx)
	if err != nil {
		return err
	}
	t := a.roundTable(r, time.Since(start))
	young, err := a.youngNote(ctx, s, size.Articles)
	if err != nil {
		return err
	}
	t.Note += young
	if err := a.print(t); err != nil {
		return err
	}
	return rejected(r.Failed, "feed")
}

// youngNote says what to do next with an archive of which all is baseline yet.
func (a *app) youngNote(ctx context.Context, s interface {
	Young(context.Context) (bool, error)
}, articles int) (string, error) {
	young, err := s.Young(ctx)
	if err != nil || !young || articles == 0 {
		return "", err
	}
	return "\nThe archive is young: a first of the first week of coverage is a baseline, and may be older. A year more: " + a.called() + " feeds backfill SITE --since " + yearAgo(a.now()).String(), nil
}

func (a *app) roundTable(r *newsroom.Round, took time.Duration) tables.Table {
	note := fmt.Sprintf("took %s; see what was found: %s timeline", took.Round(time.Millisecond), a.called())
	if p := r.Pages; p != nil && p.Asked > 0 {
		note = fmt.Sprintf("%d pages were looked at again: %d edited, %d fuller, %d changed in looks only, %d gone, %d failed.\n%s",
			p.Asked, p.Edited, p.Fuller, p.Cosmetic, p.Gone, p.Failed, note)
	}
	if r.Stopped > 0 {
		note = fmt.Sprintf("%d more are stopped, since they answered that they are gone for good: %s feeds health\n%s", r.Stopped, a.called(), note)
	}
	return tables.Table{
		Columns: []string{"feeds", "unchanged", "failed", "new articles", "edited", "mentions", "events"},
		Rows: [][]string{{
			fmt.Sprint(r.Asked), fmt.Sprint(r.Unchanged), fmt.Sprint(r.Failed), fmt.Sprint(r.New),
			fmt.Sprint(r.Edited), fmt.Sprint(r.Mentions), fmt.Sprint(r.Events),
		}},
		JSON: r,
		Note: note,
	}
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tables"
	"onset/tracker/archive"
	"onset/tracker/text"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "A consistent copy of the database, checked after writing, while the daemon runs",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.backup(cmd.Context(), args[0]) },
	}
}

func (a *app) backup(ctx context.Context, to string) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Backup(ctx, to); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%s is a checked copy of %s\n", to, store.Shown(a.db))
	return nil
}

func (a *app) pruneCommand() *cobra.Command {
	var days int
	var dry, yes bool
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Let go of the texts of old articles that mention nothing; evidence and dates stay",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.prune(cmd.Context(), days, dry, yes) },
	}
	cmd.Flags().IntVar(&days, "older-than", 365, "days since the article was recorded")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only count")
	cmd.Flags().BoolVar(&yes, "yes", false, "don't ask before texts go")
	return cmd
}

func (a *app) prune(ctx context.Context, days int, dry, yes bool) error {
	if days < 1 {
		return usagef("--older-than %d: at least a day", days)
	}
	s, err := a.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	before := a.now().AddDate(0, 0, -days)
	if !dry && !yes {
		if err := a.askToPrune(ctx, s, before); err != nil {
			return err
		}
	}
	r, err := s.Prune(ctx, before, dry)
	if err != nil {
		return err
	}
	note := "Pruned articles leave a tombstone: they never come back as new."
	switch {
	case dry:
	case store.IsAddress(a.db):
		note += fmt.Sprintf("\nThe tables keep their %d MB; what became free in them is used next, once autovacuum was there.", r.After.File>>20)
	default:
		note += fmt.Sprintf("\nThe file keeps its %d MB; %d MB in it are free and used next.", r.After.File>>20, r.After.Free>>20)
	}
	return a.print(tables.Table{
		Columns: []string{"articles", "bytes of text", "fetches", "bytes an article before", "after", "answers", "their bytes"},
		Rows: [][]string{{
			fmt.Sprint(r.Articles), fmt.Sprint(r.Bytes), fmt.Sprint(r.Fetches), fmt.Sprint(r.Before.PerArticle()), fmt.Sprint(r.After.PerArticle()),
			fmt.Sprint(r.Answers), fmt.Sprint(r.AnswerBytes),
		}},
		JSON: r,
		Note: note,
	})
}

// pruner lets go of old texts, or counts them.
type pruner interface {
	Prune(ctx context.Context, before time.Time, dry bool) (archive.PruneReport, error)
}

// askToPrune asks whether texts may go; there is no way back, and rules that are
// made later can't see what was in them.
func (a *app) askToPrune(ctx context.Context, s pruner, before time.Time) error {
	r, err := s.Prune(ctx, before, true)
	if err != nil || r.Articles+r.Answers == 0 {
		return err
	}
	fmt.Fprintf(a.err, "The texts of %d articles recorded before %s, %d MB, would go for good; a rule made later can't find anything in them.\n", r.Articles, before.Format(time.DateOnly), r.Bytes>>20)
	fmt.Fprintf(a.err, "So would the bytes of %s that prove no event, %d MB; their hashes stay.\nLet them go? [y/N] ", text.Count(r.Answers, "answer"), r.AnswerBytes>>20)
	answer, _ := bufio.NewReader(a.in).ReadString('\n') // nobody answers: no
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer == "y" || answer == "yes" {
		return nil
	}
	return usagef("nothing was let go; where nobody can answer say --yes")
}

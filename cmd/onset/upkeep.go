package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onset/store"
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
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Backup(ctx, to); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%s is a checked copy of %s\n", to, a.db)
	return nil
}

func (a *app) pruneCommand() *cobra.Command {
	var days int
	var dry bool
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Let go of the texts of old articles that mention nothing; evidence and dates stay",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.prune(cmd.Context(), days, dry) },
	}
	cmd.Flags().IntVar(&days, "older-than", 365, "days since the article was recorded")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only count")
	return cmd
}

func (a *app) prune(ctx context.Context, days int, dry bool) error {
	if days < 1 {
		return usagef("--older-than %d: at least a day", days)
	}
	s, err := a.openStore(ctx, store.Options{ReadOnly: false})
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := s.Prune(ctx, a.now().AddDate(0, 0, -days), dry)
	if err != nil {
		return err
	}
	note := "Pruned articles leave a tombstone: they never come back as new."
	if !dry {
		note += fmt.Sprintf("\nThe file keeps its %d MB; %d MB in it are free and used next.", r.After.File>>20, r.After.Free>>20)
	}
	return a.print(table{
		columns: []string{"articles", "bytes of text", "fetches", "bytes an article before", "after"},
		rows: [][]string{{
			fmt.Sprint(r.Articles), fmt.Sprint(r.Bytes), fmt.Sprint(r.Fetches), fmt.Sprint(r.Before.PerArticle()), fmt.Sprint(r.After.PerArticle()),
		}},
		json: r,
		note: note,
	})
}

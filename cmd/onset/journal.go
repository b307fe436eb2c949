package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
)

func (a *app) journalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "What people decided, as sorted JSON lines, for git and for a colleague",
		Long: `One line each: verdicts on mentions and passages that were marked, then what
became of candidates, then notes and where events were reported. A copy of the
archive that takes a journal in believes the same; taking it in twice adds nothing.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "export", Short: "Write everything that people ever decided to stdout", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return a.journalExport(cmd.Context()) },
		},
		&cobra.Command{
			Use: "import FILE", Short: "Take in the journal of another copy; - is stdin", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return a.journalImport(cmd.Context(), args[0]) },
		},
	)
	return cmd
}

func (a *app) journalExport(ctx context.Context) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	j, err := newsroom.ReadJournal(ctx, s)
	if err != nil {
		return err
	}
	return j.Write(a.out)
}

func (a *app) journalImport(ctx context.Context, name string) error {
	in := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return refused(fmt.Errorf("reading the journal: %w", err))
		}
		defer f.Close()
		in = f
	}
	j, bad, err := newsroom.ParseJournal(in, func(line int, err error) { fmt.Fprintf(a.err, "%s: line %d: %v\n", name, line, err) })
	if err != nil {
		return err
	}
	s, err := a.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := j.TakeIn(ctx, s, func(candidate, why string) { fmt.Fprintf(a.err, "candidate %s%s\n", candidate, why) })
	if err != nil {
		return err
	}
	n.Rejected += bad
	if err := a.print(tables.Table{
		Columns: []string{"added", "known", "rejected"},
		Rows:    [][]string{{fmt.Sprint(n.Added), fmt.Sprint(n.Known), fmt.Sprint(n.Rejected)}},
		JSON:    n,
	}); err != nil {
		return err
	}
	return rejected(n.Rejected, "line")
}

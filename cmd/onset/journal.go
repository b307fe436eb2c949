package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"onset/store"
)

func (a *app) journalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "What people decided, as sorted JSON lines, for git and for a colleague",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "export", Short: "Write every verdict ever given to stdout", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return a.journalExport(cmd.Context()) },
		},
		&cobra.Command{
			Use: "import FILE", Short: "Take in the verdicts of another copy; - is stdin", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return a.journalImport(cmd.Context(), args[0]) },
		},
	)
	return cmd
}

func (a *app) journalExport(ctx context.Context) error {
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	verdicts, err := s.Verdicts(ctx)
	if err != nil {
		return err
	}
	out := json.NewEncoder(a.out)
	out.SetEscapeHTML(false)
	for _, v := range verdicts {
		if err := out.Encode(v); err != nil {
			return fmt.Errorf("writing the journal: %w", err)
		}
	}
	return nil
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
	var verdicts []store.Verdict
	bad := 0
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var v store.Verdict
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			fmt.Fprintf(a.err, "%s: line %d: %v\n", name, n, err)
			bad++
			continue
		}
		verdicts = append(verdicts, v)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	s, err := a.openStore(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	added, err := s.AddVerdicts(ctx, verdicts)
	if err != nil {
		return err
	}
	if err := a.print(table{
		columns: []string{"added", "known", "rejected"},
		rows:    [][]string{{fmt.Sprint(added), fmt.Sprint(len(verdicts) - added), fmt.Sprint(bad)}},
		json:    map[string]int{"added": added, "known": len(verdicts) - added, "rejected": bad},
	}); err != nil {
		return err
	}
	return rejected(bad, "lines")
}

package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"onset/store"
)

func (a *app) sqlCommand() *cobra.Command {
	var limit time.Duration
	cmd := &cobra.Command{
		Use:   "sql QUERY",
		Short: "Read-only SQL on the views articles, mentions, timeline and coverage",
		Long: `Runs one statement that reads. The views are made to be relied on; other tables
may change with each release. Any SQLite shell can read the file too, while the
daemon runs.`,
		Example: `  onset sql "SELECT source, count(*) FROM articles GROUP BY source"`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.sql(cmd.Context(), args[0], limit) },
	}
	cmd.Flags().DurationVar(&limit, "timeout", 30*time.Second, "the query is ended after this time")
	return cmd
}

func (a *app) sql(ctx context.Context, query string, limit time.Duration) error {
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	t := table{empty: "No rows."}
	objects := []map[string]any{}
	err = s.SQL(ctx, query, limit, func(columns []string, values []any) error {
		t.columns = columns
		object := make(map[string]any, len(columns))
		cells := make([]string, len(columns))
		for i, v := range values {
			object[columns[i]], cells[i] = v, cell(v)
		}
		objects, t.rows = append(objects, object), append(t.rows, cells)
		return nil
	})
	if err != nil {
		return err
	}
	t.json = objects
	return a.print(t)
}

// cell prints a value of the database; NULL is empty.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []byte:
		return fmt.Sprintf("%x", v)
	}
	return fmt.Sprint(v)
}

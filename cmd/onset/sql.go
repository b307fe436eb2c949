package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/tables"
)

func (a *app) sqlCommand() *cobra.Command {
	var limit time.Duration
	cmd := &cobra.Command{
		Use:   "sql QUERY",
		Short: "Read-only SQL on the views articles, mentions, timeline and coverage",
		Long: `Runs one statement that reads. The views are made to be relied on; other tables
may change with each release. Any SQLite shell can read the file too, while the
daemon runs, and psql what is on a server. In place of a statement, .tables lists the views and .schema their
columns.`,
		Example: `  onset sql "SELECT source, count(*) FROM articles GROUP BY source"`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.sql(cmd.Context(), args[0], limit) },
	}
	cmd.Flags().DurationVar(&limit, "timeout", 30*time.Second, "the query is ended after this time")
	return cmd
}

func (a *app) sql(ctx context.Context, query string, limit time.Duration) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	switch strings.TrimSpace(query) { // what other shells answer to these words
	case ".tables":
		query = "SELECT view FROM (" + s.Views() + ") v ORDER BY view"
	case ".schema":
		query = s.Views()
	}
	out, err := tables.NewLong(a.out, a.layout())
	if err != nil {
		return err
	}
	rows := &listing{out: out}
	if err = s.SQL(ctx, query, limit, rows.add); err != nil {
		return withColumns(ctx, s, limit, err)
	}
	return rows.end()
}

// listing prints the rows of a statement, so many at a time.
type listing struct {
	out     *tables.Long
	table   tables.Table
	objects []map[string]any
}

const listedAtOnce = 500

func (r *listing) add(columns []string, values []any) error {
	object := make(map[string]any, len(columns))
	cells := make([]string, len(columns))
	for i, v := range values {
		object[columns[i]], cells[i] = v, cell(v)
	}
	r.table.Columns, r.table.Rows, r.objects = columns, append(r.table.Rows, cells), append(r.objects, object)
	if len(r.objects) < listedAtOnce {
		return nil
	}
	return r.flush()
}

func (r *listing) flush() error {
	r.table.Empty, r.table.JSON = "No rows.", append([]map[string]any{}, r.objects...)
	err := r.out.Add(r.table)
	r.table, r.objects = tables.Table{Columns: r.table.Columns}, nil
	return err
}

func (r *listing) end() error {
	if err := r.flush(); err != nil {
		return err
	}
	return r.out.End()
}

// querier runs a statement that reads.
type querier interface {
	Views() string
	SQL(ctx context.Context, query string, limit time.Duration, each func(columns []string, values []any) error) error
}

// withColumns adds to an error about a name what names there are.
func withColumns(ctx context.Context, s querier, limit time.Duration, err error) error {
	unknown := func(words string) bool { return strings.Contains(err.Error(), words) }
	if !unknown("no such column") && !unknown("no such table") && !unknown("does not exist") {
		return err
	}
	var b strings.Builder
	listing := s.SQL(ctx, s.Views(), limit, func(_ []string, values []any) error {
		_, err := fmt.Fprintf(&b, "\n  %v (%v)", values...)
		return err
	})
	if listing != nil {
		return err
	}
	return fmt.Errorf("%w; the views and their columns are:%s", err, b.String())
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

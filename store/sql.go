package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
)

// SQL runs a query of a person and hands over each row: text as string, the
// rest as int64, float64, []byte or nil. Only reading is possible, and after
// limit (0: none) the query is interrupted. It works while others write.
func (s *Store) SQL(ctx context.Context, query string, limit time.Duration, row func(columns []string, values []any) error) error {
	if limit > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, limit)
		defer stop()
	}
	err := s.engine.ask(ctx, query, row)
	if err != nil && limit > 0 && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("the query took longer than %s and was stopped; narrow it, or allow more time", limit)
	}
	return err
}

// Views is a query for SQL that lists the views, in the column view, with their columns
// in the column columns.
func (s *Store) Views() string { return s.engine.views() }

func (f *sqliteFile) views() string {
	return `SELECT m.name AS view, group_concat(c.name, ', ') AS columns
	FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'view' GROUP BY m.name ORDER BY m.name`
}

// guarded is the name of the driver whose connections may only read.
const guarded = "sqlite3 for questions"

var registerGuarded = sync.OnceFunc(func() {
	sql.Register(guarded, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		c.RegisterAuthorizer(mayRead)
		return nil
	}})
})

// mayRead allows what reads this file. Other files (ATTACH) and settings
// (PRAGMA with a value) are refused, though the connection could not write.
func mayRead(action int, arg1, arg2, _ string) int {
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, 33 /* SQLITE_RECURSIVE */ :
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FUNCTION:
		if arg2 != "load_extension" {
			return sqlite3.SQLITE_OK
		}
	case sqlite3.SQLITE_PRAGMA:
		if arg2 == "" || strings.HasPrefix(arg1, "table_") || strings.HasPrefix(arg1, "index_") {
			return sqlite3.SQLITE_OK
		}
	}
	return sqlite3.SQLITE_DENY
}

// ask opens the file anew, so that no statement of a person meets one of ours.
func (f *sqliteFile) ask(ctx context.Context, query string, row func([]string, []any) error) error {
	registerGuarded()
	db, err := sql.Open(guarded, fileURI(f.path)+"?mode=ro&_busy_timeout=15000")
	if err != nil {
		return explain(f, "opening", err)
	}
	err = errors.Join(ask(ctx, db, query, row), db.Close())
	var e sqlite3.Error
	if errors.As(err, &e) && e.Code == sqlite3.ErrAuth {
		return fmt.Errorf("the query was refused: only SELECT on this database is possible (%w)", err)
	}
	return err
}

func ask(ctx context.Context, db *sql.DB, query string, row func([]string, []any) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, pointers := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		pointers[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(pointers...); err != nil {
			return err
		}
		if err := row(columns, values); err != nil {
			return err
		}
	}
	return rows.Err()
}

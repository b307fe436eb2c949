package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// postgresSteps returns the migrations of PostgreSQL in order of their names. Each has
// the number of that of SQLite after which the tables of both are the same.
func postgresSteps() ([]string, error) {
	return fs.Glob(migrations, "migrations/postgres/*.sql")
}

// numberOf returns the number with which the name of a migration begins.
func numberOf(name string) int {
	digits, _, _ := strings.Cut(path.Base(name), "_")
	n, _ := strconv.Atoi(digits) // a test holds that all begin with one
	return n
}

// stepsOfServer is Steps of a database on a server.
func stepsOfServer(ctx context.Context, address string) (seen, known int, err error) {
	names, err := postgresSteps()
	if err != nil {
		return 0, 0, err
	}
	known = numberOf(names[len(names)-1])
	p, err := postgresAt(address)
	if err != nil {
		return 0, known, err
	}
	conn, err := pgx.ConnectConfig(ctx, p.config.ConnConfig)
	if err != nil {
		return 0, known, explain(p, "looking at", err)
	}
	if err = suits(conn.PgConn()); err == nil {
		seen, err = formatOf(ctx, conn)
	}
	return seen, known, explain(p, "looking at", errors.Join(err, conn.Close(ctx)))
}

// formatOf returns the number of the last migration; 0 where there are no tables of
// Onset. It refuses the tables of another program.
func formatOf(ctx context.Context, conn *pgx.Conn) (format int, err error) {
	var ours, others bool
	if err := conn.QueryRow(ctx, "SELECT to_regclass('onset') IS NOT NULL, to_regclass('article') IS NOT NULL OR to_regclass('meta') IS NOT NULL OR to_regclass('source') IS NOT NULL").
		Scan(&ours, &others); err != nil {
		return 0, err
	}
	switch {
	case ours:
		err = conn.QueryRow(ctx, "SELECT format FROM onset").Scan(&format)
	case others:
		err = errors.New("it holds the tables of another program; make a database for Onset alone, or a schema and name it in the address with ?search_path=NAME")
	}
	return format, err
}

// migratePostgres brings the tables to the version of this program, all or nothing.
func migratePostgres(ctx context.Context, conn *pgx.Conn, names []string) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) // of what was committed it takes back nothing
	if _, err := tx.Exec(ctx, onlyWriter); err != nil {
		return err
	}
	format, err := formatOf(ctx, conn)
	if err != nil {
		return err
	}
	for _, name := range names {
		n := numberOf(name)
		if n <= format {
			continue // another program was here first
		}
		text, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := conn.PgConn().Exec(ctx, string(text)).ReadAll(); err != nil {
			return fmt.Errorf("step %s of bringing it up to date: %w", path.Base(name), err)
		}
		if _, err := tx.Exec(ctx, "UPDATE onset SET format = $1", n); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed migrations/*.sql migrations/postgres/*.sql
var migrations embed.FS

// ErrNewer is returned for a database that a newer Onset has written.
var ErrNewer = errors.New("the database was written by a newer version of Onset")

// application marks the file as ours ("onst"), so that another program's
// database is refused instead of being filled with our tables.
const application = 0x6f6e7374

// steps returns the migrations in order of their names.
func steps() ([]string, error) {
	return fs.Glob(migrations, "migrations/*.sql")
}

// migrate brings the database to the version of this program, each step in a
// transaction of its own that also counts it.
func migrate(ctx context.Context, db *sql.DB) error {
	names, err := steps()
	if err != nil {
		return err
	}
	version, err := versionOf(ctx, db)
	if err != nil {
		return err
	}
	for i := version; i < len(names); i++ {
		if err := step(ctx, db, names[i], i); err != nil {
			return fmt.Errorf("step %s of bringing it up to date: %w", path.Base(names[i]), err)
		}
	}
	return nil
}

// step runs the i-th migration unless another process has done so meanwhile.
func step(ctx context.Context, db *sql.DB, name string, i int) error {
	text, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var done int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil || done > i {
		return err
	}
	sql := string(text) + fmt.Sprintf("\n;PRAGMA user_version = %d; PRAGMA application_id = %d;", i+1, application)
	if _, err := tx.ExecContext(ctx, sql); err != nil {
		return err
	}
	return tx.Commit()
}

// versionOf returns how many steps the database has seen, and refuses one that
// is not ours or newer.
func versionOf(ctx context.Context, db *sql.DB) (int, error) {
	var version, app, tables int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	names, err := steps()
	switch {
	case err != nil:
		return 0, err
	case tables > 0 && app != application:
		return 0, errors.New("the file is a database of another program; name another file (--db)")
	case version > len(names):
		return 0, fmt.Errorf("%w (its format is %d, this program knows %d): install that version, or name another file (--db)", ErrNewer, version, len(names))
	}
	return version, nil
}

// checkVersion refuses to read a database that lacks steps of this program.
func checkVersion(ctx context.Context, db *sql.DB) error {
	version, err := versionOf(ctx, db)
	if err != nil {
		return err
	}
	if names, _ := steps(); version < len(names) {
		return fmt.Errorf("it is of an older version (%d of %d) and can't be brought up to date while only reading: run `onset poll` once, or `onset run`", version, len(names))
	}
	return nil
}

// placeholders returns "?, ?, ?" for n values; NULL for none, which nothing is equal to.
func placeholders(n int) string {
	if n == 0 {
		return "NULL"
	}
	return strings.TrimSuffix(strings.Repeat("?, ", n), ", ")
}

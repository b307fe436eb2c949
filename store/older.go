package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// Steps tells how many migrations the database at path has seen, and how many
// this program knows. A file that does not exist has seen none.
func Steps(ctx context.Context, path string) (seen, known int, err error) {
	names, err := steps()
	if err != nil {
		return 0, 0, err
	}
	if info, err := os.Stat(path); err != nil || info.IsDir() || info.Size() == 0 {
		return 0, len(names), nil // what is wrong with a path, Open says
	}
	s := &Store{path: path}
	db, err := sql.Open("sqlite3", readerDSN(path))
	if err != nil {
		return 0, len(names), s.explain("looking at", err)
	}
	seen, err = versionOf(ctx, db)
	return seen, len(names), s.explain("looking at", errors.Join(err, db.Close()))
}

// BackupOlder copies a database that this program would migrate to a file
// beside it, checked, and returns its name; "" when there is nothing to migrate.
// A copy of that version that is there already is kept: it is older still.
func BackupOlder(ctx context.Context, path string) (copied string, err error) {
	seen, known, err := Steps(ctx, path)
	if err != nil || seen == 0 || seen >= known {
		return "", err
	}
	copied = fmt.Sprintf("%s.version%d", path, seen)
	if _, err := os.Stat(copied); err == nil {
		return "", nil
	}
	s := &Store{path: path}
	if s.read, err = sql.Open("sqlite3", readerDSN(path)); err != nil {
		return "", s.explain("opening", err)
	}
	return copied, errors.Join(s.Backup(ctx, copied), s.read.Close())
}

// Check looks through every page of the database for damage. It takes seconds
// for each gigabyte; deep looks at the order of indexes too.
func (s *Store) Check(ctx context.Context, deep bool) error {
	pragma := "quick_check"
	if deep {
		pragma = "integrity_check"
	}
	var result string
	err := s.read.QueryRowContext(ctx, "PRAGMA "+pragma+"(1)").Scan(&result)
	if err == nil && result != "ok" {
		err = errors.New(result)
	}
	return s.explain("checking", err)
}

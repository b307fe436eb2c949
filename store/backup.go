package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
)

func (f *sqliteFile) backup(ctx context.Context, to string) error {
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backing up to %s: the file exists; name a new one, or remove it first", to)
	}
	part := to + ".part"
	if err := removeParts(part); err != nil {
		return fmt.Errorf("backing up to %s: an unfinished copy is in the way: %w", to, err)
	}
	if err := f.copyTo(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("backing up to %s: %w", to, err), removeParts(part))
	}
	if err := verify(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("backing up to %s: the copy is not sound and was removed: %w", to, err), removeParts(part))
	}
	if err := os.Rename(part, to); err != nil {
		return fmt.Errorf("backing up to %s: %w", to, err)
	}
	return removeOrphans(filepath.Dir(to))
}

// besides are the endings of the files that SQLite keeps beside a database.
var besides = []string{"-journal", "-wal", "-shm"}

// removeParts removes an unfinished copy and what belongs to it.
func removeParts(part string) error {
	err := removeIfThere(part)
	for _, ending := range besides {
		err = errors.Join(err, removeIfThere(part+ending))
	}
	return err
}

// removeOrphans removes what earlier backups left in a folder: files beside a
// part that has since become FILE.
func removeOrphans(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("looking for what earlier backups left: %w", err)
	}
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
	}
	for name := range names {
		for _, ending := range besides {
			file, orphan := strings.CutSuffix(name, ".part"+ending)
			if orphan && names[file] && !names[file+".part"] {
				err = errors.Join(err, removeIfThere(filepath.Join(dir, name)))
			}
		}
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// copyPages is how many pages a backup copies before it looks whether it was
// cancelled.
const copyPages = 4096

// copyTo copies one moment of the database page by page.
func (f *sqliteFile) copyTo(ctx context.Context, path string) error {
	target, err := (&sqlite3.SQLiteDriver{}).Open(fileURI(path))
	if err != nil {
		return err
	}
	conn, err := f.readers.Conn(ctx)
	if err != nil {
		return errors.Join(err, target.Close())
	}
	err = conn.Raw(func(source any) error {
		return copyPagesTo(ctx, target.(*sqlite3.SQLiteConn), source.(*sqlite3.SQLiteConn))
	})
	return errors.Join(err, target.Close(), conn.Close())
}

// copyPagesTo keeps a read transaction open, so that writers don't make it
// begin again.
func copyPagesTo(ctx context.Context, target, source *sqlite3.SQLiteConn) (err error) {
	if _, err := source.Exec("BEGIN; SELECT count(*) FROM meta", nil); err != nil {
		return err
	}
	defer func() {
		_, end := source.Exec("ROLLBACK", nil)
		err = errors.Join(err, end)
	}()
	b, err := target.Backup("main", source, "main")
	if err != nil {
		return err
	}
	for done := false; !done; {
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), b.Close())
		}
		if done, err = b.Step(copyPages); err != nil {
			return errors.Join(err, b.Close())
		}
	}
	return b.Close()
}

// verify checks every page of a copy.
func verify(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", fileURI(path)+"?mode=ro&immutable=1") // nobody else has it, and nothing is to be left beside it
	if err != nil {
		return err
	}
	var result string
	err = errors.Join(db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&result), db.Close())
	if err == nil && result != "ok" {
		err = errors.New(result)
	}
	return err
}

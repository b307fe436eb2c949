package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// Steps tells how many migrations the database that is named has seen, and how many
// this program knows. One that does not exist has seen none.
func Steps(ctx context.Context, name string) (seen, known int, err error) {
	if IsAddress(name) {
		return stepsOfServer(ctx, name)
	}
	return stepsOfFile(ctx, name)
}

func stepsOfFile(ctx context.Context, path string) (seen, known int, err error) {
	names, err := steps()
	if err != nil {
		return 0, 0, err
	}
	if info, err := os.Stat(path); err != nil || info.IsDir() || info.Size() == 0 {
		return 0, len(names), nil // what is wrong with a path, Open says
	}
	f := &sqliteFile{path: path}
	db, err := sql.Open("sqlite3", readerDSN(path))
	if err != nil {
		return 0, len(names), explain(f, "looking at", err)
	}
	seen, err = versionOf(ctx, db)
	return seen, len(names), explain(f, "looking at", errors.Join(err, db.Close()))
}

// BackupOlder copies a database that this program would migrate to a file
// beside it, checked, and returns its name; "" when there is nothing to migrate,
// or when a copy of it as it is now is there already, since a migration that
// fails is tried at each start. On a server nothing is copied: there a migration that
// fails takes everything back.
func BackupOlder(ctx context.Context, path string) (copied string, err error) {
	if IsAddress(path) {
		return "", nil
	}
	seen, known, err := stepsOfFile(ctx, path)
	if err != nil || seen == 0 || seen >= known {
		return "", err
	}
	changed, err := lastChange(path)
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("%s.version%d", path, seen)
	for n := 1; ; n++ {
		copied = name
		if n > 1 {
			copied = fmt.Sprintf("%s-%d", name, n) // of a database that was taken back to that version, and used since
		}
		info, err := os.Stat(copied)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return "", err
		}
		if !info.ModTime().Before(changed) {
			return "", nil
		}
	}
	f := &sqliteFile{path: path}
	if f.readers, err = sql.Open("sqlite3", readerDSN(path)); err != nil {
		return "", explain(f, "opening", err)
	}
	return copied, errors.Join(f.backup(ctx, copied), f.readers.Close())
}

// lastChange tells when a database was written last: to the file, or to the log
// that is not in the file yet.
func lastChange(path string) (time.Time, error) {
	file, err := os.Stat(path)
	if err != nil {
		return time.Time{}, err
	}
	last := file.ModTime()
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 && log.ModTime().After(last) {
		last = log.ModTime()
	}
	return last, nil
}

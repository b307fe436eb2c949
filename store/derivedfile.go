package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

const (
	// indexApplication marks the file as ours ("onsi").
	indexApplication = 0x6f6e7369
	// indexFormat is raised when the tables change; a file of another one is emptied.
	indexFormat = 1
)

// open opens the file, unless it is open and still the one that has the name.
func (d *derived) open(ctx context.Context) error {
	if d.file != nil && d.file.writer != nil && d.file.gone() == nil {
		return nil
	}
	if err := d.close(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(d.path), 0o755); err != nil {
		return err
	}
	d.file = &sqliteFile{path: d.path, turns: make(chan struct{}, readers)}
	return d.file.openIndex(ctx)
}

func (f *sqliteFile) openIndex(ctx context.Context) error {
	f.file, _ = os.Stat(f.path) // which setAside would put aside
	db, err := sql.Open("sqlite3", writerDSN(f.path))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if err := prepareIndex(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	if f.readers, err = sql.Open("sqlite3", readerDSN(f.path)); err != nil {
		return errors.Join(err, db.Close())
	}
	f.readers.SetMaxOpenConns(readers)
	if f.file, err = os.Stat(f.path); err != nil {
		return errors.Join(err, db.Close())
	}
	f.writer, err = openWriter(ctx, db)
	return err
}

// prepareIndex makes the tables of the index in an empty file, and in one of another
// format. It refuses a database that is something else.
func prepareIndex(ctx context.Context, db *sql.DB) error {
	b, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer b.Rollback()
	var application, format, tables int
	if err := b.QueryRowContext(ctx, "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id, pragma_user_version").
		Scan(&application, &format, &tables); err != nil {
		return err
	}
	switch {
	case tables > 0 && application != indexApplication:
		return errors.New("the file is a database of something else; name another (--index)")
	case format == indexFormat:
		return nil
	}
	for _, q := range indexTables(0) {
		if _, err := b.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return b.Commit()
}

// makeIndex makes empty tables in place of those that are there.
func (x *tx) makeIndex(stale int) error {
	for _, q := range indexTables(stale) {
		if err := x.exec(q); err != nil {
			return err
		}
	}
	return nil
}

// indexTables are the statements that make an empty index, in place of any.
func indexTables(stale int) []string {
	return []string{
		"DROP TABLE IF EXISTS ft", "DROP TABLE IF EXISTS form", "DROP TABLE IF EXISTS meta", "DROP TABLE IF EXISTS fed",
		createIndex("ft"),
		"CREATE TABLE form (language TEXT NOT NULL, form TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY (language, form, stem)) WITHOUT ROWID",
		"CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID",
		"CREATE TABLE fed (n INTEGER PRIMARY KEY, revision INTEGER NOT NULL, recorded INTEGER NOT NULL)",
		fmt.Sprintf("INSERT INTO meta (key, value) VALUES ('%s', %d)", staleKey, stale),
		fmt.Sprintf("PRAGMA application_id = %d", indexApplication),
		fmt.Sprintf("PRAGMA user_version = %d", indexFormat),
	}
}

// end closes the file once nobody feeds it.
func (d *derived) end() error {
	if d == nil {
		return nil
	}
	<-d.turn
	defer func() { d.turn <- struct{}{} }()
	return d.close()
}

// close closes the file, where it is open; who calls it has the turn.
func (d *derived) close() error {
	if d.file == nil {
		return nil
	}
	err := d.file.close()
	d.file, d.newest = nil, logged{}
	d.indexer.forget()
	return err
}

// isDamage tells whether SQLite found that a file is none of its own, or damaged.
func isDamage(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

// setAside renames a damaged file, unless another process has done so.
func (d *derived) setAside() error {
	was := d.file.file
	if err := d.close(); err != nil {
		return err
	}
	lock, err := takeLock(d.path + ".lock")
	if err != nil {
		return err
	}
	defer lock.release()
	now, err := os.Stat(d.path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && was != nil && !os.SameFile(now, was):
		return nil
	case err != nil:
		return err
	}
	if err := os.Rename(d.path, d.path+".broken"); err != nil {
		return err
	}
	return removeParts(d.path)
}

// lastFed returns how large a file is, and the row of the log up to which it has been
// fed; the zero values where there is none.
func lastFed(ctx context.Context, path string) (size int64, last logged, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, last, nil
	} else if err != nil {
		return 0, last, err
	}
	db, err := sql.Open("sqlite3", readerDSN(path))
	if err != nil {
		return 0, last, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, "SELECT n, revision, recorded FROM fed ORDER BY n DESC LIMIT 1").Scan(&last.n, &last.revision, &last.recorded)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return info.Size(), last, err
}

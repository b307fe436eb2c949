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
	"syscall"

	"github.com/mattn/go-sqlite3" // also the driver "sqlite3"

	"onset/tracker/archive"
)

// sqliteFile is the engine of a file. One connection writes, for good, with its
// prepared statements; others only read.
type sqliteFile struct {
	path    string
	file    os.FileInfo // what was opened
	writer  *sqliteWriter
	readers *sql.DB
	turns   chan struct{} // holds a token for each read transaction
	lock    *lock
}

// readers bounds the connections that only read.
const readers = 4

// openSQLite opens the file, and brings it up to date.
func openSQLite(ctx context.Context, path string, o Options) (*sqliteFile, error) {
	if err := checkPath(path, o.ReadOnly || o.Existing); err != nil {
		return nil, err
	}
	f := &sqliteFile{path: path}
	if err := f.open(ctx, o); err != nil {
		return nil, errors.Join(explain(f, "opening", err), f.close())
	}
	return f, nil
}

func (f *sqliteFile) open(ctx context.Context, o Options) (err error) {
	if o.Daemon {
		if f.lock, err = takeLock(f.path + ".lock"); err != nil {
			return err
		}
	}
	if !o.ReadOnly {
		if err := f.openForWriting(ctx); err != nil {
			return err
		}
	}
	if err := whole(f.path); err != nil {
		return err
	}
	if f.readers, err = sql.Open("sqlite3", readerDSN(f.path)); err != nil {
		return err
	}
	if f.file, err = os.Stat(f.path); err != nil {
		return err
	}
	f.readers.SetMaxOpenConns(readers)
	f.turns = make(chan struct{}, readers)
	return checkVersion(ctx, f.readers)
}

// openForWriting brings the file up to date and takes the one connection.
func (f *sqliteFile) openForWriting(ctx context.Context) error {
	db, err := sql.Open("sqlite3", writerDSN(f.path))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if err := migrate(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	f.writer, err = openWriter(ctx, db)
	return err
}

func (f *sqliteFile) name() string { return f.path }

// close closes all connections and gives up the lock.
func (f *sqliteFile) close() error {
	var errs []error
	if f.readers != nil {
		errs = append(errs, f.readers.Close())
	}
	return errors.Join(append(errs, f.writer.close(), f.lock.release())...)
}

// bytes count whole pages.
func (f *sqliteFile) bytes() (size, free string) {
	return "(SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)",
		"(SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size)"
}

// writerDSN holds the pragmas, because those set by Exec would hold on one
// connection only and be lost when the pool replaces it:
//
//	_journal_mode=WAL    readers never wait for the writer, nor it for them
//	_synchronous=NORMAL  with WAL a crash of the process loses nothing; a power
//	                     cut may lose the last transactions whole, which the
//	                     next poll repeats, because the ETag is lost with them;
//	                     what somebody is told of waits for the disk, see promise
//	_txlock=immediate    a transaction that reads and then writes waits at its
//	                     beginning for the lock, where busy_timeout applies,
//	                     instead of failing in its middle, where it does not
//	_busy_timeout=15000  others (a backup, a migration) are waited for that long; for
//	                     writers see sqliteTx.lock
//	_foreign_keys=1      SQLite's default is off
//	_cache_size=-16000   16 MB; the default of 2 MB reads index pages again, and 64 MB
//	                     saved nothing that could be measured
//
// Pages have 4 KB: with 8 and 16 neither time nor the file got smaller.
func writerDSN(path string) string {
	return fileURI(path) + "?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate" +
		"&_busy_timeout=15000&_foreign_keys=1&_cache_size=-16000"
}

// readerDSN opens the file for reading alone, twice over: mode=ro holds for
// the file, _query_only for what a statement may do. Where no file can be made
// beside it nobody writes to it either: immutable=1 asks for none.
//
// The file is not mapped into memory (mmap_size). That saves system time where much is
// read, in measurements between nothing and a fifth of all, but an error of the disk
// would then end the program, and not one question.
func readerDSN(path string) string {
	dsn := fileURI(path) + "?mode=ro&_query_only=1&_busy_timeout=15000&_cache_size=-4000&_stmt_cache_size=48"
	if frozen(path) {
		dsn += "&immutable=1"
	}
	return dsn
}

// frozen tells whether nothing can be written where the database lies, nor is by
// somebody to whom it is mounted otherwise.
func frozen(path string) bool {
	const writable = 2 // W_OK
	_, err := os.Stat(path + "-shm")
	return syscall.Access(filepath.Dir(path), writable) != nil && errors.Is(err, fs.ErrNotExist)
}

// whole refuses a database of which a part can't be read, because it lies in a
// log that nothing may be made beside.
func whole(path string) error {
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 && frozen(path) {
		return fmt.Errorf("its last changes are in %s-wal, which can't be read where nothing may be written; copy both files to another folder", path)
	}
	return nil
}

// gone tells that the file was moved, deleted or replaced since it was opened:
// what is recorded now goes where nobody finds it.
func (f *sqliteFile) gone() error {
	now, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the database %s was moved or deleted while it was open; put it back, or start again with the one you want (--db)", f.path)
	case err != nil:
		return fmt.Errorf("looking for the database %s: %w", f.path, err)
	case !os.SameFile(now, f.file):
		return fmt.Errorf("the database %s was replaced by another file while it was open; start again to use that one", f.path)
	}
	return nil
}

// fileURI escapes what would end the path of a URI: '?', '#' and '%'.
func fileURI(path string) string {
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(filepath.ToSlash(path))
}

// checkPath finds what SQLite would only call "unable to open database file".
func checkPath(path string, existing bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("opening the database %s: it is a folder; give a file in it (--db)", path)
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("opening the database %s: %w", path, err)
	case existing:
		return fmt.Errorf("opening the database %s: it does not exist yet; `onset poll` or `onset import` makes it, --db names another: %w", path, fs.ErrNotExist)
	}
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("creating the database %s: the folder %s does not exist; create it or name another file (--db)", path, dir)
	}
	return nil
}

// sqliteHints say what a person can do about an error of SQLite.
var sqliteHints = map[sqlite3.ErrNo]string{
	sqlite3.ErrFull:     "the disk is full; nothing of this step was kept and nothing stored before is lost: free some space and repeat",
	sqlite3.ErrReadonly: "the file or its folder can't be written; SQLite also needs to make FILE-wal and FILE-shm beside it: mend the permissions, or name another file (--db)",
	sqlite3.ErrCantOpen: "the file can't be opened; SQLite also needs to make FILE-wal and FILE-shm beside it: mend the permissions of the file and its folder, or name another file (--db)",
	sqlite3.ErrNotADB:   "the file is not a database of Onset; name another (--db)",
	sqlite3.ErrCorrupt:  "the file is damaged; restore a backup (onset backup), or save what can be read with: sqlite3 FILE .recover",
	sqlite3.ErrBusy:     "another program has been writing to it for a long time; repeat when it has finished",
	sqlite3.ErrIoErr:    "the disk gave an error; nothing of this step was kept: look at the disk and its free space, then repeat",
}

func (f *sqliteFile) hint(err error) string {
	var e sqlite3.Error
	if errors.As(err, &e) {
		return sqliteHints[e.Code]
	}
	return ""
}

func (f *sqliteFile) server(context.Context) (archive.Server, error) { return archive.Server{}, nil }

// check looks through every page.
func (f *sqliteFile) check(ctx context.Context, deep bool) error {
	pragma := "quick_check"
	if deep {
		pragma = "integrity_check"
	}
	var result string
	err := f.readers.QueryRowContext(ctx, "PRAGMA "+pragma+"(1)").Scan(&result)
	if err == nil && result != "ok" {
		err = errors.New(result)
	}
	return err
}

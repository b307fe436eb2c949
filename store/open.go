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
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// Options say how a Store is opened. The zero value opens for writing beside
// other short-lived writers, with the system's clock.
type Options struct {
	Decisions Decisions        // asked for while writing; needed but for ReadOnly
	Now       func() time.Time // recorded times; nil is time.Now
	ReadOnly  bool             // no writer, no lock; the file must exist
	Existing  bool             // the file must exist
	Daemon    bool             // hold the file's lock, so that no second daemon can
}

// Store is an open database. It is safe for concurrent use; writers wait for
// each other.
type Store struct {
	path     string
	file     os.FileInfo // what was opened
	now      func() time.Time
	decide   Decisions
	write    *writer // nil when read-only
	read     *sql.DB
	turns    chan struct{} // holds a token for each read transaction
	lock     *lock
	rules    ruleCache
	believed believed
	covered  covered
	outlets  sourceList
	tallies  tallies
	indexer  indexer
}

// Open opens the database at path, creates it when it does not exist, and
// brings it to the version of this program. It refuses a database of a newer
// version, and with Options.Daemon one that another daemon holds (ErrLocked).
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := &Store{path: path, now: o.Now, decide: o.Decisions}
	if s.now == nil {
		s.now = time.Now
	}
	if s.decide == nil && !o.ReadOnly {
		return nil, s.explain("opening", errors.New("Options.Decisions is missing, without which nothing can be written"))
	}
	if err := checkPath(path, o.ReadOnly || o.Existing); err != nil {
		return nil, err
	}
	if err := s.open(ctx, o); err != nil {
		return nil, errors.Join(s.explain("opening", err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, o Options) (err error) {
	if o.Daemon {
		if s.lock, err = takeLock(s.path + ".lock"); err != nil {
			return err
		}
	}
	if !o.ReadOnly {
		if err := s.openForWriting(ctx); err != nil {
			return err
		}
	}
	if err := whole(s.path); err != nil {
		return err
	}
	if s.read, err = sql.Open("sqlite3", readerDSN(s.path)); err != nil {
		return err
	}
	if s.file, err = os.Stat(s.path); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(readers)
	s.turns = make(chan struct{}, readers)
	return checkVersion(ctx, s.read)
}

// openForWriting brings the file up to date and takes the one connection.
func (s *Store) openForWriting(ctx context.Context) error {
	db, err := sql.Open("sqlite3", writerDSN(s.path))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if err := migrate(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	s.write, err = openWriter(ctx, db)
	return err
}

// readers bounds the connections of the read-only pool.
const readers = 4

// Close closes all connections and gives up the lock.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	return errors.Join(append(errs, s.write.close(), s.lock.release())...)
}

// Now returns the time by the clock of the store.
func (s *Store) Now() time.Time { return s.now() }

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
//	_busy_timeout=15000  other writers (a review, an import) wait that long
//	_foreign_keys=1      SQLite's default is off
//	_cache_size=-16000   16 MB; the default of 2 MB reads index pages again
func writerDSN(path string) string {
	return fileURI(path) + "?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate" +
		"&_busy_timeout=15000&_foreign_keys=1&_cache_size=-16000"
}

// readerDSN opens the file for reading alone, twice over: mode=ro holds for
// the file, _query_only for what a statement may do. Where no file can be made
// beside it nobody writes to it either: immutable=1 asks for none.
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

// Gone tells that the file was moved, deleted or replaced since it was opened:
// what is recorded now goes where nobody finds it.
func (s *Store) Gone() error {
	now, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the database %s was moved or deleted while it was open; put it back, or start again with the one you want (--db)", s.path)
	case err != nil:
		return fmt.Errorf("looking for the database %s: %w", s.path, err)
	case !os.SameFile(now, s.file):
		return fmt.Errorf("the database %s was replaced by another file while it was open; start again to use that one", s.path)
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

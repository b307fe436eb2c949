package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"onset/tracker/archive"
)

// Options say how a Store is opened. The zero value opens for writing beside
// other short-lived writers, with the system's clock.
type Options struct {
	Decisions Decisions        // asked for while writing; needed but for ReadOnly
	Now       func() time.Time // recorded times; nil is time.Now
	ReadOnly  bool             // no writer, no lock; the database must exist
	Existing  bool             // the database must exist
	Daemon    bool             // hold the lock of a file, so that no second daemon can; on a server, work with others
	Index     string           // file of the full-text index beside a server; "" is one in the cache of the user

	alone bool // no daemon may work on a server meanwhile, and a copy into it may be under way
}

// Store is an open database. It is safe for concurrent use; writers wait for
// each other.
type Store struct {
	engine     engine
	now        func() time.Time
	decide     Decisions
	believed   believed
	covered    covered
	outlets    sourceList
	recordings recordings
	memory     memory
	derived    *derived // nil where the full-text index is in the database
}

// Open opens the database that is named: the path of a file, or the address
// (postgres://…) of a database of a PostgreSQL server. It makes the tables where there
// are none, and brings them to the version of this program. It refuses a database of a
// newer version, and with Options.Daemon one that another daemon holds (ErrLocked).
func Open(ctx context.Context, name string, o Options) (*Store, error) {
	s := &Store{now: o.Now, decide: o.Decisions, recordings: recordings{turn: make(chan struct{}, 1)}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.decide == nil && !o.ReadOnly {
		return nil, fmt.Errorf("opening the database: %w", errors.New("Options.Decisions is missing, without which nothing can be written"))
	}
	var err error
	if !IsAddress(name) {
		s.engine, err = openSQLite(ctx, name, o)
		return s, err
	}
	p, err := openPostgres(ctx, name, o)
	if err != nil {
		return nil, err
	}
	s.engine = p
	if o.Index == "" {
		if o.Index, err = p.indexFile(ctx); err != nil {
			return nil, errors.Join(err, p.close())
		}
	}
	s.derived = newDerived(o.Index)
	return s, nil
}

// Close closes all connections and gives up the lock.
func (s *Store) Close() error { return errors.Join(s.derived.end(), s.engine.close()) }

// Now returns the time by the clock of the store.
func (s *Store) Now() time.Time { return s.now() }

// Gone tells that what was opened is not there any more, or another by now.
func (s *Store) Gone() error { return s.engine.gone() }

// Check looks through the database for damage. It takes seconds for each gigabyte of a
// file; deep looks at the order of indexes too.
func (s *Store) Check(ctx context.Context, deep bool) error {
	return s.explain("checking", s.engine.check(ctx, deep))
}

// Server is what the server of the database tells of itself; the zero value where it is
// a file.
func (s *Store) Server(ctx context.Context) (archive.Server, error) {
	z, err := s.engine.server(ctx)
	return z, s.explain("asking the server of", err)
}

// Backup writes a consistent copy of the database to a new file while others
// go on reading and writing, and verifies it after writing.
func (s *Store) Backup(ctx context.Context, to string) error { return s.engine.backup(ctx, to) }

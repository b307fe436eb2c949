package store

import (
	"context"
	"time"

	"onset/tracker/archive"
)

// engine is where a Store keeps its rows: a file of SQLite, or a database of a
// PostgreSQL server. Statements are written once, so that both take them; what one of
// them needs otherwise stands in files of its name.
type engine interface {
	copyable
	// name tells where the rows are, without anything secret.
	name() string
	// write begins a write transaction once no other is under way, at an instant by
	// the clock of this machine. recorded is what its facts are recorded at.
	write(ctx context.Context, how syncing, now time.Time) (w session, recorded time.Time, err error)
	// read begins to read one moment.
	read(ctx context.Context) (session, error)
	// hint says what a person can do about an error; "" where nothing is known.
	hint(error) string
	// bytes are the expressions that tell how large it is, and how much of that is free.
	bytes() (size, free string)
	// gone tells that what was opened is not there any more.
	gone() error
	// lead tells whether this daemon does what one alone does, having taken that on
	// where no other does.
	lead(ctx context.Context) (bool, error)
	// listen calls heard when others have told something since it was called last, and
	// once when it begins, until ctx ends or the connection is lost. Of a file nobody
	// is told anything.
	listen(ctx context.Context, heard func()) error
	// pinned returns how many bytes can't be given back, because somebody goes on
	// reading an older state.
	pinned(ctx context.Context) (int64, error)
	// server is what a server tells of itself.
	server(ctx context.Context) (archive.Server, error)
	backup(ctx context.Context, to string) error
	check(ctx context.Context, deep bool) error
	// views is a query that lists the views and their columns.
	views() string
	// ask runs a query of a person, who may only read.
	ask(ctx context.Context, query string, row func(columns []string, values []any) error) error
	close() error
}

// session is a transaction on a connection of its own.
type session interface {
	// exec runs a statement. An engine may put it off until the next query or the
	// commit, and tell its error then.
	exec(ctx context.Context, query string, args []any) error
	query(ctx context.Context, query string, args []any) (rows, error)
	// tell wakes those who listen elsewhere once this is committed.
	tell(ctx context.Context) error
	commit(ctx context.Context) error
	// end gives the connection back, and takes back what was not committed.
	end(ctx context.Context)
}

// rows are what a query found, one after another.
type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// syncing is how far a commit waits for the disk.
type syncing bool

const (
	lazily  syncing = false // a power cut may take back the last moments
	durably syncing = true
)

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// sqliteTx is a transaction on a file. It works on one connection with statements
// of its own, because those of sql.Tx start a goroutine for each query.
type sqliteTx struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	done  bool
	after func(context.Context) // gives back what the transaction took
}

// sqliteWriter is the one connection that writes, with its prepared statements.
type sqliteWriter struct {
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	turn  chan struct{} // holds one token; who has it writes
}

// checkpointPages is how long the log may grow before it is written back.
const checkpointPages = 4000

// openWriter takes the connection, for good.
func openWriter(ctx context.Context, db *sql.DB) (*sqliteWriter, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &sqliteWriter{db: db, conn: conn, stmts: map[string]*sql.Stmt{}, turn: make(chan struct{}, 1)}
	w.turn <- struct{}{}
	// Hot pages of the full-text index are written again in each transaction:
	// the longer the log may grow, the fewer times they go to the file.
	if _, err = conn.ExecContext(ctx, fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", checkpointPages)); err != nil {
		return w, err
	}
	// A statement that may fail half-way notes the pages as they were. In a file such a
	// note is let go of at the end of the transaction alone, and was most of all that is
	// written; in memory it is at the end of the statement. It is set once migrations are
	// over, which sort whole tables.
	_, err = conn.ExecContext(ctx, "PRAGMA temp_store = MEMORY")
	return w, err
}

func (w *sqliteWriter) close() error {
	if w == nil {
		return nil
	}
	var errs []error
	for _, st := range w.stmts {
		errs = append(errs, st.Close())
	}
	if w.conn != nil {
		errs = append(errs, w.conn.Close())
	}
	return errors.Join(append(errs, w.db.Close())...)
}

// write waits for its turn: writers of other processes wait for the lock of the file.
func (f *sqliteFile) write(ctx context.Context, how syncing, at time.Time) (session, time.Time, error) {
	w := f.writer
	if w == nil {
		return nil, at, errReading
	}
	select {
	case <-w.turn:
	case <-ctx.Done():
		return nil, at, ctx.Err()
	}
	waiting := ctx
	ctx = context.WithoutCancel(ctx)
	t := &sqliteTx{conn: w.conn, stmts: w.stmts, after: func(context.Context) { w.turn <- struct{}{} }}
	if how == durably {
		if err := w.sync(ctx, "FULL"); err != nil {
			t.after(ctx)
			return nil, at, err
		}
		t.after = func(ctx context.Context) {
			_ = w.sync(ctx, "NORMAL") // what goes on waiting for the disk is only slower
			w.turn <- struct{}{}
		}
	}
	if err := t.lock(waiting); err != nil {
		t.after(ctx)
		return nil, at, err
	}
	return t, at, nil
}

// How long a writer waits for the lock of the file, and how often it asks for it.
const (
	lockWait  = 15 * time.Second
	lockAgain = time.Millisecond
)

// lock begins the transaction once no other process writes. SQLite, left to wait by
// itself, asks ten times a second in the end: beside a process that writes without
// pause it would hardly ever meet the moment between two transactions.
func (t *sqliteTx) lock(ctx context.Context) error {
	begin := func() error { return t.exec(context.WithoutCancel(ctx), "BEGIN IMMEDIATE", nil) }
	t.patience(0)
	defer t.patience(lockWait)
	err := begin()
	for until := time.Now().Add(lockWait); isBusy(err) && ctx.Err() == nil && time.Now().Before(until); err = begin() {
		time.Sleep(lockAgain)
	}
	if isBusy(err) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// patience sets how long SQLite itself waits for others; where it can't be set, it
// waits as before.
func (t *sqliteTx) patience(d time.Duration) {
	_ = t.exec(context.Background(), fmt.Sprintf("PRAGMA busy_timeout = %d", d.Milliseconds()), nil)
}

func isBusy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}

// sync sets how far the connection waits for the disk, which is possible between
// transactions alone: NORMAL when the log is written back, which writerDSN sets, FULL
// when a transaction ends as well.
func (w *sqliteWriter) sync(ctx context.Context, how string) error {
	if _, err := w.conn.ExecContext(ctx, "PRAGMA synchronous = "+how); err != nil {
		return fmt.Errorf("setting how far it waits for the disk: %w", err)
	}
	return nil
}

// read takes a connection of the pool. Who came first is served first: the pool
// itself would pick anyone who waits.
func (f *sqliteFile) read(ctx context.Context) (session, error) {
	select {
	case f.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	conn, err := f.readers.Conn(ctx)
	if err != nil {
		<-f.turns
		return nil, err
	}
	t := &sqliteTx{conn: conn, stmts: map[string]*sql.Stmt{}}
	t.after = func(context.Context) {
		for _, st := range t.stmts {
			_ = st.Close() // only returns it to the driver's cache
		}
		_ = conn.Close() // back to the pool
		<-f.turns
	}
	if err := t.exec(ctx, "BEGIN", nil); err != nil {
		t.after(ctx)
		return nil, err
	}
	return t, nil
}

func (t *sqliteTx) commit(ctx context.Context) error {
	err := t.exec(ctx, "COMMIT", nil)
	t.done = err == nil
	return err
}

func (t *sqliteTx) end(ctx context.Context) {
	if !t.done {
		_, _ = t.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // fails only where SQLite has done so itself
	}
	t.after(ctx)
}

func (t *sqliteTx) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := t.stmts[query]; st != nil {
		return st, nil
	}
	st, err := t.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	t.stmts[query] = st
	return st, nil
}

func (t *sqliteTx) exec(ctx context.Context, query string, args []any) error {
	st, err := t.stmt(ctx, query)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(ctx, args...)
	return err
}

func (t *sqliteTx) query(ctx context.Context, query string, args []any) (rows, error) {
	st, err := t.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"onset/tracker/timeline"
)

// tx is a write transaction, or a read-only view of one moment. It works on
// one connection with statements of its own, because those of sql.Tx start a
// goroutine for each query.
type tx struct {
	ctx   context.Context
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	now   time.Time // recorded time of all that the transaction writes
	next  map[int64]int64
	scene *timeline.Context     // what folding needs of the rules, once asked for
	marks map[articleKey][]mark // what people marked, once asked for
}

// writer is the one connection that writes, with its prepared statements.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	turn  chan struct{} // holds one token; who has it writes
}

// checkpointPages is how long the log may grow before it is written back.
const checkpointPages = 4000

// openWriter takes the connection, for good.
func openWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, conn: conn, stmts: map[string]*sql.Stmt{}, turn: make(chan struct{}, 1)}
	w.turn <- struct{}{}
	// Hot pages of the full-text index are written again in each transaction:
	// the longer the log may grow, the fewer times they go to the file.
	_, err = conn.ExecContext(ctx, fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", checkpointPages))
	return w, err
}

func (w *writer) close() error {
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

// change runs f in a write transaction and commits it last of all. ctx counts
// while waiting for the turn; once begun the work is not cancelled. The next
// transaction may be lost with it in a power cut; where somebody is told of it, see
// promise.
func (s *Store) change(ctx context.Context, doing string, f func(*tx) error) error {
	return s.changeWith(ctx, doing, normal, f)
}

// promise is change for what somebody is told of once it is done: a verdict, a
// letter, a seal. It returns when that is on the disk, with all that was written
// before it, so that no power cut takes it back.
func (s *Store) promise(ctx context.Context, doing string, f func(*tx) error) error {
	return s.changeWith(ctx, doing, full, f)
}

// syncing is how far SQLite waits for the disk.
type syncing string

const (
	normal syncing = "NORMAL" // when the log is written back; what writerDSN sets
	full   syncing = "FULL"   // when a transaction ends as well
)

func (s *Store) changeWith(ctx context.Context, doing string, how syncing, f func(*tx) error) (err error) {
	w := s.write
	if w == nil {
		return s.explain(doing, errors.New("it was opened for reading only"))
	}
	select {
	case <-w.turn:
	case <-ctx.Done():
		return s.explain(doing, ctx.Err())
	}
	defer func() { w.turn <- struct{}{} }()
	if how != normal {
		if err := w.sync(ctx, how); err != nil {
			return s.explain(doing, err)
		}
		defer func() { err = errors.Join(err, s.explain(doing, w.sync(ctx, normal))) }()
	}
	t := &tx{
		ctx: context.WithoutCancel(ctx), conn: w.conn, stmts: w.stmts,
		now: s.now().UTC().Truncate(time.Millisecond), next: map[int64]int64{},
	}
	if err = t.within("BEGIN IMMEDIATE", "COMMIT", f); err != nil {
		s.indexer.forget()
	}
	return s.explain(doing, err)
}

// sync sets how far the connection waits for the disk, which is possible between
// transactions alone.
func (w *writer) sync(ctx context.Context, how syncing) error {
	if _, err := w.conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA synchronous = "+string(how)); err != nil {
		return fmt.Errorf("setting how far it waits for the disk: %w", err)
	}
	return nil
}

// within runs f between begin and end, and takes everything back when f or the
// end fails.
func (t *tx) within(begin, end string, f func(*tx) error) (err error) {
	if _, err := t.exec(begin); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			_, _ = t.conn.ExecContext(context.WithoutCancel(t.ctx), "ROLLBACK") // fails only where SQLite has done so itself
		}
	}()
	if err := f(t); err != nil {
		return err
	}
	_, err = t.exec(end)
	done = err == nil
	return err
}

// release gives prepared statements back to the driver's cache.
func (t *tx) release() {
	for _, st := range t.stmts {
		_ = st.Close() // only returns it to the cache
	}
}

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if st := t.stmts[query]; st != nil {
		return st, nil
	}
	st, err := t.conn.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, err
	}
	t.stmts[query] = st
	return st, nil
}

// exec runs a statement and returns the id of the row it inserted.
func (t *tx) exec(query string, args ...any) (int64, error) {
	st, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// get scans the one row of a query; found is false when there is none.
func (t *tx) get(query string, args []any, dest ...any) (found bool, err error) {
	st, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	err = st.QueryRowContext(t.ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each calls f for every row of a query.
func (t *tx) each(query string, args []any, f func(scan func(...any) error) error) error {
	st, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

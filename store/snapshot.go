package store

import (
	"context"
	"database/sql"
	"errors"
)

// held is the key of a context under which a moment is held.
type held struct{ store *Store }

// Snapshot keeps one moment of the database: whatever is read with the context that
// it returns is of that moment, however much is written meanwhile. release must
// be called, soon: until then the log of writes can't be folded into the file.
// The context is for one goroutine at a time. It waits for its turn, since only
// so many read at once.
func (s *Store) Snapshot(ctx context.Context) (moment context.Context, release func(), err error) {
	t, err := s.begin(ctx)
	if err != nil {
		return ctx, func() {}, s.explain("reading", err)
	}
	return context.WithValue(ctx, held{s}, t), func() { s.end(t) }, nil
}

// begin opens a read transaction on a connection of the pool. Who came first is
// served first: the pool itself would pick anyone who waits.
func (s *Store) begin(ctx context.Context) (*tx, error) {
	select {
	case s.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	conn, err := s.read.Conn(ctx)
	if err != nil {
		<-s.turns
		return nil, err
	}
	t := &tx{ctx: ctx, conn: conn, stmts: map[string]*sql.Stmt{}, now: s.now().UTC()}
	if _, err := t.exec("BEGIN"); err != nil {
		t.release()
		<-s.turns
		return nil, errors.Join(err, conn.Close())
	}
	return t, nil
}

// end gives the connection of a read transaction back to the pool.
func (s *Store) end(t *tx) {
	defer func() { <-s.turns }()
	t.release()
	_, _ = t.conn.ExecContext(context.WithoutCancel(t.ctx), "ROLLBACK") // nothing was written; fails only where SQLite has done so itself
	_ = t.conn.Close()                                                  // back to the pool
}

// look runs f on one moment of the database: the one that ctx holds, else its
// own.
func (s *Store) look(ctx context.Context, doing string, f func(*tx) error) error {
	if t, ok := ctx.Value(held{s}).(*tx); ok {
		within := *t
		within.ctx = ctx // it may have less time
		return s.explain(doing, f(&within))
	}
	t, err := s.begin(ctx)
	if err != nil {
		return s.explain(doing, err)
	}
	defer s.end(t)
	return s.explain(doing, f(t))
}

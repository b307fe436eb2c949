package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// tx is a write transaction, or a read-only view of one moment. Statements are
// prepared once in it; the driver keeps them prepared between transactions.
type tx struct {
	*sql.Tx
	stmts map[string]*sql.Stmt
	now   time.Time // recorded time of all that the transaction writes
	next  map[int64]int64
}

// change runs f in a write transaction and commits it last of all. Once the
// lock is held the work is not cancelled in its middle: ctx counts before.
func (s *Store) change(ctx context.Context, doing string, f func(*tx) error) error {
	if s.write == nil {
		return s.explain(doing, errors.New("it was opened for reading only"))
	}
	sqlTx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(doing, err)
	}
	t := &tx{Tx: sqlTx, stmts: map[string]*sql.Stmt{}, now: s.now().UTC().Truncate(time.Millisecond), next: map[int64]int64{}}
	defer sqlTx.Rollback() // nothing, once committed
	if err := f(t); err != nil {
		return s.explain(doing, err)
	}
	return s.explain(doing, sqlTx.Commit())
}

// look runs f in one read transaction, so that all it reads is of one moment.
func (s *Store) look(ctx context.Context, doing string, f func(*tx) error) error {
	sqlTx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(doing, err)
	}
	defer sqlTx.Rollback()
	return s.explain(doing, f(&tx{Tx: sqlTx, stmts: map[string]*sql.Stmt{}, now: s.now().UTC()}))
}

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if st := t.stmts[query]; st != nil {
		return st, nil
	}
	st, err := t.Tx.Prepare(query)
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
	res, err := st.Exec(args...)
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
	err = st.QueryRow(args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each calls f for every row of a query. f must not use the transaction.
func (t *tx) each(query string, args []any, f func(scan func(...any) error) error) error {
	st, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := st.Query(args...)
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

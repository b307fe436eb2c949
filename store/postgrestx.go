package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// postgresTx is a transaction on a server. Each question costs a journey there and
// back, so statements of which nothing is asked wait for the next question, and go
// with it.
type postgresTx struct {
	conn    *pgxpool.Conn
	waiting pgx.Batch
	open    *postgresRows // of the question that is being answered; nil when none is
	done    bool
	teller  string // see postgres
	after   func() // gives back what the transaction took
}

// mostWaiting is how many statements wait at most.
const mostWaiting = 200

// onlyWriter is the lock under which one transaction writes at a time, as in a file
// of SQLite: whoever reads on from the last number he saw would else miss what was
// written earlier and committed later. It is one for each schema.
const onlyWriter = "SELECT pg_advisory_xact_lock(1869509492, hashtext(current_schema()))"

// write waits for its turn in this program, then for the lock. Facts are recorded at
// the time of this machine, but after all that was recorded before, also where its
// clock is behind that of another.
func (p *postgres) write(ctx context.Context, how syncing, at time.Time) (session, time.Time, error) {
	if p.writers == nil {
		return nil, at, errReading
	}
	conn, err := p.writers.Acquire(ctx)
	if err != nil {
		return nil, at, err
	}
	ctx = context.WithoutCancel(ctx)
	t := &postgresTx{conn: conn, teller: p.teller, after: func() {}}
	var begin pgx.Batch
	begin.Queue("BEGIN")
	if how == lazily {
		begin.Queue("SET LOCAL synchronous_commit = off")
	}
	begin.Queue(onlyWriter)
	var recorded int64
	begin.Queue("UPDATE onset SET recorded = greatest(recorded + 1, $1) RETURNING recorded", at.UnixMilli()).QueryRow(func(row pgx.Row) error {
		return row.Scan(&recorded)
	})
	if err := conn.SendBatch(ctx, &begin).Close(); err != nil {
		t.end(ctx)
		return nil, at, err
	}
	return t, moment(recorded), nil
}

// read takes a connection of the pool; the transaction begins with the first question.
func (p *postgres) read(ctx context.Context) (session, error) {
	select {
	case p.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	conn, err := p.readers.Acquire(ctx)
	if err != nil {
		<-p.turns
		return nil, err
	}
	t := &postgresTx{conn: conn, after: func() { <-p.turns }}
	t.waiting.Queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
	return t, nil
}

func (t *postgresTx) exec(ctx context.Context, query string, args []any) error {
	args, err := storable(args)
	if err != nil {
		return err
	}
	t.waiting.Queue(rewritten(query), args...)
	if t.waiting.Len() < mostWaiting {
		return nil
	}
	return t.flush(ctx)
}

// flush has the statements that wait carried out.
func (t *postgresTx) flush(ctx context.Context) error {
	if err := t.readAhead(); err != nil {
		return err
	}
	if t.waiting.Len() == 0 {
		return nil
	}
	batch := t.waiting
	t.waiting = pgx.Batch{}
	return t.conn.SendBatch(ctx, &batch).Close()
}

// readAhead reads the rest of an answer, so that another question can be put.
func (t *postgresTx) readAhead() error {
	if t.open == nil {
		return nil
	}
	return t.open.readAhead()
}

func (t *postgresTx) query(ctx context.Context, query string, args []any) (rows, error) {
	args, err := storable(args)
	if err != nil {
		return nil, err
	}
	if err := t.readAhead(); err != nil {
		return nil, err
	}
	r := &postgresRows{tx: t, types: t.conn.Conn().TypeMap()}
	if t.waiting.Len() == 0 {
		r.Rows, err = t.conn.Query(ctx, rewritten(query), args...)
	} else {
		err = r.askWithWaiting(ctx, rewritten(query), args)
	}
	if err != nil {
		return nil, err
	}
	t.open = r
	return r, nil
}

func (t *postgresTx) commit(ctx context.Context) error {
	t.waiting.Queue("COMMIT")
	err := t.flush(ctx)
	t.done = err == nil
	return err
}

func (t *postgresTx) end(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	if t.open != nil {
		_ = t.open.Close() // nobody asks any more
	}
	if !t.done && t.conn.Conn().PgConn().TxStatus() != 'I' {
		_, _ = t.conn.Exec(ctx, "ROLLBACK") // fails only where the connection is lost, and all with it
	}
	t.conn.Release()
	t.after()
}

// postgresRows are the rows of an answer. Those that were not read when the next
// question came are kept.
type postgresRows struct {
	pgx.Rows
	tx     *postgresTx
	batch  pgx.BatchResults // of which the answer is a part; nil when it came alone
	types  *pgtype.Map
	fields []pgconn.FieldDescription
	row    [][]byte
	kept   [][][]byte
	ended  bool
	err    error
}

// askWithWaiting sends the statements that wait and a question behind them.
func (r *postgresRows) askWithWaiting(ctx context.Context, query string, args []any) (err error) {
	batch := r.tx.waiting
	r.tx.waiting = pgx.Batch{}
	before := batch.Len()
	batch.Queue(query, args...)
	r.batch = r.tx.conn.SendBatch(ctx, &batch)
	for range before {
		if _, err := r.batch.Exec(); err != nil {
			_ = r.batch.Close() // tells the same error
			return err
		}
	}
	if r.Rows, err = r.batch.Query(); err != nil {
		_ = r.batch.Close() // tells the same error
	}
	return err
}

func (r *postgresRows) Next() bool {
	if r.ended {
		if len(r.kept) == 0 {
			return false
		}
		r.row, r.kept = r.kept[0], r.kept[1:]
		return true
	}
	if r.Rows.Next() {
		r.row = r.RawValues()
		return true
	}
	r.finish()
	return false
}

// readAhead keeps what has not been read of the answer, this row included.
func (r *postgresRows) readAhead() error {
	r.row = cloned(r.row)
	r.columns()
	for r.Rows.Next() {
		r.kept = append(r.kept, cloned(r.RawValues()))
	}
	r.finish()
	return r.err
}

func cloned(row [][]byte) [][]byte {
	out := make([][]byte, len(row))
	for i := range row {
		out[i] = bytes.Clone(row[i])
	}
	return out
}

// finish makes the connection free for another question.
func (r *postgresRows) finish() {
	r.columns()
	r.Rows.Close()
	r.err = r.Rows.Err()
	if r.batch != nil {
		if err := r.batch.Close(); r.err == nil {
			r.err = err
		}
	}
	r.ended, r.tx.open = true, nil
}

func (r *postgresRows) columns() []pgconn.FieldDescription {
	if r.fields == nil {
		r.fields = r.FieldDescriptions()
	}
	return r.fields
}

func (r *postgresRows) Scan(dest ...any) error {
	fields := r.columns()
	if len(dest) != len(fields) {
		return fmt.Errorf("%d columns are read as %d", len(fields), len(dest))
	}
	for i, f := range fields {
		if err := r.types.Scan(f.DataTypeOID, f.Format, r.row[i], dest[i]); err != nil {
			return fmt.Errorf("reading the column %s: %w", f.Name, err)
		}
	}
	return nil
}

func (r *postgresRows) Err() error { return r.err }

// Close drops the rows that have not been read.
func (r *postgresRows) Close() error {
	r.kept = nil
	if !r.ended {
		r.finish()
	}
	return r.err
}

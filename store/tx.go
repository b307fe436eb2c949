package store

import (
	"context"
	"errors"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// tx is a write transaction, or a read-only view of one moment.
type tx struct {
	session
	ctx    context.Context
	now    time.Time // recorded time of all that the transaction writes
	memory *memory   // nil where it only reads
	next   map[int64]int64
	ahead  ahead // articles that were looked up all at once

	// What was asked for already; nil: not yet.
	scene    *timeline.Context         // what folding needs of the rules
	marks    map[articleKey][]mark     // what people marked
	unjudged *bool                     // whether no verdict stands
	cover    *coverState               // since when scopes are covered
	gapped   map[stretch][]tracker.Gap // gaps in runs of days
	numbered bool                      // numbers are those of the file
	met      map[string]bool           // in which languages words were met
	decided  map[any]bool              // talking points with a mention that somebody judged
	postings *postings                 // where words were met; nil: of a moment that is not held
	counted  bool                      // the counts of articles in memory are those of the file
}

// change runs f in a write transaction and commits it last of all. ctx counts
// while waiting for the turn; once begun the work is not cancelled. The next
// transaction may be lost with it in a power cut; where somebody is told of it, see
// promise.
func (s *Store) change(ctx context.Context, doing string, f func(*tx) error) error {
	return s.changeWith(ctx, doing, lazily, f)
}

// promise is change for what somebody is told of once it is done: a verdict, a
// letter, a seal. It returns when that is on the disk, with all that was written
// before it, so that no power cut takes it back.
func (s *Store) promise(ctx context.Context, doing string, f func(*tx) error) error {
	return s.changeWith(ctx, doing, durably, f)
}

func (s *Store) changeWith(ctx context.Context, doing string, how syncing, f func(*tx) error) error {
	w, recorded, err := s.engine.write(ctx, how, s.now().UTC().Truncate(time.Millisecond))
	if err != nil {
		return s.explain(doing, err)
	}
	t := &tx{session: w, ctx: context.WithoutCancel(ctx), now: recorded, next: map[int64]int64{}, memory: &s.memory}
	defer w.end(t.ctx)
	kept := false
	defer func() {
		if !kept { // f may have panicked, too
			t.memory.forget(t)
		}
	}()
	if err = f(t); err == nil {
		err = w.commit(t.ctx)
	}
	kept = err == nil
	return s.explain(doing, err)
}

// errReading is what a write transaction of a Store that was opened to read ends with.
var errReading = errors.New("it was opened for reading only")

// exec runs a statement of which nothing is asked.
func (t *tx) exec(query string, args ...any) error {
	return t.session.exec(t.ctx, query, args)
}

// insert runs a statement that inserts a row and ends in RETURNING its number, and
// returns that.
func (t *tx) insert(query string, args ...any) (n int64, err error) {
	_, err = t.get(query, args, &n)
	return n, err
}

// get scans the first row of a query; found is false when there is none.
func (t *tx) get(query string, args []any, dest ...any) (found bool, err error) {
	r, err := t.query(t.ctx, query, args)
	if err != nil {
		return false, err
	}
	defer r.Close()
	if !r.Next() {
		return false, r.Err()
	}
	if err := r.Scan(dest...); err != nil {
		return false, err
	}
	return true, r.Close()
}

// each calls f for every row of a query.
func (t *tx) each(query string, args []any, f func(scan func(...any) error) error) error {
	r, err := t.query(t.ctx, query, args)
	if err != nil {
		return err
	}
	defer r.Close()
	for r.Next() {
		if err := f(r.Scan); err != nil {
			return err
		}
	}
	return r.Err()
}

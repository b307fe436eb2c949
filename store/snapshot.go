package store

import (
	"context"
)

// held is the key of a context under which a moment is held.
type held struct{ store *Store }

// Snapshot keeps one moment of the database: whatever is read with the context that
// it returns is of that moment, however much is written meanwhile. release must
// be called, soon: until then the log of writes can't be folded into the file.
// The context is for one goroutine at a time. It waits for its turn, since only
// so many read at once; a context that holds a moment already is returned as it is.
func (s *Store) Snapshot(ctx context.Context) (moment context.Context, release func(), err error) {
	if ctx.Value(held{s}) != nil {
		return ctx, func() {}, nil
	}
	t, err := s.begin(ctx)
	if err != nil {
		return ctx, func() {}, s.explain("reading", err)
	}
	t.postings = newPostings()
	return context.WithValue(ctx, held{s}, t), func() { t.end(ctx) }, nil
}

func (s *Store) begin(ctx context.Context) (*tx, error) {
	r, err := s.engine.read(ctx)
	if err != nil {
		return nil, err
	}
	return &tx{session: r, ctx: ctx, now: s.now().UTC()}, nil
}

// look runs f on one moment of the database: the one that ctx holds, else its
// own.
func (s *Store) look(ctx context.Context, doing string, f func(*tx) error) error {
	if t, ok := ctx.Value(held{s}).(*tx); ok {
		within := *t
		within.ctx = ctx // it may have less time
		err := f(&within)
		t.met, t.decided = within.met, within.decided // once for the whole moment
		return s.explain(doing, err)
	}
	t, err := s.begin(ctx)
	if err != nil {
		return s.explain(doing, err)
	}
	defer t.end(ctx)
	return s.explain(doing, f(t))
}

package store

import (
	"context"

	"onset/tracker/archive"
)

// Record writes a batch in one transaction: the feed's state, the log, the
// coverage, articles, revisions, readings, mentions, events and the full-text
// index. Recording it again adds nothing.
func (s *Store) Record(ctx context.Context, b archive.Batch) (archive.Recorded, error) {
	var out archive.Recorded
	err := s.change(ctx, "recording "+b.Source+" in", func(t *tx) error {
		r := &recorder{tx: t, store: s, batch: &b, touched: touched{}}
		err := r.run()
		out = r.out
		return err
	})
	if err != nil {
		s.tallies.forget()
		return archive.Recorded{}, err
	}
	return out, nil
}

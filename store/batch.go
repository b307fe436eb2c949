package store

import (
	"context"
	"slices"
	"sync"

	"onset/tracker/archive"
)

// Record writes a batch in one transaction: the feed's state, the log, the
// coverage, articles, revisions, readings, mentions, events and the full-text
// index. Recording it again adds nothing. Batches that wait for the same turn share
// its transaction, which spares each a commit; one that fails fails alone.
func (s *Store) Record(ctx context.Context, b archive.Batch) (archive.Recorded, error) {
	own := &recording{batch: &b, over: make(chan struct{})}
	s.recordings.add(own)
	s.recordings.lead(own, func(some []*recording) { s.recordTogether(ctx, some) })
	if own.alone {
		own.err = s.record(ctx, []*recording{own})
	}
	return own.out, own.err
}

// recordTogether deals with batches. Where one of several fails, or the reader of one
// panics, all are left to those who wait for them.
func (s *Store) recordTogether(ctx context.Context, some []*recording) {
	defer func() {
		for _, b := range some {
			close(b.over)
		}
	}()
	if len(some) == 1 {
		some[0].err = s.record(ctx, some)
		return
	}
	for _, b := range some {
		b.alone = true
	}
	defer func() { _ = recover() }() // it comes again where its batch is recorded alone
	if s.record(ctx, some) == nil {
		for _, b := range some {
			b.alone = false
		}
	}
}

// record writes batches in one transaction, all or none.
func (s *Store) record(ctx context.Context, some []*recording) error {
	err := s.change(ctx, "recording "+some[0].batch.Source+" in", func(t *tx) error {
		var docs []document
		for _, b := range some {
			if err := t.makeReady(ctx, b.batch); err != nil {
				return err
			}
			r := &recorder{tx: t, store: s, batch: b.batch, touched: touched{}}
			if err := r.run(); err != nil {
				return err
			}
			b.out, docs = r.out, append(docs, r.docs...)
		}
		return s.index(t, docs) // all at once, because the index begins a new part where ids don't grow
	})
	if err != nil {
		for _, b := range some {
			b.out = archive.Recorded{}
		}
	}
	return err
}

// makeReady has a batch made ready, where others record too. One that was read by other
// rules than those in force is refused.
func (t *tx) makeReady(ctx context.Context, b *archive.Batch) error {
	if b.Rules != "" {
		newest, err := t.rulesInForce()
		if err != nil {
			return err
		}
		if newest != b.Rules {
			return archive.ErrOtherRules
		}
	}
	if b.Before == nil {
		return nil
	}
	return b.Before(ctx)
}

// recording is a batch on its way into the database.
type recording struct {
	batch *archive.Batch
	over  chan struct{} // closed once it was dealt with
	alone bool          // together with others it failed, or one of them did
	out   archive.Recorded
	err   error
}

// together bounds how many items one transaction records of several batches, so that
// other writers wait for moments only.
const together = 500

// recordings are the batches that wait to be recorded. Who has the turn deals with
// those of others too.
type recordings struct {
	sync.Mutex
	waiting []*recording
	turn    chan struct{} // who puts a token into it has the turn
}

func (r *recordings) add(b *recording) {
	r.Lock()
	defer r.Unlock()
	r.waiting = append(r.waiting, b)
}

// lead returns when a batch was dealt with: by somebody else, or here, with those
// that came before it.
func (r *recordings) lead(own *recording, deal func([]*recording)) {
	select {
	case <-own.over:
		return
	case r.turn <- struct{}{}:
	}
	defer func() { <-r.turn }()
	for some := r.take(own); len(some) > 0; some = r.take(own) {
		deal(some)
	}
}

// take returns the batches that came first, none where one was dealt with already.
func (r *recordings) take(own *recording) []*recording {
	r.Lock()
	defer r.Unlock()
	if !slices.Contains(r.waiting, own) {
		return nil
	}
	n := 1
	for items := len(r.waiting[0].batch.Items); n < len(r.waiting); n++ {
		if items += len(r.waiting[n].batch.Items); items > together {
			break
		}
	}
	some := slices.Clone(r.waiting[:n])
	r.waiting = slices.Delete(r.waiting, 0, n)
	return some
}

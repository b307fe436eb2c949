package store

import (
	"context"
	"encoding/json"
	"errors"
)

// index is the full-text index as a transaction sees it: the tables ft and form.
// Its answers are docids, which are ids of revisions; whoever asks looks up what
// stands there, and leaves out what has been pruned or was edited since.
type index struct{ *tx }

// lookUp runs f on one moment of the database, and on the full-text index, in which
// all texts of that moment are.
func (s *Store) lookUp(ctx context.Context, doing string, f func(*tx, index) error) error {
	return s.look(ctx, doing, func(t *tx) error {
		if s.derived == nil {
			return f(t, index{t})
		}
		return s.derived.lookUp(t, func(x index) error { return f(t, x) })
	})
}

// The ids of revisions are handed over so many at a time: few at first, because
// most searches are over when a page is full, and the index takes its time for rare
// phrases of common words.
const (
	firstIDs = 25
	mostIDs  = 200
)

// errEnough ends a question when whoever asks wants no more.
var errEnough = errors.New("no more are wanted")

// newest hands over the docids below one for which a MATCH holds, newest first,
// until f wants no more. The ids are for f to keep; there may be zeros at their end,
// so that statements with so many ids can be prepared once.
func (x index) newest(match string, before int64, f func(ids []any) (more bool, err error)) error {
	size := firstIDs
	ids := make([]any, 0, size)
	hand := func() error {
		for len(ids) < size {
			ids = append(ids, 0)
		}
		more, err := f(ids)
		if err == nil && !more {
			err = errEnough
		}
		size = min(2*size, mostIDs)
		ids = make([]any, 0, size)
		return err
	}
	err := x.each("SELECT docid FROM ft WHERE ft MATCH ? AND docid < ? ORDER BY docid DESC", []any{match, before}, func(scan func(...any) error) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		if ids = append(ids, id); len(ids) < size {
			return nil
		}
		return hand()
	})
	if err == nil && len(ids) > 0 {
		err = hand()
	}
	if errors.Is(err, errEnough) {
		err = nil
	}
	return err
}

// counts counts, for each MATCH, the docids from one on and below another for which it
// holds: all in one statement, since many are asked for and each is soon counted.
func (x index) counts(matches []string, from, to int64) ([]int, error) {
	list, err := json.Marshal(matches)
	if err != nil {
		return nil, err
	}
	var out []int
	err = x.each(`SELECT (SELECT count(*) FROM ft WHERE ft MATCH asked.value AND docid >= ? AND docid < ?) FROM json_each(?) asked ORDER BY asked.key`,
		[]any{from, to, string(list)}, func(scan func(...any) error) error {
			var n int
			err := scan(&n)
			out = append(out, n)
			return err
		})
	return out, err
}

// any tells whether a MATCH holds for a docid below one.
func (x index) any(match string, before int64) (met bool, err error) {
	_, err = x.get("SELECT EXISTS (SELECT 1 FROM ft WHERE ft MATCH ? AND docid < ?)", []any{match, before}, &met)
	return met, err
}

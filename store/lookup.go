package store

import (
	"context"
	"encoding/json"
	"errors"

	"onset/tracker/query"
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
// until f wants no more; see handing.
func (x index) newest(match string, before int64, f func(ids []any) (more bool, err error)) error {
	h := handing{f: f, size: firstIDs}
	return h.end(x.each("SELECT docid FROM ft WHERE ft MATCH ? AND docid < ? ORDER BY docid DESC", []any{match, before}, func(scan func(...any) error) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		return h.add(id)
	}))
}

// handing hands ids over, some at a time, until f wants no more. They are for f to
// keep; there may be zeros at their end, so that statements with so many ids can be
// prepared once.
type handing struct {
	f    func(ids []any) (more bool, err error)
	size int
	ids  []any
}

// add fails with errEnough when no more are wanted.
func (h *handing) add(id int64) error {
	if h.ids = append(h.ids, id); len(h.ids) < h.size {
		return nil
	}
	return h.hand()
}

func (h *handing) hand() error {
	for len(h.ids) < h.size {
		h.ids = append(h.ids, 0)
	}
	more, err := h.f(h.ids)
	if err == nil && !more {
		err = errEnough
	}
	h.size, h.ids = min(2*h.size, mostIDs), nil
	return err
}

// end hands over the last ids, where what went before went well.
func (h *handing) end(err error) error {
	if err == nil && len(h.ids) > 0 {
		err = h.hand()
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// holding hands over the docids below one for which a plan holds, as newest does those
// of its MATCH: of a moment that is held first those that its postings tell.
func (x index) holding(plan *query.Plan, match string, before int64, f func(ids []any) (more bool, err error)) error {
	enough, told := false, posting{floor: before}
	if x.postings != nil {
		var err error
		if told, err = x.tell(plan, before, func(ids []any) (more bool, err error) {
			more, err = f(ids)
			enough = !more
			return more, err
		}); err != nil {
			return err
		}
	}
	if enough || told.floor == 0 {
		return nil
	}
	return x.newest(match, min(before, told.floor), f)
}

// tell hands over the docids below one that the postings of a plan have.
func (x index) tell(plan *query.Plan, before int64, f func(ids []any) (more bool, err error)) (posting, error) {
	met, err := x.languages()
	if err != nil {
		return posting{}, err
	}
	l, known, err := asker{index: x, met: met}.posting(plan, before)
	if err != nil || !known {
		return posting{floor: before}, err
	}
	h := handing{f: f, size: firstIDs}
	for _, id := range l.below(before) {
		if err = h.add(id); err != nil {
			break
		}
	}
	return l, h.end(err)
}

// counts counts, for each MATCH, the docids from one on and below another for which it
// holds: all in one statement, since many are asked for and each is soon counted. It is
// -1 for a MATCH that holds for most from the first on, or for more.
func (x index) counts(matches []string, from, to int64, most int) ([]int, error) {
	list, err := json.Marshal(matches)
	if err != nil {
		return nil, err
	}
	var out []int
	err = x.each(`SELECT (SELECT CASE WHEN count(*) = ?1 THEN -1 ELSE count(CASE WHEN docid < ?2 THEN 1 END) END FROM
		(SELECT docid FROM ft WHERE ft MATCH asked.value AND docid >= ?3 ORDER BY docid DESC LIMIT ?1)) FROM json_each(?4) asked ORDER BY asked.key`,
		[]any{most, to, from, string(list)}, func(scan func(...any) error) error {
			var n int
			err := scan(&n)
			out = append(out, n)
			return err
		})
	return out, err
}

// allOfThem is more docids than there are.
const allOfThem = 1 << 40

// any tells whether a MATCH holds for a docid below one.
func (x index) any(match string, before int64) (met bool, err error) {
	_, err = x.get("SELECT EXISTS (SELECT 1 FROM ft WHERE ft MATCH ? AND docid < ?)", []any{match, before}, &met)
	return met, err
}

package store

import (
	"context"
	"time"

	"onset/tracker"
	"onset/tracker/query"
)

// NewestBefore returns the latest revisions of the newest articles, at most so
// many, that were published before a day, or seen before it where nobody says
// when, and for which a plan may hold by the index. There are none for a plan
// that the index doesn't know or that is too wide for it.
func (s *Store) NewestBefore(ctx context.Context, plan *query.Plan, before tracker.Day, most int) ([]int64, error) {
	out := []int64{}
	err := s.look(ctx, "looking for older articles in", func(t *tx) error {
		match, err := t.match(plan)
		if err != nil || match == everything {
			return err
		}
		below := firstRevisionAt(before.In(time.UTC).Add(zoneSpread))
		return t.each(`SELECT r.id FROM ft CROSS JOIN revision r ON r.id = ft.docid CROSS JOIN article a ON a.id = r.article
			WHERE ft MATCH ? AND ft.docid < ? AND a.latest = r.id AND r.text IS NOT NULL
			AND coalesce(a.published_day, a.seen / 86400000 + 719163) < ? ORDER BY ft.docid DESC LIMIT ?`,
			[]any{match, below, int64(before), most}, func(scan func(...any) error) error {
				var id int64
				err := scan(&id)
				out = append(out, id)
				return err
			})
	})
	return out, err
}

// sampled is how many of the newest texts tell how rare something is.
const sampled = 2000

// Shares tells for each plan in which share of the newest texts before a day it
// may hold, by the index: 0 when it held for none of any age, and 1 for a plan
// that the index doesn't know.
func (s *Store) Shares(ctx context.Context, plans []*query.Plan, before tracker.Day) ([]float64, error) {
	out := make([]float64, len(plans))
	err := s.look(ctx, "looking how common words are in", func(t *tx) error {
		to := firstRevisionAt(before.In(time.UTC))
		var from int64
		var texts float64
		if _, err := t.get(`SELECT coalesce(min(id), 0), count(*) FROM (SELECT id FROM revision WHERE id < ? ORDER BY id DESC LIMIT ?)`,
			[]any{to, sampled}, &from, &texts); err != nil {
			return err
		}
		for i, p := range plans {
			var err error
			if out[i], err = t.share(p, from, to, texts); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// share tells in which share of the revisions [from, to), so many texts, a plan
// may hold. A plan that
// holds for none of these revisions, but for an older one, gets a small share instead
// of none.
func (t *tx) share(p *query.Plan, from, to int64, texts float64) (float64, error) {
	match, err := t.match(p)
	if err != nil || match == everything {
		return 1, err
	}
	var met float64
	if _, err := t.get("SELECT count(*) FROM ft WHERE ft MATCH ? AND docid >= ? AND docid < ?", []any{match, from, to}, &met); err != nil {
		return 0, err
	}
	if met == 0 {
		var ever bool
		if _, err := t.get("SELECT EXISTS (SELECT 1 FROM ft WHERE ft MATCH ? AND docid < ?)", []any{match, from}, &ever); err != nil || !ever {
			return 0, err
		}
		met = 0.5
	}
	return met / max(texts, 1), nil
}

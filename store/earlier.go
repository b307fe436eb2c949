package store

import (
	"context"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// NewestBefore returns the latest revisions of the newest articles, at most so
// many, that were published before a day, or seen before it where nobody says
// when, and for which a plan may hold by the index. There are none for a plan
// that the index doesn't know or that is too wide for it.
func (s *Store) NewestBefore(ctx context.Context, plan *query.Plan, before tracker.Day, most int) ([]int64, error) {
	out := []int64{}
	err := s.lookUp(ctx, "looking for older articles in", func(t *tx, x index) error {
		match, err := x.match(plan)
		if err != nil || match == everything {
			return err
		}
		older := func(ids []any) (more bool, err error) {
			err = t.each(`SELECT r.id FROM revision r CROSS JOIN article a ON a.id = r.article
				WHERE r.id IN (`+placeholders(len(ids))+`) AND a.latest = r.id AND r.text IS NOT NULL
				AND coalesce(a.published_day, a.seen / 86400000 + 719163) < ? ORDER BY r.id DESC LIMIT ?`,
				append(ids, int64(before), most-len(out)), func(scan func(...any) error) error {
					var id int64
					err := scan(&id)
					out = append(out, id)
					return err
				})
			return len(out) < most, err
		}
		return x.holding(plan, match, firstRevisionAt(before.In(time.UTC).Add(zoneSpread)), older)
	})
	return out, err
}

// sampled is how many of the newest texts tell how rare something is.
const sampled = 2000

// NewestTexts returns the newest texts before a day, by which Shares tells how
// rare something was then. It reads past each of them: ask once a day.
func (s *Store) NewestTexts(ctx context.Context, before tracker.Day) (archive.Sample, error) {
	out := archive.Sample{To: firstRevisionAt(before.In(time.UTC))}
	err := s.look(ctx, "looking for the newest texts of", func(t *tx) error {
		_, err := t.get(`SELECT coalesce(min(id), 0), count(*) FROM (SELECT id FROM revision WHERE id < ? ORDER BY id DESC LIMIT ?) newest`,
			[]any{out.To, sampled}, &out.From, &out.Texts)
		return err
	})
	return out, err
}

// Shares tells for each plan in which share of some texts it may hold, by the
// index: 0 when it held neither for one of them nor for an older one, and 1 for a
// plan that the index doesn't know.
func (s *Store) Shares(ctx context.Context, plans []*query.Plan, among archive.Sample) ([]float64, error) {
	var out []float64
	err := s.lookUp(ctx, "looking how common words are in", func(_ *tx, x index) (err error) {
		out, err = x.shares(plans, among)
		return err
	})
	return out, err
}

// shares tells in which share of some texts each plan may hold. One that holds for
// none of these, but for an older one, gets a small share instead of none.
func (x index) shares(plans []*query.Plan, among archive.Sample) ([]float64, error) {
	out := make([]float64, len(plans))
	matches, at := []string{}, []int{} // of the plans that the index knows
	for i, p := range plans {
		match, err := x.match(p)
		if err != nil {
			return nil, err
		}
		if out[i] = 1; match != everything {
			matches, at = append(matches, match), append(at, i)
		}
	}
	if x.postings == nil {
		return out, x.countShares(out, matches, at, among)
	}
	if err := x.readPostings(matches, among.From, among.To); err != nil {
		return nil, err
	}
	long, atLong := []string{}, []int{} // of which not all was read that is asked for
	for n, match := range matches {
		l := x.postings.read[match]
		if newer := l.from(among.From); l.floor <= among.From {
			out[at[n]] = shareOf(len(newer)-len(l.from(among.To)), len(l.ids) > len(newer), among)
		} else {
			long, atLong = append(long, match), append(atLong, at[n])
		}
	}
	return out, x.countShares(out, long, atLong, among)
}

// countShares has the index count for some MATCHes in which share of some texts each
// holds, and puts that where it belongs.
func (x index) countShares(out []float64, matches []string, at []int, among archive.Sample) error {
	if len(matches) == 0 {
		return nil
	}
	counts, err := x.counts(matches, among.From, among.To)
	if err != nil {
		return err
	}
	for n, i := range at {
		ever := counts[n] > 0
		if !ever {
			if ever, err = x.any(matches[n], among.From); err != nil {
				return err
			}
		}
		out[i] = shareOf(counts[n], ever, among)
	}
	return nil
}

// shareOf is the share of some texts that so many are; ever tells whether there was one
// at any time.
func shareOf(met int, ever bool, among archive.Sample) float64 {
	share := float64(met)
	if met == 0 && ever {
		share = 0.5
	}
	return share / max(float64(among.Texts), 1)
}

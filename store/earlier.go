package store

import (
	"context"
	"slices"
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
	err := s.lookUp(ctx, "looking how common words are in", func(t *tx, x index) (err error) {
		q := rarity{index: x, texts: t, among: among, shares: make([]float64, len(plans))}
		err = q.ask(plans)
		out = q.shares
		return err
	})
	return out, err
}

// rarity is the question in which share of some texts plans may hold. One that holds
// for none of these, but for an older one, gets a small share instead of none.
type rarity struct {
	index
	texts  *tx // where the texts are
	among  archive.Sample
	shares []float64 // of the plans
}

// part is a plan that the index knows.
type part struct {
	at    int // its place among all
	plan  *query.Plan
	match string
}

func (q *rarity) ask(plans []*query.Plan) error {
	var parts []part
	for i, p := range plans {
		match, err := q.match(p)
		if err != nil {
			return err
		}
		if q.shares[i] = 1; match != everything {
			parts = append(parts, part{i, p, match})
		}
	}
	if q.postings != nil {
		var err error
		if parts, err = q.askPostings(parts); err != nil {
			return err
		}
	}
	deep, err := q.count(parts, deepest)
	if err != nil {
		return err
	}
	deep, err = q.read(deep)
	if err == nil {
		_, err = q.count(deep, allOfThem)
	}
	return err
}

// askPostings takes shares out of the postings of a moment that is held, and returns the
// parts of which not all was read that is asked for.
func (q *rarity) askPostings(parts []part) (long []part, err error) {
	if err := q.readPostings(matchesOf(parts), q.among.From, q.among.To); err != nil {
		return nil, err
	}
	for _, p := range parts {
		l := q.postings.read[p.match]
		if newer := l.from(q.among.From); l.floor <= q.among.From {
			q.shares[p.at] = shareOf(len(newer)-len(l.from(q.among.To)), len(l.ids) > len(newer), q.among)
		} else {
			long = append(long, p)
		}
	}
	return long, nil
}

func matchesOf(parts []part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.match
	}
	return out
}

// The index tells postings from the newest on: of common words on a day long past that
// takes longer than to read the texts.
const (
	deepest      = 2 * sampled // how many postings of a word are counted first
	worthReading = 3           // words with more
)

// count has the index count, and returns those parts that have so many postings or more.
func (q *rarity) count(parts []part, most int) (deep []part, err error) {
	if len(parts) == 0 {
		return nil, nil
	}
	counts, err := q.counts(matchesOf(parts), q.among.From, q.among.To, most)
	if err != nil {
		return nil, err
	}
	for i, p := range parts {
		if counts[i] < 0 {
			deep = append(deep, p)
		} else if err := q.met(p, counts[i]); err != nil {
			return nil, err
		}
	}
	return deep, nil
}

// met notes in how many of the texts a part may hold.
func (q *rarity) met(p part, n int) (err error) {
	ever := n > 0
	if !ever {
		ever, err = q.any(p.match, q.among.From)
	}
	q.shares[p.at] = shareOf(n, ever, q.among)
	return err
}

// read counts in the texts themselves of those parts that are words alone, where there
// are enough of them, and returns the others.
func (q *rarity) read(parts []part) (others []part, err error) {
	words := map[int][]string{}
	for _, p := range parts {
		if terms, are := alternatives(p.plan); are {
			words[p.at] = terms
		}
	}
	if len(words) < worthReading {
		return parts, nil
	}
	v, err := q.texts.vocabulary(q.among)
	for _, p := range parts {
		switch terms, are := words[p.at]; {
		case err != nil:
		case are:
			err = q.met(p, v.count(terms))
		default:
			others = append(others, p)
		}
	}
	return others, err
}

// alternatives are the terms of a plan that asks for one or another of them.
func alternatives(p *query.Plan) (terms []string, are bool) {
	terms = slices.Clone(p.Terms)
	for _, phrase := range p.Phrases {
		if len(phrase) != 1 {
			return nil, false
		}
		terms = append(terms, phrase...)
	}
	return terms, p.Op == query.PlanTerms || p.Op == query.PlanPhrases
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

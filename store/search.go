package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/text"
)

const (
	defaultHits  = 20
	snippetsEach = 3
)

// Search returns the articles for which an expression holds, each verified by
// the matcher on its latest text.
func (s *Store) Search(ctx context.Context, q archive.Search) (archive.Results, error) {
	plan := q.Expr.Plan()
	if !plan.Known() {
		return archive.Results{}, archive.ErrTooWide
	}
	if q.Limit == 0 {
		q.Limit = defaultHits
	}
	if q.Within == "" {
		q.Within = tracker.InArticle
	}
	w := &searcher{q: q, out: archive.Results{Hits: []archive.Hit{}}}
	err := s.limited(ctx, w, plan)
	if w.out.Stopped {
		w.out.Next = w.last
	}
	return w.out, err
}

// limited runs a search until its time is over, if it has any.
func (s *Store) limited(ctx context.Context, w *searcher, plan *query.Plan) error {
	limited := ctx
	if w.q.Time > 0 {
		var stop context.CancelFunc
		limited, stop = context.WithTimeout(ctx, w.q.Time)
		defer stop()
	}
	err := s.lookUp(limited, "searching", func(t *tx, x index) error { return w.run(t, x, plan) })
	if err != nil && ctx.Err() == nil && limited.Err() != nil && !errors.Is(err, archive.ErrIndexBehind) {
		w.out.Stopped, err = true, nil
	}
	return err
}

// searcher is one search under way.
type searcher struct {
	q           archive.Search
	last        int64 // the docid looked at last
	title, body text.Text
	survey      *survey // counts hits; nil: they are kept
	out         archive.Results
}

// errFull ends a search whose page is full.
var errFull = errors.New("the page is full")

func (w *searcher) run(t *tx, x index, plan *query.Plan) error {
	match, err := x.match(plan)
	if err != nil {
		return err
	}
	if match, err = t.narrow(match, w.q.Expr); err != nil {
		return err
	}
	below := cmp.Or(w.q.After, int64(1)<<62)
	if match == everything {
		_, err = w.lookAt(t, "r.id < ?", []any{below})
		return err
	}
	return x.newest(match, below, func(ids []any) (more bool, err error) {
		return w.lookAt(t, "r.id IN ("+placeholders(len(ids))+")", ids)
	})
}

// lookAt verifies the articles for whose revisions r a clause holds, newest first;
// more is false when the page is full.
func (w *searcher) lookAt(t *tx, clause string, args []any) (more bool, err error) {
	err = t.each(`SELECT r.id, a.id, s.id, s.kind, coalesce(a.key, a.url), a.url, r.title, r.text, r.language, a.origin,
		`+dateColumns+`, a.seen, r.reading FROM revision r
		CROSS JOIN article a ON a.id = r.article CROSS JOIN source s ON s.n = a.source
		WHERE `+clause+` AND a.latest = r.id AND r.text IS NOT NULL ORDER BY r.id DESC`, args,
		func(scan func(...any) error) error { return w.look(t, scan) })
	if errors.Is(err, errFull) {
		return false, nil
	}
	return true, err
}

// look verifies one article.
func (w *searcher) look(t *tx, scan func(...any) error) error {
	var a archive.Article
	var kind tracker.Kind
	var date dated
	var reading sql.NullInt64
	var seen int64
	if err := scan(&a.Revision, &a.ID, &a.Source, &kind, &a.Key, &a.URL, &a.Title, &a.Text, &a.Language, &a.Origin,
		&date.ms, &date.day, &date.slack, &date.assumed, &seen, &reading); err != nil {
		return err
	}
	if w.survey == nil && len(w.out.Hits) == w.q.Limit {
		w.out.Next = w.last
		return errFull
	}
	w.last = a.Revision
	w.out.Looked++
	published, err := date.stamp()
	if err != nil {
		return err
	}
	a.Published, a.Seen = published, moment(seen)
	if a.Day = a.Published.Day; a.Day == 0 {
		a.Day = tracker.DayOf(a.Seen)
	}
	w.title.Reset(a.Title, a.Language)
	w.body.Reset(a.Text, a.Language)
	doc := &query.Doc{Title: &w.title, Body: &w.body, Lang: a.Language, Source: a.Source, Kind: kind, Groups: w.q.Groups}
	if reading.Valid && w.needsClaims() {
		var err error
		if doc.Claims, err = t.claims(a.Revision, a.Title, a.Text); err != nil {
			return err
		}
	}
	hits := w.q.Expr.Match(doc, w.q.Within)
	switch {
	case w.survey != nil:
		w.survey.look(a, len(hits) > 0)
	case len(hits) > 0:
		w.out.Hits = append(w.out.Hits, archive.Hit{Article: a, Hits: hits, Snippets: snippets(a, hits)})
	}
	return t.ctx.Err()
}

// needsClaims tells whether the expression asks who speaks, and how.
func (w *searcher) needsClaims() bool {
	return slices.ContainsFunc(w.q.Expr.Fields(), func(f query.Field) bool {
		return f.Name == "speaker" || f.Name == "stance" || f.Name == "treatment"
	})
}

// narrow adds to a MATCH the sources and languages that an expression
// requires, so that other articles are not even read.
func (t *tx) narrow(match string, e *query.Expr) (string, error) {
	if match == everything {
		return match, nil
	}
	parts := []string{match}
	add := func(values []string, term func(string) string) {
		var any []string
		for _, v := range values {
			any = append(any, quote(term(v)))
		}
		if len(any) > 0 {
			parts = append(parts, join(any, " OR "))
		}
	}
	add(e.Require("lang"), languageTerm)
	add(e.Require("source"), sourceTerm)
	if kinds := e.Require("kind"); len(kinds) > 0 {
		ids, err := t.sourcesOfKinds(kinds)
		if err != nil {
			return "", err
		}
		if len(ids) == 0 {
			return nowhere.text, nil
		}
		add(ids, sourceTerm)
	}
	return join(parts, " AND "), nil
}

func (t *tx) sourcesOfKinds(kinds []string) ([]string, error) {
	args := make([]any, len(kinds))
	for i, k := range kinds {
		args[i] = k
	}
	var out []string
	err := t.each("SELECT id FROM source WHERE kind IN ("+placeholders(len(kinds))+") ORDER BY id", args, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// Candidates returns the latest revisions of the articles in one of whose texts a
// changed rule may hold, by the index, and of those in which a talking point stands:
// newest first. With a plan that the index doesn't know it is every article.
func (s *Store) Candidates(ctx context.Context, plan *query.Plan, points []tracker.TalkingPoint) ([]int64, error) {
	seen, out := map[int64]bool{}, []int64{}
	collect := func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
		return err
	}
	err := s.lookUp(ctx, "looking for articles in", func(t *tx, x index) error {
		match, err := x.match(plan)
		if err != nil {
			return err
		}
		if match == everything {
			err = t.each("SELECT a.latest FROM article a WHERE a.pruned IS NULL", nil, collect)
		} else {
			err = x.newest(match, 1<<62, func(ids []any) (more bool, err error) {
				return true, t.each(`SELECT a.latest FROM revision r CROSS JOIN article a ON a.id = r.article
					WHERE r.id IN (`+placeholders(len(ids))+`) AND r.text IS NOT NULL`, ids, collect)
			})
		}
		for _, p := range points {
			if err == nil {
				err = t.each(`SELECT a.latest FROM mention m JOIN point p ON p.n = m.point JOIN article a ON a.id = m.article
					WHERE p.narrative = ? AND p.id = ? AND m.superseded IS NULL`, []any{p.Narrative, p.ID}, collect)
			}
			if err != nil {
				return err
			}
			marked, err := t.markedTexts(p)
			if err != nil {
				return err
			}
			for _, id := range marked {
				if !seen[id] {
					seen[id] = true
					out = append(out, id)
				}
			}
		}
		return err
	})
	slices.SortFunc(out, func(a, b int64) int { return int(min(max(b-a, -1), 1)) })
	return out, err
}

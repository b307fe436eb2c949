package store

import (
	"context"
	"database/sql"
	"math"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// survey is a Survey under way.
type survey struct {
	archive.Survey
	articles []int64
}

// Survey counts what Search finds; Limit and After of the question mean nothing
// here.
func (s *Store) Survey(ctx context.Context, q archive.Search) (archive.Survey, error) {
	out := &survey{Survey: archive.Survey{Days: map[tracker.Day]int{}, Sources: map[string]int{}, Languages: map[string]int{}, Speakers: map[string]int{}}}
	plan := q.Expr.Plan()
	if !plan.Known() {
		return out.Survey, archive.ErrTooWide
	}
	q.After = 0
	if q.Within == "" {
		q.Within = tracker.InArticle
	}
	w := &searcher{q: q, survey: out}
	err := s.limited(ctx, w, plan)
	if out.Looked, out.Stopped = w.out.Looked, w.out.Stopped; err != nil {
		return out.Survey, err
	}
	if out.Stopped {
		if err := s.bound(ctx, q.Expr, out); err != nil {
			return out.Survey, err
		}
	}
	err = s.look(ctx, "counting who speaks in", out.countSpeakers)
	return out.Survey, err
}

// bound tells of how many articles the index says that the expression may hold for
// them.
func (s *Store) bound(ctx context.Context, e *query.Expr, out *survey) error {
	return s.lookUp(ctx, "counting what may be found in", func(t *tx, x index) error {
		match, err := x.match(e.Plan())
		if err != nil {
			return err
		}
		if match, err = t.narrow(match, e); err != nil || match == everything {
			return err
		}
		counts, err := x.counts([]string{match}, 0, math.MaxInt64, allOfThem)
		if err == nil {
			out.Most = max(counts[0], out.Articles)
		}
		return err
	})
}

// look counts an article that was read.
func (s *survey) look(a archive.Article, holds bool) {
	s.Back = a.Day
	if !holds {
		return
	}
	s.Articles++
	s.Days[a.Day]++
	s.Sources[a.Source]++
	s.Languages[a.Language]++
	s.articles = append(s.articles, a.ID)
}

// countSpeakers counts each speaker once an article, by the index of mentions by
// article.
func (s *survey) countSpeakers(t *tx) error {
	for part := range slices.Chunk(s.articles, inOneGo) {
		among, args := listed(part)
		met := map[int64][]string{}
		err := t.each("SELECT article, speakers FROM mention INDEXED BY mention_by_article WHERE superseded IS NULL AND article IN "+among, args,
			func(scan func(...any) error) error {
				var article int64
				var row sql.NullString
				if err := scan(&article, &row); err != nil {
					return err
				}
				var speakers []tracker.ClaimSpeaker
				if err := decode(row, &speakers); err != nil {
					return err
				}
				for _, who := range speakers {
					if who.ID != "" && !slices.Contains(met[article], who.ID) {
						met[article] = append(met[article], who.ID)
						s.Speakers[who.ID]++
					}
				}
				return nil
			})
		if err != nil {
			return err
		}
	}
	return nil
}

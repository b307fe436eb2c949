package store

import (
	"context"

	"onset/tracker/archive"
)

// Forms hands over every word form that was ever indexed, folded, with its
// language: "" for those without a stemmer.
func (s *Store) Forms(ctx context.Context, f func(language, form string)) error {
	return s.lookUp(ctx, "reading the words of", func(_ *tx, x index) error {
		return x.each("SELECT DISTINCT language, form FROM form", nil, func(scan func(...any) error) error {
			var language, form string
			err := scan(&language, &form)
			if err == nil {
				f(language, form)
			}
			return err
		})
	})
}

// Twins counts, for all pairs of talking points that share a sentence, in how
// many they do; those that share most come first.
func (s *Store) Twins(ctx context.Context) ([]archive.Twin, error) {
	out := []archive.Twin{}
	err := s.look(ctx, "comparing the talking points of", func(t *tx) error {
		return t.each(`WITH m AS (SELECT DISTINCT point, article, part, start FROM mention WHERE superseded IS NULL),
			size AS (SELECT point, count(*) AS n FROM m GROUP BY point)
			SELECT p.narrative || '/' || p.id, q.narrative || '/' || q.id, sp.n, sq.n, count(*)
			FROM m a JOIN m b ON a.article = b.article AND a.part = b.part AND a.start = b.start AND a.point < b.point
			JOIN point p ON p.n = a.point JOIN point q ON q.n = b.point
			JOIN size sp ON sp.point = a.point JOIN size sq ON sq.point = b.point
			GROUP BY p.n, q.n, sp.n, sq.n ORDER BY count(*) DESC, 1, 2`, nil, func(scan func(...any) error) error {
			var w archive.Twin
			err := scan(&w.A, &w.B, &w.InA, &w.InB, &w.All)
			out = append(out, w)
			return err
		})
	})
	return out, err
}

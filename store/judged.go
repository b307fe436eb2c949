package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"onset/tracker"
)

// JudgedDays returns the narratives of the mentions that people judged, or whose
// verdict they took back, at or after an instant, and the days on which these
// appeared, both in ascending order; none when nobody did.
func (s *Store) JudgedDays(ctx context.Context, since time.Time) (narratives []string, days []tracker.Day, err error) {
	stories, judged := map[string]bool{}, map[tracker.Day]bool{}
	err = s.look(ctx, "looking for verdicts in", func(t *tx) error {
		return t.each(`SELECT DISTINCT p.narrative, coalesce(iif(m.cause = 'edit', m.changed / 86400000 + 719163, NULL), a.published_day, a.seen / 86400000 + 719163)
			FROM verdict v CROSS JOIN mention m ON m.id = v.mention CROSS JOIN point p ON p.n = m.point CROSS JOIN article a ON a.id = m.article
			WHERE v.recorded >= ?1 OR v.superseded >= ?1`, []any{since.UnixMilli()}, func(scan func(...any) error) error {
			var narrative string
			var day int64
			err := scan(&narrative, &day)
			stories[narrative], judged[tracker.Day(day)] = true, true
			return err
		})
	})
	return slices.Sorted(maps.Keys(stories)), slices.Sorted(maps.Keys(judged)), err
}

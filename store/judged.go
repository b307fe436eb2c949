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

// DaysOf returns the days on which some narratives have mentions, and those whose
// close brought events of them that stand, each in ascending order.
func (s *Store) DaysOf(ctx context.Context, narratives []string) (mentioned, closed []tracker.Day, err error) {
	in, args := "("+placeholders(len(narratives))+")", make([]any, len(narratives))
	for i, n := range narratives {
		args[i] = n
	}
	err = s.look(ctx, "looking for days with mentions in", func(t *tx) error {
		if mentioned, err = t.days(`SELECT DISTINCT coalesce(iif(m.cause = 'edit', m.changed / 86400000 + 719163, NULL), m.day)
			FROM mention m JOIN point p ON p.n = m.point WHERE m.superseded IS NULL AND p.narrative IN `+in+" ORDER BY 1", args...); err != nil {
			return err
		}
		closed, err = t.days("SELECT DISTINCT closed FROM event WHERE closed IS NOT NULL AND superseded IS NULL AND narrative IN "+in+" ORDER BY 1", args...)
		return err
	})
	return mentioned, closed, err
}

// days reads the days that a query selects.
func (t *tx) days(query string, args ...any) (out []tracker.Day, err error) {
	err = t.each(query, args, func(scan func(...any) error) error {
		var d int64
		err := scan(&d)
		out = append(out, tracker.Day(d))
		return err
	})
	return out, err
}

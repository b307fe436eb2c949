package store

import (
	"context"
	"time"

	"onset/tracker"
)

// JudgedSince returns the narratives of the mentions that people judged, or whose
// verdict they took back, at or after an instant, each with the first day that this
// may concern.
func (s *Store) JudgedSince(ctx context.Context, since time.Time) (map[string]tracker.Day, error) {
	return s.narrativeDays(ctx, `SELECT p.narrative, min(`+firstDay+`)
		FROM verdict v CROSS JOIN mention m ON m.id = v.mention CROSS JOIN point p ON p.n = m.point CROSS JOIN article a ON a.id = m.article
		WHERE v.recorded >= ?1 OR v.superseded >= ?1 GROUP BY p.narrative`, since)
}

// DaysOf returns the days from one on on which some narratives have mentions, and
// those whose close brought events of them that stand, each in ascending order.
func (s *Store) DaysOf(ctx context.Context, narratives []string, from tracker.Day) (mentioned, closed []tracker.Day, err error) {
	in, args := listed(narratives)
	args = append([]any{int64(from)}, args...)
	err = s.look(ctx, "looking for days with mentions in", func(t *tx) error {
		if mentioned, err = t.days(`SELECT DISTINCT day FROM (SELECT CASE WHEN m.cause = 'edit' THEN m.changed / 86400000 + 719163 ELSE m.day END AS day
			FROM mention m JOIN point p ON p.n = m.point WHERE m.superseded IS NULL AND p.narrative IN `+in+`) d WHERE day >= ? ORDER BY 1`,
			append(args[1:], args[0])...); err != nil {
			return err
		}
		closed, err = t.days("SELECT DISTINCT closed FROM event WHERE closed >= ? AND superseded IS NULL AND narrative IN "+in+" ORDER BY 1", args...)
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

package store

import (
	"context"

	"onset/tracker"
	"onset/tracker/surge"
)

// ReturnDays returns the days after one on which a comeback or a shift stands or
// may: no mention of the line, or of a speaker's, lies within the shortest silence
// before it. In ascending order.
func (s *Store) ReturnDays(ctx context.Context, after tracker.Day) ([]tracker.Day, error) {
	var days []tracker.Day
	err := s.look(ctx, "looking for comebacks in", func(t *tx) error {
		return t.each(`SELECT closed FROM event WHERE kind IN ('resurgence', 'shift') AND superseded IS NULL AND closed > ?1
			UNION SELECT m.day FROM point p CROSS JOIN mention m INDEXED BY mention_by_day ON m.point = p.n AND m.day > ?1 WHERE m.superseded IS NULL
				AND NOT EXISTS (SELECT 1 FROM mention o INDEXED BY mention_by_day WHERE o.point = m.point AND o.superseded IS NULL AND o.day BETWEEN m.day - ?2 AND m.day - 1)
			UNION SELECT m.day FROM point p CROSS JOIN mention m INDEXED BY mention_by_day ON m.point = p.n AND m.day > ?1 CROSS JOIN json_each(m.speakers) s ON TRUE
				WHERE m.superseded IS NULL AND s.value ->> 'id' <> '' AND NOT EXISTS (SELECT 1 FROM mention o INDEXED BY mention_by_day CROSS JOIN voice v
					ON v.point = o.point AND v.speaker = s.value ->> 'id' AND v.mention = o.n WHERE o.point = m.point AND o.superseded IS NULL AND o.day BETWEEN m.day - ?2 AND m.day - 1)
			ORDER BY 1`, []any{int64(after), surge.Silence}, func(scan func(...any) error) error {
			var day int64
			err := scan(&day)
			days = append(days, tracker.Day(day))
			return err
		})
	})
	return days, err
}

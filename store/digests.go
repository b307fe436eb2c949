package store

import (
	"context"
	"time"

	"onset/tracker"
)

// DaysWithoutDigest returns the days up to last, in zone, that have no digest
// in the archive: those after the newest that has one, or, when there is none,
// from the first day on which anything was recorded. Oldest first.
func (s *Store) DaysWithoutDigest(ctx context.Context, last tracker.Day, zone *time.Location) ([]tracker.Day, error) {
	var out []tracker.Day
	err := s.look(ctx, "looking for missed digests in", func(t *tx) error {
		var newest, began int64
		if _, err := t.get("SELECT coalesce(max(day), 0) FROM letter WHERE channel = ''", nil, &newest); err != nil {
			return err
		}
		first := tracker.Day(newest) + 1
		if newest == 0 {
			found, err := t.get("SELECT recorded FROM rule_file ORDER BY n LIMIT 1", nil, &began)
			if err != nil || !found {
				return err
			}
			first = tracker.DayOf(moment(began).In(zone))
		}
		for d := first; d <= last; d++ {
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

package store

import (
	"context"

	"onset/tracker"
)

// Uncovered tells on which days no source at all was looked at.
func (s *Store) Uncovered(ctx context.Context) (uncovered func(tracker.Day) bool, err error) {
	err = s.look(ctx, "reading what was looked through in", func(t *tx) error {
		looked, err := t.stretches()
		uncovered = looked.uncovered()
		return err
	})
	return uncovered, err
}

// LookedThrough tells which share of the days of a stretch, both ends included, was
// looked through, over all sources that ever were: 0 to 1.
func (s *Store) LookedThrough(ctx context.Context, from, to tracker.Day) (share float64, err error) {
	if to < from {
		return 0, nil
	}
	err = s.look(ctx, "reading what was looked through in", func(t *tx) error {
		looked, err := t.stretches()
		if err != nil {
			return err
		}
		sources, days := 0, 0
		for id := range looked {
			if id != "" {
				sources, days = sources+1, days+looked.days(id, from, to)
			}
		}
		if sources > 0 {
			share = float64(days) / float64(sources) / float64(to-from+1)
		}
		return err
	})
	return share, err
}

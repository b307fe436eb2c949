package store

import (
	"context"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// zoneSpread is how far a civil day of the farthest zones reaches beyond the
// same day in UTC.
const zoneSpread = 14 * time.Hour

// ofDay hands over the articles of a day. It reads only the texts of that day, however
// many there are of others, because revisions are numbered by publication.
func (t *tx) ofDay(day tracker.Day, f func(archive.Article) error) error {
	from, to := day.In(time.UTC).Add(-zoneSpread), (day + 1).In(time.UTC).Add(zoneSpread)
	return t.articles("r.id >= ? AND r.id < ? AND "+dayOfArticle+" = ? ORDER BY a.id",
		[]any{firstRevisionAt(from), firstRevisionAt(to), int64(day)}, t.places, f)
}

// Days returns the oldest and the newest day that an article is of, as archive.Which
// counts; zero when there are none.
func (s *Store) Days(ctx context.Context) (oldest, newest tracker.Day, err error) {
	err = s.look(ctx, "looking for the days of", func(t *tx) error {
		_, err := t.get("SELECT coalesce((SELECT min(day) FROM tally), 0), coalesce((SELECT max(day) FROM tally), 0)", nil, &oldest, &newest)
		return err
	})
	return oldest, newest, err
}

// ObservedSince tells whether any article was observed live, neither imported
// nor replayed, at or after an instant.
func (s *Store) ObservedSince(ctx context.Context, at time.Time) (bool, error) {
	var found bool
	err := s.look(ctx, "looking for live articles in", func(t *tx) error {
		_, err := t.get("SELECT EXISTS (SELECT 1 FROM article WHERE run IS NULL AND NOT replayed AND recorded >= ?)", []any{at.UnixMilli()}, &found)
		return err
	})
	return found, err
}

package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker/archive"
)

// volumeDays is how many days the volume of a feed is told for.
const volumeDays = 30

const dayMillis = 24 * 60 * 60 * 1000

// Health returns the health of the configured feeds at now, by source and address.
func (s *Store) Health(ctx context.Context) ([]archive.FeedHealth, error) {
	var out []archive.FeedHealth
	err := s.look(ctx, "reading the health of feeds from", func(t *tx) error {
		h, err := t.health(t.now)
		out = h
		return err
	})
	return out, err
}

func (t *tx) health(now time.Time) ([]archive.FeedHealth, error) {
	out := []archive.FeedHealth{}
	numbers := map[int64]int{}
	err := t.each(`SELECT f.n, s.id, f.url, f.title, f.class, f.message, f.state,
		s.articles FROM feed f JOIN source s ON s.n = f.source WHERE f.configured ORDER BY s.id, f.url`, nil, func(scan func(...any) error) error {
		h := archive.FeedHealth{Volume: make([]int, volumeDays)}
		var n int64
		var source, url string
		var state sql.NullString
		if err := scan(&n, &source, &url, &h.Title, &h.Class, &h.Message, &state, &h.Total); err != nil {
			return err
		}
		if err := decode(state, &h.State); err != nil {
			return err
		}
		h.State.Source, h.State.URL = source, url
		numbers[n] = len(out)
		out = append(out, h)
		return nil
	})
	if err != nil {
		return nil, err
	}
	today := now.UnixMilli() / dayMillis
	return out, t.each(`SELECT f.feed, f.at / 86400000, sum(f.new) FROM feed d CROSS JOIN fetch f ON f.feed = d.n AND f.at >= ?
		WHERE d.configured AND f.new > 0 GROUP BY 1, 2`,
		[]any{(today - volumeDays + 1) * dayMillis}, func(scan func(...any) error) error {
			var feed, day int64
			var n int
			if err := scan(&feed, &day, &n); err != nil {
				return err
			}
			if i, ok := numbers[feed]; ok && day <= today {
				out[i].Volume[volumeDays-1-int(today-day)] = n
			}
			return nil
		})
}

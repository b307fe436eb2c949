package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker"
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
	if err := t.newest(out, tracker.DayOf(now)); err != nil {
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

// newest adds the newest day on which the source of each feed published.
func (t *tx) newest(feeds []archive.FeedHealth, today tracker.Day) error {
	newest := map[string]tracker.Day{}
	err := t.each("SELECT s.id, (SELECT l.day FROM tally l WHERE l.source = s.n AND l.day <= ? AND l.articles > 0 ORDER BY l.day DESC LIMIT 1) FROM source s", []any{int64(today)},
		func(scan func(...any) error) error {
			var id string
			var day sql.NullInt64
			err := scan(&id, &day)
			newest[id] = tracker.Day(day.Int64)
			return err
		})
	for i := range feeds {
		feeds[i].Newest = newest[feeds[i].State.Source]
	}
	return err
}

// Unread counts by source the articles recorded in [from, to) that a feed brought
// and of which more than a title or an excerpt is not known.
func (s *Store) Unread(ctx context.Context, from, to time.Time) (out map[string]int, err error) {
	err = s.look(ctx, "counting pages that were not read in", func(t *tx) (err error) {
		out, err = t.unread(from.UnixMilli(), to.UnixMilli())
		return err
	})
	return out, err
}

func (t *tx) unread(from, to int64) (map[string]int, error) {
	out := map[string]int{}
	stretches, err := t.recordedIn(from, to)
	for _, s := range stretches {
		if err == nil {
			err = t.each("SELECT s.id, count(*) FROM article a JOIN source s ON s.n = a.source WHERE a.id >= ? AND a.id < ? AND a.run IS NULL AND a.depth <> 'full' GROUP BY s.id",
				[]any{s.from, s.end}, func(scan func(...any) error) error {
					var id string
					var n int
					err := scan(&id, &n)
					out[id] += n
					return err
				})
		}
	}
	return out, err
}

// before puts the health of a feed back to what the log says of it before an
// instant. Where the log was pruned, no more is known than that it was asked.
func (t *tx) before(h *archive.FeedHealth, at time.Time) error {
	was := archive.FeedHealth{Title: h.Title, Volume: h.Volume, Total: h.Total, Newest: h.Newest}
	was.State.Source, was.State.URL, was.State.Address = h.State.Source, h.State.URL, h.State.Address
	var asked, good, fresh, first sql.NullInt64
	_, err := t.get(`SELECT max(l.at), max(CASE WHEN l.class IN (?3, ?4, ?5) THEN l.at END), max(CASE WHEN l.new > 0 THEN l.at END),
		(SELECT first_good FROM feed WHERE url = ?1) FROM fetch l WHERE l.feed = (SELECT n FROM feed WHERE url = ?1) AND l.at < ?2`,
		[]any{h.State.URL, at.UnixMilli(), string(tracker.FetchOK), string(tracker.FetchUnchanged), string(tracker.FetchEmpty)}, &asked, &good, &fresh, &first)
	if err != nil {
		return err
	}
	if !asked.Valid && first.Valid && first.Int64 < at.UnixMilli() {
		asked, good = first, first
	}
	was.State.LastAsked, was.State.LastGood, was.State.LastNew = instant(asked), instant(good), instant(fresh)
	if asked.Valid && asked.Int64 > good.Int64 {
		was.State.Failures = 1
		if _, err := t.get("SELECT class, message FROM fetch WHERE feed = (SELECT n FROM feed WHERE url = ?) AND at = ?", []any{h.State.URL, asked.Int64}, &was.Class, &was.Message); err != nil {
			return err
		}
	}
	*h = was
	return nil
}

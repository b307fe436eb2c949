package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker"
)

// FeedHealth is how a feed has been doing.
type FeedHealth struct {
	State   tracker.FeedState
	Title   string
	Class   tracker.FetchClass // of the last fetch; empty when it was never asked
	Message string             // the same for a person
	Volume  []int              // new articles on each of the last volumeDays days, oldest first
	Total   int                // articles of its source
}

// volumeDays is how many days the volume of a feed is told for.
const volumeDays = 30

const dayMillis = 24 * 60 * 60 * 1000

// Health returns the health of the configured feeds at now, by source and address.
func (s *Store) Health(ctx context.Context) ([]FeedHealth, error) {
	var out []FeedHealth
	err := s.look(ctx, "reading the health of feeds from", func(t *tx) error {
		h, err := t.health(t.now)
		out = h
		return err
	})
	return out, err
}

func (t *tx) health(now time.Time) ([]FeedHealth, error) {
	out := []FeedHealth{}
	numbers := map[int64]int{}
	err := t.each(`SELECT f.n, s.id, f.url, f.title, f.class, f.message, f.state,
		(SELECT coalesce(sum(articles), 0) FROM tally l WHERE l.source = s.n)
		FROM feed f JOIN source s ON s.n = f.source WHERE f.configured ORDER BY s.id, f.url`, nil, func(scan func(...any) error) error {
		h := FeedHealth{Volume: make([]int, volumeDays)}
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
	return out, t.each("SELECT feed, at / 86400000, sum(new) FROM fetch WHERE new > 0 AND at >= ? GROUP BY 1, 2",
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

// FetchLog returns the last fetches of a feed that are kept, newest first.
func (s *Store) FetchLog(ctx context.Context, url string, limit int) ([]FetchRow, error) {
	out := []FetchRow{}
	err := s.look(ctx, "reading the log of", func(t *tx) error {
		return t.each(`SELECT d.url, f.at, f.class, f.status, f.message, f.took, f.bytes, f.items, f.new, f.rejected
			FROM fetch f JOIN feed d ON d.n = f.feed WHERE d.url = ? ORDER BY f.at DESC LIMIT ?`, []any{url, limit}, func(scan func(...any) error) error {
			var f FetchRow
			var at, took int64
			err := scan(&f.Feed, &at, &f.Class, &f.Status, &f.Message, &took, &f.Bytes, &f.Items, &f.New, &f.Lost)
			f.At, f.Took = moment(at), time.Duration(took)*time.Millisecond
			out = append(out, f)
			return err
		})
	})
	return out, err
}

// Interval is a stretch of time of a source, and what is known of it.
type Interval struct {
	Source      string
	Kind        string // observed, imported, gap
	Feed        string // address; empty for imports
	Import      string // the run
	Since       time.Time
	Until       time.Time
	Depth       tracker.Depth
	Articles    int           // of the source, by published day within the interval
	ArticleDays []tracker.Day // their first and last day; empty without articles
}

// Coverage returns what was looked through, by source and time; a source ""
// is all.
func (s *Store) Coverage(ctx context.Context, source string) ([]Interval, error) {
	out := []Interval{}
	err := s.look(ctx, "reading the coverage of", func(t *tx) error {
		err := t.each(`SELECT s.id, c.kind, coalesce(f.url, ''), c.run, c.since, coalesce(c.until, f.covered_to, c.since), c.depth
			FROM cover c JOIN source s ON s.n = c.source LEFT JOIN feed f ON f.n = c.feed
			WHERE ?1 IN ('', s.id) ORDER BY s.id, c.since, c.n`, []any{source}, func(scan func(...any) error) error {
			var v Interval
			var since, until int64
			err := scan(&v.Source, &v.Kind, &v.Feed, &v.Import, &since, &until, &v.Depth)
			v.Since, v.Until = moment(since), moment(until)
			out = append(out, v)
			return err
		})
		for i := range out {
			if err == nil {
				err = t.countInterval(&out[i])
			}
		}
		return err
	})
	return out, err
}

func (t *tx) countInterval(v *Interval) error {
	var first, last sql.NullInt64
	_, err := t.get(`SELECT coalesce(sum(l.articles), 0), min(l.day), max(l.day) FROM tally l JOIN source s ON s.n = l.source
		WHERE s.id = ? AND l.day BETWEEN ? AND ?`, []any{v.Source, int64(tracker.DayOf(v.Since)), int64(tracker.DayOf(v.Until))}, &v.Articles, &first, &last)
	if first.Valid {
		v.ArticleDays = []tracker.Day{tracker.Day(first.Int64), tracker.Day(last.Int64)}
	}
	return err
}

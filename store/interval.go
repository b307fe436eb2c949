package store

import (
	"context"
	"database/sql"
	"slices"
	"sync"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// covered holds the intervals in memory, as long as the table change tells that
// none was added or altered. An open one ends where its feed is covered to.
type covered struct {
	mu      sync.Mutex
	version int64
	rows    []coverRow
}

type coverRow struct {
	archive.Interval
	open int64 // feed; 0 when it has ended
}

// Coverage returns what was looked through, by source and time; a source ""
// is all. The articles of an interval are not counted: see CountIntervals.
func (s *Store) Coverage(ctx context.Context, source string) ([]archive.Interval, error) {
	var out []archive.Interval
	err := s.look(ctx, "reading the coverage of", func(t *tx) error {
		rows, err := s.covered.at(t)
		if err != nil {
			return err
		}
		ends, err := t.coveredTo()
		out = make([]archive.Interval, 0, len(rows))
		for _, r := range rows {
			if source != "" && r.Source != source {
				continue
			}
			if end, ok := ends[r.open]; ok && r.open != 0 {
				r.Until = end
			}
			out = append(out, r.Interval)
		}
		return err
	})
	return out, err
}

func (c *covered) at(t *tx) ([]coverRow, error) {
	var version int64
	if _, err := t.get("SELECT version FROM change WHERE name = 'cover'", nil, &version); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if version == c.version {
		return c.rows, nil
	}
	rows, err := t.intervals()
	if err == nil && version > c.version { // else the moment is an older one
		c.version, c.rows = version, rows
	}
	return rows, err
}

func (t *tx) intervals() ([]coverRow, error) {
	var out []coverRow
	err := t.each(`SELECT s.id, c.kind, coalesce(f.url, ''), c.run, c.since, coalesce(c.until, c.since), c.depth, iif(c.until IS NULL, c.feed, 0)
		FROM cover c JOIN source s ON s.n = c.source LEFT JOIN feed f ON f.n = c.feed ORDER BY s.id, c.since, c.n`, nil, func(scan func(...any) error) error {
		var r coverRow
		var since, until int64
		var open sql.NullInt64
		err := scan(&r.Source, &r.Kind, &r.Feed, &r.Import, &since, &until, &r.Depth, &open)
		r.Since, r.Until, r.open = moment(since), moment(until), open.Int64
		out = append(out, r)
		return err
	})
	return out, err
}

// coveredTo tells of each feed until when it was observed.
func (t *tx) coveredTo() (map[int64]time.Time, error) {
	out := map[int64]time.Time{}
	return out, t.each("SELECT n, covered_to FROM feed WHERE covered_to IS NOT NULL", nil, func(scan func(...any) error) error {
		var n, to int64
		err := scan(&n, &to)
		out[n] = moment(to)
		return err
	})
}

// CountIntervals returns intervals with the number of articles that their source
// published in each. It reads a row a day of each interval, so it is for those
// that are shown.
func (s *Store) CountIntervals(ctx context.Context, list []archive.Interval) ([]archive.Interval, error) {
	out := slices.Clone(list)
	err := s.look(ctx, "counting the articles of", func(t *tx) error {
		for i := range out {
			v := &out[i]
			if _, err := t.get(`SELECT coalesce(sum(articles), 0) FROM tally WHERE source = (SELECT n FROM source WHERE id = ?) AND day BETWEEN ? AND ?`,
				[]any{v.Source, int64(tracker.DayOf(v.Since)), int64(tracker.DayOf(v.Until))}, &v.Articles); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
)

// eventColumns are what scanEvent reads, after the number of the row.
const eventColumns = "row, published_day, recorded, superseded, supersedes"

// scanEvent reads a row of the table event and its number.
func scanEvent(scan func(...any) error) (n int64, e *tracker.Event, err error) {
	var row sql.RawBytes
	var day, superseded sql.NullInt64
	var recorded int64
	var supersedes string
	if err := scan(&n, &row, &day, &recorded, &superseded, &supersedes); err != nil {
		return 0, nil, err
	}
	e = &tracker.Event{}
	if err := json.Unmarshal(row, e); err != nil {
		return n, nil, fmt.Errorf("reading the stored event %d: %w", n, err)
	}
	e.PublishedAt.Day, e.RecordedAt, e.Supersedes = tracker.Day(day.Int64), moment(recorded), supersedes
	if superseded.Valid {
		at := moment(superseded.Int64)
		e.SupersededAt = &at
	}
	return n, e, nil
}

// believed holds every recorded event in memory, for those who ask again and
// again: a row is decoded once, and again only after it was written again,
// which the table event_change tells. What is handed out is never altered.
type believed struct {
	mu      sync.Mutex
	version int64 // of event_change, up to which rows are read
	rows    map[int64]*believedRow
	ordered []*believedRow // as Timeline orders them; replaced, never altered
}

type believedRow struct {
	n     int64
	event *tracker.Event
}

// Events returns what Timeline does, of events that are held in memory and may
// not be altered. It suits a program that asks often.
func (s *Store) Events(ctx context.Context, f archive.Filter) ([]*tracker.Event, error) {
	var out []*tracker.Event
	err := s.look(ctx, "reading the timeline of", func(t *tx) error {
		rows, current, err := s.believed.at(t)
		if err != nil {
			return err
		}
		if !current { // another reader is ahead of the moment that is held
			es, err := t.timeline(f)
			for i := range es {
				out = append(out, &es[i])
			}
			return err
		}
		for _, r := range rows {
			if f.Selects(r.event) {
				out = append(out, f.Then(r.event))
			}
		}
		return nil
	})
	return out, err
}

// at returns the events as of the moment of t; current is false when the memory
// is of a later one.
func (b *believed) at(t *tx) (rows []*believedRow, current bool, err error) {
	var version int64
	if _, err := t.get("SELECT coalesce(max(version), 0) FROM event_change", nil, &version); err != nil {
		return nil, false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if version > b.version || b.rows == nil {
		if err := b.read(t, version); err != nil {
			return nil, false, err
		}
	}
	return b.ordered, version == b.version, nil
}

// read brings the memory up to a version.
func (b *believed) read(t *tx, version int64) error {
	fresh := map[int64]*believedRow{}
	err := t.each("SELECT n, "+eventColumns+" FROM event_change c CROSS JOIN event e ON e.n = c.event WHERE c.version > ?", []any{b.version},
		func(scan func(...any) error) error {
			n, e, err := scanEvent(scan)
			fresh[n] = &believedRow{n, e}
			return err
		})
	if err != nil {
		return err
	}
	if b.rows == nil {
		b.rows = map[int64]*believedRow{}
	}
	added := make([]*believedRow, 0, len(fresh))
	for n, r := range fresh {
		b.rows[n] = r
		added = append(added, r)
	}
	slices.SortFunc(added, (*believedRow).compare)
	b.ordered, b.version = merged(b.ordered, added, b.rows), version
	return nil
}

// merged puts added rows in their places among those of a list that still hold.
func merged(list, added []*believedRow, hold map[int64]*believedRow) []*believedRow {
	out := make([]*believedRow, 0, len(hold))
	for _, r := range list {
		if hold[r.n] != r {
			continue // read again since
		}
		for len(added) > 0 && added[0].compare(r) < 0 {
			out, added = append(out, added[0]), added[1:]
		}
		out = append(out, r)
	}
	return append(out, added...)
}

// compare orders rows as Timeline does: by date, undated ones last.
func (r *believedRow) compare(o *believedRow) int {
	a, b := cmp.Or(r.event.At.From, r.event.At.To), cmp.Or(o.event.At.From, o.event.At.To)
	if (a == 0) != (b == 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Or(cmp.Compare(a, b), r.event.RecordedAt.Compare(o.event.RecordedAt), cmp.Compare(r.n, o.n))
}

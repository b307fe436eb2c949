package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
)

// Meta returns a small value kept by name, such as a watermark; "" when there
// is none.
func (s *Store) Meta(ctx context.Context, name string) (value string, err error) {
	err = s.look(ctx, "reading a setting of", func(t *tx) error {
		_, err := t.get("SELECT value FROM meta WHERE key = ?", []any{"named " + name}, &value)
		return err
	})
	return value, err
}

// SetMeta keeps a small value by name.
func (s *Store) SetMeta(ctx context.Context, name, value string) error {
	return s.change(ctx, "keeping a setting in", func(t *tx) error {
		_, err := t.exec("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", "named "+name, value)
		return err
	})
}

// Memory returns what discovery remembered under a name, and when that was
// written; nil when nothing was.
func (s *Store) Memory(ctx context.Context, name string) (state []byte, written time.Time, err error) {
	var at sql.NullInt64
	err = s.look(ctx, "reading what was remembered in", func(t *tx) error {
		_, err := t.get("SELECT state, recorded FROM memory WHERE name = ?", []any{name}, &state, &at)
		return err
	})
	return state, instant(at), err
}

// Discovered records what the close of a day found, together with the state
// that discovery goes on from, and the events of it: either all or nothing.
func (s *Store) Discovered(ctx context.Context, name string, state []byte, found []archive.CandidateRow, events []tracker.Event) error {
	return s.promise(ctx, "recording candidates in", func(t *tx) error {
		if state != nil {
			if _, err := t.exec("INSERT INTO memory (name, state, recorded) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET state = ?2, recorded = ?3",
				name, state, millis(t.now)); err != nil {
				return err
			}
		}
		for _, f := range found {
			if err := t.keepFound(f); err != nil {
				return fmt.Errorf("candidate %s: %w", f.ID, err)
			}
		}
		for _, e := range events {
			e.RecordedAt = t.now
			if err := t.addEvent(e, 0); err != nil {
				return fmt.Errorf("event %s: %w", e.ID, err)
			}
		}
		return nil
	})
}

// keepFound adds a version of a candidate unless it is what is known already.
func (t *tx) keepFound(f archive.CandidateRow) error {
	var n int64
	var status string
	var row packed
	found, err := t.get("SELECT n, status, row FROM candidate INDEXED BY candidate_standing WHERE id = ? AND superseded IS NULL", []any{f.ID}, &n, &status, &row)
	if err != nil || found && status == f.Status && string(row) == string(f.Row) {
		return err
	}
	if found {
		if _, err := t.exec("UPDATE candidate SET superseded = ? WHERE n = ?", millis(t.now), n); err != nil {
			return err
		}
	}
	_, err = t.exec("INSERT INTO candidate (id, status, row, recorded) VALUES (?, ?, ?, ?)", f.ID, f.Status, packed(f.Row), millis(t.now))
	return err
}

// Emerging returns the candidates as they were known at an instant (zero:
// now), in the order in which they were first found.
func (s *Store) Emerging(ctx context.Context, asOf time.Time) ([]archive.CandidateRow, error) {
	out := []archive.CandidateRow{}
	var c clause
	c.valid("", archive.Filter{AsOf: asOf})
	err := s.look(ctx, "reading the candidates of", func(t *tx) error {
		return t.each("SELECT id, status, row, (SELECT min(recorded) FROM candidate o WHERE o.id = c.id) FROM candidate c "+c.where()+" ORDER BY 4, n", c.args,
			func(scan func(...any) error) error {
				var f archive.CandidateRow
				var row packed
				var recorded int64
				err := scan(&f.ID, &f.Status, &row, &recorded)
				f.Row, f.Recorded = json.RawMessage(row), moment(recorded)
				out = append(out, f)
				return err
			})
	})
	return out, err
}

// Statuses returns how candidates stand now, by id; those that are unknown are
// left out.
func (s *Store) Statuses(ctx context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	err := s.look(ctx, "reading the candidates of", func(t *tx) error {
		for _, id := range ids {
			var status string
			found, err := t.get("SELECT status FROM candidate INDEXED BY candidate_standing WHERE id = ? AND superseded IS NULL", []any{id}, &status)
			if err != nil {
				return err
			}
			if found {
				out[id] = status
			}
		}
		return nil
	})
	return out, err
}

// SetFurniture keeps what was learned of the lines that a source repeats; more
// pages replace fewer.
func (s *Store) SetFurniture(ctx context.Context, source string, lines []furniture.Line) error {
	return s.change(ctx, "keeping repeated lines in", func(t *tx) error {
		n, err := t.sourceNumber(source, source)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if _, err := t.exec(`INSERT INTO furniture (source, hash, line, pages, recorded) VALUES (?1, ?2, ?3, ?4, ?5)
				ON CONFLICT DO UPDATE SET pages = max(pages, ?4)`, n, hashOf(l.Text), l.Text, l.Pages, millis(t.now)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Furniture returns the repeated lines of every source, most frequent first.
func (s *Store) Furniture(ctx context.Context) (map[string][]furniture.Line, error) {
	out := map[string][]furniture.Line{}
	err := s.look(ctx, "reading repeated lines of", func(t *tx) error {
		return t.each("SELECT s.id, f.line, f.pages FROM furniture f JOIN source s ON s.n = f.source ORDER BY s.id, f.pages DESC, f.line", nil,
			func(scan func(...any) error) error {
				var source string
				var l furniture.Line
				err := scan(&source, &l.Text, &l.Pages)
				out[source] = append(out[source], l)
				return err
			})
	})
	return out, err
}

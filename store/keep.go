package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
)

// Memory returns what discovery remembered under a name.
func (s *Store) Memory(ctx context.Context, name string) (r archive.Remembered, err error) {
	err = s.look(ctx, "reading what was remembered in", func(t *tx) error {
		var day, articles, at sql.NullInt64
		_, err := t.get("SELECT state, day, articles, recorded FROM memory WHERE name = ?", []any{name}, &r.State, &day, &articles, &at)
		r.Day, r.Articles, r.Written = tracker.Day(day.Int64), int(articles.Int64), instant(at)
		return err
	})
	return r, err
}

// Discovery returns the newest day that discovery closed, 0 where it closed none, and
// from how many articles it has learned, without reading what it remembers.
func (s *Store) Discovery(ctx context.Context, name string) (closed tracker.Day, articles int, err error) {
	err = s.look(ctx, "reading how far discovery came in", func(t *tx) error {
		var day, learned sql.NullInt64
		_, err := t.get("SELECT day, articles FROM memory WHERE name = ?", []any{name}, &day, &learned)
		closed, articles = tracker.Day(day.Int64), int(learned.Int64)
		return err
	})
	return closed, articles, err
}

// Discovered records what the close of a day found, together with the state
// that discovery goes on from, where there is one, and the events of it: either all
// or nothing. Where the state comes later it is promised with that.
func (s *Store) Discovered(ctx context.Context, name string, r archive.Remembered, found []archive.CandidateRow, events []tracker.Event) error {
	how := durably
	if r.Later {
		how = lazily
	}
	return s.changeWith(ctx, "recording candidates in", how, func(t *tx) error {
		if r.State != nil {
			if err := t.exec("INSERT INTO memory (name, state, recorded, day, articles) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO UPDATE SET state = ?2, recorded = ?3, day = ?4, articles = ?5",
				name, r.State, millis(t.now), civil(r.Day), r.Articles); err != nil {
				return err
			}
		}
		if err := t.keepFound(found); err != nil {
			return err
		}
		for i := range events {
			events[i].RecordedAt = t.now
		}
		return t.addEvents(events, 0)
	})
}

// keepFound adds versions of candidates, of two under one id the last, but for what is
// known already. A version takes the row of the one before, of which what differs goes
// into a row of its own: so no page of the file is left half empty.
func (t *tx) keepFound(found []archive.CandidateRow) error {
	standing, err := t.latestFound(found)
	if err != nil {
		return err
	}
	var first, before []any
	last := map[string]int{}
	for i, f := range found {
		last[f.ID] = i
	}
	for i, f := range found {
		was, known := standing[f.ID]
		switch {
		case last[f.ID] != i:
		case !known:
			first = append(first, f.ID, f.Status, packed(f.Row), millis(t.now))
		case was.status != f.Status || string(was.row) != string(f.Row):
			row := packed(f.Row)
			before = append(before, f.ID, was.status, replaced{was.row, row}, was.since, millis(t.now))
			if err := t.exec("UPDATE candidate SET status = ?, row = ?, recorded = ? WHERE n = ?", f.Status, row, millis(t.now), was.n); err != nil {
				return fmt.Errorf("candidate %s: %w", f.ID, err)
			}
		}
	}
	if err := t.insertRows("INSERT INTO candidate (id, status, row, recorded) VALUES ", 4, first, ""); err != nil {
		return err
	}
	return t.insertRows("INSERT INTO candidate (id, status, row, recorded, superseded) VALUES ", 5, before, "")
}

// latestRow is the version that stands of a candidate.
type latestRow struct {
	n, since int64
	status   string
	row      packed
}

// latestFound returns, by their ids, the versions that stand of candidates.
func (t *tx) latestFound(of []archive.CandidateRow) (map[string]latestRow, error) {
	out := map[string]latestRow{}
	for some := range slices.Chunk(of, inOneGo) {
		ids := make([]string, len(some))
		for i, f := range some {
			ids[i] = f.ID
		}
		among, args := listed(ids)
		if err := t.each("SELECT n, id, status, row, recorded FROM candidate INDEXED BY candidate_standing WHERE superseded IS NULL AND id IN "+among, args, func(scan func(...any) error) error {
			var id string
			var l latestRow
			err := scan(&l.n, &id, &l.status, &l.row, &l.since)
			out[id] = l
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Emerging returns the candidates as they were known at an instant (zero:
// now), in the order in which they were first found, then in that of their last change.
func (s *Store) Emerging(ctx context.Context, asOf time.Time) ([]archive.CandidateRow, error) {
	var found []foundRow
	err := s.look(ctx, "reading the candidates of", func(t *tx) (err error) {
		found, err = t.found(asOf)
		return err
	})
	slices.SortFunc(found, func(a, b foundRow) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.since, b.since), cmp.Compare(a.n, b.n))
	})
	out := make([]archive.CandidateRow, len(found))
	for i, f := range found {
		out[i] = f.CandidateRow
	}
	return out, err
}

// foundRow is a version of a candidate.
type foundRow struct {
	archive.CandidateRow
	n            int64 // number of the row that stands
	first, since int64 // when the candidate was first found, and since when this version holds
}

// found returns the versions of candidates that were valid at an instant (zero: now).
// It goes back from those that stand, by which those before are unpacked.
func (t *tx) found(asOf time.Time) ([]foundRow, error) {
	var out []foundRow
	valid, args := "superseded IS NULL", []any(nil)
	if !asOf.IsZero() {
		valid, args = "superseded IS NULL OR superseded > ?", []any{asOf.UnixMilli()}
	}
	var standing int64
	var next packed
	err := t.each("SELECT n, id, status, row, recorded, superseded, (SELECT min(recorded) FROM candidate o WHERE o.id = c.id) FROM candidate c WHERE "+valid+
		" ORDER BY id, superseded IS NULL DESC, n DESC", args, func(scan func(...any) error) error {
		var f foundRow
		var superseded sql.NullInt64
		row := replaced{by: next}
		if err := scan(&f.n, &f.ID, &f.Status, &row, &f.since, &superseded, &f.first); err != nil {
			return err
		}
		if !superseded.Valid {
			standing = f.n
		}
		f.n, next = standing, row.text
		if asOf.IsZero() || f.since <= asOf.UnixMilli() && (!superseded.Valid || superseded.Int64 > asOf.UnixMilli()) {
			f.Row, f.Recorded = json.RawMessage(row.text), moment(f.first)
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

// Statuses returns how candidates stand now, by id; those that are unknown are
// left out.
func (s *Store) Statuses(ctx context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{}
	err := s.look(ctx, "reading the candidates of", func(t *tx) error {
		for some := range slices.Chunk(ids, inOneGo) {
			among, args := listed(some)
			if err := t.each("SELECT id, status FROM candidate INDEXED BY candidate_standing WHERE superseded IS NULL AND id IN "+among, args, func(scan func(...any) error) error {
				var id, status string
				err := scan(&id, &status)
				out[id] = status
				return err
			}); err != nil {
				return err
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
			if err := t.exec(`INSERT INTO furniture (source, hash, line, pages, recorded) VALUES (?1, ?2, ?3, ?4, ?5)
				ON CONFLICT (source, hash) DO UPDATE SET pages = max(furniture.pages, ?4)`, n, hashOf(l.Text), l.Text, l.Pages, millis(t.now)); err != nil {
				return err
			}
		}
		return nil
	})
}

// FirstTexts hands over the newest articles of a source, at most so many, oldest first,
// each with the first text that was had of it; those whose text was let go are left out.
func (s *Store) FirstTexts(ctx context.Context, source string, most int, each func(archive.Article) error) error {
	return s.look(ctx, "reading the last pages of a source in", func(t *tx) error {
		var found []archive.Article
		if err := t.each(`SELECT a.id, coalesce(a.key, a.url), a.latest, a.language FROM article a
			WHERE a.source = (SELECT n FROM source WHERE id = ?) AND a.pruned IS NULL AND a.depth <> 'title' ORDER BY a.id DESC LIMIT ?`, []any{source, most},
			func(scan func(...any) error) error {
				a := archive.Article{Source: source}
				err := scan(&a.ID, &a.Key, &a.Revision, &a.Language)
				found = append(found, a)
				return err
			}); err != nil {
			return err
		}
		for _, a := range slices.Backward(found) {
			revisions, err := t.revisions(a.Revision)
			if err != nil {
				return err
			}
			if i := slices.IndexFunc(revisions, func(r tracker.Revision) bool { return r.Depth != tracker.TitleOnly }); i >= 0 {
				a.Text = revisions[i].Text
			}
			if err := each(a); err != nil {
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

package store

import (
	"context"

	"onset/tracker/archive"
)

// AddNotes keeps notes and returns how many were new; the same note at the same
// time is kept once.
func (s *Store) AddNotes(ctx context.Context, ns []archive.Note) (int, error) {
	added := 0
	err := s.promise(ctx, "keeping notes in", func(t *tx) error {
		for _, n := range ns {
			at := millis(recordedOr(n.Recorded, t.now))
			var known bool
			if _, err := t.get("SELECT count(*) > 0 FROM note WHERE about = ? AND text = ? AND recorded = ?", []any{n.About, n.Text, at}, &known); err != nil {
				return err
			}
			if known {
				continue
			}
			if err := t.exec("INSERT INTO note (about, who, text, recorded, kind) VALUES (?, ?, ?, ?, ?)", n.About, n.Who, n.Text, at, n.Kind); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	return added, err
}

// Notes returns the notes about an id, or all for "".
func (s *Store) Notes(ctx context.Context, about string) ([]archive.Note, error) {
	var out []archive.Note
	err := s.look(ctx, "reading the notes of", func(t *tx) (err error) {
		out, err = t.notes(about)
		return err
	})
	return out, err
}

func (t *tx) notes(about string) ([]archive.Note, error) {
	out := []archive.Note{}
	err := t.each("SELECT about, who, text, recorded, kind FROM note WHERE ?1 IN (about, '') ORDER BY n", []any{about}, func(scan func(...any) error) error {
		var n archive.Note
		var recorded int64
		err := scan(&n.About, &n.Who, &n.Text, &recorded, &n.Kind)
		n.Recorded = moment(recorded)
		out = append(out, n)
		return err
	})
	return out, err
}

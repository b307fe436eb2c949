package store

import (
	"context"
	"time"
)

// Note is what a person wrote about something that has an id.
type Note struct {
	About    string    `json:"about"`
	Who      string    `json:"who"`
	Text     string    `json:"text"`
	Recorded time.Time `json:"recorded_at"`
	Kind     string    `json:"kind,omitempty"` // Reported, or "" for a remark
}

// Reported is the kind of a note that names where something was used.
const Reported = "reported"

// AddNote keeps a note; the same note at the same time is kept once.
func (s *Store) AddNote(ctx context.Context, n Note) error {
	_, err := s.AddNotes(ctx, []Note{n})
	return err
}

// AddNotes keeps notes, such as those of a journal, and returns how many were
// new.
func (s *Store) AddNotes(ctx context.Context, ns []Note) (int, error) {
	added := 0
	err := s.change(ctx, "keeping notes in", func(t *tx) error {
		for _, n := range ns {
			at := millis(recordedOr(n.Recorded, t.now))
			var known bool
			if _, err := t.get("SELECT count(*) > 0 FROM note WHERE about = ? AND text = ? AND recorded = ?", []any{n.About, n.Text, at}, &known); err != nil {
				return err
			}
			if known {
				continue
			}
			if _, err := t.exec("INSERT INTO note (about, who, text, recorded, kind) VALUES (?, ?, ?, ?, ?)", n.About, n.Who, n.Text, at, n.Kind); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	return added, err
}

// Notes returns the notes about an id, or all for "".
func (s *Store) Notes(ctx context.Context, about string) ([]Note, error) {
	var out []Note
	err := s.look(ctx, "reading the notes of", func(t *tx) (err error) {
		out, err = t.notes(about)
		return err
	})
	return out, err
}

func (t *tx) notes(about string) ([]Note, error) {
	out := []Note{}
	err := t.each("SELECT about, who, text, recorded, kind FROM note WHERE ?1 IN (about, '') ORDER BY n", []any{about}, func(scan func(...any) error) error {
		var n Note
		var recorded int64
		err := scan(&n.About, &n.Who, &n.Text, &recorded, &n.Kind)
		n.Recorded = moment(recorded)
		out = append(out, n)
		return err
	})
	return out, err
}

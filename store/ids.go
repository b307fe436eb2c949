package store

import (
	"context"
	"database/sql"

	"onset/tracker"
	"onset/tracker/archive"
)

// IDs returns all ids that the archive knows, those of earlier rules too.
func (s *Store) IDs(ctx context.Context) (archive.IDs, error) {
	var out archive.IDs
	err := s.look(ctx, "reading the names in", func(t *tx) error {
		for _, l := range []struct {
			query string
			into  *[]string
		}{
			{"SELECT DISTINCT narrative FROM point ORDER BY 1", &out.Narratives},
			{"SELECT narrative || '/' || id FROM point ORDER BY 1", &out.Points},
			{"SELECT id FROM source ORDER BY 1", &out.Sources},
		} {
			if err := t.each(l.query, nil, func(scan func(...any) error) error {
				var id string
				err := scan(&id)
				*l.into = append(*l.into, id)
				return err
			}); err != nil {
				return err
			}
		}
		return t.each("SELECT DISTINCT speakers FROM rule_file", nil, func(scan func(...any) error) error {
			var text sql.NullString
			var speakers []tracker.Speaker
			if err := scan(&text); err != nil {
				return err
			}
			err := decode(text, &speakers)
			for _, sp := range speakers {
				out.Speakers = append(out.Speakers, sp.ID)
			}
			return err
		})
	})
	return out, err
}

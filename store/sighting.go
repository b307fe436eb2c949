package store

import (
	"context"

	"onset/tracker/archive"
)

// Sighted keeps what another place saw of an article, unless that is what it saw
// the last time.
func (s *Store) Sighted(ctx context.Context, g archive.Sighting) error {
	return s.change(ctx, "noting what another place saw in", func(t *tx) error {
		return t.exec(`INSERT INTO sighting (article, place, at, class, status, differs, title, text, recorded)
			SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (SELECT 1 FROM
				(SELECT class, status, differs, title, text FROM sighting WHERE article = ?1 AND place = ?2 ORDER BY n DESC LIMIT 1)
				WHERE class = ?4 AND status = ?5 AND differs = ?6 AND title = ?7 AND text = ?8)`,
			g.Article, g.Place, millis(g.At), string(g.Class), g.Status, g.Differs, g.Title, g.Text, millis(t.now))
	})
}

// sightings returns what other places saw of an article, oldest first.
func (t *tx) sightings(article int64) ([]archive.Sighting, error) {
	out := []archive.Sighting{}
	err := t.each("SELECT place, at, class, status, differs, title, text FROM sighting WHERE article = ? ORDER BY n", []any{article}, func(scan func(...any) error) error {
		g := archive.Sighting{Article: article}
		var at int64
		err := scan(&g.Place, &at, &g.Class, &g.Status, &g.Differs, &g.Title, &g.Text)
		g.At = moment(at)
		out = append(out, g)
		return err
	})
	return out, err
}

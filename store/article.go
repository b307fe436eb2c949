package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"onset/tracker"
	"onset/tracker/archive"
)

// Article returns an article by its number, its address, or the number of one
// of its revisions.
func (s *Store) Article(ctx context.Context, ref string) (archive.Dossier, error) {
	var v archive.Dossier
	err := s.look(ctx, "reading an article of", func(t *tx) error {
		id, err := t.articleOf(ref)
		if err != nil {
			return err
		}
		v, err = t.article(id)
		return err
	})
	return v, err
}

// articleOf finds the number of an article.
func (t *tx) articleOf(ref string) (int64, error) {
	if n, err := strconv.ParseInt(ref, 10, 64); err == nil {
		var id int64
		found, err := t.get("SELECT id FROM article WHERE id = ?1 UNION SELECT article FROM revision WHERE id = ?1 LIMIT 1", []any{n}, &id)
		if found || err != nil {
			return id, err
		}
		return 0, fmt.Errorf("%w: %s", archive.ErrNotFound, ref)
	}
	sources, err := t.sources()
	if err != nil {
		return 0, err
	}
	for _, src := range sources {
		hash, a, err := t.slot(src.ID, ref)
		if err == nil && a.id == 0 {
			err = t.alias(hash, &a)
		}
		if err != nil || a.id != 0 {
			return a.id, err
		}
	}
	return 0, fmt.Errorf("%w: %s", archive.ErrNotFound, ref)
}

func (t *tx) article(id int64) (archive.Dossier, error) {
	v := archive.Dossier{Dates: []tracker.DateClaim{}}
	var date dated
	var withdrawn, pruned sql.NullInt64
	var seen, recorded, latest int64
	var guid, run, dates sql.NullString
	_, err := t.get(`SELECT a.id, s.id, coalesce(a.key, a.url), a.rung, a.url, a.guid, a.title, a.language, a.author,
		a.published_from, a.dates, a.seen, a.recorded, a.latest, a.depth, a.origin, a.run, a.late, a.withdrawn, a.pruned, `+dateColumns+`
		FROM article a JOIN source s ON s.n = a.source WHERE a.id = ?`, []any{id},
		append([]any{&v.ID, &v.Source, &v.Key, &v.Rung, &v.URL, &guid, &v.Title, &v.Language, &v.Author,
			&v.From, &dates, &seen, &recorded, &latest, &v.Depth, &v.Origin, &run, &v.Late, &withdrawn, &pruned}, date.fields()...)...)
	if err != nil {
		return v, err
	}
	v.GUID, v.Import = guid.String, run.String
	if !guid.Valid {
		v.GUID = v.URL
	}
	v.Seen, v.Recorded = moment(seen), moment(recorded)
	if v.Published, err = date.stamp(); err != nil {
		return v, err
	}
	v.Withdrawn, v.Pruned = instant(withdrawn), instant(pruned)
	claims, err := decodeDates(dates)
	if err != nil {
		return v, err
	}
	v.Dates = append(v.Dates, claims...)
	if v.Revisions, err = t.revisions(latest); err != nil {
		return v, err
	}
	if v.Sightings, err = t.sightings(id); err != nil {
		return v, err
	}
	text := v.Revisions[len(v.Revisions)-1]
	if v.Claims, err = t.claims(latest, text.Title, text.Text); err != nil {
		return v, err
	}
	ws, err := t.witnesses("WHERE m.article = ? AND m.superseded IS NULL ORDER BY m.revision, m.part DESC, m.start", id)
	v.Mentions = plain(ws)
	return v, err
}

// revisions follows the chain back from the latest; oldest first.
func (t *tx) revisions(latest int64) ([]tracker.Revision, error) {
	var out []tracker.Revision
	for id := latest; id != 0; {
		r, err := t.revision(id)
		if err != nil {
			return nil, err
		}
		out = append([]tracker.Revision{r}, out...)
		var previous sql.NullInt64
		if _, err := t.get("SELECT previous FROM revision WHERE id = ?", []any{id}, &previous); err != nil {
			return nil, err
		}
		id = previous.Int64
	}
	return out, nil
}

// claims returns the claims of a revision's latest reading, with their words.
func (t *tx) claims(revision int64, title, body string) ([]tracker.Claim, error) {
	var claims packed
	_, err := t.get("SELECT g.claims FROM revision r JOIN reading g ON g.n = r.reading WHERE r.id = ?", []any{revision}, &claims)
	if err != nil {
		return nil, err
	}
	return claimsIn(claims, title, body)
}

// claimsIn reads claims that are kept without their words, which stand in the text.
func claimsIn(kept packed, title, body string) ([]tracker.Claim, error) {
	out := []tracker.Claim{}
	if err := kept.decode(&out); err != nil {
		return nil, err
	}
	for i := range out {
		c := &out[i]
		text := partOf(c.Part, title, body)
		if 0 <= c.Start && c.Start <= c.End && c.End <= len(text) {
			c.Text = text[c.Start:c.End]
		}
	}
	return out, nil
}

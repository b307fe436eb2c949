package store

import (
	"context"
	"database/sql"

	"onset/tracker"
	"onset/tracker/archive"
)

// Revisions returns the latest revisions of the articles that are asked for and whose
// text is kept, oldest first; of those that hold no talking point the newest first.
func (s *Store) Revisions(ctx context.Context, of archive.Kept) ([]int64, error) {
	const holds = "EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id AND m.superseded IS NULL)"
	order := "a.latest"
	var c clause
	c.add("a.pruned IS NULL")
	switch of.Mentions {
	case archive.Mentioning:
		c.add(holds)
	case archive.Unmentioning:
		c.add("NOT " + holds)
		order = "a.latest DESC"
	}
	if of.Before != 0 {
		c.add("a.id IN (SELECT article FROM revision WHERE reader < ?)", of.Before)
	}
	if len(of.Sources) > 0 {
		in, args := listed(of.Sources)
		c.add("a.source IN (SELECT n FROM source WHERE id IN "+in+")", args...)
	}
	if of.Unnamed {
		c.add("a.source IN (SELECT n FROM source WHERE NOT configured)")
	}
	var out []int64
	err := s.look(ctx, "looking for texts to read again in", func(t *tx) error {
		return t.each("SELECT a.latest FROM article a "+c.where()+" ORDER BY "+order, c.args, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			out = append(out, id)
			return err
		})
	})
	return out, err
}

// Pruned counts the articles whose text was let go, so that it can't be read again.
func (s *Store) Pruned(ctx context.Context) (n int, err error) {
	err = s.look(ctx, "counting articles without text in", func(t *tx) error {
		_, err := t.get("SELECT count(*) FROM article WHERE pruned IS NOT NULL", nil, &n)
		return err
	})
	return n, err
}

// texts returns the texts of an article, oldest first, with what decides how each
// is read.
func (t *tx) texts(a *archive.Article) ([]archive.Text, error) {
	revisions, err := t.revisions(a.Revision)
	out := make([]archive.Text, len(revisions))
	old := false
	for i, rev := range revisions {
		out[i].Revision = rev
		var dates sql.NullString
		if _, err := t.get(`SELECT declared IS NULL, coalesce(declared, language), iif(number = 1, (SELECT dates FROM article WHERE id = ?), dates) FROM revision WHERE id = ?`,
			[]any{a.ID, rev.ID}, &old, &out[i].Declared, &dates); err != nil {
			return nil, err
		}
		if out[i].Dates, err = decodeDates(dates); err != nil {
			return nil, err
		}
	}
	if n := len(out); n > 0 && len(out[n-1].Dates) == 0 && a.Published.Known() {
		out[n-1].Dates = []tracker.DateClaim{{From: tracker.FromArchive, Stamp: a.Published}}
	}
	if old {
		asDated(a, out)
	}
	return out, err
}

// asDated completes the first dates of an article by its date as it stands: older
// programs kept of them neither the day in the outlet's zone nor what they assumed.
func asDated(a *archive.Article, texts []archive.Text) {
	for i, c := range texts[0].Dates {
		if c.Stamp.Known() && c.Stamp.Time.Equal(a.Published.Time) && (!c.Stamp.Time.IsZero() || c.Stamp.Day == a.Published.Day) {
			texts[0].Dates[i].Stamp = a.Published
			return
		}
	}
}

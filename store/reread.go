package store

import (
	"context"
	"database/sql"

	"onset/tracker"
	"onset/tracker/archive"
)

// Mentioning returns the latest revision of every article that holds a talking
// point and whose text is kept, oldest first.
func (s *Store) Mentioning(ctx context.Context) ([]int64, error) {
	return s.revisionsWhere(ctx, "a.pruned IS NULL AND EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id AND m.superseded IS NULL) ORDER BY a.latest")
}

// ReadBefore returns the latest revisions of the articles of which a reader older
// than a version read a text: of those that hold a talking point, oldest first, and
// of the others, newest first. Texts that were let go can't be read again and are left out.
func (s *Store) ReadBefore(ctx context.Context, version int) (with, without []int64, err error) {
	const holds = "EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id AND m.superseded IS NULL)"
	const read = "a.pruned IS NULL AND a.id IN (SELECT article FROM revision WHERE reader < ?)"
	if with, err = s.revisionsWhere(ctx, read+" AND "+holds+" ORDER BY a.latest", version); err != nil {
		return nil, nil, err
	}
	without, err = s.revisionsWhere(ctx, read+" AND NOT "+holds+" ORDER BY a.latest DESC", version)
	return with, without, err
}

// Of returns the latest revision of every article of some sources whose text is
// kept, oldest first.
func (s *Store) Of(ctx context.Context, sources []string) ([]int64, error) {
	args := make([]any, len(sources))
	for i, id := range sources {
		args[i] = id
	}
	return s.revisionsWhere(ctx, "a.pruned IS NULL AND a.source IN (SELECT n FROM source WHERE id IN ("+placeholders(len(args))+")) ORDER BY a.latest", args...)
}

// Pruned counts the articles whose text was let go, so that it can't be read again.
func (s *Store) Pruned(ctx context.Context) (n int, err error) {
	err = s.look(ctx, "counting articles without text in", func(t *tx) error {
		_, err := t.get("SELECT count(*) FROM article WHERE pruned IS NOT NULL", nil, &n)
		return err
	})
	return n, err
}

func (s *Store) revisionsWhere(ctx context.Context, condition string, args ...any) ([]int64, error) {
	var out []int64
	err := s.look(ctx, "looking for texts to read again in", func(t *tx) error {
		return t.each("SELECT a.latest FROM article a WHERE "+condition, args, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			out = append(out, id)
			return err
		})
	})
	return out, err
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

package store

import (
	"context"

	"onset/tracker"
)

// Latest returns the text of an article as it stands, and the mark of what its
// feed gave last, to hand back in ReadItem.Mark: so a text that was taken from
// the page leaves what is known of the feed alone. The revision's ID is 0 when
// there is no such article.
func (s *Store) Latest(ctx context.Context, article int64) (rev tracker.Revision, mark int64, err error) {
	err = s.look(ctx, "reading an article of", func(t *tx) error {
		var latest int64
		found, err := t.get("SELECT latest, feed_hash FROM article WHERE id = ?", []any{article}, &latest, &mark)
		if err != nil || !found {
			return err
		}
		rev, err = t.revision(latest)
		return err
	})
	return rev, mark, err
}

package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
)

// Notify puts notices into the outbox, and notes in the same transaction what is told
// with them, all or nothing; fresh tells how many letters were put in now.
func (s *Store) Notify(ctx context.Context, n archive.Notices) (fresh int, err error) {
	if n.Empty() {
		return 0, nil
	}
	err = s.promise(ctx, "keeping notices in", func(t *tx) error {
		if fresh, err = t.post(n.Letters); err != nil {
			return err
		}
		for _, channel := range slices.Sorted(maps.Keys(n.Told)) {
			if err := t.exec("INSERT INTO told (channel, event) VALUES (?1, ?2) ON CONFLICT (channel) DO UPDATE SET event = ?2", channel, n.Told[channel]); err != nil {
				return err
			}
		}
		for _, id := range slices.Sorted(maps.Keys(n.Followed)) {
			f := n.Followed[id]
			var stands any
			if f.Stands != nil {
				stands = encode(f.Stands)
			}
			if err := t.exec("INSERT INTO followed (event, stands, page, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (event) DO UPDATE SET stands = ?2, page = ?3, at = ?4",
				id, stands, f.Page, millis(f.At)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		fresh = 0
	}
	return fresh, err
}

// Told returns the mark up to which a channel was told what is told at once; known is
// false for a channel that never was told anything.
func (s *Store) Told(ctx context.Context, channel string) (mark int64, known bool, err error) {
	err = s.look(ctx, "reading what was told in", func(t *tx) (err error) {
		known, err = t.get("SELECT event FROM told WHERE channel = ?", []any{channel}, &mark)
		return err
	})
	return mark, known, err
}

// Followed returns what was told last of an event that was reported on; known is false
// where nothing was kept of it.
func (s *Store) Followed(ctx context.Context, event string) (f archive.Followed, known bool, err error) {
	err = s.look(ctx, "reading what was told in", func(t *tx) (err error) {
		var stands sql.NullString
		var at int64
		if known, err = t.get("SELECT stands, page, at FROM followed WHERE event = ?", []any{event}, &stands, &f.Page, &at); err != nil || !known {
			return err
		}
		f.At = moment(at)
		if err := decode(stands, &f.Stands); err != nil {
			return fmt.Errorf("what was told of event %s: %w", event, err)
		}
		return nil
	})
	return f, known, err
}

// Closed returns how far closing days has come.
func (s *Store) Closed(ctx context.Context) (c archive.Closed, err error) {
	err = s.look(ctx, "reading how far days were closed in", func(t *tx) error {
		var day, upTo, at, judged, began sql.NullInt64
		_, err := t.get("SELECT day, at, judged, upto, began FROM closed", nil, &day, &at, &judged, &upTo, &began)
		c = archive.Closed{Day: tracker.Day(day.Int64), At: instant(at), Judged: instant(judged), UpTo: tracker.Day(upTo.Int64), Began: instant(began)}
		return err
	})
	return c, err
}

// noteClosed notes how far closing has come.
func (t *tx) noteClosed(c archive.Closed) error {
	if c == (archive.Closed{}) {
		return nil
	}
	return t.exec(`INSERT INTO closed (one, day, at, judged, upto, began) VALUES (1, ?1, ?2, ?3, ?4, ?5) ON CONFLICT (one) DO UPDATE SET
		day = coalesce(?1, closed.day), at = coalesce(?2, closed.at), judged = coalesce(?3, closed.judged),
		upto = iif(?1 IS NULL, coalesce(?4, closed.upto), NULL), began = iif(?1 IS NULL, coalesce(?5, closed.began), NULL)`,
		civil(c.Day), millis(c.At), millis(c.Judged), civil(c.UpTo), millis(c.Began))
}

package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

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

// Carried returns what of a rules file was carried over the archive.
func (s *Store) Carried(ctx context.Context) (c archive.Carried, err error) {
	err = s.look(ctx, "reading what was carried over", func(t *tx) (err error) {
		c, err = t.carried()
		return err
	})
	return c, err
}

// ofRule is the subject of a rule in the table carried; the others are those of a scene.
const ofRule = "rule"

func (t *tx) carried() (archive.Carried, error) {
	c := archive.Carried{Rules: map[string]string{}, Scene: map[string]string{}}
	var known int64
	if _, err := t.get("SELECT known FROM rematch", nil, &known); err != nil {
		return c, err
	}
	c.Known = known != 0
	err := t.each("SELECT subject, id, version FROM carried", nil, func(scan func(...any) error) error {
		var subject, id, version string
		err := scan(&subject, &id, &version)
		if subject == ofRule {
			c.Rules[id] = version
		} else {
			c.Scene[subject+" "+id] = version
		}
		return err
	})
	return c, err
}

// noteCarried notes what of a rules file counts as carried over the archive.
func (t *tx) noteCarried(c archive.Carried) error {
	old, err := t.carried()
	if err != nil || old.Known && maps.Equal(old.Rules, c.Rules) && maps.Equal(old.Scene, c.Scene) {
		return err
	}
	if err := t.exec("DELETE FROM carried"); err != nil {
		return err
	}
	add := func(subject, id, version string) error {
		return t.exec("INSERT INTO carried (subject, id, version) VALUES (?, ?, ?)", subject, id, version)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Rules)) {
		if err := add(ofRule, id, c.Rules[id]); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.Scene)) {
		subject, id, _ := strings.Cut(key, " ")
		if err := add(subject, id, c.Scene[key]); err != nil {
			return err
		}
	}
	return t.exec("UPDATE rematch SET known = 1")
}

// RematchMark returns how far an interrupted rematch has come.
func (s *Store) RematchMark(ctx context.Context) (m archive.RematchMark, err error) {
	err = s.look(ctx, "reading how far a rematch has come in", func(t *tx) error {
		_, err := t.get("SELECT coalesce(mark, ''), coalesce(upto, 0) FROM rematch", nil, &m.Of, &m.UpTo)
		return err
	})
	return m, err
}

// EndRematch notes, in one transaction, what was carried over the archive, and that
// nothing is being carried over any longer.
func (s *Store) EndRematch(ctx context.Context, c archive.Carried) error {
	return s.change(ctx, "noting what was carried over", func(t *tx) error {
		if err := t.noteCarried(c); err != nil {
			return err
		}
		return t.exec("UPDATE rematch SET mark = NULL, upto = NULL")
	})
}

// Held returns which addresses are to be left alone, by address.
func (s *Store) Held(ctx context.Context) (out []archive.Held, err error) {
	err = s.look(ctx, "reading which addresses are held in", func(t *tx) error {
		return t.each("SELECT address, place, until FROM held ORDER BY address, place", nil, func(scan func(...any) error) error {
			var h archive.Held
			var until int64
			err := scan(&h.Address, &h.Place, &until)
			h.Until = moment(until)
			out = append(out, h)
			return err
		})
	})
	return out, err
}

// KeepHeld keeps that addresses are to be left alone, beside those that others were
// told of, and forgets those whose time is over.
func (s *Store) KeepHeld(ctx context.Context, held []archive.Held) error {
	return s.change(ctx, "keeping which addresses are held in", func(t *tx) error {
		if err := t.exec("DELETE FROM held WHERE until <= ?", millis(t.now)); err != nil {
			return err
		}
		for _, h := range held {
			if err := t.exec("INSERT INTO held (address, place, until) VALUES (?1, ?2, ?3) ON CONFLICT (address, place) DO UPDATE SET until = ?3", h.Address, h.Place, millis(h.Until)); err != nil {
				return err
			}
		}
		return nil
	})
}

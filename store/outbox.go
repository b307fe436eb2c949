package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// Post puts letters into the outbox, all or none. One that is there already,
// sent or not, is kept as it is; fresh tells how many were put in now.
func (s *Store) Post(ctx context.Context, letters ...archive.Letter) (fresh int, err error) {
	err = s.promise(ctx, "keeping letters in", func(t *tx) error {
		fresh, err = t.post(letters)
		return err
	})
	if err != nil {
		fresh = 0
	}
	return fresh, err
}

// post adds the letters that are not there yet.
func (t *tx) post(letters []archive.Letter) (fresh int, err error) {
	for _, l := range letters {
		var known bool
		if _, err := t.get(`SELECT count(*) > 0 FROM letter WHERE channel = ?1 AND event = ?2 AND (event <> '' OR day = ?3)`,
			[]any{l.Channel, l.Event, int64(l.Day)}, &known); err != nil {
			return 0, err
		}
		if known {
			continue
		}
		fresh++
		if err := t.exec("INSERT INTO letter (day, channel, event, body, made, due) VALUES (?, ?, ?, ?, ?5, ?5)",
			int64(l.Day), l.Channel, l.Event, l.Body, millis(t.now)); err != nil {
			return 0, err
		}
	}
	return fresh, nil
}

// Claim takes the oldest letter of a channel that is due, for the caller alone
// to send: the mark is written before anything is sent. A claim that was never
// answered by Sent, because the process died, holds for lease. Letters made
// before since are left alone.
func (s *Store) Claim(ctx context.Context, channel string, lease time.Duration, since time.Time) (l archive.Letter, found bool, err error) {
	err = s.promise(ctx, "taking a letter out of", func(t *tx) error {
		l, found = archive.Letter{}, false
		err := t.letters(`WHERE channel = ? AND channel <> '' AND sent IS NULL AND due <= ? AND made >= ?
			AND (trying IS NULL OR trying <= ?) ORDER BY made, day, event LIMIT 1`,
			[]any{channel, t.now.UnixMilli(), since.UnixMilli(), t.now.Add(-lease).UnixMilli()},
			func(one archive.Letter) { l, found = one, true })
		if err != nil || !found {
			return err
		}
		l.Trying = t.now
		err = t.exec("UPDATE letter SET trying = ? WHERE day = ? AND channel = ? AND event = ?",
			millis(t.now), int64(l.Day), l.Channel, l.Event)
		return err
	})
	return l, found && err == nil, err
}

// Sent notes how a try to deliver a letter ended: failure is "" when it went
// out, otherwise it is due again at next.
func (s *Store) Sent(ctx context.Context, l archive.Letter, failure string, next time.Time) error {
	return s.promise(ctx, "noting a sent letter in", func(t *tx) error {
		sent := millis(t.now)
		if failure != "" {
			sent = nil
		}
		return t.exec(`UPDATE letter SET tries = tries + 1, trying = NULL, failure = ?, due = max(due, ?), sent = coalesce(sent, ?)
			WHERE day = ? AND channel = ? AND event = ?`,
			failure, next.UnixMilli(), sent, int64(l.Day), l.Channel, l.Event)
	})
}

// Letters returns the letters of the days from..to, those that wait to be sent
// only when waiting is true; by day, channel and event.
func (s *Store) Letters(ctx context.Context, from, to tracker.Day, waiting bool) ([]archive.Letter, error) {
	out := []archive.Letter{}
	err := s.look(ctx, "reading the letters of", func(t *tx) error {
		return t.letters("WHERE day BETWEEN ? AND ? AND (NOT ? OR sent IS NULL AND channel <> '') ORDER BY day, channel, event",
			[]any{int64(from), int64(to), waiting}, func(l archive.Letter) { out = append(out, l) })
	})
	return out, err
}

func (t *tx) letters(clause string, args []any, f func(archive.Letter)) error {
	return t.each("SELECT day, channel, event, body, made, due, trying, sent, tries, failure FROM letter "+clause, args,
		func(scan func(...any) error) error {
			var l archive.Letter
			var day, made, due int64
			var trying, sent sql.NullInt64
			err := scan(&day, &l.Channel, &l.Event, &l.Body, &made, &due, &trying, &sent, &l.Tries, &l.Failure)
			l.Day, l.Made, l.Due, l.Trying, l.Sent = tracker.Day(day), moment(made), moment(due), instant(trying), instant(sent)
			if err == nil {
				f(l)
			}
			return err
		})
}

// EventsAfter returns the events recorded after a mark, in the order of
// recording, superseded ones and corrections included, and the mark from which
// to go on. The mark 0 stands before the first event.
func (s *Store) EventsAfter(ctx context.Context, mark int64) (events []tracker.Event, last int64, err error) {
	err = s.look(ctx, "reading what is new in", func(t *tx) error {
		if _, err := t.get("SELECT coalesce(max(n), 0) FROM event", nil, &last); err != nil {
			return err
		}
		events, err = t.events("WHERE n > ? AND n <= ? ORDER BY n", mark, last)
		return err
	})
	return events, last, err
}

// LastEvent returns the mark behind the newest event.
func (s *Store) LastEvent(ctx context.Context) (mark int64, err error) {
	err = s.look(ctx, "reading the newest event of", func(t *tx) error {
		_, err := t.get("SELECT coalesce(max(n), 0) FROM event", nil, &mark)
		return err
	})
	return mark, err
}

// Hasten makes every letter that waits due now, whatever it had to wait for.
func (s *Store) Hasten(ctx context.Context) error {
	return s.change(ctx, "hastening letters in", func(t *tx) error {
		return t.exec("UPDATE letter SET due = min(due, ?) WHERE sent IS NULL AND channel <> ''", millis(t.now))
	})
}

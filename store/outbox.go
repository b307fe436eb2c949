package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker"
)

// Letter is a digest for one channel: as it was kept, and whether it went out.
type Letter struct {
	Day     tracker.Day
	Channel string
	Body    string
	Made    time.Time
	Sent    time.Time // zero while it waits
	Tries   int
	Failure string // of the last try
}

// Post puts a digest into the outbox. A digest that is there already, sent or
// not, is kept as it is; fresh tells whether it was put in now.
func (s *Store) Post(ctx context.Context, day tracker.Day, channel, body string) (fresh bool, err error) {
	err = s.change(ctx, "keeping a digest in", func(t *tx) error {
		var known bool
		if _, err := t.get("SELECT count(*) > 0 FROM digest WHERE day = ? AND channel = ?", []any{int64(day), channel}, &known); err != nil || known {
			return err
		}
		fresh = true
		_, err := t.exec("INSERT INTO digest (day, channel, body, made) VALUES (?, ?, ?, ?)", int64(day), channel, body, millis(t.now))
		return err
	})
	return fresh && err == nil, err
}

// Sent notes how a try to deliver a digest ended; failure is "" when it went out.
func (s *Store) Sent(ctx context.Context, day tracker.Day, channel, failure string) error {
	return s.change(ctx, "noting a sent digest in", func(t *tx) error {
		sent := millis(t.now)
		if failure != "" {
			sent = nil
		}
		_, err := t.exec("UPDATE digest SET tries = tries + 1, failure = ?, sent = coalesce(sent, ?) WHERE day = ? AND channel = ?",
			failure, sent, int64(day), channel)
		return err
	})
}

// Letters returns the digests of the days from..to, those not sent only when
// waiting is true; by day and channel.
func (s *Store) Letters(ctx context.Context, from, to tracker.Day, waiting bool) ([]Letter, error) {
	out := []Letter{}
	err := s.look(ctx, "reading the digests of", func(t *tx) error {
		return t.each(`SELECT day, channel, body, made, sent, tries, failure FROM digest
			WHERE day BETWEEN ? AND ? AND (NOT ? OR sent IS NULL) ORDER BY day, channel`, []any{int64(from), int64(to), waiting},
			func(scan func(...any) error) error {
				var l Letter
				var day, made int64
				var sent sql.NullInt64
				err := scan(&day, &l.Channel, &l.Body, &made, &sent, &l.Tries, &l.Failure)
				l.Day, l.Made, l.Sent = tracker.Day(day), moment(made), instant(sent)
				out = append(out, l)
				return err
			})
	})
	return out, err
}

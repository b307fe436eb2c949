package bulletin

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
)

// ArchiveChannel is the channel under which each digest is kept as it was made.
const ArchiveChannel = ""

// Press makes the digests that are missing, and what goes out of them.
type Press struct {
	Desk  *newsroom.Desk
	Store Store
	Days  Closer
	Log   zerolog.Logger
}

// Closer closes the days that are over, which their digests wait for.
type Closer interface {
	CloseAll(ctx context.Context, now time.Time) ([]tracker.Event, error)
}

// NewPress returns one whose days an intake closes.
func NewPress(in *newsroom.Intake, s Store) Press {
	return Press{Desk: in.Desk, Store: s, Days: in, Log: in.Log}
}

// Due are the days without a digest whose time has come by a schedule;
// without one, all that are over.
func (p Press) Due(ctx context.Context, now time.Time, schedule string) ([]tracker.Day, error) {
	zone := p.Desk.File.Zone
	last := tracker.DayOf(now.In(zone)) - 1
	if schedule != "" {
		var err error
		if last, err = digest.LastDue(now, schedule, zone); err != nil {
			return nil, err
		}
	}
	days, err := p.Store.DaysWithoutDigest(ctx, last, zone)
	if err != nil {
		return nil, fmt.Errorf("making digests: %w", err)
	}
	return days, nil
}

// Make makes the digests that are missing, for the archive and for each
// channel. A day and its letters are kept together or not at all.
func (p Press) Make(ctx context.Context, now time.Time, schedule string) error {
	if _, err := p.Days.CloseAll(ctx, now); err != nil {
		return fmt.Errorf("closing days before their digests: %w", err)
	}
	days, err := p.Due(ctx, now, schedule)
	if err != nil {
		return err
	}
	for _, day := range days {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d, letters, err := p.lettersOf(ctx, day)
		if err != nil {
			return err
		}
		if _, err := p.Store.Post(ctx, letters...); err != nil {
			return err
		}
		p.Log.Info().Str("day", day.String()).Bool("quiet", d.Quiet).Msg(d.Status)
	}
	return nil
}

// lettersOf makes the digest of a day and what goes out of it.
func (p Press) lettersOf(ctx context.Context, day tracker.Day) (digest.Digest, []archive.Letter, error) {
	d, err := Reporter{Desk: p.Desk, Store: p.Store}.Digest(ctx, day, tracker.ClockRecorded, false)
	if err != nil {
		return d, nil, fmt.Errorf("making the digest of %s: %w", day, err)
	}
	channels := p.Desk.File.Channels
	if p.Store.Now().Sub(d.To) > GiveUp {
		channels = nil // too old to be news: kept, not sent
	}
	letters, err := digestLetters(d, channels)
	return d, letters, err
}

// keptDigest returns the digest of a day as it was made, with the letters that
// went out of it; no letters when none was made.
func keptDigest(ctx context.Context, s Outbox, day tracker.Day) (d digest.Digest, letters []archive.Letter, err error) {
	all, err := s.Letters(ctx, day, day, false)
	if err != nil {
		return d, nil, err
	}
	for _, l := range all {
		if l.Event != "" {
			continue
		}
		letters = append(letters, l)
		if l.Channel == ArchiveChannel {
			if err := json.Unmarshal([]byte(l.Body), &d); err != nil {
				return d, nil, fmt.Errorf("reading the digest that was made of %s: %w", day, err)
			}
		}
	}
	return d, letters, nil
}

// Unsent returns what waits and what would be made now.
func (p Press) Unsent(ctx context.Context) ([]archive.Letter, error) {
	now := p.Store.Now()
	today := tracker.DayOf(now.In(p.Desk.File.Zone))
	letters, err := p.Store.Letters(ctx, 0, today, true)
	if err != nil {
		return nil, err
	}
	letters = slices.DeleteFunc(letters, func(l archive.Letter) bool { return TooOld(l, now) })
	days, err := p.Due(ctx, now, "")
	if err != nil {
		return nil, err
	}
	for _, day := range days {
		_, made, err := p.lettersOf(ctx, day)
		if err != nil {
			return nil, err
		}
		letters = append(letters, made...)
	}
	r, err := Notices{Desk: p.Desk, Store: p.Store}.Waiting(ctx)
	return append(letters, r.Letters...), err
}

// Outstanding are the deliveries that SendAll would try now, by channel.
func (p Press) Outstanding(ctx context.Context) ([]Delivery, error) {
	letters, err := p.Unsent(ctx)
	if err != nil {
		return nil, err
	}
	out := []Delivery{}
	for _, c := range p.Desk.File.Channels {
		for _, l := range letters {
			if l.Channel != c.ID {
				continue
			}
			m, err := MessageOf(l, c)
			if err != nil {
				return nil, err
			}
			out = append(out, Delivery{Channel: c.ID, Day: l.Day.String(), Event: l.Event, Subject: m.Subject, Tries: l.Tries, Failure: l.Failure})
		}
	}
	return out, nil
}

// SendAll makes the digests and notices that are missing, and delivers all that waits
// at once, whenever its next try was due.
func SendAll(ctx context.Context, p Press, by *Postman) ([]Delivery, error) {
	if err := p.Make(ctx, by.Now(), ""); err != nil {
		return nil, err
	}
	if _, err := (Notices{Desk: p.Desk, Store: p.Store}).Post(ctx); err != nil {
		return nil, err
	}
	if err := by.Store.Hasten(ctx); err != nil {
		return nil, err
	}
	return by.Deliver(ctx, p.Desk.File.Channels)
}

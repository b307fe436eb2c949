package bulletin

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"onset/deliver"
	"onset/tracker/archive"
	"onset/tracker/rulefile"
)

// How letters are tried.
const (
	TryFor     = 45 * time.Second   // one try
	Lease      = 5 * time.Minute    // a try that never ended is repeated then; longer than tryFor
	firstPause = time.Minute        // after the first failure; doubled after each
	longPause  = 6 * time.Hour      // at most
	GiveUp     = 7 * 24 * time.Hour // after a letter was made
)

// TooOld tells whether a letter that nobody took is given up.
func TooOld(l archive.Letter, now time.Time) bool { return l.Made.Before(now.Add(-GiveUp)) }

// Postman delivers what waits in the outbox.
type Postman struct {
	Store  Queue
	Sender deliver.Sender
	Now    func() time.Time
	Log    zerolog.Logger
}

// Delivery is how a try ended.
type Delivery struct {
	Channel string `json:"channel"`
	Day     string `json:"day"`
	Event   string `json:"event,omitempty"`
	Subject string `json:"subject"`
	Tries   int    `json:"tries"`
	Failure string `json:"failure,omitempty"`
}

// Deliver tries every letter that is due, the channels side by side. A letter
// that fails waits, longer each time, and costs the other channels nothing.
func (p *Postman) Deliver(ctx context.Context, channels []rulefile.Channel) ([]Delivery, error) {
	var all sync.WaitGroup
	var mu sync.Mutex
	var out []Delivery
	var errs []error
	for _, c := range channels {
		all.Go(func() {
			done, err := p.empty(ctx, c)
			mu.Lock()
			defer mu.Unlock()
			out, errs = append(out, done...), append(errs, err)
		})
	}
	all.Wait()
	return out, errors.Join(errs...)
}

// empty delivers to one channel until nothing is due or a try fails.
func (p *Postman) empty(ctx context.Context, c rulefile.Channel) (out []Delivery, err error) {
	for ctx.Err() == nil {
		l, found, err := p.Store.Claim(ctx, c.ID, Lease, p.Now().Add(-GiveUp))
		if err != nil || !found {
			return out, err
		}
		d, err := p.try(ctx, c, l)
		out = append(out, d)
		if err != nil || d.Failure != "" {
			return out, err
		}
	}
	return out, nil
}

// try sends one claimed letter and notes at once how that ended, even when the
// program is being ended meanwhile.
func (p *Postman) try(ctx context.Context, c rulefile.Channel, l archive.Letter) (Delivery, error) {
	m, err := MessageOf(l, c)
	if err == nil {
		err = p.send(ctx, c, m)
	}
	d := Delivery{Channel: c.ID, Day: l.Day.String(), Event: l.Event, Subject: m.Subject, Tries: l.Tries + 1}
	next := time.Time{}
	if err != nil {
		d.Failure = err.Error()
		next = p.Now().Add(pause(l.Tries, err))
	}
	noted := p.Store.Sent(context.WithoutCancel(ctx), l, d.Failure, next)
	log := p.Log.Info()
	if err != nil {
		log = p.Log.Warn().Str("failure", d.Failure).Time("next", next)
	}
	log.Str("channel", c.ID).Str("day", d.Day).Str("event", l.Event).Int("tries", d.Tries).Msg("letter")
	return d, noted
}

// send survives what a library does on odd input: a letter that brings it down
// has failed, and no other.
func (p *Postman) send(ctx context.Context, c rulefile.Channel, m deliver.Message) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("delivering to channel %s: %v (a fault of Onset; please report it)", c.ID, r)
			p.Log.Error().Str("channel", c.ID).Bytes("stack", debug.Stack()).Msg("panic while delivering")
		}
	}()
	return p.Sender.Send(ctx, c, m)
}

// pause is how long a letter waits after so many failures before.
func pause(failures int, err error) time.Duration {
	wait := longPause
	if failures < 10 { // 2^10 minutes are longer than the longest pause
		wait = min(longPause, firstPause<<failures)
	}
	var later deliver.Later
	if errors.As(err, &later) {
		wait = max(wait, min(later.After, longPause))
	}
	return wait
}

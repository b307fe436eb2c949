package daemon

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"onset/deliver"
	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/reader"
)

// Daemon runs the jobs of one database. New rules replace its desk between two jobs,
// never under one.
type Daemon struct {
	In     *newsroom.Intake
	Store  Store
	Sender deliver.Sender
	Config string               // the rules file
	Taken  func(*newsroom.Desk) // told of rules that are in force from now on
	Stats  Stats                // nil counts nothing
	Now    func() time.Time
	Log    zerolog.Logger

	busy    sync.RWMutex // held by whoever works with the intake; polls and second looks share it
	closing sync.Mutex   // held by whoever closes days: one after the other
	company *company     // nil: there is no other daemon, see Join
}

// Store is what a daemon asks itself of whoever keeps things.
type Store interface {
	bulletin.Store
	Feeds(ctx context.Context, due time.Time) ([]tracker.FeedState, error)
	SetRules(context.Context, archive.Rules) (archive.RuleChange, error)
	Gone() error // an error when the file was taken away or replaced
}

// Stats is told how jobs ended, and letters.
type Stats interface {
	Ran(job string, at time.Time, took time.Duration, err error)
	Delivered([]bulletin.Delivery)
}

// Run turns the clockwork until ctx ends or the rules were replaced.
func (d *Daemon) Run(ctx context.Context, reload <-chan os.Signal) error {
	turn, stop := context.WithCancel(ctx)
	defer stop()
	var lost error
	var waiting sync.WaitGroup
	waiting.Go(func() {
		for {
			select {
			case <-turn.Done():
				return
			case <-reload:
				if d.Reload(ctx) {
					stop()
				}
			}
		}
	})
	if err := d.readBefore(ctx); err != nil {
		return err
	}
	file := d.In.Desk.File
	if d.company != nil {
		d.company.self.Rules = file.Hash
	}
	if _, _, err := d.beat(ctx); err != nil {
		d.Log.Error().Err(err).Msg("the other daemons could not be told that this one is there; it is tried again")
	}
	wake := make(chan struct{}, 1)
	waiting.Go(func() { d.listen(turn, wake) })
	err := newsroom.Clockwork{Zone: file.Zone, Log: d.Log, Ran: d.ran, Wake: wake, Woken: []string{"peers", "judged", "send"}, Jobs: []newsroom.Job{
		{Name: "file", When: "@every 10s", Do: func(context.Context) error {
			if lost = d.Store.Gone(); lost != nil {
				stop()
			}
			return lost
		}},
		{Name: "peers", When: beatEvery, Do: func(ctx context.Context) error {
			took, reload, err := d.beat(ctx)
			if took || reload && d.Reload(ctx) {
				stop() // all jobs run when they begin anew, and make up for what the one before has missed
			}
			return err
		}},
		{Name: "fold", When: "@every 30s", Do: d.alone(d.foldOthers)},
		{Name: "rematch", When: "@daily", Do: d.alone(d.Rematch)},
		{Name: "poll", When: file.Schedule.Poll, Do: d.Poll},
		{Name: "pages", When: "@every 5m", Do: d.alone(d.Relook)},
		{Name: "close", When: "5 0 * * *", Do: d.alone(d.CloseDays)},
		{Name: "judged", When: "*/5 * * * *", Do: d.alone(d.CloseJudged)},
		{Name: "digest", When: "* * * * *", Do: d.alone(d.Digests)}, // each at its own time, see digest.LastDue
		{Name: "send", When: "* * * * *", Do: d.alone(d.Send)},
	}}.Run(turn)
	waiting.Wait()
	return errors.Join(lost, err)
}

// Reload reads the rules again and tells whether they were taken. Rules with
// an error change nothing.
func (d *Daemon) Reload(ctx context.Context) bool {
	desk, err := newsroom.OpenDesk(d.Config)
	if err != nil {
		d.Log.Error().Err(err).Str("file", d.Config).Msg("rules refused; those in force stay")
		return false
	}
	d.busy.Lock()
	defer d.busy.Unlock()
	change, err := d.Store.SetRules(ctx, desk.Rules())
	if err != nil {
		d.Log.Error().Err(err).Msg("rules could not be kept; those in force stay")
		return false
	}
	d.In.UseRules(desk)
	d.Taken(desk)
	d.Log.Info().Int("added", len(change.Added)).Int("changed", len(change.Changed)).Int("removed", len(change.Removed)).
		Msg("rules taken")
	return true
}

// Rematch carries what changed in the rules file over the archive, after saying how
// much that is.
func (d *Daemon) Rematch(ctx context.Context) error {
	d.busy.Lock()
	defer d.busy.Unlock()
	what, articles, err := d.In.Pending(ctx)
	if err != nil || len(what) == 0 {
		return err
	}
	d.Log.Info().Strs("changes", what).Int("articles", articles).Msg("the rules file changed: articles are read again")
	r, err := d.In.Rematch(ctx, false, newsroom.Silent{})
	d.Log.Info().Int("articles", r.Articles).Int("appeared", len(r.Appeared)).Int("gone", len(r.Gone)).Int("events", r.Events).
		Int("corrections", len(r.Corrections)).Msg("changed rules matched over the archive")
	return err
}

// readBefore says how much an older reader read.
func (d *Daemon) readBefore(ctx context.Context) error {
	with, without, err := newsroom.ReadBefore(ctx, d.In.Store)
	if n := len(with) + len(without); n > 0 {
		d.Log.Warn().Int("articles", n).Int("with_mentions", len(with)).Int("version", reader.Version).
			Msg("an older reader read these; onset rematch --reader reads them anew")
	}
	return err
}

// Poll asks the feeds whose time has come.
func (d *Daemon) Poll(ctx context.Context) error {
	d.busy.RLock()
	defer d.busy.RUnlock()
	if err := d.Store.Gone(); err != nil {
		return fmt.Errorf("polling: %w", err)
	}
	if !d.inForce() {
		return nil
	}
	r, err := d.poll(ctx)
	d.Log.Info().Int("feeds", r.Asked).Int("failed", r.Failed).Int("new", r.New).Int("edited", r.Edited).
		Int("mentions", r.Mentions).Int("events", r.Events).Msg("polled")
	return err
}

// poll asks all feeds that are due, or those that no other daemon asks.
func (d *Daemon) poll(ctx context.Context) (*newsroom.Round, error) {
	if d.company != nil {
		return d.In.PollShared(ctx)
	}
	states, err := d.Store.Feeds(ctx, d.Now())
	if err != nil {
		return &newsroom.Round{}, fmt.Errorf("polling: %w", err)
	}
	return d.In.Poll(ctx, states, false)
}

// Relook looks again at the pages whose time has come.
func (d *Daemon) Relook(ctx context.Context) error {
	d.busy.RLock()
	defer d.busy.RUnlock()
	r, err := d.In.Relook(ctx, d.Now())
	if r.Asked > 0 {
		d.Log.Info().Int("pages", r.Asked).Int("edited", r.Edited).Int("fuller", r.Fuller).Int("cosmetic", r.Cosmetic).
			Int("gone", r.Gone).Int("failed", r.Failed).Int("events", r.Events).Msg("looked again")
	}
	return err
}

// CloseDays discovers and decides what rests on counts, for the days that are
// over, and seals what was recorded. While it counts, which may be long after an import, polls go on.
func (d *Daemon) CloseDays(ctx context.Context) error {
	d.closing.Lock()
	defer d.closing.Unlock()
	now := d.Now()
	d.busy.Lock()
	in := d.In
	if d.company != nil && d.company.anew.Swap(false) {
		in.ForgetFound()
	}
	service := in.Desk.File.Timestamps
	last, err := in.DiscoverAll(ctx, now)
	d.busy.Unlock()
	if err != nil {
		return err
	}
	events, err := in.CloseCounts(ctx, last, now)
	d.Log.Info().Int("events", len(events)).Msg("closed days")
	if err != nil {
		return err
	}
	return in.Seal(ctx, last, service)
}

// CloseJudged decides again what rests on counts where people judged mentions
// since that was decided last. Others may work meanwhile: it touches nothing but
// the database, and that a moment at a time.
func (d *Daemon) CloseJudged(ctx context.Context) error {
	d.busy.RLock()
	defer d.busy.RUnlock()
	events, err := d.In.CloseJudged(ctx, d.Now())
	if len(events) > 0 {
		d.Log.Info().Int("events", len(events)).Msg("decided again after verdicts")
	}
	return err
}

func (d *Daemon) ran(job string, at time.Time, took time.Duration, err error) {
	if d.Stats != nil {
		d.Stats.Ran(job, at, took, err)
	}
}

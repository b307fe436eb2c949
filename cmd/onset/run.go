package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/newsroom/pages"
	"onset/store"
)

// daemon runs the jobs of one database until it is told to end. A reload
// replaces its desk between two jobs, never under one.
type daemon struct {
	app   *app
	log   zerolog.Logger
	store *store.Store
	busy  sync.RWMutex // held by whoever works with the intake; polls and second looks share it
	in    *newsroom.Intake
	// closing is held by whoever closes days: one after the other.
	closing sync.Mutex
	front   front
	stats   *metrics
}

func (a *app) runCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "run",
		Short: "The daemon: polls feeds, matches, writes digests, on the schedule of the rules file",
		Long: `Runs until SIGTERM or Ctrl-C, and ends within seconds without losing anything.
SIGHUP reads the rules file again: one with an error is refused, named in the
log, and the rules in force stay. What changed is matched over the archive.

Serves the pages on --listen, with reviews; "" serves none.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runDaemon(cmd.Context(), f) },
	}
	f.add(cmd.Flags(), usualAddress)
	return cmd
}

func (a *app) runDaemon(ctx context.Context, f serveFlags) error {
	d, s, err := a.openBoth(ctx, store.Options{Daemon: true})
	if err != nil {
		return err
	}
	defer s.Close()
	in := newsroom.NewIntake(ctx, d, s, a.logger(zerolog.InfoLevel))
	dm := &daemon{app: a, log: in.Log, store: s, in: in, front: a.newFront(s, d), stats: newMetrics(s, a.now)}
	in.Stats, dm.front.metrics = dm.stats, dm.stats.handler()
	dm.log.Info().Str("version", version).Str("db", a.db).Int("sources", len(d.Sources)).Int("feeds", len(d.Feeds)).
		Int("talking_points", len(d.Points())).Msg("started")
	if err := dm.fetchers(ctx, f); err != nil {
		return err
	}
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)
	dm.front.editor = pages.NewEditor(a.config, s, func() {
		select {
		case reload <- syscall.SIGHUP:
		default: // it is about to read the file
		}
	})
	ended, err := dm.serve(ctx, f)
	if err != nil {
		return err
	}
	defer ended()
	for {
		if err := dm.untilReload(ctx, reload); err != nil || ctx.Err() != nil {
			dm.log.Info().Msg("ended")
			return err
		}
	}
}

// untilReload turns the clockwork until ctx ends or the rules were replaced.
func (dm *daemon) untilReload(ctx context.Context, reload <-chan os.Signal) error {
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
				if dm.reload(ctx) {
					stop()
				}
			}
		}
	})
	file := dm.in.Desk.File
	err := newsroom.Clockwork{Zone: file.Zone, Log: dm.log, Ran: dm.stats.ran, Jobs: []newsroom.Job{
		{Name: "file", When: "@every 10s", Do: func(context.Context) error {
			if lost = dm.store.Gone(); lost != nil {
				stop()
			}
			return lost
		}},
		{Name: "rematch", When: "@daily", Do: dm.rematch},
		{Name: "poll", When: file.Schedule.Poll, Do: dm.poll},
		{Name: "pages", When: "@every 5m", Do: dm.relook},
		{Name: "close", When: "5 0 * * *", Do: dm.closeDays},
		{Name: "judged", When: "*/5 * * * *", Do: dm.closeJudged},
		{Name: "digest", When: "* * * * *", Do: dm.digests}, // each at its own time, see digestDue
		{Name: "send", When: "* * * * *", Do: dm.send},
	}}.Run(turn)
	waiting.Wait()
	return errors.Join(lost, err)
}

// reload reads the rules again and tells whether they were taken. Rules with
// an error change nothing.
func (dm *daemon) reload(ctx context.Context) bool {
	d, err := newsroom.OpenDesk(dm.app.config)
	if err != nil {
		dm.log.Error().Err(err).Str("file", dm.app.config).Msg("rules refused; those in force stay")
		return false
	}
	dm.busy.Lock()
	defer dm.busy.Unlock()
	change, err := dm.store.SetRules(ctx, d.Rules())
	if err != nil {
		dm.log.Error().Err(err).Msg("rules could not be kept; those in force stay")
		return false
	}
	dm.in.UseRules(d)
	dm.front.UseRules(d)
	dm.log.Info().Int("added", len(change.Added)).Int("changed", len(change.Changed)).Int("removed", len(change.Removed)).
		Msg("rules taken")
	return true
}

// rematch carries changed rules over the archive.
func (dm *daemon) rematch(ctx context.Context) error {
	dm.busy.Lock()
	defer dm.busy.Unlock()
	r, err := dm.in.Rematch(ctx, false, newProgress(io.Discard, "", 0))
	if len(r.Points) > 0 {
		dm.log.Info().Int("talking_points", len(r.Points)).Int("articles", r.Articles).Int("appeared", len(r.Appeared)).
			Int("gone", len(r.Gone)).Msg("changed rules matched over the archive")
	}
	return err
}

// poll asks the feeds whose time has come.
func (dm *daemon) poll(ctx context.Context) error {
	dm.busy.RLock()
	defer dm.busy.RUnlock()
	if err := dm.store.Gone(); err != nil {
		return fmt.Errorf("polling: %w", err)
	}
	states, err := dm.store.DueFeeds(ctx, dm.app.now())
	if err != nil {
		return fmt.Errorf("polling: %w", err)
	}
	r, err := dm.in.Poll(ctx, states, false)
	dm.log.Info().Int("feeds", r.Asked).Int("failed", r.Failed).Int("new", r.New).Int("edited", r.Edited).
		Int("mentions", r.Mentions).Int("events", r.Events).Msg("polled")
	return err
}

// relook looks again at the pages whose time has come.
func (dm *daemon) relook(ctx context.Context) error {
	dm.busy.RLock()
	defer dm.busy.RUnlock()
	r, err := dm.in.Relook(ctx, dm.app.now())
	if r.Asked > 0 {
		dm.log.Info().Int("pages", r.Asked).Int("edited", r.Edited).Int("fuller", r.Fuller).Int("cosmetic", r.Cosmetic).
			Int("gone", r.Gone).Int("failed", r.Failed).Int("events", r.Events).Msg("looked again")
	}
	return err
}

// closeDays discovers and decides what rests on counts, for the days that are
// over. While it counts, which may be long after an import, polls go on.
func (dm *daemon) closeDays(ctx context.Context) error {
	dm.closing.Lock()
	defer dm.closing.Unlock()
	now := dm.app.now()
	dm.busy.Lock()
	in := dm.in
	last, err := in.DiscoverAll(ctx, now)
	dm.busy.Unlock()
	if err != nil {
		return err
	}
	events, err := in.CloseCounts(ctx, last, now)
	dm.log.Info().Int("events", len(events)).Msg("closed days")
	return err
}

// closeJudged decides again what rests on counts where people judged mentions
// since that was decided last. Others may work meanwhile: it touches nothing but
// the database, and that a moment at a time.
func (dm *daemon) closeJudged(ctx context.Context) error {
	dm.busy.RLock()
	defer dm.busy.RUnlock()
	events, err := dm.in.CloseJudged(ctx, dm.app.now())
	if len(events) > 0 {
		dm.log.Info().Int("events", len(events)).Msg("decided again after verdicts")
	}
	return err
}

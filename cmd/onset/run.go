package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/store"
)

// daemon runs the jobs of one database until it is told to end. A reload
// replaces its desk between two jobs, never under one.
type daemon struct {
	app   *app
	log   zerolog.Logger
	store *store.Store
	busy  sync.Mutex // held by whoever works with the intake
	in    *intake
}

func (a *app) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run",
		Short: "The daemon: polls feeds, matches, writes digests, on the schedule of the rules file",
		Long: `Runs until SIGTERM or Ctrl-C, and ends within seconds without losing anything.
SIGHUP reads the rules file again: one with an error is refused, named in the
log, and the rules in force stay. What changed is matched over the archive.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runDaemon(cmd.Context()) },
	}
	return cmd
}

func (a *app) runDaemon(ctx context.Context) error {
	d, s, change, err := a.openBoth(ctx, store.Options{Daemon: true})
	if err != nil {
		return err
	}
	defer s.Close()
	in := a.newIntake(ctx, d, s, a.logger(zerolog.InfoLevel))
	dm := &daemon{app: a, log: in.log, store: s, in: in}
	dm.log.Info().Str("version", version).Str("db", a.db).Int("sources", len(d.sources)).Int("feeds", len(d.feeds)).
		Int("talking_points", len(d.points())).Msg("started")
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)
	for next := change; ; {
		again, err := dm.untilReload(ctx, reload, next)
		if err != nil || ctx.Err() != nil {
			dm.log.Info().Msg("ended")
			return err
		}
		next = again
	}
}

// untilReload turns the clockwork until ctx ends or the rules were replaced,
// and returns what the new rules changed.
func (dm *daemon) untilReload(ctx context.Context, reload <-chan os.Signal, change store.RuleChange) (store.RuleChange, error) {
	turn, stop := context.WithCancel(ctx)
	defer stop()
	var next store.RuleChange
	var waiting sync.WaitGroup
	waiting.Go(func() {
		for {
			select {
			case <-turn.Done():
				return
			case <-reload:
				if fresh, ok := dm.reload(turn); ok {
					next = fresh
					stop()
				}
			}
		}
	})
	file := dm.in.desk.file
	err := clockwork{zone: file.Zone, log: dm.log, jobs: []job{
		{"poll", file.Schedule.Poll, dm.poll},
		{"close", "5 0 * * *", dm.closeDays},
		{"digest", file.Schedule.Digest, dm.digests},
	}}.run(turn)
	waiting.Wait()
	return next, err
}

// reload reads the rules again. Rules with an error change nothing.
func (dm *daemon) reload(ctx context.Context) (store.RuleChange, bool) {
	d, err := openDesk(dm.app.config)
	if err != nil {
		dm.log.Error().Err(err).Str("file", dm.app.config).Msg("rules refused; those in force stay")
		return store.RuleChange{}, false
	}
	dm.busy.Lock()
	defer dm.busy.Unlock()
	change, err := dm.store.SetRules(ctx, d.rules())
	if err != nil {
		dm.log.Error().Err(err).Msg("rules could not be kept; those in force stay")
		return store.RuleChange{}, false
	}
	dm.in.desk, dm.in.client = d, dm.app.clientOf(d)
	dm.log.Info().Int("added", len(change.Added)).Int("changed", len(change.Changed)).Int("removed", len(change.Removed)).
		Msg("rules taken")
	return change, true
}

// poll asks the feeds whose time has come.
func (dm *daemon) poll(ctx context.Context) error {
	dm.busy.Lock()
	defer dm.busy.Unlock()
	states, err := dm.store.DueFeeds(ctx, dm.app.now())
	if err != nil {
		return fmt.Errorf("polling: %w", err)
	}
	r, err := dm.in.poll(ctx, states, false)
	dm.log.Info().Int("feeds", r.Asked).Int("failed", r.Failed).Int("new", r.New).Int("edited", r.Edited).
		Int("mentions", r.Mentions).Int("events", r.Events).Msg("polled")
	return err
}

// closeDays decides what rests on counts for the days that are over.
func (dm *daemon) closeDays(ctx context.Context) error {
	dm.busy.Lock()
	defer dm.busy.Unlock()
	events, err := dm.in.closeDays(ctx, dm.app.now())
	dm.log.Info().Int("events", len(events)).Msg("closed days")
	return err
}

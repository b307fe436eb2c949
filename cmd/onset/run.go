package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/deliver"
	"onset/newsroom"
	"onset/newsroom/daemon"
	"onset/newsroom/pages"
	"onset/store"
	"onset/tracker/archive"
)

// running is a daemon with its pages and its metrics.
type running struct {
	*daemon.Daemon
	app   *app
	store *store.Store
	front front
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
	d, s, err := a.openBothFor(ctx, store.Options{Daemon: true})
	if err != nil {
		return err
	}
	defer s.Close()
	in := newsroom.NewIntake(ctx, d, s, a.logger(zerolog.InfoLevel))
	in.Notary = deliver.Notary{Agent: userAgent}
	stats := daemon.NewMetrics(s, version, a.now)
	dm := a.newRunning(in, s, stats)
	if s.Shared() {
		dm.Join(s, thisDaemon(), leaseTime)
		defer func() { _ = dm.Leave(ctx) }() // its leases run out
	}
	in.Stats, dm.front.metrics = stats, stats.Handler()
	dm.Log.Info().Str("version", version).Str("db", store.Shown(a.db)).Int("sources", len(d.Sources)).Int("feeds", len(d.Feeds)).
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
		if err := dm.Run(ctx, reload); err != nil || ctx.Err() != nil {
			dm.Log.Info().Msg("ended")
			return err
		}
	}
}

// leaseTime is how long others wait for a daemon that is silent before they take over
// what it was asking.
var leaseTime = time.Minute

// thisDaemon names this process among the daemons of an archive.
func thisDaemon() archive.Peer {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return archive.Peer{ID: rand.Text(), Host: fmt.Sprintf("%s, process %d", host, os.Getpid())}
}

// newRunning wires a daemon; stats may be nil.
func (a *app) newRunning(in *newsroom.Intake, s *store.Store, stats daemon.Stats) *running {
	d := &running{app: a, store: s, front: newFront(s, in.Desk)}
	d.Daemon = &daemon.Daemon{In: in, Store: s, Sender: a.sender(), Stats: stats, Now: a.now, Log: in.Log,
		Config: a.config, Taken: d.front.UseRules}
	return d
}

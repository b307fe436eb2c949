package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset"
	"onset/cmd/onset/samples"
	"onset/newsroom"
	"onset/store"
	"onset/tracker"
)

// The demo plays these days forward; its digest is that of the last one, on
// which two framings are new.
var (
	demoFirst = tracker.Date(2022, time.January, 1)
	demoLast  = tracker.Date(2026, time.February, 4)
)

// heartbeat is how often every sample feed is polled even when nothing is
// due, so that no article leaves its feed unseen.
const heartbeat = 7 * 24 * time.Hour

func (a *app) demoCommand() *cobra.Command {
	var keep string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "The whole thing, offline: sample feeds of four years, polled under a simulated clock",
		Long: `Serves sample feeds on loopback, polls them with the real client from January
2022 to 4 February 2026 under a simulated clock, matches them against the shipped
narratives into a real database, and prints the digest of the last day, the end
of the timeline, and what to type next. Nothing is left behind unless --keep names
a folder.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), keep) },
	}
	cmd.Flags().StringVar(&keep, "keep", "", "keep the database and the rules in this folder")
	return cmd
}

func (a *app) demo(ctx context.Context, keep string) error {
	dir, err := demoFolder(keep)
	if err != nil {
		return err
	}
	if keep == "" {
		defer os.RemoveAll(dir)
	}
	clock := &simulated{now: demoFirst.In(time.UTC)}
	server, err := serveSamples(ctx, clock.time)
	if err != nil {
		return err
	}
	defer server.Close()
	show := *a
	show.config, show.db, show.now = filepath.Join(dir, defaultConfig), filepath.Join(dir, defaultDB), clock.time
	if err := os.WriteFile(show.config, onset.Narratives, 0o644); err != nil {
		return fmt.Errorf("keeping the rules of the demo: %w", err)
	}
	return show.play(ctx, clock, server.Addr, keep)
}

// demoFolder returns a new folder, or the one that the user named.
func demoFolder(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "onset-demo-")
	}
	if err := os.MkdirAll(keep, 0o755); err != nil {
		return "", fmt.Errorf("making the folder of the demo: %w", err)
	}
	if _, err := os.Stat(filepath.Join(keep, defaultDB)); err == nil {
		return "", usagef("--keep %s: it holds an onset.db already; name another folder", keep)
	}
	return keep, nil
}

// simulated is a clock that stands still until it is set.
type simulated struct{ now time.Time }

func (c *simulated) time() time.Time { return c.now }

// serveSamples serves the sample feeds as they stood at the simulated moment.
func serveSamples(ctx context.Context, now func() time.Time) (*http.Server, error) {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serving the sample feeds on loopback: %w", err)
	}
	server := &http.Server{Addr: l.Addr().String(), Handler: samples.Handler(now), ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(l) // ends with server.Close
	return server, nil
}

// play polls the years forward, then shows what came of it.
func (a *app) play(ctx context.Context, clock *simulated, address, keep string) error {
	d, err := newsroom.NewDesk(a.config, onset.Narratives)
	if err != nil {
		return err
	}
	serveFrom(d, address)
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := d.Put(ctx, s); err != nil {
		return err
	}
	in := newsroom.NewIntake(ctx, d, s, zerolog.Nop())
	total, err := playForward(ctx, in, clock, s)
	if err != nil {
		return err
	}
	clock.now = (demoLast + 1).In(d.File.Zone).Add(7 * time.Hour)
	if _, err := in.CloseAll(ctx, clock.now); err != nil {
		return err
	}
	return a.showDemo(ctx, d, s, total, keep)
}

// serveFrom makes the sample feeds the only ones.
func serveFrom(d *newsroom.Desk, address string) {
	d.File.AllowPrivate = tracker.PrivateNetworks
	clear(d.Feeds)
	for i := range d.File.Sources {
		src := &d.File.Sources[i]
		src.Feeds, src.Content = nil, tracker.ContentFeed
		if slices.Contains(samples.Sources(), src.ID) {
			feed := tracker.FeedAddress{URL: "http://" + address + "/" + src.ID}
			src.Feeds = []tracker.FeedAddress{feed}
			d.Feeds[feed.URL] = feed
		}
		d.Sources[src.ID] = *src
	}
}

// playForward polls at every heartbeat and soon after each article appeared.
func playForward(ctx context.Context, in *newsroom.Intake, clock *simulated, s *store.Store) (*newsroom.Round, error) {
	moments, err := demoMoments()
	if err != nil {
		return nil, err
	}
	total, closed := &newsroom.Round{}, 0
	for _, at := range moments {
		clock.now = at
		if total.Mentions > closed { // quiet weeks are closed with the next day that is not
			if _, err := in.CloseDays(ctx, at); err != nil {
				return nil, err
			}
			closed = total.Mentions
		}
		states, err := s.Feeds(ctx)
		if err != nil {
			return nil, err
		}
		r, err := in.Poll(ctx, states, true)
		if err != nil {
			return nil, err
		}
		if r.Failed > 0 {
			return nil, fmt.Errorf("polling the sample feeds: %s", r.Failures[0].Message)
		}
		total.Asked += r.Asked
		total.New += r.New
		total.Mentions += r.Mentions
	}
	return total, nil
}

// demoMoments are the moments of polling, in order.
func demoMoments() ([]time.Time, error) {
	articles, err := samples.Load()
	if err != nil {
		return nil, err
	}
	var out []time.Time
	for t := demoFirst.In(time.UTC); t.Before(demoLast.In(time.UTC)); t = t.Add(heartbeat) {
		out = append(out, t)
	}
	for _, a := range articles {
		out = append(out, a.Published.UTC().Add(10*time.Minute))
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.Compact(out), nil
}

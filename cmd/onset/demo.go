package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset"
	"onset/newsroom"
	"onset/newsroom/demo"
)

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
	clock := &simulated{now: demo.First.In(time.UTC)}
	server, err := demo.Serve(ctx, clock.time)
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

func (c *simulated) set(at time.Time) { c.now = at }

// play polls the years forward, then shows what came of it.
func (a *app) play(ctx context.Context, clock *simulated, address, keep string) error {
	d, err := newsroom.NewDesk(a.config, onset.Narratives)
	if err != nil {
		return err
	}
	demo.Only(d, address)
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := d.Put(ctx, s); err != nil {
		return err
	}
	total, err := demo.Play(ctx, newsroom.NewIntake(ctx, d, s, zerolog.Nop()), s, clock.set)
	if err != nil {
		return err
	}
	return a.showDemo(ctx, d, s, total, keep)
}

package main

import (
	"context"
	"encoding/json"
	"fmt"

	"onset/store"
	"onset/tracker"
)

// archive is the channel under which each digest is kept as it was made.
const archive = ""

// digests makes the digest of every closed day that has none yet, oldest
// first: those missed while nothing ran are made up for, each once.
func (dm *daemon) digests(ctx context.Context) error {
	dm.busy.Lock()
	defer dm.busy.Unlock()
	if _, err := dm.in.closeAll(ctx, dm.app.now()); err != nil {
		return fmt.Errorf("closing days before their digests: %w", err)
	}
	zone := dm.in.desk.file.Zone
	last := tracker.DayOf(dm.app.now().In(zone)) - 1
	days, err := dm.store.DaysWithoutDigest(ctx, last, zone)
	if err != nil {
		return fmt.Errorf("making digests: %w", err)
	}
	for _, day := range days {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d, err := reporter{dm.in.desk, dm.store}.digest(ctx, day, tracker.ClockRecorded)
		if err != nil {
			return fmt.Errorf("making the digest of %s: %w", day, err)
		}
		body, err := json.Marshal(d)
		if err != nil {
			return fmt.Errorf("keeping the digest of %s: %w", day, err)
		}
		if _, err := dm.store.Post(ctx, store.Letter{Day: day, Channel: archive, Body: string(body)}); err != nil {
			return err
		}
		dm.log.Info().Str("day", day.String()).Bool("quiet", d.Quiet).Msg(d.Status)
	}
	return nil
}

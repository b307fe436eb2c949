package main

import (
	"context"
	"fmt"
	"time"

	"onset/store"
	"onset/tracker"
	"onset/tracker/digest"
)

// archive is the channel under which each digest is kept as it was made.
const archive = ""

// digests makes the digest of every day that has none yet and whose time has
// come, oldest first: those missed while nothing ran are made up for, each
// once. It is asked every minute, and mostly finds nothing to do.
func (dm *daemon) digests(ctx context.Context) error {
	missing, err := dm.missing(ctx)
	if err != nil || !missing {
		return err
	}
	if err := dm.closeDays(ctx); err != nil {
		return fmt.Errorf("closing days before their digests: %w", err)
	}
	dm.busy.Lock()
	defer dm.busy.Unlock()
	return dm.in.makeDigests(ctx, dm.app.now(), dm.in.desk.file.Schedule.Digest)
}

// missing tells whether a digest is due, without keeping anybody from work.
func (dm *daemon) missing(ctx context.Context) (bool, error) {
	dm.busy.RLock()
	defer dm.busy.RUnlock()
	days, err := dm.in.digestDays(ctx, dm.app.now(), dm.in.desk.file.Schedule.Digest)
	return len(days) > 0, err
}

// send puts what is to be told at once into the outbox, and delivers what is
// due. While it waits for receivers it keeps nobody from work.
func (dm *daemon) send(ctx context.Context) error {
	dm.busy.RLock()
	d := dm.in.desk
	dm.busy.RUnlock()
	if len(d.file.Channels) == 0 {
		return nil
	}
	if _, err := (notices{desk: d, store: dm.store}).post(ctx); err != nil {
		return fmt.Errorf("finding what to tell at once: %w", err)
	}
	done, err := dm.app.newPostman(dm.store, dm.log).deliver(ctx, d.file.Channels)
	dm.stats.delivered(done)
	return err
}

// digestDays are the days without a digest whose time has come by a schedule;
// without one, all that are over.
func (in *intake) digestDays(ctx context.Context, now time.Time, schedule string) ([]tracker.Day, error) {
	zone := in.desk.file.Zone
	last := tracker.DayOf(now.In(zone)) - 1
	if schedule != "" {
		var err error
		if last, err = lastDue(now, schedule, zone); err != nil {
			return nil, err
		}
	}
	days, err := in.store.DaysWithoutDigest(ctx, last, zone)
	if err != nil {
		return nil, fmt.Errorf("making digests: %w", err)
	}
	return days, nil
}

// makeDigests makes the digests that are missing, for the archive and for each
// channel. A day and its letters are kept together or not at all.
func (in *intake) makeDigests(ctx context.Context, now time.Time, schedule string) error {
	if _, err := in.closeAll(ctx, now); err != nil {
		return fmt.Errorf("closing days before their digests: %w", err)
	}
	days, err := in.digestDays(ctx, now, schedule)
	if err != nil {
		return err
	}
	for _, day := range days {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d, letters, err := in.lettersOf(ctx, day)
		if err != nil {
			return err
		}
		if _, err := in.store.Post(ctx, letters...); err != nil {
			return err
		}
		in.log.Info().Str("day", day.String()).Bool("quiet", d.Quiet).Msg(d.Status)
	}
	return nil
}

// lettersOf makes the digest of a day and what goes out of it.
func (in *intake) lettersOf(ctx context.Context, day tracker.Day) (digest.Digest, []store.Letter, error) {
	d, err := reporter{desk: in.desk, store: in.store}.digest(ctx, day, tracker.ClockRecorded)
	if err != nil {
		return d, nil, fmt.Errorf("making the digest of %s: %w", day, err)
	}
	channels := in.desk.file.Channels
	if in.store.Now().Sub(d.To) > giveUp {
		channels = nil // too old to be news: kept, not sent
	}
	letters, err := digestLetters(d, channels)
	return d, letters, err
}

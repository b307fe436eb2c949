package main

import (
	"context"
	"fmt"

	"onset/newsroom/bulletin"
)

// digests makes and sends the digest of every day that has none yet and whose time
// has come. It is asked every minute, and mostly finds nothing to do.
func (dm *daemon) digests(ctx context.Context) error {
	made, err := dm.dueDigests(ctx)
	if err != nil || !made {
		return err
	}
	return dm.send(ctx)
}

// dueDigests makes the digests that are due, oldest first: those missed while
// nothing ran are made up for, each once. It tells whether there were any.
func (dm *daemon) dueDigests(ctx context.Context) (made bool, err error) {
	missing, err := dm.missing(ctx)
	if err != nil || !missing {
		return false, err
	}
	if err := dm.closeDays(ctx); err != nil {
		return false, fmt.Errorf("closing days before their digests: %w", err)
	}
	return true, dm.makeDigests(ctx)
}

func (dm *daemon) makeDigests(ctx context.Context) error {
	dm.busy.Lock()
	defer dm.busy.Unlock()
	return bulletin.NewPress(dm.in, dm.store).Make(ctx, dm.app.now(), dm.in.Desk.File.Schedule.Digest)
}

// missing tells whether a digest is due, without keeping anybody from work.
func (dm *daemon) missing(ctx context.Context) (bool, error) {
	dm.busy.RLock()
	defer dm.busy.RUnlock()
	days, err := bulletin.NewPress(dm.in, dm.store).Due(ctx, dm.app.now(), dm.in.Desk.File.Schedule.Digest)
	return len(days) > 0, err
}

// send puts what is to be told at once into the outbox, and delivers what is
// due. While it waits for receivers it keeps nobody from work.
func (dm *daemon) send(ctx context.Context) error {
	dm.busy.RLock()
	d := dm.in.Desk
	dm.busy.RUnlock()
	if len(d.File.Channels) == 0 {
		return nil
	}
	if _, err := (bulletin.Notices{Desk: d, Store: dm.store}).Post(ctx); err != nil {
		return fmt.Errorf("finding what to tell at once: %w", err)
	}
	done, err := dm.app.newPostman(dm.store, dm.log).Deliver(ctx, d.File.Channels)
	dm.stats.delivered(done)
	return err
}

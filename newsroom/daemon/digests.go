package daemon

import (
	"context"
	"fmt"

	"onset/newsroom/bulletin"
)

// Digests makes and sends the digest of every day that has none yet and whose time
// has come. It is asked every minute, and mostly finds nothing to do.
func (d *Daemon) Digests(ctx context.Context) error {
	made, err := d.DueDigests(ctx)
	if err != nil || !made {
		return err
	}
	return d.Send(ctx)
}

// DueDigests makes the digests that are due, oldest first: those missed while
// nothing ran are made up for, each once. It tells whether there were any.
func (d *Daemon) DueDigests(ctx context.Context) (made bool, err error) {
	missing, err := d.missing(ctx)
	if err != nil || !missing {
		return false, err
	}
	if err := d.CloseDays(ctx); err != nil {
		return false, fmt.Errorf("closing days before their digests: %w", err)
	}
	return true, d.makeDigests(ctx)
}

func (d *Daemon) makeDigests(ctx context.Context) error {
	d.busy.Lock()
	defer d.busy.Unlock()
	return bulletin.NewPress(d.In, d.Store).Make(ctx, d.Now(), d.In.Desk.File.Schedule.Digest)
}

// missing tells whether a digest is due, without keeping anybody from work.
func (d *Daemon) missing(ctx context.Context) (bool, error) {
	d.busy.RLock()
	defer d.busy.RUnlock()
	days, err := bulletin.NewPress(d.In, d.Store).Due(ctx, d.Now(), d.In.Desk.File.Schedule.Digest)
	return len(days) > 0, err
}

// Send puts what is to be told at once into the outbox, and delivers what is
// due. While it waits for receivers it keeps nobody from work.
func (d *Daemon) Send(ctx context.Context) error {
	d.busy.RLock()
	desk := d.In.Desk
	d.busy.RUnlock()
	if len(desk.File.Channels) == 0 {
		return nil
	}
	if _, err := (bulletin.Notices{Desk: desk, Store: d.Store}).Post(ctx); err != nil {
		return fmt.Errorf("finding what to tell at once: %w", err)
	}
	done, err := (&bulletin.Postman{Store: d.Store, Sender: d.Sender, Now: d.Now, Log: d.Log}).Deliver(ctx, desk.File.Channels)
	if d.Stats != nil {
		d.Stats.Delivered(done)
	}
	return err
}

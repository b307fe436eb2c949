package daemon

import (
	"context"
	"os"
	"sync/atomic"
	"time"

	"onset/newsroom"
	"onset/tracker/archive"
	"onset/tracker/rulefile"
)

// Peers is what a daemon asks of whoever keeps an archive on which others may work too.
type Peers interface {
	newsroom.Peers
	Lead(context.Context) (bool, error)
	Beat(ctx context.Context, p archive.Peer, lease time.Duration) (rules string, err error)
	Leave(ctx context.Context, id string) error
	Listen(ctx context.Context, heard func()) error
}

// company is a daemon among others.
type company struct {
	Peers
	self  archive.Peer
	lease time.Duration
	leads atomic.Bool
	anew  atomic.Bool // it leads since it closed days last, and others did meanwhile
	other atomic.Bool // other rules are in force than it works by
}

// beatEvery is how often a daemon tells the others that it is there, and looks whether
// the lead is free.
const beatEvery = "@every 2s"

// Join has the daemon work together with others. Each names itself by an id of its own;
// sites that one has asked nobody else asks, until it was silent for the time of a
// lease.
func (d *Daemon) Join(p Peers, self archive.Peer, lease time.Duration) {
	d.company = &company{Peers: p, self: self, lease: lease}
	d.In.Sharing = &newsroom.Sharing{Peers: p, Holder: self.ID, Lease: lease, Leads: d.leading}
}

// Leave tells the others that this daemon ends.
func (d *Daemon) Leave(ctx context.Context) error {
	if d.company == nil {
		return nil
	}
	return d.company.Leave(context.WithoutCancel(ctx), d.company.self.ID)
}

// leading tells whether this daemon does what one alone does.
func (d *Daemon) leading() bool { return d.company == nil || d.company.leads.Load() }

// inForce tells whether the rules that it works by are those in force.
func (d *Daemon) inForce() bool { return d.company == nil || !d.company.other.Load() }

// alone makes of a job one that only the daemon does that leads.
func (d *Daemon) alone(do func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if !d.leading() || !d.inForce() {
			return nil
		}
		return do(ctx)
	}
}

// foldOthers has what other daemons brought told.
func (d *Daemon) foldOthers(ctx context.Context) error {
	if d.company == nil {
		return nil
	}
	d.busy.RLock()
	defer d.busy.RUnlock()
	return d.In.FoldOthers(ctx)
}

// beat tells the others that this daemon is there, and takes the lead where it is free:
// took tells that it has. reload tells that its rules file has become that in force, and
// has to be read.
func (d *Daemon) beat(ctx context.Context) (took, reload bool, err error) {
	c := d.company
	if c == nil {
		return false, false, nil
	}
	leads, err := c.Lead(ctx)
	if was := c.leads.Swap(leads); leads != was {
		took = leads
		c.anew.Store(leads)
		d.Log.Info().Bool("leads", leads).Msg("who leads closes days, looks for what is new, and sends letters")
	}
	if err != nil {
		return false, false, err
	}
	self := c.self
	self.Leads = leads
	rules, err := c.Beat(ctx, self, c.lease)
	if err != nil {
		return took, false, err
	}
	other := rules != "" && rules != self.Rules
	if was := c.other.Swap(other); other && !was {
		d.Log.Error().Str("in_force", rules).Str("here", self.Rules).Str("file", d.Config).
			Msg("another daemon took other rules: nothing is polled or matched here until this file is the same")
	}
	if !other {
		return took, false, nil
	}
	text, err := os.ReadFile(d.Config)
	return took, err == nil && rulefile.HashOf(text) == rules, nil
}

// listenAgain is how long it takes until a daemon listens again that could not.
const listenAgain = 10 * time.Second

// listen wakes this daemon when another recorded something that it cares for, until ctx
// ends. Where it can't listen, its jobs run at their times all the same.
func (d *Daemon) listen(ctx context.Context, wake chan<- struct{}) {
	if d.company == nil {
		return
	}
	heard := func() {
		select {
		case wake <- struct{}{}:
		default: // it will wake anyway
		}
	}
	for {
		err := d.company.Listen(ctx, heard)
		if ctx.Err() != nil {
			return
		}
		d.Log.Warn().Err(err).Msg("what other daemons record is not heard of at once, but when it is looked for; it is tried again")
		select {
		case <-ctx.Done():
			return
		case <-time.After(listenAgain):
		}
	}
}

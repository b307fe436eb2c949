package checkup

import (
	"context"
	"slices"
	"time"

	"onset/tracker/archive"
)

// daemons lists those that work on a database of a server, and finds that none of them
// leads, or that one works by other rules than are in force.
func (x *Examination) daemons(ctx context.Context, s Archive) {
	peers, err := s.Peers(ctx)
	if err != nil {
		x.add("daemons", Bad, "", "%v", err)
		return
	}
	for _, p := range peers {
		x.daemon(p)
	}
	switch {
	case len(peers) == 0:
		x.add("daemons", Good, "", "none is at work")
	case !slices.ContainsFunc(peers, func(p archive.Peer) bool { return p.Leads }):
		x.add("daemons", Warning, "nothing, unless it stays so: another leads within half a minute", "none leads: no days are closed and no letters sent")
	}
}

// daemon tells of one when it was heard of last, and by which rules it works.
func (x *Examination) daemon(p archive.Peer) {
	role := "follows"
	if p.Leads {
		role = "leads"
	}
	state, stale := Good, ""
	if p.Outdated {
		state, stale = Warning, ", which are not those in force: it polls and matches nothing"
	}
	x.add("daemon", state, "put the rules file in force there too", "%s %s; heard of at %s; rules %.12s%s", p.Host, role,
		p.Until.Add(-x.Lease).UTC().Format(time.DateTime+" UTC"), p.Rules, stale)
}

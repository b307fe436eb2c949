package newsroom

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"sync"
	"time"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// Peers is what daemons ask who work on one archive together. Each takes in what it
// has fetched, so each has to know what the others took in; and each asks sites of its
// own, so that nobody is asked by two at once.
type Peers interface {
	NewestArticle(context.Context) (int64, error)
	ArticlesAfter(ctx context.Context, article int64, skip func(int64) bool, each func(archive.Article) error) (newest int64, err error)
	ClaimFeeds(context.Context, archive.Claim) ([]tracker.FeedState, error)
	HoldSites(ctx context.Context, holder string, sites []string, lease time.Duration) (got []string, err error)
	ReleaseSites(ctx context.Context, holder string, sites []string) error
}

// Sharing is how an intake shares its work with others.
type Sharing struct {
	Peers
	Holder string        // names this daemon among them
	Lease  time.Duration // after which a site is free whose daemon is silent
	Leads  func() bool   // does what one alone does: folding events
}

// meet takes in what other daemons recorded since it did so last.
func (g *groups) meet(ctx context.Context, in *Intake) (err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if recall := g.recall; recall != nil {
		if g.newest, err = in.Sharing.NewestArticle(ctx); err != nil {
			return err
		}
		g.recall = nil
		return recall(g)
	}
	skip := func(article int64) bool { return g.own[article] }
	g.newest, err = in.Sharing.ArticlesAfter(ctx, g.newest, skip, func(a archive.Article) error {
		if err := in.shelf.add(a.Source, a.Key, text.Analyse(a.Text, a.Language)); err != nil {
			return err
		}
		return g.remember(in.shelf, a)
	})
	if err == nil {
		clear(g.own)
	}
	return err
}

// met notes which articles came in here.
func (g *groups) met(articles []int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, id := range articles {
		if id > g.newest {
			g.own[id] = true
		}
	}
}

// sites tell what belongs together, so that one daemon at a time asks it: feeds of one
// host, and those of one source with its pages.
type sites struct{ above map[string]string }

func (d *Desk) sites() sites {
	x := sites{map[string]string{}}
	for _, s := range d.File.Sources {
		for _, f := range s.Feeds {
			if a, b := x.of(sourceSite(s.ID)), x.of(hostSite(f.URL)); a != b {
				x.above[max(a, b)] = min(a, b)
			}
		}
	}
	return x
}

func sourceSite(id string) string { return "source " + id }

func hostSite(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return "host " + u.Host
	}
	return "host " + address
}

// of returns the name of the site to which a source or a host belongs.
func (x sites) of(name string) string {
	for x.above[name] != "" {
		name = x.above[name]
	}
	return name
}

// claimable are the sites of the feeds that this program can ask, by address.
func (in *Intake) claimable() map[string]string {
	x, out := in.Desk.sites(), map[string]string{}
	for _, s := range in.Desk.File.Sources {
		if s.Place() != "" && in.Client.Elsewhere == nil {
			continue // no fetcher comes here
		}
		for _, f := range s.Feeds {
			out[f.URL] = x.of(hostSite(f.URL))
		}
	}
	return out
}

// holdSources leaves of what is grouped by source what no other daemon asks at the
// moment, and keeps others from it until it is released.
func (in *Intake) holdSources(ctx context.Context, bySource map[string][]archive.Recheck) (release func(), err error) {
	if in.Sharing == nil {
		return func() {}, nil
	}
	x, wanted := in.Desk.sites(), map[string]bool{}
	for id := range bySource {
		wanted[x.of(sourceSite(id))] = true
	}
	got, err := in.Sharing.HoldSites(ctx, in.Sharing.Holder, slices.Sorted(maps.Keys(wanted)), in.Sharing.Lease)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(bySource, func(id string, _ []archive.Recheck) bool { return !slices.Contains(got, x.of(sourceSite(id))) })
	return func() {
		if err := in.Sharing.ReleaseSites(context.WithoutCancel(ctx), in.Sharing.Holder, got); err != nil {
			in.Log.Warn().Err(err).Msg("sites stay held until their lease is over")
		}
	}, nil
}

const (
	claimedAtOnce = 64 // sites that one claim takes at most
	enoughHosts   = 64 // under way, so that no more are claimed
)

// PollShared polls feeds that are due, a few sites at a time, until there is none that
// no other daemon has.
func (in *Intake) PollShared(ctx context.Context) (*Round, error) {
	c := &claims{in: in, sites: in.claimable(), under: map[string]int{}}
	r, err := in.poll(ctx, false, func(hosts int) []feeds.Job { return c.more(ctx, hosts) }, c.done)
	if err == nil {
		err = c.err
	}
	left := slices.AppendSeq(c.over, maps.Keys(c.under)) // where the round was cut short, some were never asked
	if released := in.Sharing.ReleaseSites(context.WithoutCancel(ctx), in.Sharing.Holder, left); err == nil {
		err = released
	}
	return r, err
}

// claims are the sites that a round of polling has taken.
type claims struct {
	in    *Intake
	sites map[string]string

	mu    sync.Mutex
	under map[string]int // feeds that are under way, by site
	over  []string       // sites that are done with
	last  bool           // the claim before got less than it asked for
	err   error
}

// more claims sites while there are too few under way.
func (c *claims) more(ctx context.Context, hosts int) []feeds.Job {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last || ctx.Err() != nil || hosts >= enoughHosts {
		return nil
	}
	states, err := c.in.Sharing.ClaimFeeds(ctx, archive.Claim{Holder: c.in.Sharing.Holder, Sites: c.sites, Done: c.over, Most: claimedAtOnce, For: c.in.Sharing.Lease})
	if err != nil {
		c.err, c.last = err, true
		return nil
	}
	c.over = nil
	sites := map[string]bool{}
	for _, s := range states {
		site := c.sites[s.URL]
		sites[site] = true
		c.under[site]++
	}
	c.last = len(sites) < claimedAtOnce
	return c.in.jobs(states)
}

// done counts a feed as polled, and its site as free with the last of them.
func (c *claims) done(j feeds.Job) {
	c.mu.Lock()
	defer c.mu.Unlock()
	site := c.sites[j.State.URL]
	if c.under[site]--; c.under[site] == 0 {
		delete(c.under, site)
		c.over = append(c.over, site)
	}
}

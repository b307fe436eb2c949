package store

import (
	"context"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// Shared tells whether several daemons may work on the database.
func (s *Store) Shared() bool { return s.derived != nil }

// Lead tells whether this daemon does what one alone does, such as closing days. Where
// the one that did has died, another takes that on.
func (s *Store) Lead(ctx context.Context) (bool, error) {
	leads, err := s.engine.lead(ctx)
	return leads, s.explain("taking the lead in", err)
}

func (f *sqliteFile) lead(context.Context) (bool, error) { return true, nil }

// Listen calls heard when another program has recorded events, rules or verdicts, and
// once when it begins to listen. It returns when ctx ends, or with the error by which
// its connection was lost: what is told until it is called again goes unheard, so that
// who listens has to look now and then as well.
func (s *Store) Listen(ctx context.Context, heard func()) error {
	err := s.engine.listen(ctx, heard)
	if ctx.Err() != nil {
		return nil
	}
	return s.explain("listening to", err)
}

func (f *sqliteFile) listen(ctx context.Context, _ func()) error {
	<-ctx.Done()
	return nil
}

func (t *sqliteTx) tell(context.Context) error { return nil }

// Beat tells the others that a daemon is there, holds on to its sites for a while, and
// returns the hash of the rules in force.
func (s *Store) Beat(ctx context.Context, p archive.Peer, lease time.Duration) (rules string, err error) {
	err = s.change(ctx, "telling others of this daemon in", func(t *tx) error {
		now, until := t.now.UnixMilli(), t.now.Add(lease).UnixMilli()
		for _, q := range []struct {
			text string
			args []any
		}{
			{"DELETE FROM daemon WHERE until < ?", []any{now}},
			{"DELETE FROM lease WHERE until < ?", []any{now}},
			{`INSERT INTO daemon (id, host, rules, leads, until) VALUES (?1, ?2, ?3, ?4, ?5)
				ON CONFLICT (id) DO UPDATE SET rules = ?3, leads = ?4, until = ?5`, []any{p.ID, p.Host, p.Rules, p.Leads, until}},
			{"UPDATE lease SET until = ? WHERE holder = ?", []any{until, p.ID}},
		} {
			if err := t.exec(q.text, q.args...); err != nil {
				return err
			}
		}
		if p.Leads { // who led before and did not take leave is gone
			if err := t.exec("UPDATE daemon SET leads = ? WHERE id <> ?", false, p.ID); err != nil {
				return err
			}
		}
		rules, err = t.rulesInForce()
		return err
	})
	return rules, err
}

// Leave tells the others that a daemon ends.
func (s *Store) Leave(ctx context.Context, id string) error {
	return s.change(ctx, "taking leave of", func(t *tx) error {
		if err := t.exec("DELETE FROM lease WHERE holder = ?", id); err != nil {
			return err
		}
		return t.exec("DELETE FROM daemon WHERE id = ?", id)
	})
}

// Peers returns the daemons that are at work, by id.
func (s *Store) Peers(ctx context.Context) ([]archive.Peer, error) {
	var out []archive.Peer
	err := s.look(ctx, "looking for the daemons of", func(t *tx) error {
		inForce, err := t.rulesInForce()
		if err != nil {
			return err
		}
		return t.each("SELECT id, host, rules, leads, until FROM daemon WHERE until >= ? ORDER BY id", []any{t.now.UnixMilli()}, func(scan func(...any) error) error {
			var p archive.Peer
			var until int64
			err := scan(&p.ID, &p.Host, &p.Rules, &p.Leads, &until)
			p.Until, p.Outdated = moment(until), inForce != "" && p.Rules != inForce
			out = append(out, p)
			return err
		})
	})
	return out, err
}

// ClaimFeeds returns feeds that are due, of sites that no daemon has, and gives the
// sites to one. What the one that had a site before has recorded is known by then.
func (s *Store) ClaimFeeds(ctx context.Context, c archive.Claim) (out []tracker.FeedState, err error) {
	err = s.change(ctx, "claiming feeds in", func(t *tx) error {
		out = nil
		if err := t.release(c.Holder, c.Done); err != nil {
			return err
		}
		due, sites, err := t.dueOf(c)
		if err != nil || len(due) == 0 {
			return err
		}
		if err := t.hold(c.Holder, sites, c.For); err != nil {
			return err
		}
		out, err = t.feeds("f.url IN ("+placeholders(len(due))+") ORDER BY coalesce(f.next_poll, 0), f.url", due...)
		return err
	})
	return out, err
}

// dueOf returns the addresses of feeds that may be claimed, longest waiting first, and
// their sites.
func (t *tx) dueOf(c archive.Claim) (due []any, sites []string, err error) {
	taken, err := t.held()
	if err != nil {
		return nil, nil, err
	}
	chosen := map[string]bool{}
	err = t.each("SELECT url FROM feed WHERE configured AND NOT stopped AND (coalesce(next_poll, 0) <= ? OR next_poll > ? OR last_asked > ?) ORDER BY coalesce(next_poll, 0), url",
		[]any{t.now.UnixMilli(), t.now.Add(tracker.LongestPause + 24*time.Hour).UnixMilli(), t.now.Add(24 * time.Hour).UnixMilli()},
		func(scan func(...any) error) error {
			var url string
			if err := scan(&url); err != nil {
				return err
			}
			site := c.Sites[url]
			switch {
			case site == "" || taken[site] || !chosen[site] && len(sites) == c.Most:
				return nil
			case !chosen[site]:
				chosen[site] = true
				sites = append(sites, site)
			}
			due = append(due, url)
			return nil
		})
	return due, sites, err
}

// held returns the sites that a daemon has.
func (t *tx) held() (map[string]bool, error) {
	taken := map[string]bool{}
	err := t.each("SELECT site FROM lease WHERE until >= ?", []any{t.now.UnixMilli()}, func(scan func(...any) error) error {
		var site string
		err := scan(&site)
		taken[site] = true
		return err
	})
	return taken, err
}

func (t *tx) hold(holder string, sites []string, lease time.Duration) error {
	for _, site := range sites {
		if err := t.exec("INSERT INTO lease (site, holder, until) VALUES (?1, ?2, ?3) ON CONFLICT (site) DO UPDATE SET holder = ?2, until = ?3",
			site, holder, t.now.Add(lease).UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) release(holder string, sites []string) error {
	for _, site := range sites {
		if err := t.exec("DELETE FROM lease WHERE site = ? AND holder = ?", site, holder); err != nil {
			return err
		}
	}
	return nil
}

// HoldSites gives to a daemon those of some sites that nobody has.
func (s *Store) HoldSites(ctx context.Context, holder string, sites []string, lease time.Duration) (got []string, err error) {
	err = s.change(ctx, "claiming sites in", func(t *tx) error {
		taken, err := t.held()
		if err != nil {
			return err
		}
		got = slices.DeleteFunc(slices.Clone(sites), func(site string) bool { return taken[site] })
		return t.hold(holder, got, lease)
	})
	return got, err
}

// ReleaseSites gives back sites that a daemon has.
func (s *Store) ReleaseSites(ctx context.Context, holder string, sites []string) error {
	if len(sites) == 0 {
		return nil
	}
	return s.change(ctx, "giving sites back in", func(t *tx) error { return t.release(holder, sites) })
}

// NewestArticle returns the number of the article that was recorded last; 0 for none.
func (s *Store) NewestArticle(ctx context.Context) (id int64, err error) {
	err = s.look(ctx, "looking for the newest article of", func(t *tx) error {
		_, err := t.get("SELECT coalesce(max(id), 0) FROM article", nil, &id)
		return err
	})
	return id, err
}

// ArticlesAfter hands over the articles that were recorded after one, those left out
// that are skipped, and returns the last of all.
func (s *Store) ArticlesAfter(ctx context.Context, article int64, skip func(int64) bool, f func(archive.Article) error) (last int64, err error) {
	last = article
	err = s.look(ctx, "reading what others recorded in", func(t *tx) error {
		var fresh []any
		if err := t.each("SELECT id FROM article WHERE id > ? ORDER BY id", []any{article}, func(scan func(...any) error) error {
			err := scan(&last)
			if !skip(last) {
				fresh = append(fresh, last)
			}
			return err
		}); err != nil {
			return err
		}
		for part := range slices.Chunk(fresh, mostIDs) {
			if err := t.articles("a.id IN ("+placeholders(len(part))+") ORDER BY a.id", part, t.whole, f); err != nil {
				return err
			}
		}
		return nil
	})
	return last, err
}

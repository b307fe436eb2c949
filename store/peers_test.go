package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// manyFeeds are the rules of n outlets with a feed each, and the site of each feed.
func manyFeeds(hash string, n int) (archive.Rules, map[string]string) {
	r, sites := archive.Rules{Text: hash, Hash: hash}, map[string]string{}
	for i := range n {
		url := fmt.Sprintf("https://outlet%d.example/feed", i)
		r.Sources = append(r.Sources, tracker.Source{ID: fmt.Sprint("outlet", i), Name: fmt.Sprint("Outlet ", i), Kind: tracker.OtherKind, Zone: time.UTC,
			Feeds: []tracker.FeedAddress{{URL: url}}})
		sites[url] = fmt.Sprint("site ", i/2)
	}
	return r, sites
}

// Daemons that claim at once get different sites, each all feeds of one; what one gives
// back, or loses because it was silent, goes to another.
func TestSitesAreClaimedByOneEach(t *testing.T) {
	s, c := open(t)
	ctx := context.Background()
	rules, sites := manyFeeds("v1", 80)
	if _, err := s.SetRules(ctx, rules); err != nil {
		t.Fatal(err)
	}
	claim := func(holder string, most int, done ...string) (got []string) {
		states, err := s.ClaimFeeds(ctx, archive.Claim{Holder: holder, Sites: sites, Done: done, Most: most, For: time.Minute})
		if err != nil {
			t.Error(err)
		}
		for _, f := range states {
			got = append(got, f.URL)
		}
		return got
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	var claimed []string
	for n := range 4 {
		all.Go(func() {
			got := claim(fmt.Sprint("daemon ", n), 8)
			mu.Lock()
			defer mu.Unlock()
			if claimed = append(claimed, got...); len(got) != 16 {
				t.Errorf("daemon %d got %d feeds of 8 sites with two each", n, len(got))
			}
		})
	}
	all.Wait()
	if slices.Sort(claimed); len(slices.Compact(claimed)) != 64 {
		t.Errorf("%d different feeds were claimed, of 64", len(slices.Compact(claimed)))
	}
	rest := claim("last", 100)
	if len(rest) != 16 || len(claim("last", 100)) != 0 {
		t.Errorf("%d feeds were left", len(rest))
	}
	if again := claim("other", 100, sites[rest[0]]); len(again) != 0 {
		t.Errorf("a site of another was given back: %v", again)
	}
	if back := claim("last", 100, sites[rest[0]]); len(back) != 2 {
		t.Errorf("what was given back: %v", back)
	}
	if _, err := s.Beat(ctx, archive.Peer{ID: "last", Host: "here", Rules: "v1"}, 5*time.Minute); err != nil {
		t.Fatal(err)
	}
	c.t = c.t.Add(2 * time.Minute) // the others were silent
	if got := claim("other", 100); len(got) != 64 {
		t.Errorf("%d of the 64 feeds of silent daemons went to another", len(got))
	}
	if err := s.Leave(ctx, "last"); err != nil {
		t.Fatal(err)
	}
	if got := claim("other", 100); len(got) != 16 {
		t.Errorf("%d of the 16 feeds of one that left went to another", len(got))
	}
}

// Who works by an older rules file than another daemon can neither put it into force nor
// record what it read by it.
func TestOlderRulesAreRefused(t *testing.T) {
	s, c := open(t)
	ctx := context.Background()
	older, _ := manyFeeds("v1", 2)
	newer, _ := manyFeeds("v2", 2)
	for _, r := range []archive.Rules{older, newer} {
		if _, err := s.SetRules(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	if rules, err := s.Beat(ctx, archive.Peer{ID: "a", Host: "desk, process 7", Rules: "v2"}, time.Minute); err != nil || rules != "v2" {
		t.Fatal(rules, err)
	}
	if _, err := s.SetRules(ctx, older); !errors.Is(err, archive.ErrOtherRules) {
		t.Errorf("older rules while a daemon works by newer ones: %v", err)
	}
	batch := polled("outlet1", start, article("outlet1", 1, start))
	batch.Rules = "v1"
	if _, err := s.Record(ctx, batch); !errors.Is(err, archive.ErrOtherRules) {
		t.Errorf("what was read by older rules: %v", err)
	}
	batch.Rules = "v2"
	told := 0
	batch.Before = func(context.Context) error {
		told++
		return nil
	}
	if r, err := s.Record(ctx, batch); err != nil || r.New != 1 || told != 1 {
		t.Errorf("what was read by those in force: %+v %v, told %d times", r, err, told)
	}
	c.t = c.t.Add(2 * time.Minute)
	if _, err := s.SetRules(ctx, older); err != nil {
		t.Errorf("older rules when nobody else is there: %v", err)
	}
}

// A daemon that was killed while it led is no second leader until its lease runs out.
func TestOneAloneIsSaidToLead(t *testing.T) {
	s, _ := open(t)
	ctx := context.Background()
	for _, id := range []string{"killed", "next"} {
		for _, p := range []archive.Peer{{ID: "other", Host: "here", Rules: "v1"}, {ID: id, Host: "desk", Rules: "v1", Leads: true}} {
			if _, err := s.Beat(ctx, p, time.Minute); err != nil {
				t.Fatal(err)
			}
		}
	}
	peers, err := s.Peers(ctx)
	if err != nil || len(peers) != 3 {
		t.Fatal(peers, err)
	}
	for _, p := range peers {
		if p.Leads != (p.ID == "next") {
			t.Errorf("%s leads: %t", p.ID, p.Leads)
		}
	}
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"onset/feeds"
	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/discover"
	"onset/tracker/query"
	"onset/web"
)

// pages lets package web read a store and the rules in force, which a running
// daemon may replace.
type pages struct {
	store     *store.Store
	desk      atomic.Pointer[newsroom.Desk]
	accounts  accounts
	addresses sync.Map     // of feeds, as they may be shown
	older     sync.Map     // what came near to firsts, see reporter
	metrics   http.Handler // of a daemon; nil elsewhere
	fetchers  http.Handler // of a daemon that fetchers elsewhere work for; else nil
}

func newPages(s *store.Store, d *newsroom.Desk) *pages {
	p := &pages{store: s}
	p.desk.Store(d)
	return p
}

// missing turns what the store says of an unknown id into what web knows.
func missing(err error) error {
	if errors.Is(err, archive.ErrNotFound) {
		return fmt.Errorf("%w (%w)", web.ErrNotFound, err)
	}
	return err
}

// Timeline implements web.Events.
func (p *pages) Timeline(ctx context.Context, f archive.Filter) ([]*tracker.Event, error) {
	return p.store.Events(ctx, f)
}

// Mentions implements web.Events.
func (p *pages) Mentions(ctx context.Context, f archive.Filter) (archive.MentionPage, error) {
	return p.store.Mentions(ctx, f)
}

// Mention implements web.Events.
func (p *pages) Mention(ctx context.Context, id string) (tracker.Witness, error) {
	w, found, err := p.store.Mention(ctx, id)
	if err == nil && !found {
		err = fmt.Errorf("%w: mention %s", web.ErrNotFound, id)
	}
	return w, err
}

// Published implements web.Archive.
func (p *pages) Published(ctx context.Context, from, to tracker.Day) (map[tracker.Day]int, error) {
	return p.store.Published(ctx, from, to)
}

// Size implements web.Archive.
func (p *pages) Size(ctx context.Context) (archive.Size, error) { return p.store.Size(ctx) }

// Coverage implements web.Archive.
func (p *pages) Coverage(ctx context.Context) ([]archive.Interval, error) {
	list, err := p.store.Coverage(ctx, "")
	out := slices.Clone(list) // the store's is shared
	for i := range out {
		out[i].Feed = p.shown(out[i].Feed)
	}
	return out, err
}

// shown is the address of a feed without its secrets, which is made once.
func (p *pages) shown(address string) string {
	if known, ok := p.addresses.Load(address); ok {
		return known.(string)
	}
	shown := feeds.Shown(address)
	p.addresses.Store(address, shown)
	return shown
}

// Count implements web.Archive.
func (p *pages) Count(ctx context.Context, list []archive.Interval) ([]archive.Interval, error) {
	return p.store.CountIntervals(ctx, list)
}

// Rules implements web.Desk.
func (p *pages) Rules(ctx context.Context) (web.Rules, error) {
	d := p.desk.Load()
	sources, version, err := p.store.Sources(ctx)
	return web.Rules{Zone: d.File.Zone, Narratives: d.File.Narratives, Speakers: d.File.Speakers, Sources: sources, Terms: d.File.Terms,
		Version: fmt.Sprintf("%s %d", d.File.Hash, version)}, err
}

// Feeds implements web.Desk.
func (p *pages) Feeds(ctx context.Context) ([]web.Feed, error) {
	health, err := p.store.Health(ctx)
	if err != nil {
		return nil, err
	}
	now := time.Time{}
	for _, h := range health {
		if h.State.LastAsked.After(now) {
			now = h.State.LastAsked
		}
	}
	told := bulletin.Reporter{Desk: p.desk.Load(), Store: p.store}.Feeds(health, now)
	out := make([]web.Feed, 0, len(health))
	for i, h := range health {
		state := string(told[i].State)
		if h.State.LastAsked.IsZero() {
			state = ""
		}
		out = append(out, web.Feed{Source: h.State.Source, URL: feeds.Shown(h.State.URL), Title: h.Title, Class: h.Class, Message: h.Message,
			Failures: h.State.Failures, Stopped: h.State.Stopped, State: state, LastGood: h.State.LastGood, LastNew: h.State.LastNew,
			NextPoll: h.State.NextPoll, Volume: h.Volume, Total: h.Total})
	}
	return out, nil
}

// Digest implements web.Desk.
func (p *pages) Digest(ctx context.Context, day tracker.Day, clock tracker.Clock, fresh bool) (d digest.Digest, kept bool, err error) {
	d, letters, err := bulletin.Reporter{Desk: p.desk.Load(), Store: p.store, Older: &p.older}.Shown(ctx, day, clock, fresh)
	return d, letters != nil && !fresh && clock == tracker.ClockRecorded, err
}

// Emerging implements web.Desk: best first.
func (p *pages) Emerging(ctx context.Context, asOf time.Time) ([]discover.Candidate, error) {
	list, err := newsroom.Candidates(ctx, p.store, asOf)
	out := make([]discover.Candidate, 0, len(list))
	for _, c := range list {
		c.Candidate.Status = discover.Status(c.Status)
		out = append(out, c.Candidate)
	}
	return out, err
}

// searchTime is how long a search may take, surveyTime how long its hits are
// counted.
const (
	searchTime = 10 * time.Second
	surveyTime = 700 * time.Millisecond
)

// query is a question of a visitor to the archive.
func (p *pages) query(text string, limit int, after int64, most time.Duration) (archive.Search, error) {
	file := p.desk.Load().File
	expr, err := query.Parse(text, query.Terms(file.Terms))
	return archive.Search{Expr: expr, Groups: file.Groups(), Limit: limit, After: after, Time: most}, err
}

// Plain implements web.Searcher.
func (p *pages) Plain(text string) string {
	return query.Plain(text, query.Terms(p.desk.Load().File.Terms))
}

// Survey implements web.Searcher.
func (p *pages) Survey(ctx context.Context, text string) (archive.Survey, error) {
	q, err := p.query(text, 0, 0, surveyTime)
	if err != nil {
		return archive.Survey{}, err
	}
	return p.store.Survey(ctx, q)
}

// Search implements web.Searcher.
func (p *pages) Search(ctx context.Context, text string, limit int, after int64) (web.SearchPage, error) {
	q, err := p.query(text, limit, after, searchTime)
	if err != nil {
		return web.SearchPage{}, err
	}
	r, err := p.store.Search(ctx, q)
	if errors.Is(err, archive.ErrTooWide) {
		return web.SearchPage{}, web.Refuse(err.Error())
	}
	out := web.SearchPage{Next: r.Next, Stopped: r.Stopped, Looked: r.Looked}
	for _, h := range r.Hits {
		hit := web.Hit{Article: h.ID, Source: h.Source, Ref: tracker.ArticleRef{URL: h.URL, Title: h.Title}, At: h.Published,
			Seen: h.Seen, Language: h.Language, Revision: h.Revision, Snippets: []web.Snippet{}}
		for _, s := range h.Snippets {
			hit.Snippets = append(hit.Snippets, web.Snippet{Part: s.Part, Start: s.Start, Text: s.Text, Marks: orEmpty(s.Marks)})
		}
		out.Hits = append(out.Hits, hit)
	}
	return out, err
}

// Review implements web.Reviewer.
func (p *pages) Review(ctx context.Context, v archive.Verdict, dryRun bool) (web.Moved, error) {
	if _, found, err := p.store.Mention(ctx, v.Mention); err != nil || !found {
		return web.Moved{}, cmp.Or(err, fmt.Errorf("%w: mention %s", web.ErrNotFound, v.Mention))
	}
	return p.decide(ctx, archive.Verdict{Mention: v.Mention, Action: v.Action, Value: v.Value, Who: v.Who, Why: v.Why, Seen: v.Seen}, dryRun)
}

// decide records a verdict, or shows what it would move.
func (p *pages) decide(ctx context.Context, v archive.Verdict, dryRun bool) (web.Moved, error) {
	m, err := p.store.Review(ctx, v, dryRun)
	return web.Moved{Before: m.Before, After: m.After, Added: m.Changes.Add, Removed: m.Removed}, missing(err)
}

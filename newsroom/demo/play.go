package demo

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"onset/newsroom"
	"onset/tracker"
)

// The demonstration plays these days forward; its digest is that of the last one, on
// which two framings are new.
var (
	First = tracker.Date(2022, time.January, 1)
	Last  = tracker.Date(2026, time.February, 4)
)

// heartbeat is how often every sample feed is polled even when nothing is due, so that
// no article leaves its feed unseen.
const heartbeat = 7 * 24 * time.Hour

// Serve serves the sample feeds on loopback as they stood at the simulated moment.
func Serve(ctx context.Context, now func() time.Time) (*http.Server, error) {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serving the sample feeds on loopback: %w", err)
	}
	server := &http.Server{Addr: l.Addr().String(), Handler: Handler(now), ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(l) // ends with server.Close
	return server, nil
}

// Only makes the sample feeds, served at an address, the only ones of a desk.
func Only(d *newsroom.Desk, address string) {
	d.File.AllowPrivate = tracker.PrivateNetworks
	clear(d.Feeds)
	for i := range d.File.Sources {
		src := &d.File.Sources[i]
		src.Feeds, src.Content = nil, tracker.ContentFeed
		if slices.Contains(Sources(), src.ID) {
			feed := tracker.FeedAddress{URL: "http://" + address + "/" + src.ID}
			src.Feeds = []tracker.FeedAddress{feed}
			d.Feeds[feed.URL] = feed
		}
		d.Sources[src.ID] = *src
	}
}

// FeedStates reads the feeds as they stand.
type FeedStates interface {
	Feeds(ctx context.Context, due time.Time) ([]tracker.FeedState, error)
}

// Play polls the years forward: at every heartbeat, and soon after each article
// appeared. turn sets the clock; in the morning after the last day all is closed.
func Play(ctx context.Context, in *newsroom.Intake, s FeedStates, turn func(time.Time)) (*newsroom.Round, error) {
	times, err := moments()
	if err != nil {
		return nil, err
	}
	total, closed := &newsroom.Round{}, 0
	for _, at := range times {
		turn(at)
		if total.Mentions > closed { // quiet weeks are closed with the next day that is not
			if _, err := in.CloseDays(ctx, at); err != nil {
				return nil, err
			}
			closed = total.Mentions
		}
		if err := poll(ctx, in, s, total); err != nil {
			return nil, err
		}
	}
	morning := (Last + 1).In(in.Desk.File.Zone).Add(7 * time.Hour)
	turn(morning)
	_, err = in.CloseAll(ctx, morning)
	return total, err
}

// poll asks every sample feed, and adds what came of it.
func poll(ctx context.Context, in *newsroom.Intake, s FeedStates, total *newsroom.Round) error {
	states, err := s.Feeds(ctx, time.Time{})
	if err != nil {
		return err
	}
	r, err := in.Poll(ctx, states, true)
	if err != nil {
		return err
	}
	if r.Failed > 0 {
		return fmt.Errorf("polling the sample feeds: %s", r.Failures[0].Message)
	}
	total.Asked += r.Asked
	total.New += r.New
	total.Mentions += r.Mentions
	return nil
}

// moments are the moments of polling, in order.
func moments() ([]time.Time, error) {
	articles, err := Load()
	if err != nil {
		return nil, err
	}
	var out []time.Time
	for t := First.In(time.UTC); t.Before(Last.In(time.UTC)); t = t.Add(heartbeat) {
		out = append(out, t)
	}
	for _, a := range articles {
		out = append(out, a.Published.UTC().Add(10*time.Minute))
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.Compact(out), nil
}

// highlightsShown is how much of the timeline a demonstration shows.
const highlightsShown = 10

// Highlights are the newest of what is first, back, shifted or debunked overall.
func Highlights(events []tracker.Event) []tracker.Event {
	events = slices.DeleteFunc(slices.Clone(events), func(e tracker.Event) bool {
		return e.Kind == tracker.Spread || e.Kind == tracker.Surge || e.Scope.Kind != tracker.Overall && e.Kind != tracker.Shift
	})
	return events[max(0, len(events)-highlightsShown):]
}

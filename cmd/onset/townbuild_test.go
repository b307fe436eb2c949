package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
)

// townClock is the clock of a store that a town is written into.
type townClock struct{ millis atomic.Int64 }

func (c *townClock) now() time.Time { return time.UnixMilli(c.millis.Load()).UTC() }

func (c *townClock) set(at time.Time) { c.millis.Store(at.UnixMilli()) }

// build fills a database with so many articles, through the store's own API:
// two years imported, a year polled, with gaps; then the last days are closed.
func (w *town) build(ctx context.Context, s *store.Store, clock *townClock, articles int, share float64, progress func(string, ...any)) error {
	begin, live := townEnd-townDays+1, townEnd-townDays+1+townHistory
	clock.set(live.In(time.UTC))
	if _, err := s.SetRules(ctx, w.desk.Rules()); err != nil {
		return err
	}
	perDay := float64(articles) / townDays / w.weights[townSources-1]
	bring := func(source int, from, to tracker.Day) []archive.ReadItem {
		weight := 1 / float64(source+8)
		items := make([]archive.ReadItem, int(perDay*weight*float64(to-from)+w.r.Float64()))
		for i := range items {
			items[i] = w.article(source, from.In(time.UTC).Add(time.Duration(float64(to-from)*float64(i)/float64(len(items))*24*float64(time.Hour))), share)
		}
		return items
	}
	for i := range townSources {
		for from := begin; from < live; from += 122 {
			b := archive.Batch{Source: townSource(i), Import: fmt.Sprintf("history %d", (from-begin)/244), Items: bring(i, from, min(from+122, live))}
			if _, err := s.Record(ctx, b); err != nil {
				return err
			}
		}
		progress("imported %s, %d articles so far", townSource(i), w.n)
	}
	for from := live; from <= townEnd; {
		to := from + townRound
		if to > townEnd-townDaily {
			to = from + 1
		}
		clock.set(to.In(time.UTC).Add(-2 * time.Hour))
		for i := range townSources {
			if i%40 == int(from)%40 {
				continue // its feed was not asked
			}
			if _, err := s.Record(ctx, w.polled(i, clock.now(), bring(i, from, to))); err != nil {
				return err
			}
		}
		progress("polled until %s, %d articles so far", to-1, w.n)
		from = to
	}
	return w.close(ctx, s, clock)
}

// close decides what rests on counts, for the last days.
func (w *town) close(ctx context.Context, s *store.Store, clock *townClock) error {
	var days []tracker.Day
	for d := townEnd - townClosed + 1; d <= townEnd; d++ {
		days = append(days, d)
	}
	clock.set((townEnd + 1).In(time.UTC).Add(time.Hour))
	if _, err := s.CloseDays(ctx, archive.Closing{Days: days, Cause: "close"}); err != nil {
		return err
	}
	return w.emerge(ctx, s)
}

// polled makes the batch of a feed. One fetch in sixty shares no item with the
// one before: a gap.
func (w *town) polled(i int, at time.Time, items []archive.ReadItem) archive.Batch {
	id := townSource(i)
	address := "https://" + id + ".example/feed"
	f := &tracker.Fetch{Class: tracker.FetchOK, Status: 200, At: at, State: tracker.FeedState{Source: id, URL: address, Address: address,
		ETag: at.String(), LastAsked: at, LastGood: at, LastNew: at, NextPoll: at.Add(15 * time.Minute)}}
	if w.last[i].Key != "" && w.r.IntN(60) > 0 {
		f.Items = append(f.Items, w.last[i])
	}
	for _, it := range items {
		f.Items = append(f.Items, it.Item)
		w.last[i] = it.Item
	}
	if len(f.Items) == 0 {
		f.Class = tracker.FetchUnchanged
	}
	return archive.Batch{Source: id, Fetch: f, Items: items}
}

// emerge adds candidates, as the close of a day does.
func (w *town) emerge(ctx context.Context, s *store.Store) error {
	var found []archive.CandidateRow
	for i := range 60 {
		day := townEnd - tracker.Day(i*3)
		c := discover.Candidate{ID: fmt.Sprintf("c%06d", i), Kind: discover.Line, LineSince: day + 1, Label: w.words[3000+i] + " " + w.words[3100+i], Language: "en",
			Status: []discover.Status{discover.Emerging, discover.Established, discover.Faded}[i%3], FirstPublished: day, DetectedAt: day + 1,
			LastMention: day + 2, Score: float64(60 - i), Utterances: 3 + i, Origins: 3, Sources: 3, SourceIDs: []string{townSource(1), townSource(2)},
			Mentions: 5, Stanza: "- id: " + w.words[3000+i]}
		for range 4 {
			var b strings.Builder
			w.prose(&b, 24)
			c.Examples = append(c.Examples, discover.Example{URL: "https://out-001.example/x", Published: day, Source: townSource(1), Text: b.String()})
		}
		row, err := json.Marshal(c)
		if err != nil {
			return err
		}
		found = append(found, archive.CandidateRow{ID: c.ID, Status: string(c.Status), Row: row})
	}
	return s.Discovered(ctx, "", archive.Remembered{}, found, nil)
}

// townStore opens the database of a town, and makes it where it is missing. It
// is kept where keep names a file.
func townStore(b testing.TB, w *town, file string, articles, mentions int) (*store.Store, *townClock) {
	b.Helper()
	clock := &townClock{}
	s, err := store.Open(b.Context(), file, store.Options{Decisions: newsroom.Decisions{}, Now: clock.now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	z, err := s.Size(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	clock.set((townEnd + 1).In(time.UTC).Add(2 * time.Hour))
	if z.Articles > 0 {
		w.n = 10 * articles // further ones have addresses of their own
		return s, clock
	}
	began, told := time.Now(), time.Now()
	progress := func(format string, args ...any) {
		if time.Since(told) > 20*time.Second {
			told = time.Now()
			b.Logf("%s: "+format, append([]any{time.Since(began).Round(time.Second)}, args...)...)
		}
	}
	share := float64(mentions) / float64(cmp.Or(articles, 1))
	if err := w.build(b.Context(), s, clock, articles, share*1.02, progress); err != nil {
		b.Fatal(err)
	}
	clock.set((townEnd + 1).In(time.UTC).Add(2 * time.Hour))
	z, err = s.Size(b.Context())
	b.Logf("made %d articles, %d mentions, %d events in %s (%v)", z.Articles, z.Mentions, z.Events, time.Since(began).Round(time.Second), err)
	return s, clock
}

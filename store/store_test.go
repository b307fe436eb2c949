package store

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker"
	"onset/tracker/archive"
)

// clock is a clock that the test turns.
type clock struct {
	t    time.Time
	lock sync.Mutex
}

func (c *clock) now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.t = c.t.Add(time.Millisecond)
	return c.t
}

var start = time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)

// open returns an empty store whose clock stands at start.
func open(t testing.TB) (*Store, *clock) {
	t.Helper()
	c := &clock{t: start}
	s, err := Open(context.Background(), newDatabase(t), Options{Decisions: newsroom.Decisions{}, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, c
}

// newDatabase names an empty database of the engine that the tests run on.
func newDatabase(t testing.TB) string {
	t.Helper()
	if pgtest.Chosen() {
		return postgresDatabase(t)
	}
	return filepath.Join(t.TempDir(), "onset.db")
}

// postgresDatabase returns the address of an empty database of a server.
func postgresDatabase(t testing.TB) string {
	t.Helper()
	return pgtest.Database(t, "empty", func(address string) error {
		s, err := Open(context.Background(), address, Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			return err
		}
		return s.Close()
	})
}

// address is what a store was opened by.
func address(s *Store) string {
	if p, is := s.engine.(*postgres); is {
		return p.config.ConnString()
	}
	return s.engine.name()
}

// file is the engine of a store that is a file, which the test is about.
func file(t testing.TB, s *Store) *sqliteFile {
	t.Helper()
	f, is := s.engine.(*sqliteFile)
	if !is {
		t.Skip("this is about files of SQLite")
	}
	return f
}

const (
	guarantees = "guarantees"
	worldWar   = "world-war"
	falseFlag  = "false-flag"
)

var points = []tracker.TalkingPoint{
	{ID: worldWar, Narrative: guarantees, Title: "Troops would lead to a world war", Hash: "h1", Match: map[string]string{"": `"world war"`}},
	{ID: falseFlag, Narrative: guarantees, Title: "A false flag attack is prepared", Hash: "h2", Match: map[string]string{"en": `"false flag"`}},
}

var outlets = []tracker.Source{
	{ID: "alpha", Name: "Alpha Post", Kind: tracker.Wire, Country: "US", Languages: []string{"en"}, Zone: time.UTC,
		Feeds: []tracker.FeedAddress{{URL: "https://alpha.example/feed"}}},
	{ID: "beta", Name: "Beta Herald", Kind: tracker.StateMedia, Country: "PL", Languages: []string{"en"}, Zone: time.UTC,
		Feeds: []tracker.FeedAddress{{URL: "https://beta.example/feed"}}},
}

func setRules(t testing.TB, s *Store) {
	t.Helper()
	_, err := s.SetRules(context.Background(), archive.Rules{
		Text: "rules", Hash: "v1", Sources: outlets, Points: points,
		Speakers: []tracker.Speaker{{ID: "lavrov", Name: "Sergei Lavrov"}, {ID: "kremlin", Name: "Kremlin officials", Members: []string{"lavrov"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// article makes an item of a source, published at a time; the texts of
// different numbers differ.
func article(source string, n int, published time.Time) archive.ReadItem {
	url := fmt.Sprintf("https://%s.example/%d", source, n)
	it := tracker.Item{
		Key: url, Rung: tracker.ByURL, URL: url, GUID: url, Title: fmt.Sprintf("Headline number %d", n),
		Text: fmt.Sprintf("Plain words of article %d stand here.\n\nNothing else happened.", n), Language: "en",
		Depth: tracker.FullText, Method: "feed:content", SHA256: "00", Seen: published.Add(time.Minute),
	}
	if !published.IsZero() {
		it.Published = []tracker.DateClaim{{From: "rss:pubDate", Raw: published.Format(time.RFC1123Z), Stamp: tracker.At(published, time.UTC)}}
	}
	return archive.ReadItem{Item: it, Reader: 1, Reading: tracker.Reading{Language: "en"}}
}

// says puts a sentence with a talking point into an article, said by a speaker
// (nobody: the outlet itself).
func says(it archive.ReadItem, point, sentence, speaker string, said tracker.Day) archive.ReadItem {
	begin := len(it.Text) + 2
	it.Text += "\n\n" + sentence
	m := tracker.Mention{
		Narrative: guarantees, TalkingPoint: point, Part: tracker.Body, Text: sentence, Claim: -1,
		Span: tracker.Span{Start: begin, End: begin + len(sentence)}, Rule: tracker.RuleRef{ID: guarantees + "/" + point, Hash: points[0].Hash},
	}
	if point == falseFlag {
		m.Rule.Hash = points[1].Hash
	}
	if speaker != "" {
		m.Claim = len(it.Reading.Claims)
		c := tracker.Claim{
			Span: m.Span, Part: tracker.Body, Text: sentence, Speakers: []tracker.ClaimSpeaker{{ID: speaker, Text: speaker}},
			Form: tracker.Indirect, Stance: tracker.Affirms, Treatment: tracker.Reports,
		}
		if said != 0 {
			c.Said = &tracker.Said{From: said, To: said, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "that day"}
		}
		it.Reading.Claims = append(it.Reading.Claims, c)
	}
	it.Reading.Mentions = append(it.Reading.Mentions, m)
	return it
}

// polled makes the batch of a feed that listed exactly these items.
func polled(source string, at time.Time, items ...archive.ReadItem) archive.Batch {
	f := &tracker.Fetch{
		Class: tracker.FetchOK, Status: 200, At: at,
		State: tracker.FeedState{Source: source, URL: "https://" + source + ".example/feed", Address: "https://" + source + ".example/feed",
			ETag: at.String(), LastAsked: at, LastGood: at, NextPoll: at.Add(15 * time.Minute)},
	}
	for _, it := range items {
		f.Items = append(f.Items, it.Item)
	}
	return archive.Batch{Source: source, Fetch: f, Items: items}
}

func record(t testing.TB, s *Store, b archive.Batch) archive.Recorded {
	t.Helper()
	r, err := s.Record(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func count(t testing.TB, s *Store, query string, args ...any) int {
	t.Helper()
	var n int
	err := s.look(t.Context(), "counting in", func(t *tx) error {
		_, err := t.get(query, args, &n)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

package newsroom

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
)

const queryRules = `
timezone: UTC
sources:
  - {id: query, name: Query, aggregator: true, feeds: ["https://agg.example/search.rss"]}
  - {id: herald, name: The Herald, kind: independent, feeds: ["https://feeds.herald.example/news"]}
  - {id: agency, name: Agency, kind: wire, feeds: ["https://agency.example/rss"]}
narratives:
  - {id: n, title: N, talking_points: [{id: harbour, title: Harbour, match: harbour}]}
`

// Each article of a query belongs to its outlet: the configured one of its name
// or site, else a new one, which a later definition of its id takes over. The
// query is covered as one, and its outlets were not looked through.
func TestArticlesOfAQueryBelongToTheirOutlets(t *testing.T) {
	ctx, now := t.Context(), time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := NewDesk("rules", []byte(queryRules))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(ctx, s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(ctx, d, s, zerolog.Nop())
	in.Client = nil
	var items []tracker.Item
	for i, p := range []tracker.Publisher{
		{Name: "the herald", URL: "https://elsewhere.example"}, {Name: "Agency English", URL: "https://www.agency.example"}, {Name: "Tägliche Post"}, {},
	} {
		at := now.Add(time.Duration(i-9) * time.Hour)
		items = append(items, tracker.Item{Key: fmt.Sprintf("k%d", i), Rung: tracker.ByGUID, GUID: fmt.Sprintf("k%d", i), Title: fmt.Sprintf("The harbour, part %d", i), Publisher: p,
			Depth: tracker.TitleOnly, Language: "en", Published: []tracker.DateClaim{{From: "test", Stamp: tracker.At(at, time.UTC)}}, Seen: now})
	}
	fetch := &tracker.Fetch{Class: tracker.FetchOK, At: now, Items: items, State: tracker.FeedState{Source: "query", URL: "https://agg.example/search.rss"}}
	got, err := in.take(ctx, d.Source("query"), items, passage{fetch: fetch})
	if err != nil || got.New != 4 {
		t.Fatalf("%d new: %v", got.New, err)
	}
	if _, err := in.fold(ctx); err != nil {
		t.Fatal(err)
	}
	events, err := s.Timeline(ctx, archive.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]bool{}
	for _, e := range events {
		if e.Kind == tracker.FirstSeen && e.Scope.Kind == tracker.BySource {
			first[e.Source] = true
		}
		if e.Scope.Kind == tracker.Overall && e.Coverage.ByQuery+e.Coverage.Sources == 0 {
			t.Errorf("%s: looked through %+v", e.Kind, e.Coverage)
		}
	}
	if fmt.Sprint(first) != "map[agency:true herald:true query:true tägliche-post:true]" {
		t.Errorf("it appeared in %v", first)
	}
	if again, err := in.take(ctx, d.Source("query"), items, passage{fetch: fetch}); err != nil || again.New+again.Edited != 0 {
		t.Errorf("a second time %+v: %v", again, err)
	}
	cover, err := s.Coverage(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cover {
		if c.Source != "query" || c.Depth != "query" {
			t.Errorf("covered: %+v", c)
		}
	}
}

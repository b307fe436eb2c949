package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
)

// site is the demo's archive behind its pages.
type site struct {
	*httptest.Server
	dir string
}

// demoSite plays the demo and serves what came of it, with reviews.
func demoSite(t *testing.T) site {
	t.Helper()
	dir := t.TempDir()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, format: "table"}
	if err := a.demo(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(dir, "onset.db")
	s, err := store.Open(t.Context(), archive, store.Options{Now: a.now})
	if err != nil {
		t.Fatal(err)
	}
	foundCandidate(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return serveSite(t, dir, time.Date(2026, 2, 5, 8, 0, 0, 0, time.UTC))
}

// serveSite serves the narratives.yaml and the onset.db of a folder as if it
// were some time.
func serveSite(t *testing.T, dir string, now time.Time) site {
	t.Helper()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: func() time.Time { return now }, format: "table",
		config: filepath.Join(dir, "narratives.yaml"), db: filepath.Join(dir, "onset.db")}
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.openStore(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	p := newPages(s, d)
	h, err := a.pageHandler(serveFlags{listen: usualAddress}, zerolog.Nop(), p, p)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return site{server, dir}
}

// foundCandidate gives the archive, which is too small for discovery, a
// candidate to decide on.
func foundCandidate(t *testing.T, s *store.Store) {
	t.Helper()
	day := tracker.Date(2026, 2, 4)
	row, err := json.Marshal(newsroom.Candidate{Status: "emerging", Candidate: discover.Candidate{ID: "corridor", Label: "the hidden corridor", Language: "en", FirstPublished: day,
		DetectedAt: day, LastMention: day, Utterances: 3, Origins: 3, Sources: 2, Mentions: 3, Examples: []discover.Example{{Text: "They spoke of a hidden corridor.", Source: "rt", Published: day}},
		Stanza: "- id: corridor\n  title: The hidden corridor\n  match: \"hidden corridor\"\n"}})
	if err == nil {
		err = s.Discovered(t.Context(), "discovery", nil, []archive.CandidateRow{{ID: "corridor", Status: "emerging", Row: row}}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// onset runs a command line on the site's archive.
func (s site) onset(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, talk bytes.Buffer
	all := append([]string{"--config", filepath.Join(s.dir, "narratives.yaml"), "--db", filepath.Join(s.dir, "onset.db")}, args...)
	if code := run(context.Background(), all, strings.NewReader(""), &out, &talk); code != 0 {
		t.Fatalf("onset %v: exit %d: %s", args, code, talk.String())
	}
	return out.Bytes()
}

func (s site) get(t *testing.T, path string) string {
	t.Helper()
	r, err := http.Get(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", path, r.Status, err)
	}
	return string(b)
}

func TestPagesOfTheDemo(t *testing.T) {
	s := demoSite(t)
	t.Run("same numbers", func(t *testing.T) { sameNumbers(t, s) })
	t.Run("same first days", func(t *testing.T) { sameFirsts(t, s) })
	t.Run("every link", func(t *testing.T) { everyLink(t, s) })
	t.Run("in a browser", func(t *testing.T) { inABrowser(t, s) })
}

// sameNumbers compares what the command line, the API and the pages tell.
func sameNumbers(t *testing.T, s site) {
	for path, args := range map[string][]string{
		"timeline?limit=5000":                  {"timeline"},
		"timeline?all=yes&source=rt&limit=500": {"timeline", "--all", "--source", "rt"},
		"timeline?point=guarantees-are-a-threat%2Fworld-war&from=2026-02-01&to=2026-02-04": {"timeline", "--talking-point", "guarantees-are-a-threat/world-war", "--since", "2026-02-01", "--until", "2026-02-04"},
		"mentions?limit=5000":       {"mentions"},
		"mentions?speaker=lavrov":   {"mentions", "--speaker", "lavrov"},
		"digest/2026-02-04?now=yes": {"digest", "--day", "2026-02-04"},
	} {
		var api, cli any
		if err := json.Unmarshal([]byte(s.get(t, "/api/v1/"+path)), &api); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(s.onset(t, append(args, "--format", "json")...), &cli); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(cli, api); diff != "" {
			t.Errorf("%s and onset %v differ:\n%.1500s", path, args, diff)
		}
	}
	var events []any
	if err := json.Unmarshal(s.onset(t, "timeline", "--format", "json"), &events); err != nil {
		t.Fatal(err)
	}
	if page := s.get(t, "/timeline?scope=all"); !strings.Contains(page, fmt.Sprintf("<b>%d events</b>", len(events))) {
		t.Errorf("the page doesn't count %d events", len(events))
	}
}

// everyLink follows each link of a page to our own pages, two steps deep.
func everyLink(t *testing.T, s site) {
	seen := map[string]bool{}
	pages := []string{"/timeline", "/digest/2026-02-04", "/articles?q=troops"}
	for range 2 {
		var next []string
		for _, path := range pages {
			for _, m := range ourLinks.FindAllStringSubmatch(s.get(t, path), -1) {
				link := strings.ReplaceAll(m[1], "&amp;", "&")
				link, _, _ = strings.Cut(link, "#")
				if !seen[link] && len(seen) < 150 {
					seen[link] = true
					next = append(next, link)
				}
			}
		}
		pages = next
	}
	for _, path := range pages {
		s.get(t, path)
	}
	if len(seen) < 100 {
		t.Errorf("met only %d links", len(seen))
	}
}

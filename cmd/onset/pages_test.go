package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
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
	s, err := store.Open(t.Context(), archive, store.Options{Decisions: newsroom.Decisions{}, Now: a.now})
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
	s, err := a.openToWrite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	p := newFront(s, d)
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
	row, err := json.Marshal(newsroom.Candidate{Status: "emerging", Candidate: discover.Candidate{ID: "corridor", Kind: discover.Line, LineSince: day, Label: "the hidden corridor", Language: "en", FirstPublished: day,
		DetectedAt: day, LastMention: day, Utterances: 3, Origins: 3, Sources: 2, Mentions: 3, Examples: []discover.Example{{Text: "They spoke of a hidden corridor.", Source: "rt", Published: day}},
		Stanza: "- id: corridor\n  title: The hidden corridor\n  match: \"hidden corridor\"\n"}})
	if err == nil {
		err = s.Discovered(t.Context(), "discovery", archive.Remembered{}, []archive.CandidateRow{{ID: "corridor", Status: "emerging", Row: row}}, nil)
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
	t.Parallel()
	s := demoSite(t)
	t.Run("same numbers", func(t *testing.T) { sameNumbers(t, s) })
	t.Run("same first days", func(t *testing.T) { sameFirsts(t, s) })
	t.Run("every link", func(t *testing.T) { everyLink(t, s) })
	t.Run("marks on their days", func(t *testing.T) { marksOnTheirDays(t, s) })
	t.Run("every appearance", func(t *testing.T) { everyAppearance(t, s) })
	t.Run("every export", func(t *testing.T) { everyExport(t, s) })
	t.Run("in a browser", func(t *testing.T) { inABrowser(t, s, demoWays...) })
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
		if diff := gocmp.Diff(cli, api); diff != "" {
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

var (
	boardSpan = regexp.MustCompile(`data-from="([0-9-]+)" data-to="([0-9-]+)"`)
	boardMark = regexp.MustCompile(`<a class="mark[^"]*" href="/event/([a-z0-9]+)".*?<use class="[a-z]+" href="#s-[a-z]+" x="([0-9.]+)%"`)
	boardCell = regexp.MustCompile(`<rect class="h[1-5]"[^>]*><title>[^<:]*: ([0-9,]+) appearance`)
)

// marksOnTheirDays reads the places of marks in pictures back into days.
func marksOnTheirDays(t *testing.T, s site) {
	var events []tracker.Event
	if err := json.Unmarshal([]byte(s.get(t, "/api/v1/timeline?limit=5000&scope=all")), &events); err != nil {
		t.Fatal(err)
	}
	days := map[string]tracker.Day{}
	for _, e := range events {
		days[e.ID] = cmp.Or(e.At.From, e.At.To)
	}
	read := 0
	for _, path := range []string{"/timeline", "/timeline?from=2022-01-01", "/timeline?from=2022-01-01&scope=all", "/timeline?from=2026-01-29&to=2026-02-04", "/timeline?from=2026-02-04&to=2026-02-04",
		"/speaker/lavrov?from=2022-01-01", "/source/rt?from=2024-01-01", "/narrative/guarantees-are-a-threat"} {
		page := html.UnescapeString(s.get(t, path))
		span := boardSpan.FindStringSubmatch(page)
		from, err := tracker.ParseDay(span[1])
		to, err2 := tracker.ParseDay(span[2])
		if err != nil || err2 != nil {
			t.Fatal(span)
		}
		for _, m := range boardMark.FindAllStringSubmatch(strings.ReplaceAll(page, "\n", " "), -1) {
			x, err := strconv.ParseFloat(m[2], 64)
			if err != nil {
				t.Fatal(err)
			}
			read++
			if on := from + tracker.Day(x/100*float64(to-from+1)); on != max(days[m[1]], from) {
				t.Errorf("%s: the event %s of %s stands on %s", path, m[1], days[m[1]], on)
			}
		}
	}
	if read < 100 {
		t.Errorf("only %d marks were read", read)
	}
}

// everyAppearance adds up the strips of the whole timeline, and what the talking
// points tell one by one.
func everyAppearance(t *testing.T, s site) {
	drawn := 0
	for _, m := range boardCell.FindAllStringSubmatch(s.get(t, "/timeline?from=2022-01-01"), -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		drawn += n
	}
	var points []struct {
		Narrative string `json:"narrative"`
		ID        string `json:"id"`
	}
	if err := json.Unmarshal([]byte(s.get(t, "/api/v1/points")), &points); err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, p := range points {
		var v struct {
			Buckets []struct {
				Appearances int `json:"appearances"`
			} `json:"buckets"`
		}
		if err := json.Unmarshal([]byte(s.get(t, "/api/v1/points/"+p.Narrative+"/"+p.ID)), &v); err != nil {
			t.Fatal(err)
		}
		for _, b := range v.Buckets {
			told += b.Appearances
		}
	}
	if drawn != told || drawn < 30 {
		t.Errorf("%d appearances are drawn, %d told", drawn, told)
	}
}

// everyExport takes every table along in each format: as many rows as the command
// line writes, and never less than the page shows.
func everyExport(t *testing.T, s site) {
	for address, args := range map[string][]string{
		"timeline.csv?scope=all": {"timeline"}, "mentions.csv": {"mentions"}, "search.csv?q=troops": {"search", "troops", "--limit", "10000"},
	} {
		got, want := s.get(t, "/export/"+address), s.onset(t, append(args, "--format", "csv", "--excel")...)
		if got != string(want) {
			t.Errorf("%s differs from onset %v:\n%.300s\n%.300s", address, args, got, want)
		}
	}
	for _, address := range []string{"feeds.csv", "coverage.csv", "timeline.csv?event=shift", "timeline.csv?from=1999-01-01&to=1999-01-02"} {
		if got := s.get(t, "/export/"+address); !strings.HasPrefix(got, "\ufeff"+"s") || strings.Count(got, ",") < 5 {
			t.Errorf("%s begins with %.40q", address, got)
		}
	}
	for _, table := range []string{"appearances", "firsts"} {
		got := s.get(t, "/export/"+table+".csv?point=guarantees-are-a-threat%2Fworld-war")
		if lines := strings.Count(got, "\n"); lines < 3 || !strings.Contains(got, "2026-02-0") {
			t.Errorf("%s has %d lines: %.200q", table, lines, got)
		}
	}
	for _, table := range []string{"timeline", "mentions", "emerging", "feeds", "coverage", "search"} {
		if got := s.get(t, "/export/"+table+".xlsx?q=troops"); !strings.HasPrefix(got, "PK") {
			t.Errorf("%s is no workbook: %.20q", table, got)
		}
		var v any
		if err := json.Unmarshal([]byte(s.get(t, "/export/"+table+".json?q=troops")), &v); err != nil {
			t.Errorf("%s: %v", table, err)
		}
	}
	for _, address := range []string{"/export/secrets.csv", "/export/timeline.exe", "/export/timeline"} {
		r, err := http.Get(s.URL + address)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", address, r.Status)
		}
	}
}

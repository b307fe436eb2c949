package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/store"
	"onset/tracker/archive"
)

// generated is a corpus that the generator of the measurements serves.
type generated struct {
	feeds    map[string]string // address → fault, "" for none
	articles []generatedArticle
	of       []string // address of the feed, by number
}

type generatedArticle struct {
	Feed      int       `json:"feed"`
	Link      string    `json:"link"`
	GUID      string    `json:"guid"`
	Published time.Time `json:"published"`
}

// startGenerator builds and starts the generator; the test is skipped where it
// is not at hand.
func startGenerator(t *testing.T, args ...string) generated {
	t.Helper()
	src, err := filepath.Abs("../../../shared/tools/feedgen")
	if err == nil {
		_, err = os.Stat(src)
	}
	if err == nil {
		_, err = os.Stat("/usr/share/dict/words")
	}
	if err != nil {
		t.Skipf("the generator of feeds is not at hand: %v", err)
	}
	dir := t.TempDir()
	bin := filepath.Join(dir, "feedgen")
	build := exec.Command("go", "build", "-o", bin, ".")
	build.Dir = src
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("the generator of feeds does not build: %v\n%s", err, out)
	}
	cmd := exec.Command(bin, append(args, "-manifest", dir, "-articles", "-listen", "127.0.0.1:0")...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "ready http://") {
		t.Fatalf("the generator says %q: %v", line, err)
	}
	return manifest(t, dir, strings.Fields(line)[1])
}

// manifest reads what is served at an address, which the manifest may not know.
func manifest(t *testing.T, dir, at string) generated {
	t.Helper()
	g := generated{feeds: map[string]string{}}
	lines(t, filepath.Join(dir, "feeds.jsonl"), func(line []byte) error {
		var f struct{ URL, Fault string }
		err := json.Unmarshal(line, &f)
		if i := strings.Index(f.URL, "/feed/"); i > 0 {
			f.URL = at + f.URL[i:]
		}
		g.feeds[f.URL], g.of = f.Fault, append(g.of, f.URL)
		return err
	})
	lines(t, filepath.Join(dir, "articles.jsonl"), func(line []byte) error {
		var a generatedArticle
		err := json.Unmarshal(line, &a)
		if i := strings.Index(a.Link, "/site/"); i > 0 {
			a.Link = a.Link[i:]
		}
		g.articles = append(g.articles, a)
		return err
	})
	return g
}

func lines(t *testing.T, name string, each func([]byte) error) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for r := bufio.NewReader(f); ; {
		line, err := r.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return
		}
		if err := each(line); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// Feeds of which nearly a third answers badly at first: once they heal, every
// article is there exactly once with its date. What answered 410 is stopped.
func TestFeedsWithFaultsLoseNothing(t *testing.T) {
	t.Parallel()
	feeds, items := "40", "3"
	if big := os.Getenv("ONSET_TEST_FEEDS"); big != "" {
		feeds, items = big, "50"
	}
	g := startGenerator(t, "-feeds", feeds, "-items", items, "-fault-rate", "0.3", "-fault-heal", "3", "-slow", "100ms")
	dir := t.TempDir()
	var rules strings.Builder
	rules.WriteString("allow_private_networks: true\nsources:\n")
	for i, url := range g.of {
		fmt.Fprintf(&rules, "  - {id: s%d, name: Source %d, content: feed, feeds: [%q]}\n", i, i, url)
	}
	write(t, filepath.Join(dir, "n.yaml"), rules.String())
	clock := &simulated{time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	a := app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: clock.time, format: "table", config: filepath.Join(dir, "n.yaml"), db: filepath.Join(dir, "n.db")}
	d, s, err := a.openBoth(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	in := newsroom.NewIntake(t.Context(), d, s, zerolog.Nop())
	rounds, failures := 0, map[string]int{}
	for stopped := false; !stopped && rounds < 60; rounds++ {
		states, err := s.Feeds(t.Context(), clock.now)
		if err != nil {
			t.Fatal(err)
		}
		r, err := in.Poll(t.Context(), states, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Failures {
			failures[string(f.Class)]++
		}
		clock.now = clock.now.Add(20 * time.Minute)
		stopped = healed(t, s, g)
	}
	once(t, s, g)
	t.Logf("%d feeds, %d articles, %d rounds; failures %v", len(g.of), len(g.articles), rounds, failures)
}

// healed tells whether every feed that can has been read well after its faults.
func healed(t *testing.T, s *store.Store, g generated) bool {
	t.Helper()
	states, err := s.Feeds(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range states {
		fault := g.feeds[f.URL]
		if fault == "410" && !f.Stopped || fault != "410" && (f.Failures > 0 || f.LastGood.IsZero() || f.BodySHA256 == "") {
			return false
		}
	}
	return true
}

// once compares what is stored with the manifest.
func once(t *testing.T, s *store.Store, g generated) {
	t.Helper()
	stored := map[string][]string{}
	err := s.Texts(context.Background(), archive.Which{Published: time.Unix(0, 0)}, func(a archive.Article) error {
		if i := strings.Index(a.URL, "/site/"); i > 0 {
			stored[a.URL[i:]] = append(stored[a.URL[i:]], a.Published.String())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	missing, want := 0, 0
	for _, a := range g.articles {
		if g.feeds[g.of[a.Feed]] == "410" {
			if len(stored[a.Link]) > 0 {
				t.Errorf("%s is stored though its feed is gone", a.Link)
			}
			continue
		}
		want++
		if got := stored[a.Link]; len(got) != 1 || got[0] != a.Published.UTC().Format(time.RFC3339) {
			if missing++; missing <= 5 {
				t.Errorf("%s of %s (%s), published %s, is stored as %v", a.Link, g.of[a.Feed], g.feeds[g.of[a.Feed]], a.Published, got)
			}
		}
	}
	if missing > 0 || len(stored) != want {
		t.Errorf("%d of %d articles are not there once with their date; %d are stored", missing, want, len(stored))
	}
}

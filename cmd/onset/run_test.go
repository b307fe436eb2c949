package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// overheard is a log that can be waited on.
type overheard struct {
	mu    sync.Mutex
	text  string
	news  chan struct{}
	heard int // what waitFor has taken in
}

func newOverheard() *overheard { return &overheard{news: make(chan struct{}, 1)} }

func (o *overheard) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text
}

func (o *overheard) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text += string(b)
	select {
	case o.news <- struct{}{}:
	default:
	}
	return len(b), nil
}

// waitFor waits until something new holds the words.
func (o *overheard) waitFor(t *testing.T, words string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		o.mu.Lock()
		at := strings.Index(o.text[o.heard:], words)
		if at >= 0 {
			o.heard += at + len(words)
		}
		o.mu.Unlock()
		if at >= 0 {
			return
		}
		select {
		case <-o.news:
		case <-deadline:
			t.Fatalf("the daemon never said %q; it said:\n%s", words, o)
		}
	}
}

// address waits until the pages are served and returns where.
func (o *overheard) address(t *testing.T) string {
	t.Helper()
	o.waitFor(t, `"address":"`)
	o.waitFor(t, `/"`)
	o.mu.Lock()
	defer o.mu.Unlock()
	heard := o.text[:o.heard-1]
	return heard[strings.LastIndex(heard, `"`)+1:]
}

func get(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, answer.Status, err)
	}
	return string(body)
}

const harbourFeed = `<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Herald</title>
<item><title>Harbour to close</title><link>https://herald.example/harbour</link><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate>
<description>The harbour will be shut, and rain is expected.</description></item>
</channel></rss>`

const harbourRules = `allow_private_networks: true
sources:
  - {id: herald, name: The Herald, content: feed, feeds: ["SITE"]}
narratives:
  - id: harbour
    title: The harbour
    talking_points:
      - {id: closed, title: Closed, match: harbour}
`

// The daemon polls at once, takes changed rules on SIGHUP and matches them over
// what is stored, refuses bad ones and keeps those in force, lets no second
// daemon near its file, and ends when it is told to.
func TestDaemon(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(harbourFeed)) }))
	defer server.Close()
	dir := t.TempDir()
	config, db := filepath.Join(dir, "narratives.yaml"), filepath.Join(dir, "onset.db")
	rules := strings.ReplaceAll(harbourRules, "SITE", server.URL)
	write(t, config, rules)

	ctx, stop := context.WithCancel(t.Context())
	log := newOverheard()
	ended := make(chan int)
	flags := []string{"--config", config, "--db", db}
	go func() {
		ended <- run(ctx, append(flags, "run", "--listen", "127.0.0.1:0"), nil, log, log)
	}()
	site := log.address(t)
	log.waitFor(t, `"message":"polled"`)
	if body := get(t, site+"metrics"); !strings.Contains(body, "onset_") {
		t.Errorf("metrics: %s", body)
	}
	if code := run(t.Context(), append(flags, "run"), nil, log, log); code != exitFailed {
		t.Errorf("a second daemon ended with %d", code)
	}

	write(t, config, "narratives: [{id: harbour")
	hangUp(t)
	log.waitFor(t, "rules refused; those in force stay")
	write(t, config, rules+"      - {id: rain, title: Rain, match: rain}\n")
	hangUp(t)
	log.waitFor(t, "rules taken")
	log.waitFor(t, "changed rules matched over the archive")

	stop()
	if code := <-ended; code != exitFine {
		t.Errorf("the daemon ended with %d", code)
	}
	var out strings.Builder
	if code := run(t.Context(), append(flags, "mentions"), nil, &out, log); code != exitFine || !strings.Contains(out.String(), "harbour/rain") {
		t.Errorf("mentions ended with %d: %s", code, out.String())
	}
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func hangUp(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
}

package main

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/store"
)

// Told to end in the middle of a poll, the daemon lets go of the feed that
// doesn't answer, keeps what others brought, and ends well within the time that
// a service manager gives it.
func TestTheDaemonEndsInTheMiddleOfAPoll(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	hanging, let := make(chan struct{}), make(chan struct{})
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		if r.URL.Path == "/quick" {
			w.Write([]byte(harbourFeed))
			return
		}
		select {
		case hanging <- struct{}{}:
		case <-let:
		}
		select {
		case <-r.Context().Done(): // the daemon let go
		case <-let:
		}
	}))
	defer site.Close()
	defer close(let)
	dir := t.TempDir()
	rules := strings.ReplaceAll(harbourRules, "SITE", site.URL+"/quick")
	rules = strings.Replace(rules, "narratives:\n", "  - {id: courier, name: The Courier, content: feed, feeds: [\""+site.URL+"/slow\"]}\nnarratives:\n", 1)
	write(t, filepath.Join(dir, "narratives.yaml"), rules)
	child, log := program(t, "--config", filepath.Join(dir, "narratives.yaml"), "--db", filepath.Join(dir, "onset.db"), "run", "--listen=")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-hanging:
	case <-time.After(patience):
		t.Fatal("the slow feed was never asked")
	}
	log.waitFor(t, `"source":"herald"`) // and its article is stored
	if err := child.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(25 * time.Second): // in 30 the request would be given up by itself
		t.Fatal("it did not end in 25 seconds")
	}
	s, err := store.Open(t.Context(), filepath.Join(dir, "onset.db"), store.Options{Decisions: newsroom.Decisions{}, Daemon: true}) // the lock is free
	if err != nil {
		t.Fatal(err)
	}
	size, err := s.Size(t.Context())
	if err := errors.Join(err, s.Check(t.Context(), true), s.Close()); err != nil || size.Articles != 1 {
		t.Errorf("%d articles are kept: %v", size.Articles, err)
	}
}

// The level that a user asks for holds for jobs and requests; a request is
// logged with the id that its visitor saw.
func TestLogLevelsAndRequestIDs(t *testing.T) {
	a, p, _ := emptySite(t)
	for level, want := range map[string]struct{ debug, info bool }{"": {false, true}, "debug": {true, true}, "info": {false, true}, "error": {false, false}} {
		var log bytes.Buffer
		a.err, a.logLevel = &log, level
		logger := a.logger(zerolog.InfoLevel)
		handler, err := a.pageHandler(serveFlags{listen: usualAddress}, logger, p, nil)
		if err != nil {
			t.Fatal(err)
		}
		logger.Info().Msg("a job")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8765/feeds", nil))
		id := w.Header().Get("X-Request-Id")
		if got := strings.Contains(log.String(), `"request":"`+id+`"`); got != want.debug || id == "" {
			t.Errorf("level %q: the request %s is logged %v\n%s", level, id, got, log.String())
		}
		if got := strings.Contains(log.String(), "a job"); got != want.info {
			t.Errorf("level %q: what a job says is logged %v", level, got)
		}
	}
}

func TestAnUnknownLogLevelIsRefused(t *testing.T) {
	var talk bytes.Buffer
	if code := run(t.Context(), []string{"--log-level", "loud", "version"}, strings.NewReader(""), &talk, &talk); code != exitRefused || !strings.Contains(talk.String(), "trace, debug, info") {
		t.Errorf("ended with %d: %s", code, talk.String())
	}
}

// healthz says that the process answers; readyz that it can read its archive.
func TestReadyIsMoreThanAlive(t *testing.T) {
	a, p, s := emptySite(t)
	handler, err := a.pageHandler(serveFlags{listen: usualAddress}, zerolog.Nop(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(path string) int {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8765"+path, nil))
		return w.Code
	}
	if alive, ready := ask("/healthz"), ask("/readyz"); alive != 200 || ready != 200 {
		t.Errorf("at first: alive %d, ready %d", alive, ready)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if alive, ready := ask("/healthz"), ask("/readyz"); alive != 200 || ready != http.StatusServiceUnavailable {
		t.Errorf("without its database: alive %d, ready %d", alive, ready)
	}
}

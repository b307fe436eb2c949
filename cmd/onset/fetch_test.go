package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// A daemon has a source asked by a fetcher elsewhere: what comes is read and
// recorded under the daemon's rules, with the place from which it was seen; and
// the page is looked at from a second place, which sees other words.
func TestFetcherElsewhere(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(harbourFeed)) }))
	defer site.Close()
	dir := t.TempDir()
	config, db := filepath.Join(dir, "narratives.yaml"), filepath.Join(dir, "onset.db")
	rules := strings.ReplaceAll(harbourRules, "SITE", site.URL)
	rules = strings.ReplaceAll(rules, "content: feed", "content: feed, from: kyiv")
	write(t, config, "schedule: {poll: \"@every 1s\"}\n"+rules)
	t.Setenv(fetchersVariable, "kyiv:a token of the place")
	flags := []string{"--config", config, "--db", db}

	ctx, stop := context.WithCancel(t.Context())
	daemon, fetcher := newOverheard(), newOverheard()
	ended := make(chan int, 2)
	go func() { ended <- run(ctx, append(flags, "run", "--listen", "127.0.0.1:0"), nil, daemon, daemon) }()
	desk := daemon.address(t)
	daemon.waitFor(t, "no fetcher of kyiv has come for work")
	t.Setenv(fetcherVariable, "a token of the place")
	go func() {
		ended <- run(ctx, []string{"fetch", "--to", desk, "--allow-private", "127.0.0.1"}, nil, fetcher, fetcher)
	}()
	daemon.waitFor(t, "a fetcher has come")
	fetcher.waitFor(t, `"message":"brought"`)
	daemon.waitFor(t, `"new":1`)
	stop()
	for range 2 {
		if code := <-ended; code != exitFine {
			t.Errorf("ended with %d", code)
		}
	}
	var out, talk strings.Builder
	if run(t.Context(), append(flags, "article", "https://herald.example/harbour"), nil, &out, &talk) != exitFine || !strings.Contains(out.String(), "seen from kyiv") {
		t.Errorf("the article: %s%s", out.String(), talk.String())
	}
	if run(t.Context(), append(flags, "mentions"), nil, &out, &talk) != exitFine || !strings.Contains(out.String(), "harbour") {
		t.Errorf("the mentions: %s%s", out.String(), talk.String())
	}
}

func TestFetchRefusesWhatIsUnsafe(t *testing.T) {
	t.Setenv(fetcherVariable, "a token of the place")
	for _, to := range []string{"http://desk.example.org", "desk.example.org", "ftp://127.0.0.1"} {
		var out, talk strings.Builder
		if code := run(t.Context(), []string{"fetch", "--to", to}, nil, &out, &talk); code != exitRefused {
			t.Errorf("--to %s ended with %d: %s", to, code, talk.String())
		}
	}
	t.Setenv(fetcherVariable, "")
	var out, talk strings.Builder
	if code := run(t.Context(), []string{"fetch", "--to", "https://desk.example.org"}, nil, &out, &talk); code != exitRefused || !strings.Contains(talk.String(), fetcherVariable) {
		t.Errorf("without a token it ended with %d: %s", code, talk.String())
	}
}

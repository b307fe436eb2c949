package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// Who stops a command that stores is told what is kept of it, and no more.
func TestStoppedCommandsSayWhatIsKept(t *testing.T) {
	asked := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case asked <- struct{}{}:
		default:
		}
		<-r.Context().Done()
	}))
	defer server.Close()
	dir := t.TempDir()
	config := filepath.Join(dir, "narratives.yaml")
	write(t, config, strings.ReplaceAll(harbourRules, "SITE", server.URL))
	flags := []string{"--config", config, "--db", filepath.Join(dir, "onset.db")}
	for command, want := range map[string]string{
		"poll": "Interrupted. What came in is stored; the next poll asks every feed, and closes the days that are over.\n",
		"feeds backfill " + server.URL + " --since 7d": "Interrupted. What came in is stored; the same command goes on where it stopped.\n",
	} {
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			<-asked
			stop()
		}()
		var out, told strings.Builder
		code := run(ctx, append(flags, strings.Fields(command)...), nil, &out, &told)
		if code != exitFailed || !strings.HasSuffix(told.String(), want) || strings.Contains(told.String(), "canceled") || out.Len() > 0 {
			t.Errorf("%s ends with %d and says %q %q", command, code, out.String(), told.String())
		}
		stop()
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	var told strings.Builder
	if code := run(ended, append(flags, "rematch"), nil, &told, &told); code != exitFailed || told.String() != "Interrupted. The archive is whole; started again, the command does what is left.\n" {
		t.Errorf("rematch ends with %d and says %q", code, told.String())
	}
}

package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/deliver/mailtest"
	"onset/newsroom/daemon"
)

// Secrets of all sorts, and receivers and feeds that repeat what they were sent
// in their errors: none is told on by a log, a table, the doctor, the metrics,
// a page or the API.
func TestNothingTellsASecret(t *testing.T) {
	const secret = "hunter2"
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, fmt.Sprintf("can't take %s with %v", r.URL, r.Header), http.StatusForbidden)
	}))
	defer echo.Close()
	mail := mailtest.New(t)
	mail.Set(mailtest.WantsLogin)
	for name, value := range map[string]string{
		"SECRET_MAIL": secret + "-mail", "SECRET_TOKEN": secret + "-token", "SECRET_HOOK": echo.URL + "/services/" + secret + "%2Fpath?k=" + secret + "-query",
		"SECRET_ROOM": "slack://hook:" + secret + "-chat-chat-chat@webhook", "SECRET_BAD": "nonsense " + secret + "-bad",
	} {
		t.Setenv(name, value)
	}
	rules := `allow_private_networks: true
sources:
  - {id: herald, name: The Herald, feeds: [{url: "SITE/feed?api_key=hunter2-feed", headers: {Authorization: Bearer hunter2-header}}]}
channels:
  - {id: desk, kind: smtp, address: "smtp://POSTBOX", from: a@example.org, to: [b@example.org], user: onset, password_env: SECRET_MAIL}
  - {id: hook, kind: webhook, address_env: SECRET_HOOK, password_env: SECRET_TOKEN}
  - {id: open, kind: webhook, address: "SITE/services/hunter2-plain", password_env: SECRET_TOKEN}
  - {id: room, kind: chat, address_env: SECRET_ROOM}
  - {id: bad, kind: chat, address_env: SECRET_BAD}
narratives:
  - {id: harbour}
`
	rules = strings.NewReplacer("SITE", echo.URL, "POSTBOX", mail.Addr).Replace(rules)
	clock := &simulated{now: time.Date(2026, time.March, 3, 10, 0, 0, 0, time.UTC)}
	dir := t.TempDir()
	o := openOffice(t, dir, rules, clock)
	var log, out bytes.Buffer
	o.Log = zerolog.New(zerolog.SyncWriter(&log)).Level(zerolog.TraceLevel)
	o.In.Log, o.app.out, o.app.err = o.Log, &out, &out
	o.front.metrics = daemon.NewMetrics(o.store, version, clock.time).Handler()
	if err := o.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock.now = clock.now.AddDate(0, 0, 1)
	o.tick(t)
	if !strings.Contains(log.String(), "535") && !strings.Contains(log.String(), "desk") {
		t.Fatalf("nothing was tried:\n%s", log.String())
	}

	root := []string{"--config", filepath.Join(dir, "narratives.yaml"), "--db", filepath.Join(dir, "onset.db")}
	for _, command := range []string{"channels", "channels --format json", "doctor", "doctor --format json", "digest --send", "feeds health", "feeds list --format json", "check"} {
		run(t.Context(), append(root, strings.Fields(command)...), strings.NewReader(""), &out, &out)
	}
	handler, err := o.app.pageHandler(serveFlags{listen: usualAddress}, o.Log, o.front, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/metrics", "/feeds", "/api/v1/feeds", "/api/v1/sources", "/api/v1/status", "/api/v1/coverage", "/readyz", "/healthz"} {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8765"+path, nil)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
		out.Write(w.Body.Bytes())
	}
	if err := os.WriteFile(filepath.Join(dir, "narratives.yaml"), []byte(rules+"nonsense: 1\nchannels: []\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.Reload(t.Context())
	run(t.Context(), append(root, "check"), strings.NewReader(""), &out, &out)

	told := log.String() + out.String()
	code := base64.StdEncoding.EncodeToString([]byte(secret + "-mail"))
	for _, line := range strings.Split(told, "\n") {
		if strings.Contains(line, secret) || strings.Contains(line, code) {
			t.Errorf("told: %s", line)
		}
	}
	for _, want := range []string{"desk", "hook", "403", "The Herald", "rules refused"} {
		if !strings.Contains(told, want) {
			t.Errorf("nothing says %q: was everything asked?", want)
		}
	}
}

package main

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"onset/newsroom/bulletin"
	"onset/newsroom/daemon"
	"onset/tracker"
	"onset/tracker/archive"
)

func TestMetrics(t *testing.T) {
	clock := &simulated{now: time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)}
	o := openOffice(t, t.TempDir(), "channels:\n  - {id: gone, kind: webhook, address: \"http://127.0.0.1:1/\"}\nnarratives:\n  - {id: harbour}\n", clock)
	m := daemon.NewMetrics(o.store, version, clock.time)
	m.Fetched(tracker.Fetch{Class: tracker.FetchUnchanged}, archive.Recorded{New: 2, Mentions: 3})
	m.Delivered([]bulletin.Delivery{{Channel: "gone", Failure: "x"}, {Channel: "gone"}})
	m.Ran("poll", clock.now, time.Second, nil)
	m.Ran("poll", clock.now, time.Second, io.EOF)
	clock.now = clock.now.AddDate(0, 0, 1)
	o.tick(t)
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	text := answer.Body.String()
	for _, want := range []string{
		`onset_fetches_total{class="unchanged"} 1`, `onset_articles_total{change="new"} 2`, "onset_mentions_total 3",
		`onset_letters_total{channel="gone",result="failed"} 1`, `onset_letters_waiting{channel="gone"} 1`,
		`onset_job_failures_total{job="poll"} 1`, `onset_job_duration_seconds_count{job="poll"} 2`,
		`onset_job_last_success_timestamp_seconds{job="poll"} 1.7702064e+09`, `onset_feeds{state="failing"} 0`,
		"onset_stored_articles 0", `onset_build_info{version="` + version + `"} 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("%s is missing", want)
		}
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("against the conventions: %s: %s", p.Metric, p.Text)
	}
	var none *daemon.Metrics
	none.Fetched(tracker.Fetch{}, archive.Recorded{})
	none.Delivered(nil)
	none.Ran("poll", clock.now, time.Second, nil)
}

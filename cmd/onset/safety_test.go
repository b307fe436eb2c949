package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rs/zerolog"
)

// No log, message or listing holds the password or key of an address, whatever
// becomes of it: not what the daemon logs, not what commands print.
func TestNoCredentialsInLogsAndListings(t *testing.T) {
	const secret = "hunter2"
	p := openPress(t, map[string]string{
		"broken": "/broken?api_key=" + secret, "circle": "/circle?token=" + secret, "gone": "/gone?auth=" + secret, "limited": "/limited?sig=" + secret,
		"moved": "/moved?key=" + secret, "page": "/page?password=" + secret, "well": "/well?access_token=" + secret,
	})
	p.answer("/broken", says(500, ""))
	p.answer("/circle", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/circle?token="+secret, http.StatusFound)
	})
	p.answer("/gone", says(410, ""))
	p.answer("/limited", says(429, ""))
	p.answer("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/well?key="+secret, http.StatusMovedPermanently)
	})
	p.answer("/page", says(200, "<html><body>hello</body></html>"))
	p.answer("/well", rss(notice{n: 1}))
	var said strings.Builder
	p.in.Log = zerolog.New(zerolog.SyncWriter(&said)).Level(zerolog.TraceLevel)
	p.app.err = &said
	for range 4 {
		for _, f := range p.poll(48 * 3600e9).Failures {
			said.WriteString(f.Feed + f.Message)
		}
	}
	for _, command := range []func() error{
		func() error { return p.app.feedHealth(t.Context()) }, p.app.feedList,
		func() error { return p.app.coverage(t.Context(), "") },
		func() error { return p.app.article(t.Context(), "https://herald.example/news/1") },
	} {
		for _, format := range []string{"json", "text", "csv"} {
			p.app.format = format
			_ = command() // a format that it does not have prints nothing
		}
	}
	if !strings.Contains(p.out.String(), "redirected there for good") {
		t.Error("the move is not told")
	}
	for name, text := range map[string]string{"said": said.String(), "printed": p.out.String()} {
		if i := strings.Index(text, secret); i >= 0 || len(text) < 100 {
			t.Errorf("%s: %q", name, text[max(0, i-100):min(len(text), i+100)])
		}
	}
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
)

// press is outlets on loopback whose answers a test sets, polled under a clock
// that it sets too.
type press struct {
	*httptest.Server
	t       *testing.T
	mu      sync.Mutex
	answers map[string]http.HandlerFunc // by path; see answer
	clock   *simulated
	app     app
	out     *strings.Builder
	store   *store.Store
	in      *newsroom.Intake
}

const pressRules = `
narratives:
  - id: harbour
    title: The harbour
    talking_points:
      - {id: closed, title: Closed, match: harbour AND (close OR shut)}
`

// openPress opens outlets with these feeds: source id → address, where / begins
// a path of the server.
func openPress(t *testing.T, addresses map[string]string) *press {
	t.Helper()
	p := &press{t: t, answers: map[string]http.HandlerFunc{}, clock: &simulated{time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)}, out: &strings.Builder{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		h := p.answers[r.URL.Path]
		p.mu.Unlock()
		if h != nil {
			h(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(p.Close)
	rules := "allow_private_networks: true\nsources:\n"
	for _, id := range sortedKeys(addresses) {
		address := addresses[id]
		if strings.HasPrefix(address, "/") {
			address = p.URL + address
		}
		rules += fmt.Sprintf("  - {id: %s, name: The %s, content: feed, feeds: [%q]}\n", id, id, address)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "n.yaml"), rules+pressRules)
	p.app = app{in: strings.NewReader(""), out: p.out, err: io.Discard, now: p.clock.time, format: "json",
		config: filepath.Join(dir, "n.yaml"), db: filepath.Join(dir, "n.db")}
	d, s, err := p.app.openBoth(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	p.store, p.in = s, newsroom.NewIntake(t.Context(), d, s, zerolog.Nop())
	return p
}

// poll asks every feed that may be asked, some time later, and closes the days
// that are over.
func (p *press) poll(later time.Duration) *newsroom.Round {
	p.t.Helper()
	p.clock.now = p.clock.now.Add(later)
	states, err := p.store.Feeds(p.t.Context(), time.Time{})
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := p.in.Poll(p.t.Context(), states, false)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.in.CloseAll(p.t.Context(), p.clock.now); err != nil {
		p.t.Fatal(err)
	}
	return r
}

// events counts all that were ever recorded.
func (p *press) events() int {
	p.t.Helper()
	es, err := p.store.Timeline(p.t.Context(), archive.Filter{All: true})
	if err != nil {
		p.t.Fatal(err)
	}
	return len(es)
}

// run runs a command that prints JSON and reads it.
func (p *press) run(command func() error, into any) {
	p.t.Helper()
	p.out.Reset()
	if err := command(); err != nil {
		p.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(p.out.String()), into); err != nil {
		p.t.Fatal(err)
	}
}

// notice is an item of a feed, published that many hours before the third of
// March, ten o'clock.
type notice struct {
	n         int
	hours     float64
	guid      string
	noLink    bool
	addressed string // how the address is written
}

func rss(items ...notice) http.HandlerFunc {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Outlet</title>`)
	for _, i := range items {
		at := time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC).Add(-time.Duration(i.hours * float64(time.Hour)))
		link := fmt.Sprintf(`<link>%sherald.example/news/%d</link>`, i.addressed, i.n)
		if i.addressed == "" {
			link = fmt.Sprintf(`<link>https://herald.example/news/%d</link>`, i.n)
		}
		if i.noLink {
			link = ""
		}
		fmt.Fprintf(&b, `<item><title>Notice %d</title>%s<guid isPermaLink="false">%s%d</guid><pubDate>%s</pubDate><description>Council %d said that the harbour would be shut in week %d.</description></item>`,
			i.n, link, i.guid, i.n, at.Format(time.RFC1123Z), i.n, i.n)
	}
	text := b.String() + "</channel></rss>"
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func says(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}
}

// unknownHosts knows no name under .example.
type unknownHosts struct {
	http.RoundTripper
	silent string // the path of which nothing comes, for which nobody waits long; all others have their time
}

func (u *unknownHosts) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Hostname(), ".example") {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}}
	}
	if r.URL.Path == u.silent {
		ctx, stop := context.WithTimeout(r.Context(), 50*time.Millisecond)
		defer stop()
		r = r.WithContext(ctx)
	}
	return u.RoundTripper.RoundTrip(r)
}

// Every class of fault, from the wire to what onset feeds health says of it:
// none disturbs the healthy feed, and those that heal bring each article once.
func TestEveryClassOfFault(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	closed.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	challenge := "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
	consent := `<html><body><form action="https://consent.google.com/save">Before you continue</form></body></html>`
	faults := map[string]struct {
		class tracker.FetchClass
		h     http.HandlerFunc
		words string
	}{
		"well":      {tracker.FetchOK, rss(notice{n: 0}), ""},
		"dns":       {tracker.FetchDNS, nil, "is not known"},
		"connect":   {tracker.FetchConnect, nil, "no connection"},
		"tls":       {tracker.FetchTLS, nil, "no secure connection"},
		"timeout":   {tracker.FetchTimeout, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "did not answer in time"},
		"missing":   {tracker.FetchStatus, says(404, ""), "may come back"},
		"broken":    {tracker.FetchStatus, says(500, "oops"), "trouble of its own"},
		"limited":   {tracker.FetchRateLimited, says(429, ""), "fewer requests"},
		"forbidden": {tracker.FetchBlocked, says(403, ""), "refuses this program"},
		"challenge": {tracker.FetchBlocked, says(200, challenge), "a challenge page"},
		"consent":   {tracker.FetchBlocked, says(200, consent), "a consent page"},
		"page":      {tracker.FetchNotFeed, says(200, "<!doctype html><html><body><p>The weather stays mild on the coast.</p></body></html>"), "HTML page"},
		"nothing":   {tracker.FetchNotFeed, says(200, ""), "empty"},
		"empty":     {tracker.FetchEmpty, rss(), "valid feed without any item"},
		"malformed": {tracker.FetchMalformed, says(200, `<rss version="2.0"><channel><title>Out`), "breaks off"},
		"large":     {tracker.FetchTooLarge, says(200, strings.Repeat(" ", 2<<20)), "larger than"},
		"gone":      {tracker.FetchGone, says(410, ""), "not asked again"},
	}
	addresses := map[string]string{"dns": "https://nowhere.example/feed", "connect": "http://" + nobody + "/feed", "tls": strings.Replace(plain.URL, "http:", "https:", 1) + "/feed"}
	for id, f := range faults {
		if f.h != nil {
			addresses[id] = "/" + id
		}
	}
	p := openPress(t, addresses)
	p.in.Client.MaxBytes = 1 << 20
	wire := &unknownHosts{http.DefaultTransport, "/timeout"}
	p.in.Client.Transport = wire
	for id, f := range faults {
		p.answer("/"+id, f.h)
	}
	if r := p.poll(0); r.New != 1 || r.Failed != len(faults)-2 {
		t.Errorf("first round: %d new, %d failed", r.New, r.Failed)
	}
	var health []struct {
		Source  string
		Class   tracker.FetchClass
		Message string
	}
	p.run(func() error { return p.app.feedHealth(t.Context()) }, &health)
	for _, h := range health {
		if f := faults[h.Source]; h.Class != f.class || !strings.Contains(h.Message, f.words) {
			t.Errorf("%s is %s, want %s: %q does not say %q", h.Source, h.Class, f.class, h.Message, f.words)
		}
	}
	wire.silent = ""
	n := 0
	for _, id := range sortedKeys(faults) {
		n++
		p.answer("/"+id, rss(notice{n: n}, notice{n: 100 + n}))
	}
	p.poll(24 * time.Hour)
	again := p.poll(24 * time.Hour)
	if got, want := len(p.articles()), 1+2*(len(faults)-4); got != want || again.New != 0 {
		t.Errorf("%d articles after the faults healed, want %d; %d new in the round after that", got, want, again.New)
	}
}

// answer has a path of the server answered by h from now on.
func (p *press) answer(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers[path] = h
}

// articles lists what is stored by source and title.
func (p *press) articles() map[string]archive.Article {
	p.t.Helper()
	out := map[string]archive.Article{}
	err := p.store.Texts(p.t.Context(), archive.Which{Published: time.Unix(0, 0)}, func(a archive.Article) error {
		key := a.Source + " " + a.Title
		if _, twice := out[key]; twice {
			p.t.Errorf("%s is there twice", key)
		}
		out[key] = a
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

package feeds

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"onset/tracker"
)

// site is an outlet on loopback whose answers a test sets.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	paths map[string]http.HandlerFunc
	asked []string // paths, in order
	last  http.Header
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{paths: make(map[string]http.HandlerFunc)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.last = r.Header.Clone()
		h := s.paths[r.URL.Path]
		s.mu.Unlock()
		if h == nil {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) on(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paths[path] = h
}

// body answers with a body and, if given, headers as pairs.
func body(text string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header()[http.CanonicalHeaderKey(headers[i])] = []string{headers[i+1]}
		}
		io.WriteString(w, text)
	}
}

func status(code int, text string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		io.WriteString(w, text)
	}
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, p := range s.asked {
		if p == path {
			n++
		}
	}
	return n
}

// noon is when the tests are.
var noon = time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)

// poller asks for one feed again and again under a clock of its own.
type poller struct {
	*Client
	t     *testing.T
	now   time.Time
	state tracker.FeedState
	src   tracker.Source
	addr  tracker.FeedAddress
}

func newPoller(t *testing.T, url string) *poller {
	p := &poller{t: t, now: noon, addr: tracker.FeedAddress{URL: url}, src: tracker.Source{ID: "outlet"}, Client: &Client{AllowPrivate: tracker.PrivateNetworks}}
	p.Client.Now = func() time.Time { return p.now }
	p.state = tracker.FeedState{URL: url}
	t.Cleanup(p.Close)
	return p
}

// poll asks once, keeps the state, and moves the clock to when the feed is due.
func (p *poller) poll() tracker.Fetch {
	p.t.Helper()
	f := p.Fetch(context.Background(), p.state, p.src, p.addr)
	p.state = f.State
	if f.State.NextPoll.After(p.now) {
		p.now = f.State.NextPoll
	}
	return f
}

// want polls and checks the class.
func (p *poller) want(class tracker.FetchClass) tracker.Fetch {
	p.t.Helper()
	f := p.poll()
	if f.Class != class {
		p.t.Fatalf("class %q (status %d, %q), want %q", f.Class, f.Status, f.Message, class)
	}
	if class.Failed() && f.Message == "" {
		p.t.Errorf("class %q comes without a message", class)
	}
	return f
}

// story writes an item of an RSS feed.
func story(n int, extra ...string) string {
	return fmt.Sprintf(`<item><title>Story %d</title><link>https://outlet.example/news/%d</link><guid isPermaLink="false">id-%d</guid><pubDate>Wed, 04 Feb 2026 %02d:00:00 +0000</pubDate><description>What happened in story %d.</description>%s</item>`,
		n, n, n, n%12, n, strings.Join(extra, ""))
}

// rssOf wraps items into a feed.
func rssOf(items ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Outlet</title><link>https://outlet.example/</link>` +
		strings.Join(items, "\n") + `</channel></rss>`
}

func stories(n int) string {
	var items []string
	for i := range n {
		items = append(items, story(i+1))
	}
	return rssOf(items...)
}

// read parses a feed and fails the test when it can't.
func read(t *testing.T, doc string) Feed {
	t.Helper()
	f, err := Parse([]byte(doc), Reading{Address: "https://outlet.example/feed", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

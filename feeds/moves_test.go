package feeds

import (
	"net"
	"net/http"
	"strings"
	"testing"

	"onset/tracker"
)

func redirectTo(code int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, code) }
}

// Lesson 15: permanent moves are adopted after three confirmations, temporary
// ones never, and an adopted address that fails is given up for the old one.
func TestMoves(t *testing.T) {
	for _, code := range []int{301, 308} {
		s := newSite(t)
		s.on("/old", redirectTo(code, "/new"))
		s.on("/new", body(stories(2)))
		p := newPoller(t, s.URL+"/old")
		for i := range 3 {
			if p.poll(); i < 2 && p.state.Address != s.URL+"/old" {
				t.Fatalf("%d: adopted after %d confirmations", code, i+1)
			}
		}
		if p.state.Address != s.URL+"/new" || p.state.URL != s.URL+"/old" {
			t.Errorf("%d: address %s after three confirmations", code, p.state.Address)
		}
		s.on("/new", status(404, ""))
		for range homecoming {
			p.poll()
		}
		if p.state.Address != s.URL+"/old" {
			t.Errorf("%d: the adopted address is kept though it failed %d times", code, homecoming)
		}
		if m := p.state.Moved; len(m) != 2 || m[0].From != s.URL+"/old" || m[0].To != s.URL+"/new" || m[1].To != s.URL+"/old" || !m[1].At.After(m[0].At) || m[0].Why == "" {
			t.Errorf("%d: history of addresses %+v", code, m)
		}
	}
	for _, code := range []int{302, 303, 307} {
		s := newSite(t)
		s.on("/old", redirectTo(code, "/new"))
		s.on("/new", body(stories(2)))
		p := newPoller(t, s.URL+"/old")
		for range 5 {
			p.poll()
		}
		if p.state.Address != s.URL+"/old" || p.state.Moves != 0 {
			t.Errorf("%d: taken for a permanent move", code)
		}
	}
}

// Only the permanent part of a chain is adopted, and confirmations must agree.
func TestMovesInChains(t *testing.T) {
	s := newSite(t)
	s.on("/old", redirectTo(301, "/mid"))
	s.on("/mid", redirectTo(302, "/new"))
	s.on("/new", body(stories(2)))
	p := newPoller(t, s.URL+"/old")
	p.poll()
	p.poll()
	s.on("/old", redirectTo(301, "/new"))
	p.poll()
	if p.state.Address != s.URL+"/old" || p.state.Moves != 1 {
		t.Errorf("a move to elsewhere confirmed the first: %+v", p.state)
	}
	s.on("/old", redirectTo(301, "/old"))
	p.want(tracker.FetchStatus)
}

// Lesson 7: nothing private is asked, not after a redirect, not by a name that
// points there, and no scheme but http and https.
func TestPrivateAddressesAreRefused(t *testing.T) {
	s := newSite(t)
	s.on("/feed", body(stories(1)))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	for _, address := range []string{s.URL + "/feed", "http://localhost:" + port + "/feed", "http://[::1]:" + port + "/feed", "http://0.0.0.0:" + port + "/feed",
		"http://[::ffff:127.0.0.1]:" + port + "/feed", "http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/feed", "feed"} {
		p := newPoller(t, address)
		p.AllowPrivate = nil
		p.want(tracker.FetchRefused)
	}
	redirected := newPoller(t, "http://public.example/feed")
	redirected.AllowPrivate = nil
	real := Transport(nil)
	redirected.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "public.example" {
			return &http.Response{StatusCode: 302, Header: http.Header{"Location": {s.URL + "/feed"}}, Body: http.NoBody, Request: r}, nil
		}
		return real.RoundTrip(r)
	})
	redirected.want(tracker.FetchRefused)
	if n := s.count("/feed"); n != 0 {
		t.Errorf("a private address was asked %d times", n)
	}
	s.on("/elsewhere", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(302)
	})
	newPoller(t, s.URL+"/elsewhere").want(tracker.FetchStatus)
}

func TestNoMessageHoldsCredentials(t *testing.T) {
	s := newSite(t)
	host := strings.TrimPrefix(s.URL, "http://")
	s.on("/circle", redirectTo(302, "/circle?token=hunter2"))
	s.on("/page", body("<html>hi</html>"))
	for _, address := range []string{"http://me:hunter2@" + host + "/none?api_key=hunter2", "http://me:hunter2@" + host + "/page?auth=hunter2&x=1", "http://" + host + "/circle?password=hunter2",
		"http://me:hunter2@127.0.0.1:1/feed", "gopher://me:hunter2@" + host, "http://me:hunter2@[broken/feed"} {
		if f := newPoller(t, address).poll(); !f.Class.Failed() || strings.Contains(f.Message, "hunter2") {
			t.Errorf("%s: %s", f.Class, f.Message)
		}
	}
}

// What the user set for a feed goes to its own host only.
func TestHeadersStayWithTheirHost(t *testing.T) {
	s, other := newSite(t), newSite(t)
	other.on("/feed", body(stories(1)))
	s.on("/feed", redirectTo(302, other.URL+"/feed"))
	p := newPoller(t, s.URL+"/feed")
	p.Contact = "desk@outlet.example"
	p.addr.Headers = map[string]string{"X-Key": "secret"}
	p.want(tracker.FetchOK)
	if s.last.Get("X-Key") != "secret" || other.last.Get("X-Key") != "" {
		t.Errorf("own host got %q, the other %q", s.last.Get("X-Key"), other.last.Get("X-Key"))
	}
	if agent := other.last.Get("User-Agent"); !strings.HasPrefix(agent, "Onset/") || !strings.Contains(agent, "desk@outlet.example") {
		t.Errorf("agent %q names neither program nor contact", agent)
	}
	p.addr.UserAgent = "Reader/2"
	p.poll()
	if got := other.last.Get("User-Agent"); got != "Reader/2" {
		t.Errorf("agent %q, want the feed's own", got)
	}
}

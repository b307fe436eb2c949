package feeds

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"onset/tracker"
)

// A name that points to a public address when it is looked at and to a private
// one when it is dialled leads nowhere: what is checked is what is dialled, for
// feeds, pages, robots.txt, searches and history alike.
func TestNamesThatComeToPointToPrivateAddresses(t *testing.T) {
	s := newSite(t)
	s.on("/feed", body(stories(1)))
	s.on("/page", body(articlePage(8)))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	address := "http://localhost:" + port // a name, resolved by the dialer only
	open, closed := newPoller(t, address+"/feed"), newPoller(t, address+"/feed")
	if open.want(tracker.FetchOK); s.count("/feed") != 1 {
		t.Fatal("the name does not lead to the site")
	}
	closed.AllowPrivate = nil
	closed.want(tracker.FetchRefused)
	if p := closed.page(address + "/page"); p.Class != tracker.FetchRefused {
		t.Errorf("a page is %s: %s", p.Class, p.Message)
	}
	if _, err := closed.Find(context.Background(), address+"/page"); err == nil {
		t.Error("feeds are looked for on a private address")
	}
	for _, err := range closed.Backfill(context.Background(), History{Address: address + "/feed"}) {
		if err == nil {
			t.Error("history is read from a private address")
		}
	}
	if n := len(s.asked); n != 1 {
		t.Errorf("the site was asked %d times: %q", n, s.asked)
	}
}

// A chain of redirects is followed for so many steps and no further.
func TestRedirectLimit(t *testing.T) {
	for steps, class := range map[int]tracker.FetchClass{maxRedirects: tracker.FetchOK, maxRedirects + 1: tracker.FetchStatus} {
		s := newSite(t)
		for i := range steps {
			s.on(fmt.Sprint("/", i), redirectTo(302, fmt.Sprint("/", i+1)))
		}
		s.on(fmt.Sprint("/", steps), body(stories(1)))
		if f := newPoller(t, s.URL+"/0").want(class); class.Failed() && !strings.Contains(f.Message, "more than 8 times") {
			t.Errorf("%d redirects: %s", steps, f.Message)
		}
	}
}

// What a body unpacks to is limited, in one layer or two, for feeds and pages.
func TestPackedBombs(t *testing.T) {
	const size = 64 << 20
	s := newSite(t)
	inner := pack(t, func(w *gzip.Writer) {
		blank := bytes.Repeat([]byte(" "), 1<<20)
		for range size >> 20 {
			if _, err := w.Write(blank); err != nil {
				t.Fatal(err)
			}
		}
	})
	outer := packed(t, string(inner))
	s.on("/one", body(string(inner), "Content-Encoding", "gzip"))
	s.on("/two", body(string(outer), "Content-Encoding", "gzip"))
	for _, path := range []string{"/one", "/two"} {
		p := newPoller(t, s.URL+path)
		p.MaxBytes = 8 << 20
		if f := p.poll(); !f.Class.Failed() || f.Bytes > p.MaxBytes {
			t.Errorf("%s: %s of %d bytes: %s", path, f.Class, f.Bytes, f.Message)
		}
	}
	if p := newPoller(t, "").page(s.URL + "/one"); p.Class != tracker.FetchTooLarge {
		t.Errorf("a page of 64 MB is %s: %s", p.Class, p.Message)
	}
}

func pack(t *testing.T, fill func(*gzip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fill(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A header without end is not read, nor a body that never ends.
func TestEndlessAnswers(t *testing.T) {
	s := newSite(t)
	s.on("/header", body("", "X-Long", strings.Repeat("x", 2*maxHeader)))
	newPoller(t, s.URL+"/header").want(tracker.FetchTooLarge)
	var sent atomic.Int64
	s.on("/body", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			n, err := w.Write(bytes.Repeat([]byte("<item>"), 1000))
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	})
	p := newPoller(t, s.URL+"/body")
	p.MaxBytes = 1 << 20
	p.want(tracker.FetchTooLarge)
	if n := sent.Load(); n > 32<<20 {
		t.Errorf("%d bytes were taken of an answer without end", n)
	}
}

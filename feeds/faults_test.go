package feeds

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Validators go back as they came, whatever they look like.
func TestConditionalGetKeepsValidatorsOpaque(t *testing.T) {
	s := newSite(t)
	p := newPoller(t, s.URL+"/feed")
	s.on("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `W/no quotes at all` && r.Header.Get("If-Modified-Since") == "yesterday, more or less" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body(stories(3), "ETag", `W/no quotes at all`, "Last-Modified", "yesterday, more or less")(w, r)
	})
	if f := p.want(tracker.FetchOK); len(f.Items) != 3 {
		t.Fatalf("%d items, want 3", len(f.Items))
	}
	if f := p.want(tracker.FetchUnchanged); f.Status != 304 || len(f.Items) != 0 {
		t.Errorf("status %d with %d items, want 304 with none", f.Status, len(f.Items))
	}
}

func TestSameBodyWithoutValidatorsIsUnchanged(t *testing.T) {
	s := newSite(t)
	p := newPoller(t, s.URL+"/feed")
	s.on("/feed", body(stories(3)))
	p.want(tracker.FetchOK)
	p.want(tracker.FetchUnchanged)
}

func TestPackedBodies(t *testing.T) {
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	z.Write([]byte(stories(3)))
	z.Close()
	for name, h := range map[string]http.HandlerFunc{
		"gzip":            body(string(packed(t, stories(3))), "Content-Encoding", "gzip"),
		"gzip unsaid":     body(string(packed(t, stories(3))), "Content-Type", "application/octet-stream"),
		"gzip untrue":     body(stories(3), "Content-Encoding", "gzip"),
		"deflate":         body(deflated.String(), "Content-Encoding", "deflate"),
		"two gzip layers": body(string(packed(t, string(packed(t, stories(3))))), "Content-Encoding", "gzip"),
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.on("/feed", h)
			if f := newPoller(t, s.URL+"/feed").want(tracker.FetchOK); len(f.Items) != 3 {
				t.Errorf("%d items, want 3", len(f.Items))
			}
		})
	}
}

// A body that breaks off is read as far as it came, and asked for again.
func TestTruncatedGzipIsReadAndAskedForAgain(t *testing.T) {
	s := newSite(t)
	p := newPoller(t, s.URL+"/feed")
	var items []string
	for i := range 200 {
		items = append(items, story(i+1, "<content:encoded><![CDATA["+strings.Repeat("<p>"+strings.ToUpper(rawSum(string(rune(i))))+"</p>", 4)+"]]></content:encoded>"))
	}
	whole := packed(t, rssOf(items...))
	s.on("/feed", body(string(whole[:len(whole)/2]), "Content-Encoding", "gzip", "ETag", `"half"`))
	f := p.want(tracker.FetchOK)
	if len(f.Items) < 50 || len(f.Items) >= 200 {
		t.Errorf("%d items of the first half of 200", len(f.Items))
	}
	if f.State.ETag != "" || f.State.BodySHA256 != "" {
		t.Error("the validators of half a body were kept: the other half would never be asked for")
	}
	s.on("/feed", body(string(whole), "Content-Encoding", "gzip", "ETag", `"whole"`))
	if f := p.want(tracker.FetchOK); len(f.Items) != 200 || f.State.ETag != `"whole"` {
		t.Errorf("%d items and ETag %s after healing, want 200 and \"whole\"", len(f.Items), f.State.ETag)
	}
}

func TestTooLarge(t *testing.T) {
	s := newSite(t)
	bomb := packed(t, strings.Repeat(" ", 3<<20))
	s.on("/feed", body(string(bomb), "Content-Encoding", "gzip"))
	p := newPoller(t, s.URL+"/feed")
	p.MaxBytes = 1 << 20
	p.want(tracker.FetchTooLarge)

	s.on("/headers", body("", "X-Long", strings.Repeat("x", 2*maxHeader)))
	newPoller(t, s.URL+"/headers").want(tracker.FetchTooLarge)
}

func TestTimeoutClass(t *testing.T) {
	s := newSite(t)
	s.on("/feed", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	p := newPoller(t, s.URL+"/feed")
	p.Timeout = 50 * time.Millisecond
	p.want(tracker.FetchTimeout)
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestConnectionClasses(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := closed.Addr().String()
	closed.Close()
	newPoller(t, "http://"+address+"/feed").want(tracker.FetchConnect)

	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	newPoller(t, secure.URL+"/feed").want(tracker.FetchTLS)

	unknown := newPoller(t, "https://nowhere.example/feed")
	unknown.Transport = transport(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "nowhere.example", IsNotFound: true}}
	})
	unknown.want(tracker.FetchDNS)

	torn := newPoller(t, "https://torn.example/feed")
	torn.Transport = transport(func(*http.Request) (*http.Response, error) { return nil, errors.New("unexpected EOF") })
	torn.want(tracker.FetchConnect)
}

func TestStatusClasses(t *testing.T) {
	for _, c := range []struct {
		code  int
		text  string
		class tracker.FetchClass
	}{
		{404, "", tracker.FetchStatus}, {500, "oops", tracker.FetchStatus}, {503, "", tracker.FetchStatus}, {400, "", tracker.FetchStatus},
		{403, "", tracker.FetchBlocked}, {401, "", tracker.FetchBlocked}, {451, "", tracker.FetchBlocked},
		{429, "", tracker.FetchRateLimited}, {429, "<html><title>Just a moment...</title></html>", tracker.FetchRateLimited},
		{503, "<html><head><title>Just a moment...</title></head><body></body></html>", tracker.FetchBlocked},
		{410, "", tracker.FetchGone}, {204, "", tracker.FetchStatus},
	} {
		s := newSite(t)
		s.on("/feed", status(c.code, c.text))
		f := newPoller(t, s.URL+"/feed").want(c.class)
		if f.Status != c.code {
			t.Errorf("status %d, want %d", f.Status, c.code)
		}
	}
}

func TestNotAFeedAndEmpty(t *testing.T) {
	long := strings.Repeat("<p>The weather on the coast stays mild, and the ferries run as planned.</p>", 40)
	for _, c := range []struct {
		name, text, says string
		class            tracker.FetchClass
	}{
		{"a page", "<!doctype html><html><head><title>Outlet</title></head><body>" + long + "</body></html>", "HTML page", tracker.FetchNotFeed},
		{"nothing", "", "empty", tracker.FetchNotFeed},
		{"a sitemap", "<urlset><url><loc>https://outlet.example/</loc></url></urlset>", "sitemap", tracker.FetchNotFeed},
		{"other JSON", `{"error": "no such feed"}`, "JSON", tracker.FetchNotFeed},
		{"a feed without items", rssOf(), "without any item", tracker.FetchEmpty},
		{"a feed that breaks before its first item", `<rss version="2.0"><channel><title>Out`, "breaks off", tracker.FetchMalformed},
		{"a challenge", `<html><head><title>Attention Required! | Guard</title></head><body>Are you a robot?</body></html>`, "challenge page", tracker.FetchBlocked},
		{"a captcha", `<html><head><title>Outlet</title></head><body><div class="h-captcha"></div></body></html>`, "challenge page", tracker.FetchBlocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.on("/feed", body(c.text))
			if f := newPoller(t, s.URL+"/feed").want(c.class); !strings.Contains(f.Message, c.says) {
				t.Errorf("message %q does not say %q", f.Message, c.says)
			}
		})
	}
}

// Lesson 5: what can't be read has no validators, so no 304 can hide it.
func TestNotModifiedAfterFailedParseStaysFailed(t *testing.T) {
	s := newSite(t)
	p := newPoller(t, s.URL+"/feed")
	s.on("/feed", body(stories(2), "ETag", `"good"`))
	p.want(tracker.FetchOK)
	s.on("/feed", body("<rss><channel>", "ETag", `"bad"`))
	f := p.want(tracker.FetchMalformed)
	if f.State.ETag != "" || f.State.LastModified != "" || f.State.BodySHA256 != "" {
		t.Errorf("validators %q %q are kept of a body that was not read", f.State.ETag, f.State.LastModified)
	}
	s.on("/feed", status(http.StatusNotModified, ""))
	if f := p.want(tracker.FetchStatus); f.State.Failures != 2 {
		t.Errorf("%d failures in a row, want 2", f.State.Failures)
	}
	s.on("/feed", body(stories(2), "ETag", `"good"`))
	p.want(tracker.FetchOK)
}

// Lesson 6: both forms of Retry-After are kept to, and an empty 429 is what it is.
func TestRetryAfter(t *testing.T) {
	for name, raw := range map[string]string{"seconds": "7200", "date": noon.Add(2 * time.Hour).Format(http.TimeFormat)} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.on("/feed", status(429, "", "Retry-After", raw))
			f := newPoller(t, s.URL+"/feed").want(tracker.FetchRateLimited)
			if pause := f.State.NextPoll.Sub(noon); pause < 2*time.Hour || pause > 3*time.Hour {
				t.Errorf("asked again after %v, want 2h or a little more", pause)
			}
		})
	}
	s := newSite(t)
	s.on("/feed", status(503, "", "Retry-After", "36000"))
	if f := newPoller(t, s.URL+"/feed").want(tracker.FetchStatus); f.State.NextPoll.Sub(noon) < 10*time.Hour {
		t.Error("Retry-After of a 503 is not kept to")
	}
}

// A 429 holds back its address, and its host after three addresses of it.
func TestRateLimitHoldsBackTheHostAfterThreeAddresses(t *testing.T) {
	s := newSite(t)
	p := newPoller(t, "")
	for _, path := range []string{"/a", "/b", "/c"} {
		s.on(path, status(429, "", "Retry-After", "3600"))
	}
	s.on("/well", body(stories(2)))
	ask := func(path string) tracker.Fetch {
		return p.Fetch(context.Background(), tracker.FeedState{URL: s.URL + path}, p.src, tracker.FeedAddress{URL: s.URL + path})
	}
	ask("/a")
	ask("/b")
	if f := ask("/well"); f.Class != tracker.FetchOK {
		t.Fatalf("after two limited addresses the host is %s", f.Class)
	}
	ask("/c")
	f := ask("/well")
	if f.Class != tracker.FetchRateLimited || s.count("/well") != 1 {
		t.Fatalf("after three limited addresses the host was asked (%s)", f.Class)
	}
	if f.State.Failures != 0 || !f.State.LastAsked.IsZero() {
		t.Error("a feed that was not asked counts as failed or asked")
	}
	if pause := f.State.NextPoll.Sub(noon); pause < time.Hour || pause > time.Hour+time.Minute {
		t.Errorf("due again after %v, want when the host may be asked", pause)
	}
	p.now = f.State.NextPoll
	if f := ask("/well"); f.Class != tracker.FetchOK {
		t.Errorf("after its pause the host is %s", f.Class)
	}
}

// What wants to be left alone is so by the next program too, unless a clock that
// had jumped wrote it.
func TestHoldsOutlastARestart(t *testing.T) {
	s := newSite(t)
	for i := range 4 {
		s.on(fmt.Sprintf("/%d", i), status(429, "", "Retry-After", "3600"))
	}
	first := newPoller(t, s.URL+"/0")
	first.want(tracker.FetchRateLimited)
	first.now = noon
	held := first.Pauses()
	if len(held) != 1 || held[0].Address != s.URL+"/0" || !held[0].Until.Equal(noon.Add(time.Hour)) {
		t.Fatalf("held: %+v", held)
	}
	second := newPoller(t, s.URL+"/0")
	second.Recall(held)
	if f := second.want(tracker.FetchRateLimited); s.count("/0") != 1 || !strings.Contains(f.Message, "left alone until 2026-02-04T13:00") {
		t.Errorf("asked %d times; %s", s.count("/0"), f.Message)
	}
	second.now = noon
	for i := range 2 { // the third address holds back the host
		second.state = tracker.FeedState{URL: s.URL + fmt.Sprintf("/%d", i+1)}
		second.want(tracker.FetchRateLimited)
		second.now = noon
	}
	third := newPoller(t, s.URL+"/3")
	third.Recall(second.Pauses())
	third.want(tracker.FetchRateLimited)
	third.now = noon
	if p := third.page(s.URL + "/a"); p.Class != tracker.FetchRateLimited || s.count("/3") != 0 {
		t.Errorf("the host is asked after a restart: %s", p.Class)
	}
	jumped := newPoller(t, s.URL+"/3")
	jumped.Recall([]Pause{{Address: s.URL + "/3", Until: noon.AddDate(1, 0, 0)}, {Address: "://", Until: noon.Add(time.Hour)}})
	if jumped.want(tracker.FetchRateLimited); s.count("/3") != 1 {
		t.Error("a hold of a year is believed")
	}
}

// Lesson 15: 410 stops, 404 backs off and can come back.
func TestGoneStopsAndNotFoundComesBack(t *testing.T) {
	s := newSite(t)
	p := newPoller(t, s.URL+"/gone")
	s.on("/gone", status(410, ""))
	p.want(tracker.FetchGone)
	p.want(tracker.FetchGone)
	if n := s.count("/gone"); n != 1 || !p.state.Stopped {
		t.Errorf("asked %d times, stopped %v; want once and stopped", n, p.state.Stopped)
	}
	q := newPoller(t, s.URL+"/later")
	var pauses []time.Duration
	for range 4 {
		at := q.now
		pauses = append(pauses, q.want(tracker.FetchStatus).State.NextPoll.Sub(at))
	}
	for i := 1; i < len(pauses); i++ {
		if pauses[i] <= pauses[i-1] || pauses[i] > time.Duration(i+1)*defaultMinEvery {
			t.Errorf("pauses %v do not grow by one interval each", pauses)
		}
	}
	s.on("/later", body(stories(1)))
	if f := q.want(tracker.FetchOK); f.State.Failures != 0 {
		t.Error("failures are not forgotten after a good answer")
	}
}

// The back-off grows by one interval for each failure, up to a day, and differs
// from address to address, so that those that failed together part.
func TestBackOffIsLinearWithJitter(t *testing.T) {
	c := &Client{}
	for failures := 1; failures < 200; failures++ {
		whole, pauses := min(time.Duration(failures)*defaultMinEvery, longestBackOff), map[time.Duration]bool{}
		for i := range 20 {
			pause := c.backOff(&tracker.FeedState{URL: fmt.Sprint("https://outlet.example/", i), Failures: failures}, tracker.FeedAddress{})
			if pause > whole || pause < whole*9/10 {
				t.Fatalf("after %d failures %v, want %v less at most a tenth", failures, pause, whole)
			}
			pauses[pause] = true
		}
		if len(pauses) < 15 {
			t.Errorf("after %d failures 20 feeds come at %d times", failures, len(pauses))
		}
	}
}

// A program that ends in the middle of a poll leaves the feed as it was.
func TestEndingIsNobodysFailure(t *testing.T) {
	s := newSite(t)
	ctx, cancel := context.WithCancel(context.Background())
	s.on("/feed", func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	p := newPoller(t, s.URL+"/feed")
	f := p.Fetch(ctx, tracker.FeedState{URL: s.URL + "/feed", ETag: "x"}, p.src, p.addr)
	if !f.Class.Failed() || f.State.Failures != 0 || f.State.ETag != "x" || !f.State.LastAsked.IsZero() {
		t.Errorf("class %s, state %+v", f.Class, f.State)
	}
}

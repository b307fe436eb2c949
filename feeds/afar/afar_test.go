package afar

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"onset/feeds"
	"onset/tracker"
)

const secret = "a token of its own"

func feedOf(n int) string {
	return fmt.Sprintf(`<rss version="2.0"><channel><title>Feed %[1]d</title><item><title>Story %[1]d</title><link>https://outlet.example/%[1]d</link>
<description>The ferry number %[1]d was late.</description><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate></item></channel></rss>`, n)
}

// start serves an exchange, lets a fetcher work for it through a way to the desk,
// and returns a client that asks from kyiv.
func start(t *testing.T, way func(desk string) string) *feeds.Client {
	t.Helper()
	var x Exchange
	here := make(chan struct{})
	desk := httptest.NewServer(x.Handler(t.Context(), []Token{{"kyiv", secret}, {"riga", "another token, of riga"}}, func(place, _ string) {
		if place == "kyiv" {
			close(here)
		}
	}))
	t.Cleanup(desk.Close)
	at, err := url.Parse(way(desk.URL))
	if err != nil {
		t.Fatal(err)
	}
	f := Fetcher{Desk: at, Token: secret, AtOnce: 4, AllowPrivate: tracker.PrivateNetworks, Tell: func(Report) {}}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- f.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	<-here
	return &feeds.Client{Elsewhere: x.From}
}

func straight(desk string) string { return desk }

func from(place, address string) (tracker.FeedState, tracker.Source, tracker.FeedAddress) {
	return tracker.FeedState{URL: address}, tracker.Source{ID: "outlet", From: []string{place}}, tracker.FeedAddress{URL: address, Headers: map[string]string{"X-Key": "k1"}}
}

func TestAnswersComeAsTheyWere(t *testing.T) {
	asked := make(chan string, 10)
	world := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Header.Get("X-Key") + " " + r.UserAgent()
		switch r.URL.Path {
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			z := gzip.NewWriter(w)
			io.WriteString(z, feedOf(1))
			z.Close()
		case "/moved":
			http.Redirect(w, r, "/packed", http.StatusFound)
		case "/shut":
			http.Error(w, "not from here", http.StatusForbidden)
		case "/broken":
			w.Header().Set("Content-Length", "9999")
			io.WriteString(w, feedOf(2))
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
	}))
	defer world.Close()
	c := start(t, straight)
	for path, want := range map[string]tracker.FetchClass{"/packed": tracker.FetchOK, "/moved": tracker.FetchOK, "/shut": tracker.FetchBlocked, "/broken": tracker.FetchOK} {
		state, src, addr := from("kyiv", world.URL+path)
		f := c.Fetch(t.Context(), state, src, addr)
		if f.Class != want || f.Place != "kyiv" {
			t.Errorf("%s: %s from %q (%s), want %s", path, f.Class, f.Place, f.Message, want)
		}
		if said := <-asked; !strings.HasPrefix(said, "k1 Onset/") {
			t.Errorf("%s was asked with %q", path, said)
		}
		for _, it := range f.Items {
			if it.Place != "kyiv" || !strings.Contains(it.Text, "ferry") {
				t.Errorf("%s brought %+v", path, it)
			}
		}
		if path == "/packed" {
			if again := c.Fetch(t.Context(), f.State, src, addr); again.Class != tracker.FetchUnchanged {
				t.Errorf("asked again: %s (%s)", again.Class, again.Message)
			}
		}
		if path == "/broken" && !strings.Contains(f.Message, "broke off") {
			t.Errorf("a feed that broke off: %q", f.Message)
		}
	}
}

// What goes wrong on the fetcher's side is told as if it were the desk's own.
func TestTroubleIsTold(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	c := start(t, straight)
	for address, want := range map[string]tracker.FetchClass{
		closed.URL:                 tracker.FetchConnect,
		"http://no-such.invalid/a": tracker.FetchDNS,
		"http://169.254.1.1/a":     tracker.FetchRefused, // link-local: in no list of private networks
	} {
		if f := c.Fetch(t.Context(), fst(from("kyiv", address)), snd(from("kyiv", address)), trd(from("kyiv", address))); f.Class != want {
			t.Errorf("%s: %s (%s), want %s", address, f.Class, f.Message, want)
		}
	}
}

func fst(s tracker.FeedState, _ tracker.Source, _ tracker.FeedAddress) tracker.FeedState { return s }

func snd(_ tracker.FeedState, s tracker.Source, _ tracker.FeedAddress) tracker.Source { return s }

func trd(_ tracker.FeedState, _ tracker.Source, a tracker.FeedAddress) tracker.FeedAddress { return a }

// Where nobody is, a feed is not blamed, and stays as due as it was.
func TestNobodyThere(t *testing.T) {
	c := start(t, straight)
	state, src, addr := from("riga", "https://outlet.example/feed")
	state.Failures, state.ETag = 1, `"v7"`
	f := c.Fetch(t.Context(), state, src, addr)
	if f.Class != tracker.FetchUnattended || f.State.Failures != 1 || f.State.ETag != `"v7"` || !f.State.NextPoll.IsZero() {
		t.Errorf("%s, %+v", f.Class, f.State)
	}
	alone := &feeds.Client{}
	if f := alone.Fetch(t.Context(), state, src, addr); f.Class != tracker.FetchUnattended || !strings.Contains(f.Message, "onset run") {
		t.Errorf("without an exchange: %s, %q", f.Class, f.Message)
	}
}

// cutter stands between a fetcher and its desk. Of each three connections it cuts
// one before the desk hears of it and one before the answer comes back.
func cutter(t *testing.T) func(desk string) string {
	return func(desk string) string {
		to := strings.TrimPrefix(desk, "http://")
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		var n atomic.Int64
		go func() {
			for {
				in, err := l.Accept()
				if err != nil {
					return
				}
				go between(in, to, n.Add(1)%3)
			}
		}()
		return "http://" + l.Addr().String()
	}
}

func between(in net.Conn, to string, turn int64) {
	defer in.Close()
	if turn == 1 {
		return
	}
	out, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer out.Close()
	go func() {
		io.Copy(out, in)
		out.Close()
	}()
	if turn == 2 {
		io.CopyN(io.Discard, out, 1) // the desk has answered
		return
	}
	io.Copy(in, out)
}

// Over a way that breaks all the time each feed is read once, and its article
// comes.
func TestBreakingWay(t *testing.T) {
	world := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscanf(r.URL.Path, "/%d", &n)
		io.WriteString(w, feedOf(n))
	}))
	defer world.Close()
	c := start(t, cutter(t))
	var jobs []feeds.Job
	for n := range 12 {
		state, src, addr := from("kyiv", fmt.Sprintf("%s/%d", world.URL, n))
		jobs = append(jobs, feeds.Job{State: state, Source: src, Feed: addr})
	}
	var mu sync.Mutex
	got := map[string]int{}
	c.Poll(t.Context(), jobs, 0, func(_ feeds.Job, f tracker.Fetch) {
		mu.Lock()
		defer mu.Unlock()
		for _, it := range f.Items {
			got[it.Title]++
		}
	})
	for n := range jobs {
		if title := fmt.Sprintf("Story %d", n); got[title] != 1 {
			t.Errorf("%s came %d times", title, got[title])
		}
	}
}

func TestWrongToken(t *testing.T) {
	var x Exchange
	desk := httptest.NewServer(x.Handler(t.Context(), []Token{{"kyiv", secret}}, func(string, string) {}))
	defer desk.Close()
	at, _ := url.Parse(desk.URL)
	f := Fetcher{Desk: at, Token: "another token, guessed", AtOnce: 1, Tell: func(Report) {}}
	if err := f.Run(t.Context()); !errors.Is(err, ErrRefused) {
		t.Errorf("a wrong token: %v", err)
	}
	statuses := map[int]int{}
	post := func(token string) int {
		req, _ := http.NewRequest(http.MethodPost, desk.URL+errandsPath, strings.NewReader(`{"fetcher":"f","most":0}`))
		req.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	for n := range 100 {
		statuses[post(fmt.Sprint("guess ", n))]++
	}
	if statuses[http.StatusUnauthorized] > 2*guessesAtOnce || statuses[http.StatusTooManyRequests] == 0 {
		t.Errorf("guesses were answered with %v", statuses)
	}
	if status := post(secret); status != http.StatusOK {
		t.Errorf("while others guess, the right token is answered with %d", status)
	}
}

// ask puts a request to a place and hands on what comes of it.
func ask(ctx context.Context, x *Exchange, address string) <-chan error {
	out := make(chan error, 1)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		panic(err)
	}
	go func() {
		_, err := x.From("kyiv").RoundTrip(req)
		out <- err
	}()
	synctest.Wait()
	return out
}

func ids(list []Errand) string {
	var out []string
	for _, e := range list {
		out = append(out, e.URL)
	}
	return strings.Join(out, " ")
}

// What a fetcher holds that has gone silent goes to another of the place, and a
// host is asked by one fetcher as long as that is there. An answer is taken once.
func TestLeases(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var x Exchange
		ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
		defer stop()
		x.meet("kyiv", "first")
		one, two := ask(ctx, &x, "http://a.example/1"), ask(ctx, &x, "http://a.example/2")
		held := x.lease(ctx, "kyiv", call{Fetcher: "first", Most: 1})
		if ids(held) != "http://a.example/1" {
			t.Fatalf("the first got %s", ids(held))
		}
		if list := x.lease(ctx, "kyiv", call{Fetcher: "second", Most: 5}); len(list) != 0 {
			t.Errorf("the second got %s, of a host that the first asks", ids(list))
		}
		if list := x.lease(ctx, "kyiv", call{Fetcher: "first", Most: 0}); ids(list) != "http://a.example/1" {
			t.Errorf("what was lost on the way is %q again", ids(list))
		}
		time.Sleep(silence + time.Second)
		list := x.lease(ctx, "kyiv", call{Fetcher: "second", Most: 5})
		if ids(list) != "http://a.example/1 http://a.example/2" {
			t.Fatalf("after the first went silent the second got %s", ids(list))
		}
		if !x.answer("kyiv", held[0].ID, outcome{err: feeds.Told{Class: tracker.FetchDNS, Message: "unknown"}}) || <-one == nil {
			t.Error("an answer of one that was taken for dead was not taken")
		}
		if x.answer("kyiv", list[0].ID, outcome{}) {
			t.Error("an answer was taken twice")
		}
		if x.answer("riga", list[1].ID, outcome{}) {
			t.Error("an answer was taken from a place that was not asked")
		}
		stop()
		if err := <-two; !errors.Is(err, context.Canceled) {
			t.Errorf("nobody waits any more: %v", err)
		}
		if x.answer("kyiv", list[1].ID, outcome{}) {
			t.Error("an answer was taken for which nobody waits")
		}
	})
}

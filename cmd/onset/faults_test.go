package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
)

// press is outlets on loopback whose answers a test sets, polled under a clock
// that it sets too.
type press struct {
	*httptest.Server
	t       *testing.T
	answers map[string]http.HandlerFunc // by path
	clock   *simulated
	app     app
	out     *strings.Builder
	store   *store.Store
	in      *intake
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
		if h := p.answers[r.URL.Path]; h != nil {
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
	d, s, err := p.app.openBoth(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	p.store, p.in = s, p.app.newIntake(t.Context(), d, s, zerolog.Nop())
	return p
}

// poll asks every feed that may be asked, some time later, and closes the days
// that are over.
func (p *press) poll(later time.Duration) *round {
	p.t.Helper()
	p.clock.now = p.clock.now.Add(later)
	states, err := p.store.Feeds(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := p.in.poll(p.t.Context(), states, false)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.in.closeAll(p.t.Context(), p.clock.now); err != nil {
		p.t.Fatal(err)
	}
	return r
}

// events counts all that were ever recorded.
func (p *press) events() int {
	p.t.Helper()
	es, err := p.store.Timeline(p.t.Context(), store.Filter{All: true})
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
type unknownHosts struct{ http.RoundTripper }

func (u unknownHosts) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Hostname(), ".example") {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}}
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
	p.in.client.Timeout, p.in.client.MaxBytes = 300*time.Millisecond, 1<<20
	p.in.client.Transport = unknownHosts{http.DefaultTransport}
	for id, f := range faults {
		p.answers["/"+id] = f.h
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
	n := 0
	for _, id := range sortedKeys(faults) {
		n++
		p.answers["/"+id] = rss(notice{n: n}, notice{n: 100 + n})
	}
	p.poll(24 * time.Hour)
	again := p.poll(24 * time.Hour)
	if got, want := len(p.articles()), 1+2*(len(faults)-4); got != want || again.New != 0 {
		t.Errorf("%d articles after the faults healed, want %d; %d new in the round after that", got, want, again.New)
	}
}

// articles lists what is stored by source and title.
func (p *press) articles() map[string]store.RecentArticle {
	p.t.Helper()
	out := map[string]store.RecentArticle{}
	err := p.store.Recent(p.t.Context(), time.Time{}, func(a store.RecentArticle) error {
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

// Lesson 2: every GUID rewritten, the order shuffled, addresses in another
// style: no new article, no event.
func TestRewrittenAndShuffledFeedsBringNothing(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed"})
	var items []notice
	for n := range 20 {
		items = append(items, notice{n: n, hours: float64(n), guid: "old-", noLink: n%4 == 3})
	}
	p.answers["/feed"] = rss(items...)
	if r := p.poll(0); r.New != 20 || r.Mentions == 0 {
		t.Fatalf("%d new, %d mentions", r.New, r.Mentions)
	}
	before := p.events()
	shuffle := rand.New(rand.NewPCG(1, 2))
	for round, style := range []string{"", "http://www.", "https://amp."} {
		for i := range items {
			items[i].guid, items[i].addressed = fmt.Sprintf("new-%d-", round), style
		}
		shuffle.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		p.answers["/feed"] = rss(items...)
		if r := p.poll(20 * time.Minute); r.New+r.Edited+r.Events != 0 || r.Failed != 0 {
			t.Errorf("round %d: %d new, %d edited, %d events", round, r.New, r.Edited, r.Events)
		}
	}
	if after := p.events(); after != before {
		t.Errorf("%d events, %d before", after, before)
	}
}

// The clock of the machine jumps ahead and back: no new article, no event, and
// polling goes on.
func TestAClockThatJumpsBringsNothing(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed"})
	items := []notice{{n: 1, hours: 5}, {n: 2, hours: 4}, {n: 3, hours: 3}}
	p.answers["/feed"] = rss(items...)
	p.poll(0)
	before := p.events()
	for _, jump := range []time.Duration{400 * 24 * time.Hour, -400*24*time.Hour + time.Hour, -48 * time.Hour, 48 * time.Hour} {
		if due, err := p.store.DueFeeds(t.Context(), p.clock.now.Add(jump)); err != nil || len(due) != 1 {
			t.Errorf("due after a jump of %v: %+v %v", jump, due, err)
		}
		items[0].guid += "x" // another body each time
		p.answers["/feed"] = rss(items...)
		if r := p.poll(jump); r.New+r.Edited != 0 || r.Failed != 0 {
			t.Errorf("after a jump of %v: %d new, %d edited, %d failed", jump, r.New, r.Edited, r.Failed)
		}
	}
	if after := p.events(); after != before {
		t.Errorf("%d events, %d before", after, before)
	}
	p.answers["/feed"] = rss(append(items, notice{n: 4, hours: 1})...)
	if r := p.poll(time.Hour); r.New != 1 {
		t.Errorf("%d new after the jumps", r.New)
	}
}

// Lesson 20: down for three days. Where two good fetches share no item there is
// a gap; what was published in it and comes later is marked late; where they do
// share one nothing was missed.
func TestThreeDaysDownIsAGap(t *testing.T) {
	run := func(n int, hours float64) (out []notice) {
		for i := range 10 {
			out = append(out, notice{n: n + i, hours: hours - float64(i)})
		}
		return out
	}
	for name, tt := range map[string]struct {
		after []notice
		gaps  int
	}{
		"nothing shared": {run(100, -62), 1},
		"one shared":     {append(run(100, -62), notice{n: 9, hours: 1}), 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := openPress(t, map[string]string{"herald": "/feed"})
			p.answers["/feed"] = rss(run(0, 10)...)
			p.poll(0)
			p.answers["/feed"] = rss(tt.after...)
			p.poll(72 * time.Hour)
			var covered []covering
			p.run(func() error { return p.app.coverage(t.Context(), "") }, &covered)
			if len(covered) != 1 || len(covered[0].Gaps) != tt.gaps {
				t.Errorf("want %d gaps: %+v", tt.gaps, covered)
			}
			p.answers["/feed"] = rss(append(tt.after, notice{n: 500, hours: -30})...)
			p.poll(time.Hour)
			v, err := p.store.Article(t.Context(), "//herald.example/news/500")
			if err != nil || v.Late != (tt.gaps > 0) {
				t.Errorf("published while nobody looked: late %v %v", v.Late, err)
			}
		})
	}
}

// Lesson 5: a feed that answers well and brings nothing is told of by its own
// past.
func TestSilenceIsToldByItsOwnPast(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed"})
	var items []notice
	for day := range 6 {
		for i := range 12 {
			items = append(items, notice{n: day*12 + i, hours: float64(-24*day - i)})
		}
		p.answers["/feed"] = rss(items...)
		if day == 0 {
			p.poll(12 * time.Hour)
			continue
		}
		p.poll(24 * time.Hour)
	}
	p.poll(5*24*time.Hour + time.Hour)
	var health []struct{ Class, Message string }
	p.run(func() error { return p.app.feedHealth(t.Context()) }, &health)
	if len(health) != 1 || health[0].Class != "unchanged" || health[0].Message != "silent for 5 days; usually 12 a day" {
		t.Errorf("health: %+v", health)
	}
}

// A feed that is gone for good is told of as failed once, and as stopped from
// then on; it is not asked again.
func TestGoneFeedsAreStopped(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed", "gone": "/gone"})
	asked := 0
	p.answers["/feed"] = rss(notice{n: 1})
	p.answers["/gone"] = func(w http.ResponseWriter, _ *http.Request) { asked++; w.WriteHeader(http.StatusGone) }
	if err := p.app.pollOnce(t.Context(), false); exitCode(err) != exitRejected {
		t.Errorf("the first round ends with %v", err)
	}
	var r struct{ Asked, Failed, Stopped int }
	p.run(func() error { return p.app.pollOnce(t.Context(), false) }, &r)
	if r.Asked != 1 || r.Failed != 0 || r.Stopped != 1 || asked != 1 {
		t.Errorf("the second round: %+v; asked %d times", r, asked)
	}
	var health []struct{ Source, State string }
	p.run(func() error { return p.app.feedHealth(t.Context()) }, &health)
	if health[0].State != "stopped" || health[1].State != "unchanged" {
		t.Errorf("health: %+v", health)
	}
}

// Each revision keeps the sum of the bytes it was read from, and when they came.
func TestRevisionsKeepTheirProof(t *testing.T) {
	n := openNewsroom(t)
	n.page = roomPage
	n.poll(t, 0)
	body := fmt.Sprintf("<html><head><title>On the harbour</title></head><body><article><h1>On the harbour</h1>%s</article></body></html>", n.page)
	sum := sha256.Sum256([]byte(body))
	if got, want := n.sql(t, "SELECT sha256 || ' ' || fetched FROM revision"), fmt.Sprintf("%s %d", hex.EncodeToString(sum[:]), n.clock.now.UnixMilli()); got != want {
		t.Errorf("sum and time %s, want %s", got, want)
	}
}

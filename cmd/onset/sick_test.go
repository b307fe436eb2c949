package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
)

// hospital is many outlets on several loopback addresses, some of which are
// sick while faults is set.
type hospital struct {
	at      []string // hosts with their ports
	feeds   int
	items   int
	latency time.Duration // of each answer of the healthy
	fault   func(feed int) string
	pages   bool // the feeds carry headlines only; the sick ones' pages are sick, not their feeds
	ended   chan struct{}
}

// hospitalHosts is over how many loopback addresses the outlets are spread.
const hospitalHosts = 12

func openHospital(b *testing.B, h hospital) *hospital {
	b.Helper()
	h.ended = make(chan struct{})
	for i := range hospitalHosts {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.%d:0", i+1))
		if err != nil {
			b.Skipf("this machine has one loopback address only: %v", err)
		}
		s := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(h.serve)}}
		s.Start()
		b.Cleanup(s.Close)
		h.at = append(h.at, l.Addr().String())
	}
	b.Cleanup(func() { close(h.ended) }) // before the servers are closed
	return &h
}

// sick tells what ails a feed, "" for nothing: three in ten, of every kind.
func sick(kinds ...string) func(int) string {
	return func(feed int) string {
		if feed%10 >= 3 {
			return ""
		}
		return kinds[(feed/10*3+feed%10)%len(kinds)]
	}
}

func (h *hospital) serve(w http.ResponseWriter, r *http.Request) {
	kind, rest, _ := strings.Cut(strings.Trim(r.URL.Path, "/"), "/")
	name, _, _ := strings.Cut(rest, "/")
	feed, err := strconv.Atoi(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	text := h.page(rest)
	if kind != "page" {
		text = h.feed(r.Host, feed)
	}
	fault := h.fault(feed)
	if h.pages && kind != "page" || kind == "moved" {
		fault = ""
	}
	switch fault {
	case "":
		h.wait(r, h.latency)
	case "hang":
		h.wait(r, time.Hour)
	case "slow":
		for i := range 20 {
			h.wait(r, 100*time.Millisecond)
			_, _ = io.WriteString(w, text[len(text)*i/20:len(text)*(i+1)/20])
			_ = http.NewResponseController(w).Flush()
		}
		return
	case "301":
		http.Redirect(w, r, "/moved/"+rest, http.StatusMovedPermanently)
		return
	case "malformed":
		text = text[:len(text)/2] + "& <open>" + text[len(text)/2:]
	default:
		status, _ := strconv.Atoi(fault)
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(status)
		return
	}
	_, _ = io.WriteString(w, text)
}

func (h *hospital) wait(r *http.Request, d time.Duration) {
	select {
	case <-time.After(d):
	case <-r.Context().Done():
	case <-h.ended:
	}
}

func (h *hospital) feed(host string, feed int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Outlet</title>`)
	for i := range h.items {
		text := ""
		if !h.pages {
			text = "<description><![CDATA[" + h.page(fmt.Sprint(feed, "/", i)) + "]]></description>"
		}
		fmt.Fprintf(&b, `<item><title>Notice %d of %d</title><link>http://%s/page/%d/%d</link><pubDate>Tue, 03 Mar 2026 %02d:00:00 GMT</pubDate>%s</item>`, i, feed, host, feed, i, i%24, text)
	}
	return b.String() + "</channel></rss>"
}

// page is an article of some 2 KB that shares its text with no other.
func (h *hospital) page(key string) string {
	var b strings.Builder
	b.WriteString("<html><body><article><h1>Notice " + key + "</h1>")
	for i := range 8 {
		fmt.Fprintf(&b, "<p>In paragraph %d of %s the council of quarter%s%d notes that wagon%s%d, bridge%s%d and orchard%s%d were looked after as they are each spring, and thanks everybody.</p>", i, key,
			strings.ReplaceAll(key, "/", "x"), i, strings.ReplaceAll(key, "/", "y"), i, strings.ReplaceAll(key, "/", "z"), i, strings.ReplaceAll(key, "/", "v"), i)
	}
	return b.String() + "</article></body></html>"
}

// arrivals notes when the news of each source were stored, from the log.
type arrivals struct {
	mu sync.Mutex
	at map[string]time.Time
}

func (a *arrivals) Write(line []byte) (int, error) {
	var l struct {
		Source string
		New    int
	}
	if json.Unmarshal(line, &l) == nil && l.New > 0 {
		a.mu.Lock()
		a.at[l.Source] = time.Now()
		a.mu.Unlock()
	}
	return len(line), nil
}

// healthyDone polls all feeds into an empty database and returns when the last
// of the healthy ones was stored.
func (h *hospital) healthyDone(b *testing.B, faults func(int) string) time.Duration {
	b.Helper()
	well := h.fault
	h.fault = faults
	defer func() { h.fault = well }()
	dir := b.TempDir()
	content := "feed"
	if h.pages {
		content = "page"
	}
	var rules strings.Builder
	rules.WriteString("allow_private_networks: true\nsources:\n")
	for i := range h.feeds {
		fmt.Fprintf(&rules, "  - {id: s%d, name: Outlet %d, content: %s, feeds: ['http://%s/feed/%d']}\n", i, i, content, h.at[i%len(h.at)], i)
	}
	write(b, filepath.Join(dir, "n.yaml"), rules.String())
	a := app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, config: filepath.Join(dir, "n.yaml"), db: filepath.Join(dir, "n.db")}
	d, s, err := a.openBoth(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	stored := &arrivals{at: map[string]time.Time{}}
	in := newsroom.NewIntake(b.Context(), d, s, zerolog.New(stored))
	in.Client.Timeout = 15 * time.Second
	states, err := s.Feeds(b.Context(), time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	if _, err := in.Poll(b.Context(), states, false); err != nil {
		b.Fatal(err)
	}
	last := time.Duration(0)
	for i := range h.feeds {
		if well(i) != "" {
			continue
		}
		at, ok := stored.at[fmt.Sprint("s", i)]
		if !ok {
			b.Errorf("the healthy feed %d brought nothing", i)
		}
		last = max(last, at.Sub(begin))
	}
	return last
}

// Healthy feeds beside sick ones: how much later the last healthy one is
// stored when three feeds in ten are sick, in one run. 1 is not at all.
func BenchmarkHealthyBesideSick(b *testing.B) {
	for name, h := range map[string]hospital{
		"every fault":   {feeds: 120, items: 10, fault: sick("500", "slow", "malformed", "301", "410", "429", "403")},
		"feeds hang":    {feeds: 120, items: 3, latency: 200 * time.Millisecond, fault: sick("hang")},
		"pages hang":    {feeds: 60, items: 6, latency: 100 * time.Millisecond, fault: sick("hang"), pages: true},
		"pages trickle": {feeds: 60, items: 6, latency: 100 * time.Millisecond, fault: sick("slow"), pages: true},
	} {
		b.Run(name, func(b *testing.B) {
			h := openHospital(b, h)
			var ratios []float64
			for b.Loop() {
				without := h.healthyDone(b, func(int) string { return "" })
				with := h.healthyDone(b, h.fault)
				ratios = append(ratios, with.Seconds()/without.Seconds())
				b.Logf("last healthy feed after %v without faults, %v beside sick feeds", without.Round(time.Millisecond), with.Round(time.Millisecond))
			}
			slices.Sort(ratios)
			b.ReportMetric(ratios[len(ratios)/2], "ratio")
			b.ReportMetric(ratios[len(ratios)-1], "worst")
		})
	}
}

package main

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker/archive"
)

// setting is a number that the environment may replace.
func setting(b *testing.B, name string, usual int) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv(name), strconv.Itoa(usual)))
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	return n
}

// visit is a page that readers go round, by its name in the table.
type visit struct {
	name string
	path func(n int) string // n differs from visit to visit
}

// each returns one of a list after the other, put into a path.
func each(format string, list []string) func(int) string {
	return func(n int) string { return fmt.Sprintf(format, list[n%len(list)]) }
}

func fixed(path string) func(int) string { return func(int) string { return path } }

// visits lists every page and every call of the API, with what a reader may ask
// of each.
func visits(b *testing.B, w *town, s *store.Store) []visit {
	var points, events, mentions, articles, speakers, sources, words []string
	for p := range townPoints {
		q := w.point(p)
		points = append(points, q.Narrative+"/"+q.ID)
		speakers = append(speakers, fmt.Sprintf("sp-%02d", p%townSpeakers))
		sources = append(sources, townSource(p*3%townSources))
		words = append(words, w.words[30+p*7])
	}
	es, err := s.Timeline(b.Context(), archive.Filter{})
	if err != nil || len(es) == 0 {
		b.Fatal(len(es), err)
	}
	for i := range 200 {
		events = append(events, es[i*len(es)/200].ID)
	}
	for _, p := range points[:40] {
		story, id, _ := strings.Cut(p, "/")
		page, err := s.Mentions(b.Context(), archive.Filter{Narrative: story, TalkingPoint: id, Limit: 5})
		if err != nil {
			b.Fatal(err)
		}
		for _, m := range page.Mentions {
			mentions, articles = append(mentions, m.ID), append(articles, strconv.FormatInt(m.Article, 10))
		}
	}
	var days []string
	for d := townEnd - 9; d <= townEnd; d++ {
		days = append(days, d.String())
	}
	esc := make([]string, len(points))
	for i, p := range points {
		esc[i] = url.QueryEscape(p)
	}
	last := townEnd.String()
	return []visit{
		{"today", fixed("/")},
		{"timeline", fixed("/timeline")},
		{"timeline, all of it", fixed("/timeline?from=" + (townEnd - 1100).String())},
		{"repertoire", fixed("/repertoire")},
		{"speaker", each("/speaker/%s", speakers)},
		{"source", each("/source/%s", sources)},
		{"narrative", func(n int) string { return fmt.Sprintf("/narrative/story-%02d", n%townNarratives) }},
		{"two lines side by side", func(n int) string { return "/compare?a=" + esc[n%len(esc)] + "&b=" + esc[(n+7)%len(esc)] }},
		{"export, timeline", fixed("/export/timeline.csv")},
		{"timeline, all firsts", fixed("/timeline?scope=all")},
		{"timeline, page 3", fixed("/timeline?page=3")},
		{"timeline, all firsts, last page", fixed("/timeline?scope=all&page=40")},
		{"timeline, narrative", func(n int) string { return fmt.Sprintf("/timeline?narrative=story-%02d", n%townNarratives) }},
		{"timeline, talking point, all firsts", each("/timeline?scope=all&point=%s", esc)},
		{"timeline, source", each("/timeline?source=%s", sources)},
		{"timeline, kind of source", fixed("/timeline?kind=wire&scope=all")},
		{"timeline, speaker", each("/timeline?speaker=%s", speakers)},
		{"timeline, language", each("/timeline?language=%s", townTongues)},
		{"timeline, kind of event", fixed("/timeline?event=surge")},
		{"timeline, 90 days", fixed("/timeline?from=" + (townEnd - 89).String() + "&to=" + last)},
		{"timeline, as believed", fixed("/timeline?as-of=" + (townEnd - 90).String())},
		{"timeline, superseded too", fixed("/timeline?all=yes")},
		{"timeline as SVG", fixed("/timeline.svg")},
		{"talking point, the largest", fixed("/point/" + points[0])},
		{"talking point, each", each("/point/%s", points)},
		{"talking point, older mentions", fixed("/point/" + points[0] + "?page=50")},
		{"talking point, chart as SVG", each("/point/%s/chart.svg", points)},
		{"mention", each("/mention/%s", mentions)},
		{"event", each("/event/%s", events)},
		{"emerging", fixed("/emerging")},
		{"emerging, all", fixed("/emerging?all=yes")},
		{"digest of a day", each("/digest/%s", days)},
		{"digest of a day, now", each("/digest/%s?now=yes", days)},
		{"articles", fixed("/articles")},
		{"articles, search", each("/articles?q=%s", words)},
		{"article", each("/article?ref=%s", articles)},
		{"article by address", fixed("/article?ref=" + url.QueryEscape("https://out-150.example/1"))},
		{"feeds", fixed("/feeds")},
		{"help", fixed("/help")},
		{"Atom", fixed("/feed.atom")},
		{"API timeline", fixed("/api/v1/timeline")},
		{"API timeline, after 2,000", fixed("/api/v1/timeline?after=2000&limit=200")},
		{"API mentions", fixed("/api/v1/mentions")},
		{"API mentions, speaker", each("/api/v1/mentions?limit=100&speaker=%s", speakers)},
		{"API mentions, source", each("/api/v1/mentions?limit=100&source=%s", sources)},
		{"API mentions, kind", fixed("/api/v1/mentions?limit=100&kind=state_media")},
		{"API mentions, language", fixed("/api/v1/mentions?limit=100&language=pl")},
		{"API mentions, a month", fixed("/api/v1/mentions?limit=100&from=2024-03-01&to=2024-03-31")},
		{"API points", fixed("/api/v1/points")},
		{"API point", each("/api/v1/points/%s", points)},
		{"API why", each("/api/v1/why/%s", events)},
		{"API article", each("/api/v1/article?ref=%s", articles)},
		{"API search", each("/api/v1/search?q=%s", words)},
		{"API emerging", fixed("/api/v1/emerging")},
		{"API digest", each("/api/v1/digest/%s", days)},
		{"API feeds", fixed("/api/v1/feeds")},
		{"API coverage", fixed("/api/v1/coverage")},
		{"API sources", fixed("/api/v1/sources")},
		{"API status", fixed("/api/v1/status")},
		{"API openapi.json", fixed("/api/v1/openapi.json")},
		{"readyz", fixed("/readyz")},
	}
}

// taken is how a page was answered.
type taken struct {
	mu     sync.Mutex
	took   map[string][]time.Duration
	cpu    map[string]float64 // seconds of the process, for a reader who is alone
	bytes  map[string]int
	faults map[string]int
}

func (k *taken) add(name string, took time.Duration, bytes int, fault string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.took[name] = append(k.took[name], took)
	k.bytes[name] = max(k.bytes[name], bytes)
	if fault != "" {
		k.faults[fault]++
	}
}

// BenchmarkPages has readers go round all pages of a town, while a poll writes,
// and tells per page what it took. An iteration is one round of every reader.
// The usual town is small; for one that tells something see docs/benchmarks.md.
//
//	ONSET_BENCH_FILE      the database, made when it is missing and kept
//	ONSET_BENCH_ARTICLES  articles of a new one (5000)
//	ONSET_BENCH_MENTIONS  mentions of a new one (1000)
//	ONSET_BENCH_READERS   readers at once (20)
//	ONSET_BENCH_THINK     milliseconds that a reader looks at a page (0)
//	ONSET_BENCH_POLL      milliseconds between two feeds of the poll (250)
//	ONSET_BENCH_ONLY      only pages whose name holds this
func BenchmarkPages(b *testing.B) {
	articles, mentions := setting(b, "ONSET_BENCH_ARTICLES", 5000), setting(b, "ONSET_BENCH_MENTIONS", 1000)
	file := cmp.Or(os.Getenv("ONSET_BENCH_FILE"), filepath.Join(b.TempDir(), "town.db"))
	w := newTown(b)
	s, clock := townStore(b, w, file, articles, mentions)
	pages := visits(b, w, s)
	if only := os.Getenv("ONSET_BENCH_ONLY"); only != "" {
		pages = slices.DeleteFunc(pages, func(v visit) bool { return !strings.Contains(v.name, only) })
	}
	a := &app{now: clock.now}
	p := newFront(s, w.desk)
	h, err := a.pageHandler(serveFlags{listen: usualAddress}, zerolog.Nop(), p, p)
	if err != nil {
		b.Fatal(err)
	}
	began, cpu := time.Now(), processCPU(b)
	p.Warm(b.Context()) // as serving does in the background
	b.Logf("%d pages; warmed in %s, %.1f CPU seconds", len(pages), time.Since(began).Round(time.Millisecond), processCPU(b)-cpu)
	server := httptest.NewServer(h)
	defer server.Close()
	readers := setting(b, "ONSET_BENCH_READERS", 20)
	think := time.Duration(setting(b, "ONSET_BENCH_THINK", 0)) * time.Millisecond
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers}}
	k := &taken{took: map[string][]time.Duration{}, cpu: map[string]float64{}, bytes: map[string]int{}, faults: map[string]int{}}
	stop, ended := make(chan struct{}), make(chan struct{})
	batches := 0
	go func() {
		defer close(ended)
		batches = w.poll(b, s, clock, time.Duration(setting(b, "ONSET_BENCH_POLL", 250))*time.Millisecond, stop)
	}()
	b.ResetTimer()
	cpu = processCPU(b)
	for round := range b.N {
		var all sync.WaitGroup
		for reader := range readers {
			all.Go(func() {
				for i := range pages {
					v := pages[(i+reader*len(pages)/readers)%len(pages)]
					used := processCPU(b)
					read(client, server.URL, v, round*readers+reader, k)
					if readers == 1 {
						k.cpu[v.name] += processCPU(b) - used
					}
					time.Sleep(think)
				}
			})
		}
		all.Wait()
	}
	b.StopTimer()
	b.ReportMetric((processCPU(b)-cpu)*1000/float64(b.N*readers*len(pages)), "cpu-ms/visit")
	close(stop)
	<-ended
	k.report(b, pages, batches)
}

// processCPU returns the CPU seconds that the process has used: reading, writing
// and the readers themselves.
func processCPU(b *testing.B) float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

func read(client *http.Client, base string, v visit, n int, k *taken) {
	path := v.path(n)
	began := time.Now()
	r, err := client.Get(base + path)
	if err != nil {
		k.add(v.name, time.Since(began), 0, path+": "+err.Error())
		return
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	fault := ""
	if err != nil || r.StatusCode != http.StatusOK && !(v.name == "article by address" && r.StatusCode == http.StatusNotFound) {
		fault = fmt.Sprintf("%s: %s %v", path, r.Status, err)
	}
	k.add(v.name, time.Since(began), len(body), fault)
}

// poll writes feeds of ten articles, a fifth of them with a line, one after the
// other with a pause between them, and tells how many.
func (w *town) poll(b *testing.B, s *store.Store, clock *townClock, pause time.Duration, stop <-chan struct{}) int {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return n
		case <-time.After(pause):
		}
		at := clock.now().Add(time.Minute)
		clock.set(at)
		source := w.source()
		var items []archive.ReadItem
		for i := range 10 {
			items = append(items, w.article(source, at.Add(-time.Duration(10-i)*time.Minute), 0.2))
		}
		if _, err := s.Record(b.Context(), w.polled(source, at, items)); err != nil {
			b.Errorf("the poll: %v", err)
			return n
		}
	}
}

// report writes a table, and as metrics the worst of all medians and of all.
func (k *taken) report(b *testing.B, pages []visit, batches int) {
	var out strings.Builder
	var medians, worst time.Duration
	for _, v := range pages {
		took := k.took[v.name]
		slices.Sort(took)
		at := func(share float64) time.Duration {
			return took[int(share*float64(len(took)-1))].Round(100 * time.Microsecond)
		}
		medians, worst = max(medians, at(0.5)), max(worst, at(1))
		fmt.Fprintf(&out, "| %-36s | %4d | %8.1f | %8.1f | %8.1f | %5d | %6.1f |\n",
			v.name, len(took), ms(at(0.5)), ms(at(0.95)), ms(at(1)), k.bytes[v.name]/1024, 1000*k.cpu[v.name]/float64(len(took)))
	}
	fmt.Printf("%d feeds polled meanwhile, %d faults\n| page | visits | median ms | p95 | worst | KB | CPU ms, alone |\n%s\n", batches, len(k.faults), out.String())
	for fault, n := range k.faults {
		b.Errorf("%d × %s", n, fault)
	}
	b.ReportMetric(ms(medians), "highest-median-ms")
	b.ReportMetric(ms(worst), "worst-ms")
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

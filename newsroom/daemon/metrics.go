package daemon

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/feedhealth"
)

// Metrics is what a monitoring system reads of a daemon: what it did since it
// was started, and how its database stands. A nil one counts nothing.
type Metrics struct {
	registry *prometheus.Registry
	fetches  *prometheus.CounterVec // by class
	articles *prometheus.CounterVec // by what became of them
	mentions prometheus.Counter
	events   prometheus.Counter
	letters  *prometheus.CounterVec // by channel and result
	jobs     *prometheus.HistogramVec
	success  *prometheus.GaugeVec
	failures *prometheus.CounterVec
}

// NewMetrics returns the metrics of a program of a version and of its database.
func NewMetrics(s Stocked, version string, now func() time.Time) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "onset", Name: name, Help: help}, labels)
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		fetches:  counter("fetches_total", "Fetches of feeds, by how they ended.", "class"),
		articles: counter("articles_total", "Articles taken in since the start, by what became of them.", "change"),
		mentions: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "onset", Name: "mentions_total", Help: "Mentions found since the start."}),
		events:   prometheus.NewCounter(prometheus.CounterOpts{Namespace: "onset", Name: "events_total", Help: "Events recorded by polls since the start."}),
		letters:  counter("letters_total", "Tries to deliver a letter, by channel and result.", "channel", "result"),
		failures: counter("job_failures_total", "Runs of a job that failed.", "job"),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "onset", Name: "job_duration_seconds", Help: "How long the runs of a job took.", Buckets: prometheus.ExponentialBuckets(0.01, 4, 9),
		}, []string{"job"}),
		success: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Namespace: "onset", Name: "job_last_success_timestamp_seconds", Help: "When a job last ended well.",
		}, []string{"job"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "onset", Name: "build_info", Help: "Always 1; the version is in the label."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	m.registry.MustRegister(m.fetches, m.articles, m.mentions, m.events, m.letters, m.failures, m.jobs, m.success, build,
		&stock{store: s, now: now}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler answers GET /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, Registry: m.registry})
}

// Fetched counts a fetch and what came of it.
func (m *Metrics) Fetched(f tracker.Fetch, got archive.Recorded) {
	if m == nil {
		return
	}
	m.fetches.WithLabelValues(string(f.Class)).Inc()
	m.articles.WithLabelValues("new").Add(float64(got.New))
	m.articles.WithLabelValues("edited").Add(float64(got.Edited))
	m.mentions.Add(float64(got.Mentions))
}

// Folded counts the events of a round.
func (m *Metrics) Folded(events []tracker.Event) {
	if m != nil {
		m.events.Add(float64(len(events)))
	}
}

// Delivered counts tries to deliver.
func (m *Metrics) Delivered(done []bulletin.Delivery) {
	if m == nil {
		return
	}
	for _, d := range done {
		m.letters.WithLabelValues(d.Channel, map[bool]string{true: "sent", false: "failed"}[d.Failure == ""]).Inc()
	}
}

// Ran notes how a job ended.
func (m *Metrics) Ran(job string, at time.Time, took time.Duration, err error) {
	if m == nil {
		return
	}
	m.jobs.WithLabelValues(job).Observe(took.Seconds())
	if err != nil {
		m.failures.WithLabelValues(job).Inc()
		return
	}
	m.success.WithLabelValues(job).Set(float64(at.Unix()))
}

// Stocked tells what a database holds.
type Stocked interface {
	Size(context.Context) (archive.Size, error)
	Health(context.Context) ([]archive.FeedHealth, error)
	Letters(ctx context.Context, from, to tracker.Day, waiting bool) ([]archive.Letter, error)
}

// stock tells how the database stands when it is asked, but counts rows at
// most once a minute.
type stock struct {
	store Stocked
	now   func() time.Time

	mu     sync.Mutex
	size   archive.Size
	sizeAt time.Time
}

func gaugeOf(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("onset_"+name, help, labels, nil)
}

// What stock tells.
var (
	storedArticles = gaugeOf("stored_articles", "Articles in the database.")
	storedMentions = gaugeOf("stored_mentions", "Mentions that stand.")
	storedEvents   = gaugeOf("stored_events", "Events that stand.")
	databaseBytes  = gaugeOf("database_bytes", "Size of the database.")
	feedsByState   = gaugeOf("feeds", "Configured feeds, by how they are doing.", "state")
	lastGood       = gaugeOf("feed_last_success_timestamp_seconds", "When a feed of the source was last read well.", "source")
	lettersWaiting = gaugeOf("letters_waiting", "Letters that are still to be delivered.", "channel")
	lettersGivenUp = gaugeOf("letters_given_up", "Letters that nobody took for a week.", "channel")
)

// Describe implements prometheus.Collector.
func (s *stock) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{storedArticles, storedMentions, storedEvents, databaseBytes, feedsByState, lastGood, lettersWaiting, lettersGivenUp} {
		out <- d
	}
}

// Collect implements prometheus.Collector. What can't be read is left out and
// shows as a gap, and as an error of the scrape.
func (s *stock) Collect(out chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if size, err := s.count(ctx); err != nil {
		out <- prometheus.NewInvalidMetric(storedArticles, err)
	} else {
		gauge(storedArticles, float64(size.Articles))
		gauge(storedMentions, float64(size.Mentions))
		gauge(storedEvents, float64(size.Events))
		gauge(databaseBytes, float64(size.Bytes))
	}
	s.collectFeeds(ctx, out, gauge)
	s.collectLetters(ctx, out, gauge)
}

// collectLetters tells how long the queues are.
func (s *stock) collectLetters(ctx context.Context, out chan<- prometheus.Metric, gauge func(*prometheus.Desc, float64, ...string)) {
	letters, err := s.store.Letters(ctx, 0, tracker.DayOf(s.now())+1, true)
	if err != nil {
		out <- prometheus.NewInvalidMetric(lettersWaiting, err)
		return
	}
	waiting, givenUp := map[string]int{}, map[string]int{}
	for _, l := range letters {
		if bulletin.TooOld(l, s.now()) {
			givenUp[l.Channel]++
		} else {
			waiting[l.Channel]++
		}
	}
	for channel, n := range waiting {
		gauge(lettersWaiting, float64(n), channel)
	}
	for channel, n := range givenUp {
		gauge(lettersGivenUp, float64(n), channel)
	}
}

func (s *stock) collectFeeds(ctx context.Context, out chan<- prometheus.Metric, gauge func(*prometheus.Desc, float64, ...string)) {
	health, err := s.store.Health(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(feedsByState, err)
		return
	}
	states := map[digest.FeedState]int{digest.FeedGood: 0, digest.FeedSilent: 0, digest.FeedStale: 0, digest.FeedUnasked: 0, digest.FeedFailing: 0, digest.FeedStopped: 0}
	good := map[string]time.Time{}
	for _, h := range health {
		states[feedhealth.Of(h, s.now())]++
		if h.State.LastGood.After(good[h.State.Source]) {
			good[h.State.Source] = h.State.LastGood
		}
	}
	for state, n := range states {
		gauge(feedsByState, float64(n), string(state))
	}
	for source, at := range good {
		gauge(lastGood, float64(at.Unix()), source)
	}
}

func (s *stock) count(ctx context.Context) (archive.Size, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.sizeAt.IsZero() && s.now().Sub(s.sizeAt) < time.Minute {
		return s.size, nil
	}
	size, err := s.store.Size(ctx)
	if err == nil {
		s.size, s.sizeAt = size, s.now()
	}
	return size, err
}

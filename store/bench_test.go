package store

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// corpus makes feeds of items whose words follow Zipf's law, about 4 KB each.
type corpus struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newCorpus() *corpus {
	r := rand.New(rand.NewPCG(1, 2))
	c := &corpus{r: r, zipf: rand.NewZipf(r, 1.07, 4, 29999)}
	for range 30000 {
		b := make([]byte, 3+r.IntN(8))
		for i := range b {
			b[i] = "etaoinshrdlucmfw"[r.IntN(16)]
		}
		c.words = append(c.words, string(b))
	}
	return c
}

func (c *corpus) text(words int) string {
	var b strings.Builder
	for i := range words {
		b.WriteString(c.words[c.zipf.Uint64()])
		switch {
		case i%80 == 79:
			b.WriteString(".\n\n")
		case i%16 == 15:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// feed makes a batch of n articles of a source, one an hour before at.
func (c *corpus) feed(source string, at time.Time, first, n int) archive.Batch {
	items := make([]archive.ReadItem, n)
	for i := range items {
		items[i] = article(source, first+i, at.Add(-time.Duration(n-i)*time.Hour))
		items[i].Text = c.text(600)
		items[i].TitleText, items[i].BodyText = text.Analyse(items[i].Title, "en"), text.Analyse(items[i].Text, "en")
	}
	return polled(source, at, items...)
}

// seconds returns the CPU time that the process has used.
func seconds(b *testing.B) float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

// mention puts one of a thousand talking points into an article.
func mention(it *archive.ReadItem, n int) {
	*it = says(*it, worldWar, fmt.Sprintf("This is sentence %d about a line.", n), "", 0)
	m := &it.Reading.Mentions[0]
	m.TalkingPoint = fmt.Sprintf("point-%d", n%1000)
	m.Rule = tracker.RuleRef{ID: guarantees + "/" + m.TalkingPoint, Hash: "h"}
	it.BodyText = text.Analyse(it.Item.Text, "en")
}

// BenchmarkRecord stores feeds of 50 articles of about 4 KB, without and with
// one mention in two articles; an iteration is an article. cpu-µs is the CPU
// time of storing, other threads of the process included.
func BenchmarkRecord(b *testing.B) {
	for name, mentions := range map[string]bool{"plain": false, "mentions": true} {
		b.Run(name, func(b *testing.B) {
			s, _ := open(b)
			setRules(b, s)
			c := newCorpus()
			used := 0.0
			for n := 0; n < b.N; n += 50 {
				b.StopTimer()
				batch := c.feed(fmt.Sprintf("s%d", n/50%200), start.Add(time.Duration(n)*time.Minute), n, 50)
				for i := range batch.Items {
					if mentions && i%2 == 0 {
						mention(&batch.Items[i], n+i)
					}
				}
				before := seconds(b)
				b.StartTimer()
				if _, err := s.Record(context.Background(), batch); err != nil {
					b.Fatal(err)
				}
				used += seconds(b) - before
			}
			b.ReportMetric(used/float64(b.N)*1e6, "cpu-µs/op")
		})
	}
}

// BenchmarkGrowth stores b.N articles (give at least 20000x) and reports what a
// poll of 10,000 costs at the end, as a ratio to what the first 10,000 cost.
func BenchmarkGrowth(b *testing.B) {
	const poll = 10_000
	s, _ := open(b)
	setRules(b, s)
	c := newCorpus()
	var polls []float64
	for n := 0; n < b.N; n += 50 {
		if n%poll == 0 {
			polls = append(polls, 0)
		}
		batch := c.feed(fmt.Sprintf("s%d", n/50%200), start.Add(time.Duration(n)*time.Minute), n, 50)
		before := seconds(b)
		if _, err := s.Record(context.Background(), batch); err != nil {
			b.Fatal(err)
		}
		polls[len(polls)-1] += seconds(b) - before
	}
	b.Logf("CPU seconds of each %d articles: %.1f", poll, polls)
	b.ReportMetric(polls[len(polls)-1]/polls[0], "last/first")
	if z, err := s.Size(context.Background()); err == nil {
		b.ReportMetric(float64(z.Bytes)/float64(z.Articles), "bytes/article")
	}
}

// BenchmarkArchive polls 200 feeds of 50 new articles, every second one with a
// mention, into an archive of ONSET_BENCH_ARTICLES (100,000) and into one of
// 10,000, feed by feed in turn, and reports what the large one costs as a ratio to
// the small one: a feed's median, and its slowest hundredth.
func BenchmarkArchive(b *testing.B) {
	articles, err := strconv.Atoi(cmp.Or(os.Getenv("ONSET_BENCH_ARTICLES"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	c := newCorpus()
	stores := []*Store{
		benchArchive(b, c, filepath.Join(b.TempDir(), "small.db"), 10_000),
		benchArchive(b, c, benchFile(b), articles),
	}
	costs := make([][]float64, len(stores))
	for n := 0; n < 10_000; n += 50 {
		first := articles + n
		batch := c.feed(fmt.Sprintf("s%d", n/50), start.Add(time.Duration(first)*time.Minute), first, 50)
		for i := range batch.Items {
			if i%2 == 0 {
				mention(&batch.Items[i], n+i)
			}
		}
		for i, s := range stores {
			before := seconds(b)
			feedInto(b, s, batch)
			costs[i] = append(costs[i], seconds(b)-before)
		}
	}
	for i := range costs {
		slices.Sort(costs[i])
	}
	small, large := costs[0], costs[1]
	b.ReportMetric(large[len(large)/2]/small[len(small)/2], "median")
	b.ReportMetric(large[len(large)*99/100]/small[len(small)*99/100], "slowest")
	b.ReportMetric(large[len(large)/2]*1e6/50, "cpu-µs/article")
}

// feedInto does for a feed what a poll does: ask what is new, and record it.
func feedInto(b *testing.B, s *Store, batch archive.Batch) {
	items := make([]tracker.Item, len(batch.Items))
	for i, it := range batch.Items {
		items[i] = it.Item
	}
	if _, err := s.Fresh(context.Background(), batch.Source, items); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Record(context.Background(), batch); err != nil {
		b.Fatal(err)
	}
}

// benchFile is ONSET_BENCH_FILE, which is kept, or a file of this run.
func benchFile(b *testing.B) string {
	return cmp.Or(os.Getenv("ONSET_BENCH_FILE"), filepath.Join(b.TempDir(), "onset.db"))
}

// benchArchive opens a database of n articles of about 1.3 KB in two scripts, and
// fills what is missing.
func benchArchive(b *testing.B, c *corpus, file string, n int) *Store {
	s, err := Open(context.Background(), file, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	setRules(b, s)
	size, err := s.Size(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	began := seconds(b)
	for ; size.Articles < n; size.Articles += 1000 {
		items := make([]archive.ReadItem, 1000)
		for i := range items {
			at := size.Articles + i
			items[i] = article("alpha", at, start.Add(time.Duration(at)*time.Minute))
			items[i].Text = c.text(180)
			if at%2 == 1 {
				items[i].Text = cyrillic.Replace(items[i].Text)
				items[i].Item.Language, items[i].Reading.Language = "ru", "ru"
			}
		}
		if _, err := s.Record(context.Background(), archive.Batch{Source: "alpha", Items: items, Import: "x"}); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%d articles; %.0f CPU seconds to store what was missing", size.Articles, seconds(b)-began)
	return s
}

// cyrillic makes Russian letters of those that a corpus is written in.
var cyrillic = strings.NewReplacer("e", "е", "t", "т", "a", "а", "o", "о", "i", "и", "n", "н", "s", "с", "h", "х",
	"r", "р", "d", "д", "l", "л", "u", "у", "c", "ц", "m", "м", "f", "ф", "w", "в")

// BenchmarkSearch asks an archive for the newest 20 hits, snippets included:
// twenty searches of each form, and reports the median and the slowest of them.
// Set ONSET_BENCH_ARTICLES for another size than 20,000.
func BenchmarkSearch(b *testing.B) {
	articles, err := strconv.Atoi(cmp.Or(os.Getenv("ONSET_BENCH_ARTICLES"), "20000"))
	if err != nil {
		b.Fatal(err)
	}
	c := newCorpus()
	s := benchArchive(b, c, benchFile(b), articles)
	w := c.words
	for _, form := range []struct {
		name string
		of   func(i int) string
	}{
		{"word", func(i int) string { return w[30+i] }},
		{"rare", func(i int) string { return w[20000+i] }},
		{"phrase", func(i int) string { return fmt.Sprintf("%q", w[12+i]+" "+w[40+i]) }},
		{"seldom", func(i int) string { return fmt.Sprintf("%q", w[300+i]+" "+w[400+i]) }},
		{"near", func(i int) string { return w[40+i] + " NEAR/5 " + w[80+i] }},
		{"three", func(i int) string {
			return fmt.Sprintf("(%s OR %s) AND %s AND NOT %s", w[50+i], w[70+i], w[90+i], w[20+i])
		}},
		{"prefix", func(i int) string { return w[100+i][:3] + "*" }},
		{"source", func(i int) string { return "source:alpha AND " + w[200+i] }},
		{"russian", func(i int) string { return cyrillic.Replace(w[30+i]) }},
	} {
		b.Run(form.name, func(b *testing.B) {
			var took, used []float64
			hits := 0
			for n := 0; b.Loop(); n++ {
				e := expr(b, form.of(n%20))
				began, cpu := time.Now(), seconds(b)
				r, err := s.Search(context.Background(), archive.Search{Expr: e, Within: tracker.InArticle})
				if err != nil {
					b.Fatal(err)
				}
				took, used = append(took, time.Since(began).Seconds()*1e3), append(used, (seconds(b)-cpu)*1e3)
				hits += len(r.Hits)
			}
			slices.Sort(took)
			slices.Sort(used)
			b.ReportMetric(took[len(took)/2], "median-ms")
			b.ReportMetric(used[len(used)/2], "median-cpu-ms")
			b.ReportMetric(used[len(used)-1], "most-cpu-ms")
			b.ReportMetric(float64(hits)/float64(b.N), "hits")
		})
	}
}

// BenchmarkFresh looks up feeds of 50 known articles; an iteration is an article.
func BenchmarkFresh(b *testing.B) {
	s, _ := open(b)
	setRules(b, s)
	c := newCorpus()
	ctx := context.Background()
	var feeds [][]tracker.Item
	for f := range 20 {
		batch := c.feed(fmt.Sprintf("s%d", f), start, 0, 50)
		if _, err := s.Record(ctx, batch); err != nil {
			b.Fatal(err)
		}
		feeds = append(feeds, batch.Fetch.Items)
	}
	for n := 0; b.Loop(); n += 50 {
		i := n / 50 % len(feeds)
		if n%50 == 0 {
			if _, err := s.Fresh(ctx, fmt.Sprintf("s%d", i), feeds[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}

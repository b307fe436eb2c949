package store

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"onset/tracker"
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
func (c *corpus) feed(source string, at time.Time, first, n int) Batch {
	items := make([]ReadItem, n)
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
func mention(it *ReadItem, n int) {
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

// BenchmarkSearch asks an archive of texts of about 1 KB for the newest 20 hits,
// snippets included. Set ONSET_BENCH_ARTICLES for another size than 20,000.
func BenchmarkSearch(b *testing.B) {
	articles, err := strconv.Atoi(cmp.Or(os.Getenv("ONSET_BENCH_ARTICLES"), "20000"))
	if err != nil {
		b.Fatal(err)
	}
	s, _ := open(b)
	setRules(b, s)
	c := newCorpus()
	for n := 0; n < articles; n += 1000 {
		items := make([]ReadItem, 1000)
		for i := range items {
			items[i] = article("alpha", n+i, start.Add(time.Duration(n+i)*time.Minute))
			items[i].Text = c.text(150)
		}
		if _, err := s.Record(context.Background(), Batch{Source: "alpha", Items: items, Import: "x"}); err != nil {
			b.Fatal(err)
		}
	}
	w := c.words
	for name, src := range map[string]string{
		"word": w[30], "rare": w[20000], "phrase": fmt.Sprintf("%q", w[12]+" "+w[15]), "near": w[40] + " NEAR/5 " + w[60],
		"three": fmt.Sprintf("(%s OR %s) AND %s AND NOT %s", w[50], w[70], w[90], w[20]), "prefix": w[100][:3] + "*", "source": "source:alpha AND " + w[200],
	} {
		b.Run(name, func(b *testing.B) {
			e := expr(b, src)
			hits := 0
			for b.Loop() {
				r, err := s.Search(context.Background(), Search{Expr: e, Within: tracker.InArticle})
				if err != nil {
					b.Fatal(err)
				}
				hits = len(r.Hits)
			}
			b.ReportMetric(float64(hits), "hits")
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

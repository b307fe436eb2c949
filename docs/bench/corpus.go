package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// corpus is feeds of made-up English news with people who claim things, and phrases
// for rules, some of which stand in it.
type corpus struct {
	feeds   []string // as XML
	phrases [][3]string
	rules   int
}

const (
	vocabularySize = 20000
	articleBytes   = 4000
	carried        = 1000 // of how many rules phrases stand in articles
	days           = 30
)

// first is when the first article was published.
var first = time.Date(2026, time.March, 2, 6, 0, 0, 0, time.UTC)

// patterns are sentences with slots: w a word, N a name, D a day.
var patterns = []string{
	"The w of the w near N w the w, and a w w stayed with the w.", "w and w w the w for w in N, where the w is w.",
	"It was w, but the w w w had no w for the w.", "Behind the w stands N, a w who w the w of w.",
	"N said on D that the w would w the w.", "“The w is w, and the w w it,” N told reporters in N.",
	"According to N, the w of the w was w last week.", "N denied that w had w the w in N.", "The w w w in the w of N since the w.",
	"A w of w depends on the w, the w and the w w of N.", "Few w in N w the w, since w and w are w.", "Residents of N described a w w.",
}

var weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}

// newCorpus makes the same corpus of the same arguments.
func newCorpus(feeds, items, rules int) *corpus {
	r := rand.New(rand.NewPCG(1, 2))
	c := &corpus{rules: rules}
	words := vocabulary(r)
	for range rules {
		var three [3]string
		for i := range three {
			three[i] = words[300+r.IntN(8000)] + " " + words[300+r.IntN(8000)]
		}
		c.phrases = append(c.phrases, three)
	}
	w := writer{r: r, words: words, zipf: rand.NewZipf(r, 1.05, 3, uint64(len(words)-1)), phrases: c.phrases[:min(carried, rules)]}
	for f := range feeds {
		c.feeds = append(c.feeds, w.feed(f, items))
	}
	return c
}

// vocabulary makes pronounceable words, the frequent ones short.
func vocabulary(r *rand.Rand) (words []string) {
	seen := map[string]bool{}
	for len(words) < vocabularySize {
		var b strings.Builder
		for range 1 + r.IntN(3) + min(1, len(words)/200) {
			b.WriteByte("bcdfghklmnprstvw"[r.IntN(16)])
			b.WriteByte("aeiou"[r.IntN(5)])
		}
		b.WriteByte("bdgklmnprst"[r.IntN(11)])
		if w := b.String(); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

type writer struct {
	r       *rand.Rand
	words   []string
	zipf    *rand.Zipf
	phrases [][3]string
}

func (w *writer) feed(f, items int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet %d</title>`, f)
	for i := range items {
		at := first.Add(time.Duration(w.r.IntN(days*24*60)) * time.Minute)
		fmt.Fprintf(&b, "<item><title>%s</title><link>https://outlet%d.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>\n",
			html.EscapeString(w.sentence()), f, i, at.Format(time.RFC1123Z), html.EscapeString(w.article()))
	}
	b.WriteString("</channel></rss>\n")
	return b.String()
}

// article makes paragraphs; one sentence in a hundred holds a phrase of a rule.
func (w *writer) article() string {
	var b strings.Builder
	for b.Len() < articleBytes {
		b.WriteString("<p>")
		for range 2 + w.r.IntN(3) {
			b.WriteString(w.sentence() + " ")
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}

func (w *writer) sentence() string {
	fields := strings.Split(patterns[w.r.IntN(len(patterns))], " ")
	for i, f := range fields {
		fields[i] = w.fill(f)
	}
	if w.r.IntN(100) == 0 {
		fields = append(fields, "The", w.phrases[w.r.IntN(len(w.phrases))][w.r.IntN(3)]+".")
	}
	return capital(strings.Join(fields, " "))
}

func (w *writer) fill(field string) string {
	switch word := strings.TrimRight(field, ".,”"); word {
	case "w":
		return w.words[w.zipf.Uint64()] + field[1:]
	case "N":
		return capital(w.words[300+w.r.IntN(500)]) + " " + capital(w.words[800+w.r.IntN(2000)]) + field[1:]
	case "D":
		return weekdays[w.r.IntN(len(weekdays))] + field[1:]
	}
	return field
}

// capital begins a sentence or a name; a quotation mark stays.
func capital(s string) string {
	if s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// serve serves the feeds, which never change.
func (c *corpus) serve() *httptest.Server {
	mux := http.NewServeMux()
	for i, feed := range c.feeds {
		mux.HandleFunc(fmt.Sprintf("/%d.rss", i), func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Content-Type", "application/rss+xml")
			http.ServeContent(w, r, "", time.Time{}, strings.NewReader(feed))
		})
	}
	return httptest.NewServer(mux)
}

func (c *corpus) addresses(url string) (out []string) {
	for i := range c.feeds {
		out = append(out, fmt.Sprintf("%s/%d.rss", url, i))
	}
	return out
}

// rulesFile is a rules file of all feeds and so many rules.
func (c *corpus) rulesFile(url string, rules int) []byte {
	var b strings.Builder
	b.WriteString("allow_private_networks: [127.0.0.1]\nsources:\n")
	for i, address := range c.addresses(url) {
		fmt.Fprintf(&b, "  - {id: s%d, kind: wire, country: GB, languages: [en], content: feed, feeds: [\"%s\"]}\n", i, address)
	}
	const perNarrative = 50
	b.WriteString("narratives:\n")
	for i, p := range c.phrases[:rules] {
		if i%perNarrative == 0 {
			fmt.Fprintf(&b, "  - id: n%d\n    talking_points:\n", i/perNarrative)
		}
		fmt.Fprintf(&b, "      - {id: t%d, match: '\"%s\" OR \"%s\" OR \"%s\"'}\n", i, p[0], p[1], p[2])
	}
	return []byte(b.String())
}

package query_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"onset/tracker/query"
	"onset/tracker/text"
)

// corpus is articles of about 4 KB made of a vocabulary with the frequencies of
// a language, and phrases of two to four words for the rules.
type corpus struct {
	lang     string
	articles []string
	phrases  [][3]string // of each talking point
	bytes    int
}

const (
	corpusWords    = 30000
	corpusArticles = 400
	articleBytes   = 4000
	mostRules      = 10000
)

func newCorpus(lang, consonants, vowels string) *corpus {
	r := rand.New(rand.NewPCG(7, uint64(len(lang))))
	c := &corpus{lang: lang}
	vocab := vocabulary(corpusWords, []rune(consonants), []rune(vowels), r)
	for range mostRules {
		var three [3]string
		for i := range three {
			words := make([]string, 2+r.IntN(3))
			for j := range words {
				words[j] = vocab[300+r.IntN(8000)]
			}
			three[i] = strings.Join(words, " ")
		}
		c.phrases = append(c.phrases, three)
	}
	for range corpusArticles {
		a := c.article(vocab, r)
		c.articles = append(c.articles, a)
		c.bytes += len(a)
	}
	return c
}

// vocabulary makes n pronounceable words, the frequent ones short.
func vocabulary(n int, consonants, vowels []rune, r *rand.Rand) []string {
	words := make([]string, 0, n)
	seen := make(map[string]bool)
	for len(words) < n {
		var b strings.Builder
		syllables := 1 + r.IntN(3)
		if len(words) > 200 {
			syllables++
		}
		for range syllables {
			b.WriteRune(consonants[r.IntN(len(consonants))])
			b.WriteRune(vowels[r.IntN(len(vowels))])
		}
		b.WriteRune(consonants[r.IntN(len(consonants))])
		if w := b.String(); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

// article makes sentences; one in five holds a phrase of a talking point.
func (c *corpus) article(vocab []string, r *rand.Rand) string {
	zipf := rand.NewZipf(r, 1.05, 3, uint64(len(vocab)-1))
	var b strings.Builder
	for b.Len() < articleBytes {
		for i := range 8 + r.IntN(14) {
			w := vocab[zipf.Uint64()]
			if i == 0 {
				first, size := utf8.DecodeRuneInString(w)
				w = string(unicode.ToUpper(first)) + w[size:]
			}
			b.WriteString(w + " ")
		}
		if r.IntN(100) == 0 {
			b.WriteString(c.phrases[r.IntN(100)][r.IntN(3)] + " ")
		}
		b.WriteString(vocab[r.IntN(100)] + ". ")
		if r.IntN(4) == 0 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func (c *corpus) index(b *testing.B, n int) *query.Index {
	b.Helper()
	rules := make([]query.Rule, n)
	for i, p := range c.phrases[:n] {
		e, err := query.Parse(`"`+strings.Join(p[:], `" OR "`)+`"`, nil)
		if err != nil {
			b.Fatal(err)
		}
		rules[i].Match = query.Any(e)
	}
	return query.NewIndex(slices.Values(rules))
}

// measure runs f over the articles in turn and reports MB of text per second of
// CPU time, whatever else the machine is doing.
func (c *corpus) measure(b *testing.B, f func(article string) int) {
	for _, a := range c.articles[:min(len(c.articles), 40)] {
		f(a) // warm
	}
	b.ReportAllocs()
	size, hits, start := 0, 0, cpuSeconds()
	for i := 0; b.Loop(); i++ {
		a := c.articles[i%len(c.articles)]
		hits += f(a)
		size += len(a)
	}
	b.ReportMetric(float64(size)/1e6/(cpuSeconds()-start), "MB/cpu-s")
	b.ReportMetric(float64(hits)/float64(b.N), "hits/article")
}

func corpora() []*corpus {
	return []*corpus{newCorpus("en", "bcdfghklmnprstvw", "aeiou"), newCorpus("ru", "бвгджзклмнпрстфхч", "аеиоуы")}
}

// BenchmarkRules is everything that matching an article costs: words, stems,
// sentences, evaluation, spans. docs/rivals measures it beside other ways.
func BenchmarkRules(b *testing.B) {
	for _, c := range corpora() {
		var t text.Text
		b.Run(c.lang+"/analyse only", func(b *testing.B) {
			c.measure(b, func(a string) int { t.Reset(a, c.lang); return 0 })
		})
		for _, n := range []int{100, 1000, 10000} {
			ix := c.index(b, n)
			b.Run(fmt.Sprintf("%s/index/%d", c.lang, n), func(b *testing.B) {
				c.measure(b, func(a string) int {
					t.Reset(a, c.lang)
					return len(ix.Match(&query.Doc{Body: &t, Lang: c.lang}))
				})
			})
		}
	}
}

// mixed makes rules of every form: NEAR, booleans, prefixes, exact words, regular
// expressions.
func (c *corpus) mixed(b *testing.B, n int) *query.Index {
	b.Helper()
	rules := make([]query.Rule, n)
	for i, p := range c.phrases[:n] {
		w := strings.Fields(p[0] + " " + p[1])
		if w[0] == w[1] || w[1] == w[2] {
			w = []string{w[0], w[0] + "s", w[2] + "s"}
		}
		src := fmt.Sprintf([]string{"(%s OR %s) AND %s", "%s NEAR/5 (%s OR %s)", "%s* AND %s AND NOT %s", "/%s %s/ OR =%s", "%s-%s ONEAR/9 %s"}[i%5], w[0], w[1], w[2])
		e, err := query.Parse(src, nil)
		if err != nil {
			b.Fatal(err)
		}
		rules[i].Match = query.Any(e)
	}
	return query.NewIndex(slices.Values(rules))
}

// BenchmarkMixedRules is the same for rules of every form.
func BenchmarkMixedRules(b *testing.B) {
	for _, c := range corpora() {
		var t text.Text
		for _, n := range []int{100, 1000, 10000} {
			ix := c.mixed(b, n)
			b.Run(fmt.Sprintf("%s/%d", c.lang, n), func(b *testing.B) {
				c.measure(b, func(a string) int {
					t.Reset(a, c.lang)
					return len(ix.Match(&query.Doc{Body: &t, Lang: c.lang}))
				})
			})
		}
	}
}

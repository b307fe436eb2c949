package main

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// corpus is articles of about 4 KB made of a vocabulary with the frequencies of
// a language, and three phrases of two to four words for each talking point.
type corpus struct {
	lang     string
	articles []string
	phrases  [][3]string
	bytes    int
}

const (
	vocabularySize = 30000
	articleBytes   = 4000
	mostRules      = 10000
	// commonest is how many of the most frequent words no phrase is made of.
	commonest = 300
)

// newCorpus makes n articles of syllables. The same arguments make the same text.
func newCorpus(lang, consonants, vowels string, n int) *corpus {
	r := rand.New(rand.NewPCG(7, uint64(len(lang))))
	c := &corpus{lang: lang}
	words := vocabulary([]rune(consonants), []rune(vowels), r)
	for range mostRules {
		var three [3]string
		for i := range three {
			phrase := make([]string, 2+r.IntN(3))
			for j := range phrase {
				phrase[j] = words[commonest+r.IntN(8000)]
			}
			three[i] = strings.Join(phrase, " ")
		}
		c.phrases = append(c.phrases, three)
	}
	zipf := rand.NewZipf(r, 1.05, 3, uint64(len(words)-1))
	for range n {
		a := c.article(words, zipf, r)
		c.articles = append(c.articles, a)
		c.bytes += len(a)
	}
	return c
}

// vocabulary makes pronounceable words, the frequent ones short.
func vocabulary(consonants, vowels []rune, r *rand.Rand) []string {
	var words []string
	seen := make(map[string]bool)
	for len(words) < vocabularySize {
		syllables := 1 + r.IntN(3)
		if len(words) > 200 {
			syllables++
		}
		var b strings.Builder
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

// article makes sentences in paragraphs; one sentence in ten holds a
// phrase of one of the first hundred talking points.
func (c *corpus) article(words []string, zipf *rand.Zipf, r *rand.Rand) string {
	var b strings.Builder
	for b.Len() < articleBytes {
		for i := range 8 + r.IntN(14) {
			w := words[zipf.Uint64()]
			if i == 0 {
				first, size := utf8.DecodeRuneInString(w)
				w = string(unicode.ToUpper(first)) + w[size:]
			}
			b.WriteString(w + " ")
		}
		if r.IntN(10) == 0 {
			b.WriteString(c.phrases[r.IntN(100)][r.IntN(3)] + " ")
		}
		b.WriteString(words[r.IntN(100)] + ". ")
		if r.IntN(4) == 0 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

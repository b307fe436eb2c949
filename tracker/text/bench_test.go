package text_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"onset/tracker/text"
)

// vocabulary makes n pronounceable words of an alphabet.
func vocabulary(n int, consonants, vowels string, r *rand.Rand) []string {
	cs, vs := []rune(consonants), []rune(vowels)
	words := make([]string, n)
	for i := range words {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteRune(cs[r.IntN(len(cs))])
			b.WriteRune(vs[r.IntN(len(vs))])
		}
		b.WriteRune(cs[r.IntN(len(cs))])
		words[i] = b.String()
	}
	return words
}

// article makes about n bytes of sentences, frequent words first in vocab.
func article(n int, vocab []string, r *rand.Rand) string {
	zipf := rand.NewZipf(r, 1.1, 8, uint64(len(vocab)-1))
	var b strings.Builder
	for b.Len() < n {
		for i := range 8 + r.IntN(14) {
			w := vocab[zipf.Uint64()]
			if i == 0 {
				first := []rune(w)[:1]
				w = strings.ToUpper(string(first)) + w[len(string(first)):]
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
			} else {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
		b.WriteByte('.')
		if r.IntN(4) == 0 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func BenchmarkAnalyse(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct{ lang, consonants, vowels string }{
		{"en", "bcdfglmnprstvw", "aeiou"}, {"ru", "бвгдклмнпрст", "аеиоу"},
	} {
		vocab := vocabulary(20000, c.consonants, c.vowels, r)
		var texts []string
		size := 0
		for range 200 {
			texts = append(texts, article(4000, vocab, r))
			size += len(texts[len(texts)-1])
		}
		b.Run(c.lang, func(b *testing.B) {
			var t text.Text
			b.ReportAllocs()
			b.SetBytes(int64(size / len(texts)))
			i := 0
			for b.Loop() {
				t.Reset(texts[i%len(texts)], c.lang)
				i++
			}
		})
	}
}

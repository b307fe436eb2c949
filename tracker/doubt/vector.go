package doubt

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// hitWeight is what a word that the rule matched weighs; others weigh 1.
const hitWeight = 0.5

// shortest is the least number of letters of a stem that tells sentences apart.
const shortest = 3

// vector is a sentence as its stems, each once, in their order.
type vector struct {
	words  []word
	length float64
}

type word struct {
	stem   string
	weight float64
}

// vectorOf keeps the words that not every sentence has.
func vectorOf(w *tracker.Witness) vector {
	t := text.Analyse(w.Text, w.Language)
	var v vector
	for i := range t.Words {
		if f := t.Form(i); text.Common(f) || utf8.RuneCountInString(f.Stem) < shortest {
			continue
		}
		weight := 1.0
		if hit(w, t.Span(i)) {
			weight = hitWeight
		}
		v.words = append(v.words, word{t.Form(i).Term(), weight})
	}
	slices.SortFunc(v.words, func(a, b word) int { return cmp.Or(cmp.Compare(a.stem, b.stem), cmp.Compare(b.weight, a.weight)) })
	v.words = slices.CompactFunc(v.words, func(a, b word) bool { return a.stem == b.stem })
	for _, x := range v.words {
		v.length += x.weight * x.weight
	}
	v.length = math.Sqrt(v.length)
	return v
}

// hit tells whether a word of the sentence is one that the rule matched.
func hit(w *tracker.Witness, at tracker.Span) bool {
	at.Start, at.End = at.Start+w.Start, at.End+w.Start
	return slices.ContainsFunc(w.Hits, func(h tracker.Span) bool { return h.Overlap(at) > 0 })
}

// cosine is 1 for the same words and 0 where none is shared.
func (v vector) cosine(o vector) float64 {
	if v.length == 0 || o.length == 0 {
		return 0
	}
	sum := 0.0
	for i, j := 0, 0; i < len(v.words) && j < len(o.words); {
		a, b := v.words[i], o.words[j]
		switch cmp.Compare(a.stem, b.stem) {
		case -1:
			i++
		case 1:
			j++
		default:
			sum, i, j = sum+a.weight*b.weight, i+1, j+1
		}
	}
	return math.Round(100*sum/(v.length*o.length)) / 100
}

package query

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// signature is a set of words of a lexicon, 256 bits wide: a word that is not in it
// does not occur, one that is may.
type signature [4]uint64

func (s *signature) add(number int32) {
	bit := uint64(number) * 0x9E3779B97F4A7C15 >> 56
	s[bit>>6] |= 1 << (bit & 63)
}

func (s *signature) join(o *signature) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s *signature) meets(o *signature) bool {
	return s[0]&o[0]|s[1]&o[1]|s[2]&o[2]|s[3]&o[3] != 0
}

// need is a set of words of which a unit must have one.
type need struct {
	words []*word
	cost  float64 // how often one occurs, per word, roughly
}

// maxNeeds is how many needs of an expression are looked at.
const maxNeeds = 4

// needsOf returns what an expression needs, rarest first, as far as that is words of
// a sort.
func needsOf(n *node, sort func(*word) bool) []need {
	var out []need
	switch n.op {
	case opWords:
		out = wordNeeds(n, sort)
	case opSet, opApart:
		return needsOf(n.kids[0], sort)
	case opAnd, opNear, opDoes, opTo:
		for _, k := range n.kids {
			out = append(out, needsOf(k, sort)...)
		}
	case opOr:
		var any need
		for _, k := range n.kids {
			needs := needsOf(k, sort)
			if len(needs) == 0 {
				return nil
			}
			any.words = append(any.words, needs[0].words...)
			any.cost += needs[0].cost
		}
		out = []need{any}
	}
	slices.SortStableFunc(out, func(a, b need) int { return cmp.Compare(a.cost, b.cost) })
	return out[:min(len(out), maxNeeds)]
}

func wordNeeds(n *node, sort func(*word) bool) []need {
	var out []need
	for _, w := range n.words {
		if sort(w) {
			out = append(out, need{[]*word{w}, w.cost()})
		}
	}
	if n.joined == nil || len(out) == 0 {
		return out
	}
	rarest := slices.MinFunc(out, func(a, b need) int { return cmp.Compare(a.cost, b.cost) })
	return []need{{append(rarest.words, n.joined), rarest.cost + n.joined.cost()}}
}

// signatures are what the unit of an entry must meet, but for what triggers it,
// which it has.
func (lx *lexicon) signatures(needs []need, t *triggers) (out []signature) {
	for _, n := range needs {
		if t != nil && slices.Equal(n.words, t.words) {
			continue
		}
		var s signature
		for _, w := range n.words {
			s.add(lx.number(w))
		}
		out = append(out, s)
	}
	return out
}

// lacks tells whether a sentence, the paragraph that begins with it or the title
// surely lacks something that an entry needs.
func (s *scratch) lacks(e *entry, within tracker.Within, part tracker.Part, sentence int) bool {
	if len(e.needs) == 0 {
		return false
	}
	signed := s.signs[signOf(part, int32(sentence))]
	if within == tracker.InParagraph && part == tracker.Body {
		ss := s.m.doc.Body.Sentences
		for i := sentence + 1; i < len(ss) && ss[i].Paragraph == ss[sentence].Paragraph; i++ {
			signed.join(&s.signs[i+1])
		}
	}
	for i := range e.needs {
		if !signed.meets(&e.needs[i]) {
			return true
		}
	}
	return false
}

// signOf is where the signature of a sentence stands in scratch.signs; the title has
// the first.
func signOf(part tracker.Part, sentence int32) int32 {
	if part == tracker.Title {
		return 0
	}
	return sentence + 1
}

// rarestFirst orders the parts of an AND so that what is likely false is looked
// at first.
func rarestFirst(kids []*node) {
	slices.SortStableFunc(kids, func(a, b *node) int { return cmp.Compare(evalCost(a), evalCost(b)) })
}

func anyWord(*word) bool { return true }

// whole tells whether a word is no beginning: of how many words one is taken to be
// can't be told from its length.
func (w *word) whole() bool { return w.kind == inflected || w.kind == exact }

// evalCost is how often a part holds, roughly; regular expressions and NOT come
// last, fields first.
func evalCost(n *node) float64 {
	if n.op == opField {
		return 0
	}
	if n.op == opRegex || n.op == opNot {
		return 2
	}
	if needs := needsOf(n, (*word).whole); len(needs) > 0 {
		return needs[0].cost
	}
	return 1
}

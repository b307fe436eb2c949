package query

import (
	"math/bits"
	"unicode/utf8"
)

// triggers are what an expression needs: wherever it holds, one of them occurs
// in the same unit.
type triggers struct {
	words    []*word
	pairs    []uint64 // adjacent stems
	literals []string // of the text in canonical case
	inTitle  bool     // they occur in the title, whatever the unit
	cost     float64  // how often one occurs, per word, roughly
}

// pairID mixes the numbers of two adjacent stems.
func pairID(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b*0x9E3779B97F4A7C15|1)
	return (hi ^ lo) + b | 1
}

// triggersOf returns the cheapest triggers of n, nil when there are none.
func triggersOf(n *node) *triggers {
	switch n.op {
	case opWords:
		return wordTriggers(n)
	case opRegex:
		return regexTriggers(n)
	case opSet, opApart:
		return triggersOf(n.kids[0])
	case opTitle:
		t := triggersOf(n.kids[0])
		if t != nil {
			t.inTitle = true
			t.cost *= 20 // then every unit is looked at
		}
		return t
	case opAnd, opNear, opDoes, opTo:
		var best *triggers
		for _, k := range n.kids {
			if t := triggersOf(k); t != nil && (best == nil || t.cost < best.cost) {
				best = t
			}
		}
		return best
	case opOr:
		return unionTriggers(n.kids)
	}
	return nil
}

func unionTriggers(kids []*node) *triggers {
	all := &triggers{}
	titles := 0
	for _, k := range kids {
		t := triggersOf(k)
		if t == nil {
			return nil
		}
		if t.inTitle {
			titles++
		}
		all.add(t)
	}
	if titles > 0 && titles < len(kids) {
		return nil // part of it in the title, part in the unit: rare, so looked at everywhere
	}
	all.inTitle = titles > 0
	return all
}

func (t *triggers) add(o *triggers) {
	t.words = append(t.words, o.words...)
	t.pairs = append(t.pairs, o.pairs...)
	t.literals = append(t.literals, o.literals...)
	t.cost += o.cost
}

// Rough frequencies per word of a text.
const (
	pairCost    = 0.00001
	literalCost = 0.0001
	wideCost    = 0.002 // a literal that must be looked for everywhere
)

// cost is how often a word occurs, per word of a text, roughly.
func (w *word) cost() float64 {
	if begins := w.begins(); begins != nil {
		return 3 * wordCost(begins[0])
	}
	return wordCost(w.fold)
}

// wordCost guesses from its length how often a word occurs.
func wordCost(fold string) float64 {
	n := utf8.RuneCountInString(fold)
	switch {
	case n <= 3:
		return 0.02
	case n == 4:
		return 0.005
	case n <= 6:
		return 0.002
	case n <= 8:
		return 0.0006
	}
	return 0.0002
}

func wordTriggers(n *node) *triggers {
	t := n.phraseTriggers()
	if n.joined != nil {
		t.add(&triggers{words: []*word{n.joined}, cost: n.joined.cost()})
	}
	return t
}

func (n *node) phraseTriggers() *triggers {
	for i := 0; i+1 < len(n.words); i++ {
		a, b := n.words[i].stemIDs(), n.words[i+1].stemIDs()
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		t := &triggers{cost: pairCost}
		for _, x := range a {
			for _, y := range b {
				t.pairs = append(t.pairs, pairID(x, y))
			}
		}
		return t
	}
	var best *triggers
	for _, w := range n.words {
		t := &triggers{words: []*word{w}, cost: w.cost()}
		if best == nil || t.cost < best.cost {
			best = t
		}
	}
	return best
}

func regexTriggers(n *node) *triggers {
	lits := literals(n.name)
	if lits == nil {
		return nil
	}
	t := &triggers{literals: lits}
	for _, l := range lits {
		if len(l) < gramSizes[1] {
			t.cost += wideCost
		} else {
			t.cost += literalCost
		}
	}
	return t
}

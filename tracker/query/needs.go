package query

import (
	"cmp"
	"slices"
)

// signature is a set of stems, 256 bits wide: a stem that is not in it does not
// occur, one that is may.
type signature [4]uint64

func (s *signature) add(id uint64) { s[id>>62] |= 1 << (id >> 56 & 63) }

func (s *signature) meets(o *signature) bool {
	return s[0]&o[0]|s[1]&o[1]|s[2]&o[2]|s[3]&o[3] != 0
}

// signatureOf returns the stems of a unit.
func signatureOf(u unit) (s signature) {
	for i := range u {
		seg := &u[i]
		for w := seg.lo; w < seg.hi; w++ {
			f := seg.t.Form(w)
			s.add(f.ID)
			if f.Alt != 0 {
				s.add(f.Alt)
			}
		}
	}
	return s
}

// need is a set of stems of which a unit must have one.
type need struct {
	ids  []uint64
	cost float64 // how often one occurs, per word, roughly
}

// maxNeeds is how many needs of an expression are looked at.
const maxNeeds = 4

// needsOf returns what an expression needs, rarest first.
func needsOf(n *node) []need {
	var out []need
	switch n.op {
	case opWords:
		out = wordNeeds(n)
	case opSet, opApart:
		return needsOf(n.kids[0])
	case opAnd, opNear, opDoes, opTo:
		for _, k := range n.kids {
			out = append(out, needsOf(k)...)
		}
	case opOr:
		var any need
		for _, k := range n.kids {
			needs := needsOf(k)
			if len(needs) == 0 {
				return nil
			}
			any.ids = append(any.ids, needs[0].ids...)
			any.cost += needs[0].cost
		}
		out = []need{any}
	}
	slices.SortStableFunc(out, func(a, b need) int { return cmp.Compare(a.cost, b.cost) })
	return out[:min(len(out), maxNeeds)]
}

func wordNeeds(n *node) []need {
	var out []need
	for i := range n.words {
		w := &n.words[i]
		if ids := w.triggerIDs(); len(ids) > 0 {
			out = append(out, need{ids, wordCost(w.fold)})
		}
	}
	if n.joined == nil || len(out) == 0 {
		return out
	}
	slices.SortFunc(out, func(a, b need) int { return cmp.Compare(a.cost, b.cost) })
	return []need{{append(slices.Clone(out[0].ids), n.joined.triggerIDs()...), out[0].cost + wordCost(n.joined.fold)}}
}

func signaturesOf(needs []need) []signature {
	out := make([]signature, len(needs))
	for i, n := range needs {
		for _, id := range n.ids {
			out[i].add(id)
		}
	}
	return out
}

// lacks tells whether the unit with a number surely lacks something the entry
// needs. The signature of the unit looked at last is kept.
func (s *scratch) lacks(e *entry, u unit, number uint64) bool {
	if len(e.needs) == 0 {
		return false
	}
	if s.signed != number {
		s.signed, s.signature = number, signatureOf(u)
	}
	for i := range e.needs {
		if !s.signature.meets(&e.needs[i]) {
			return true
		}
	}
	return false
}

// rarestFirst orders the parts of an AND so that what is likely false is looked
// at first. The order of the source is kept in the node that is printed.
func rarestFirst(n *node) *node {
	if len(n.kids) == 0 {
		return n
	}
	c := *n
	c.kids = slices.Clone(n.kids)
	for i, k := range c.kids {
		c.kids[i] = rarestFirst(k)
	}
	if n.op == opAnd {
		slices.SortStableFunc(c.kids, func(a, b *node) int { return cmp.Compare(evalCost(a), evalCost(b)) })
	}
	return &c
}

// evalCost is how often a part holds, roughly; regular expressions and NOT come
// last, fields first.
func evalCost(n *node) float64 {
	if n.op == opField {
		return 0
	}
	if n.op == opRegex || n.op == opNot {
		return 2
	}
	if needs := needsOf(n); len(needs) > 0 {
		return needs[0].cost
	}
	return 1
}

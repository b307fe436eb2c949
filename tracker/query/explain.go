package query

import (
	"cmp"
	"fmt"
	"slices"

	"onset/tracker"
)

// Taken is a matched piece of text and the part of the rule that took it.
type Taken struct {
	tracker.Span
	Term string // in canonical form: `troops`, `"world war"`
}

// Miss is a unit where all but one of the required parts of a rule held.
type Miss struct {
	Part          tracker.Part
	Sentence      tracker.Span   // the sentence with most of what was there
	SentenceIndex int            // as in Hit
	Spans         []tracker.Span // what was there
	Lacking       string         // for a person
}

// Explain tells by which parts of the rule a hit was taken.
func (r *Rule) Explain(doc *Doc, h Hit) []Taken {
	var m matcher
	m.reset(doc)
	var out []Taken
	for _, e := range r.matchIn(m.lang) {
		m.units(r.Within, func(u unit) {
			if !m.holds(e.root, u) {
				return
			}
			for _, leaf := range leaves(e.root, nil) {
				for _, p := range m.places(leaf, u) {
					for _, k := range u[p.segment].marks(p) {
						if k.part == h.Part && slices.Contains(h.Spans, k.span) {
							out = append(out, Taken{k.span, leaf.String()})
						}
					}
				}
			}
		})
	}
	slices.SortFunc(out, func(a, b Taken) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Term, b.Term)) })
	return slices.Compact(out)
}

// leaves appends the words, phrases and regular expressions that speak for n;
// those under title: only when the unit is the title, which each sees to.
func leaves(n *node, out []*node) []*node {
	switch n.op {
	case opWords, opRegex:
		return append(out, n)
	case opNot:
		return out
	case opApart:
		return leaves(n.kids[0], out)
	}
	for _, k := range n.kids {
		out = leaves(k, out)
	}
	return out
}

// NearMisses returns at most so many units where the rule does not hold for
// lack of one part, those with most of the rest first.
func (r *Rule) NearMisses(doc *Doc, most int) []Miss {
	var m matcher
	m.reset(doc)
	type scored struct {
		Miss
		held int
	}
	var found []scored
	for _, e := range r.matchIn(m.lang) {
		m.units(r.Within, func(u unit) {
			l := m.lackOf(e.root, u).and(m.lackOfRule(r, u))
			if l.missing != 1 || l.held == 0 {
				return
			}
			if miss, ok := m.miss(e.root, u, l.what); ok {
				found = append(found, scored{miss, l.held})
			}
		})
	}
	slices.SortStableFunc(found, func(a, b scored) int { return b.held - a.held })
	var out []Miss
	for _, f := range found[:min(most, len(found))] {
		out = append(out, f.Miss)
	}
	return out
}

func (m *matcher) miss(root *node, u unit, lacking string) (Miss, bool) {
	var marks []mark
	for _, leaf := range leaves(root, nil) {
		for _, l := range wordsOf(leaf) {
			for _, p := range m.places(l, u) {
				marks = append(marks, u[p.segment].marks(p)...)
			}
		}
	}
	if len(marks) == 0 {
		return Miss{}, false
	}
	h := m.densest(marks)
	return Miss{h.Part, h.Sentence, h.SentenceIndex, h.Spans, lacking}, true
}

// wordsOf splits a phrase into its words.
func wordsOf(n *node) []*node {
	if len(n.words) < 2 {
		return []*node{n}
	}
	out := make([]*node, len(n.words))
	for i := range n.words {
		out[i] = &node{op: opWords, words: n.words[i : i+1]}
	}
	return out
}

// lack is what an expression lacks to hold for a unit, and how many words and
// other parts of it are there.
type lack struct {
	missing, held int
	what          string // of the last missing part
}

func (l lack) and(o lack) lack {
	l.missing += o.missing
	l.held += o.held
	if o.what != "" {
		l.what = o.what
	}
	return l
}

func oneMissing(format string, args ...any) lack {
	return lack{missing: 1, what: fmt.Sprintf(format, args...)}
}

func (m *matcher) lackOfRule(r *Rule, u unit) (l lack) {
	if r.Not != nil && m.holds(r.Not.root, u) {
		l = l.and(oneMissing("kept out by `not: %s`", r.Not))
	}
	if r.About != nil && !m.holds(r.About.root, m.all) {
		l = l.and(oneMissing("the article is not about `%s`", r.About))
	}
	return l
}

func (m *matcher) lackOf(n *node, u unit) lack {
	switch n.op {
	case opWords:
		return m.lackOfWords(n, u)
	case opAnd:
		var all lack
		for _, k := range n.kids {
			all = all.and(m.lackOf(k, u))
		}
		return all
	case opOr:
		best := m.lackOf(n.kids[0], u)
		for _, k := range n.kids[1:] {
			if l := m.lackOf(k, u); l.missing < best.missing || l.missing == best.missing && l.held > best.held {
				best = l
			}
		}
		if best.missing > 0 && best.held == 0 {
			best.what = fmt.Sprintf("nothing of `%s`", n)
		}
		return best
	case opSet:
		return m.lackOf(n.kids[0], u)
	case opTitle:
		l := m.lackOf(n.kids[0], m.title)
		if l.missing > 0 {
			l.what = "in the title: " + l.what
		}
		return l
	case opNear:
		return m.lackOfNear(n, u)
	case opApart:
		return m.lackOfPlace(n, m.lackOf(n.kids[0], u), u, "`%s` stands near `%s`")
	case opDoes:
		return m.lackOfPlace(n, m.lackOf(n.kids[0], u).and(m.lackOf(n.kids[1], u)), u, "it is not `%s` that does `%s`")
	case opTo:
		return m.lackOfPlace(n, m.lackOf(n.kids[0], u).and(m.lackOf(n.kids[1], u)), u, "`%s` is not done to `%s`")
	}
	switch held := m.holds(n, u); {
	case held && n.op == opRegex:
		return lack{held: 1}
	case held:
		return lack{}
	case n.op == opNot:
		return oneMissing("kept out by `%s`", n)
	}
	return oneMissing("no `%s`", n)
}

func (m *matcher) lackOfWords(n *node, u unit) lack {
	if m.holds(n, u) {
		return lack{held: len(n.words)}
	}
	var l lack
	if len(n.words) == 1 {
		return oneMissing("no `%s`", n)
	}
	for _, w := range wordsOf(n) {
		if m.holds(w, u) {
			l.held++
		} else {
			l = l.and(oneMissing("`%s` lacks `%s`", n, w))
		}
	}
	if l.missing == 0 {
		return l.and(oneMissing("the words of `%s` are not side by side in this order", n))
	}
	return l
}

func (m *matcher) lackOfNear(n *node, u unit) lack {
	both := m.lackOf(n.kids[0], u).and(m.lackOf(n.kids[1], u))
	return m.lackOfPlace(n, both, u, "`%s` and `%s` are too far apart, or in the other order")
}

// lackOfPlace adds to what is there that it does not stand as n asks for.
func (m *matcher) lackOfPlace(n *node, there lack, u unit, format string) lack {
	if there.missing > 0 || m.holds(n, u) {
		return there
	}
	return there.and(oneMissing(format, n.kids[0], n.kids[1]))
}

package query

import (
	"cmp"
	"math"
	"slices"

	"onset/tracker"
)

// Nearby knows what comes near to a rule without being taken by it.
type Nearby struct {
	rule *Rule
	plan *Plan
	ways []way // nearest first
}

// way is one way of coming near: some parts of those that must hold together,
// in any order and at any distance within the unit.
type way struct {
	expr  *Expr
	share float64  // of the weight of all parts
	lacks []string // the other parts
}

// Near is a unit of a document that comes near to a rule.
type Near struct {
	Hit
	Share float64  // of the weight of the rule's parts, more than 0 and at most 1
	Lacks []string // its other parts; none when they stand otherwise than the rule has them
}

const (
	leastShare = 0.5 // of the weight of the parts that what is near must have
	telling    = 0.1 // a part that is in a greater share of all articles says little
	mostParts  = 8   // that are left out in turn; more are no line any more
	mostWords  = 40  // of a sentence: a longer one tells of several things
)

// Parts returns the parts of the rule that must hold together with others, each
// once, in the order of the rule.
func (r *Rule) Parts() []*Expr {
	var out []*Expr
	seen := map[string]bool{}
	for _, lang := range sortedLanguages(r.Match) {
		for _, alternative := range alternatives(r.Match[lang].root, nil) {
			parts := partsOf(alternative).parts
			for _, p := range parts {
				e := &Expr{root: p}
				if name := e.String(); len(parts) > 1 && !seen[name] {
					seen[name] = true
					out = append(out, e)
				}
			}
		}
	}
	return out
}

// Nearby tells what comes near to the rule. Of parts that must hold together it
// has half, half of their weight, the rarest that was ever met, and two that are
// not commonplace; one such part alone must be more than one word. Shares tells
// by its text in which share of all articles a part is, 0 to 1: it weighs the
// more the rarer it is. What the rule takes or its `not` keeps out is
// not near, nor is a denial or a debunk. Field and value limit it further, as in
// `speaker:lavrov`; no field doesn't.
func (r *Rule) Nearby(shares map[string]float64, field, value string) Nearby {
	n := Nearby{rule: r}
	var plans []*Plan
	for _, lang := range sortedLanguages(r.Match) {
		whole := r.Match[lang].root
		kept := []*node{not(whole), not(fieldOf("treatment", "debunks")), not(fieldOf("stance", "denies"))}
		if r.Not != nil {
			kept = append(kept, not(r.Not.root))
		}
		if lang != "" {
			kept = append(kept, fieldOf("lang", lang))
		}
		if field != "" {
			kept = append(kept, fieldOf(field, value))
		}
		for _, alternative := range alternatives(whole, nil) {
			ways, plan := partsOf(alternative).without(shares, kept)
			if len(ways) > 0 && plan.Known() {
				n.ways, plans = append(n.ways, ways...), append(plans, plan)
			}
		}
	}
	n.plan = planOr(plans)
	slices.SortStableFunc(n.ways, func(a, b way) int { return cmp.Compare(b.share, a.share) })
	return n
}

// Plan returns what a full-text index can tell about what is near; it is not
// Known when nothing is.
func (n Nearby) Plan() *Plan { return n.plan }

// Best returns the unit of a document that comes nearest; its share is 0 when none
// is near.
func (n Nearby) Best(doc *Doc) (best Near) {
	for _, w := range n.ways {
		for _, h := range w.expr.Match(doc, n.rule.Within) {
			if h.words(doc) > mostWords {
				continue
			}
			if best.Share == 0 || len(h.Spans) > len(best.Spans) {
				best = Near{h, w.share, w.lacks}
			}
		}
		if best.Share > 0 {
			break
		}
	}
	return best
}

func sortedLanguages(m map[string]*Expr) []string {
	var out []string
	for lang, e := range m {
		if e != nil {
			out = append(out, lang)
		}
	}
	slices.Sort(out)
	return out
}

func not(n *node) *node { return &node{op: opNot, kids: []*node{n}} }

func fieldOf(name, value string) *node { return &node{op: opField, name: name, vals: []string{value}} }

// alternatives splits what holds when one of several does.
func alternatives(n *node, out []*node) []*node {
	if n.op == opOr || n.op == opSet && n.kids[0].op == opOr {
		for _, k := range n.kids {
			out = alternatives(k, out)
		}
		return out
	}
	return append(out, n)
}

// together is what must hold together: parts that say something, conditions
// that only keep texts out, and whether any parts must stand near each other.
type together struct {
	parts, conditions []*node
	near              bool
}

func partsOf(n *node) (t together) {
	switch n.op {
	case opAnd, opNear, opDoes, opTo:
		t.near = n.op != opAnd
		for _, k := range n.kids {
			o := partsOf(k)
			t.parts, t.conditions = append(t.parts, o.parts...), append(t.conditions, o.conditions...)
			t.near = t.near || o.near
		}
	case opSet:
		if k := n.kids[0]; k.op == opAnd || k.op == opNear || k.op == opDoes || k.op == opTo {
			return partsOf(k)
		}
		t.parts = []*node{n}
	case opNot, opField:
		t.conditions = []*node{n}
	default:
		t.parts = []*node{n}
	}
	return t
}

// without leaves out parts in turn, never the rarest that was met, whose plan is
// that of all.
func (t together) without(shares map[string]float64, kept []*node) (ways []way, plan *Plan) {
	share := func(n *node) float64 { return shares[n.String()] }
	var unmet []string // parts that no text had
	parts := slices.DeleteFunc(slices.Clone(t.parts), func(p *node) bool {
		if share(p) == 0 {
			unmet = append(unmet, p.String())
		}
		return share(p) == 0
	})
	if len(t.parts) < 2 || len(t.parts) > mostParts || len(parts) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(parts, func(a, b *node) int { return cmp.Compare(share(a), share(b)) })
	weight := func(n *node) float64 { return -math.Log(share(n)) }
	total := float64(len(unmet)) * weight(parts[0]) // at least as rare as the rarest
	for _, p := range parts {
		total += weight(p)
	}
	for chosen := 1; chosen < 1<<len(parts); chosen += 2 {
		var kids []*node
		held, tell := 0.0, 0
		lacks := slices.Clone(unmet)
		for i, p := range parts {
			if chosen>>i&1 == 0 {
				lacks = append(lacks, p.String())
				continue
			}
			kids = append(kids, p)
			held += weight(p) / total
			if share(p) <= telling {
				tell++
			}
		}
		all := len(kids) == len(t.parts)
		if 2*len(kids) < len(t.parts) || !(held >= leastShare) || all && !t.near || tell == 0 {
			continue
		}
		if tell == 1 {
			if kids[0] = several(kids[0]); kids[0] == nil {
				continue
			}
		}
		ways = append(ways, way{&Expr{root: &node{op: opAnd, kids: slices.Concat(kids, t.conditions, kept)}}, held, lacks})
	}
	return ways, (&Expr{root: parts[0]}).Plan()
}

// several returns n without its alternatives of a single word; nil when none is
// left.
func several(n *node) *node {
	switch n.op {
	case opWords:
		if len(n.words) > 1 {
			return n
		}
	case opAnd, opNear, opApart, opDoes, opTo:
		return n
	case opSet:
		return several(n.kids[0])
	case opOr:
		either := &node{op: opOr}
		for _, k := range n.kids {
			if k = several(k); k != nil {
				either.kids = append(either.kids, k)
			}
		}
		if len(either.kids) > 0 {
			return either
		}
	}
	return nil
}

// words counts the words of the sentence of a hit.
func (h Hit) words(doc *Doc) int {
	if h.Part == tracker.Title {
		return len(doc.Title.Words)
	}
	s := doc.Body.Sentences[h.SentenceIndex]
	return s.Last - s.First
}

package query

import "slices"

// check reports what is well-formed and can still not be meant.
func (p *parser) check(root *node) {
	p.checkNear(root, inNothing)
	p.checkTitle(root, false)
	if len(p.errors) > 0 || p.set {
		return
	}
	if n := onlyNot(root); n != nil {
		p.fail(n.pos, n.end, "NOT stands alone: everything else would match", "write what to look for: `this AND NOT that`; what must never hold goes into `not:`")
		return
	}
	if n := contradiction(root, constraints{}); n != nil {
		p.fail(n.pos, n.end, "the rule can never match: this contradicts another part of it", "remove one of them, or join the alternatives with OR")
	}
}

// beside is what a part of a rule stands beside: what has no place in the text
// can't stand there.
type beside uint8

const (
	inNothing beside = iota
	inNear
	inRole // DOES, TO or NOT NEAR, which take no AND either
)

var besideOf = map[op]beside{opNear: inNear, opApart: inRole, opDoes: inRole, opTo: inRole}

// checkNear reports what can't stand beside NEAR and the like, and readies what
// can.
func (p *parser) checkNear(n *node, inside beside) {
	if inside != inNothing && !p.placed(n, inside) {
		return
	}
	for _, k := range n.kids {
		if n.op != opSet || inside != inNothing {
			p.checkNear(k, max(inside, besideOf[n.op]))
		}
	}
	if n.op == opNear && len(p.errors) == 0 {
		p.alternatives(n)
	}
}

// placed reports a part that has no place in the text.
func (p *parser) placed(n *node, inside beside) bool {
	switch {
	case n.op == opAnd && inside == inRole:
		p.fail(n.pos, n.end, "AND beside DOES, TO or NOT NEAR", "use words, phrases and OR there; join the rest with AND outside")
	case n.op == opNot:
		p.fail(n.pos, n.end, "NOT inside NEAR has no place in the text", "write a NOT NEAR/8 b, or (a NEAR/8 b) AND NOT c")
	case n.op == opField || n.op == opTitle:
		p.fail(n.pos, n.end, "a field inside NEAR has no place in the text", "join it with AND outside")
	case n.op == opSet && hasOp(n.kids[0], opNot, opField, opTitle):
		p.fail(n.pos, n.end, "the set `$"+n.name+"` holds NOT or a field, which have no place in the text", "use words, OR and AND only beside NEAR")
	case n.op == opSet && inside == inRole && hasOp(n.kids[0], opAnd):
		p.fail(n.pos, n.end, "the set `$"+n.name+"` holds AND, beside DOES, TO or NOT NEAR", "use words, phrases and OR only there")
	default:
		return true
	}
	return false
}

func hasOp(n *node, ops ...op) bool {
	return slices.Contains(ops, n.op) || slices.ContainsFunc(n.kids, func(k *node) bool { return hasOp(k, ops...) })
}

// maxAlternatives bounds what the sides of a NEAR multiply out to.
const maxAlternatives = 200

// alternatives multiplies the sides of a NEAR out: each side holds by one of
// several groups, and all members of a group must be near the other side.
func (p *parser) alternatives(n *node) {
	n.left, n.right = multiply(n.kids[0]), multiply(n.kids[1])
	if n.left == nil || n.right == nil {
		p.fail(n.pos, n.end, "too many combinations beside NEAR", "use fewer AND and OR there")
		return
	}
	if widest(n.left) > 1 && widest(n.right) > 1 {
		p.fail(n.pos, n.end, "AND on both sides of NEAR", "keep AND to one side, the other may have OR")
	}
}

func widest(alternatives [][]*node) (most int) {
	for _, a := range alternatives {
		most = max(most, len(a))
	}
	return most
}

// multiply returns nil when there are too many.
func multiply(n *node) [][]*node {
	switch n.op {
	case opSet:
		return multiply(n.kids[0])
	case opOr:
		var out [][]*node
		for _, k := range n.kids {
			m := multiply(k)
			if m == nil || len(out)+len(m) > maxAlternatives {
				return nil
			}
			out = append(out, m...)
		}
		if widest(out) == 1 {
			return [][]*node{{n}} // an OR of words has places as a word has
		}
		return out
	case opAnd:
		if single := simpleGroups(n); single != nil {
			return [][]*node{single}
		}
		out := [][]*node{nil}
		for _, k := range n.kids {
			m := multiply(k)
			if m == nil || len(out)*len(m) > maxAlternatives {
				return nil
			}
			var next [][]*node
			for _, a := range out {
				for _, b := range m {
					next = append(next, append(slices.Clone(a), b...))
				}
			}
			out = next
		}
		return out
	}
	return [][]*node{{n}}
}

// simpleGroups returns the kids of an AND of words and ORs of words, which need
// no multiplying.
func simpleGroups(n *node) []*node {
	var out []*node
	for _, k := range n.kids {
		for k.op == opSet {
			k = k.kids[0]
		}
		switch {
		case k.op == opOr && !hasOp(k, opAnd), k.op != opOr && k.op != opAnd:
			out = append(out, k)
		default:
			return nil
		}
	}
	return out
}

func (p *parser) checkTitle(n *node, inside bool) {
	if inside && (n.op == opTitle || n.op == opField) {
		p.fail(n.pos, n.end, "a field inside title:", "join it with AND outside")
		return
	}
	for _, k := range n.kids {
		if n.op == opSet && inside && hasOp(k, opTitle, opField) {
			p.fail(n.pos, n.end, "the set `$"+n.name+"` holds a field, inside title:", "join it with AND outside")
		} else if n.op != opSet {
			p.checkTitle(k, inside || n.op == opTitle)
		}
	}
}

// onlyNot returns the NOT by which n holds without anything being there, nil
// when n needs something.
func onlyNot(n *node) *node {
	switch n.op {
	case opNot:
		return n
	case opAnd:
		var first *node
		for _, k := range n.kids {
			not := onlyNot(k)
			if not == nil {
				return nil
			}
			if first == nil {
				first = not
			}
		}
		return first
	case opOr:
		for _, k := range n.kids {
			if not := onlyNot(k); not != nil {
				return not
			}
		}
		return nil
	case opSet:
		if onlyNot(n.kids[0]) != nil {
			return n
		}
	case opTitle:
		return onlyNot(n.kids[0])
	}
	return nil
}

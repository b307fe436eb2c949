package query

import "slices"

// constraints are the values that fields of an article may still have.
type constraints map[string][]string

// contradiction returns the part by which n can't hold under the constraints,
// nil when it can as far as is seen.
func contradiction(n *node, c constraints) *node {
	switch n.op {
	case opAnd:
		return c.contradictionIn(flatten(n, nil))
	case opOr:
		var last *node
		for _, k := range n.kids {
			if last = contradiction(k, c); last == nil {
				return nil
			}
		}
		return last
	case opSet:
		if contradiction(n.kids[0], c) != nil {
			return n
		}
	case opTitle:
		return contradiction(n.kids[0], c)
	}
	return nil
}

// conjunct is a part of an AND, and the node of the source that it came from:
// itself, or the $name of its set.
type conjunct struct {
	*node
	from *node
}

// flatten returns the parts of an AND, sets opened.
func flatten(n, from *node) []conjunct {
	if from == nil && n.op == opSet {
		from = n
	}
	switch n.op {
	case opSet:
		return flatten(n.kids[0], from)
	case opAnd:
		var out []conjunct
		for _, k := range n.kids {
			out = append(out, flatten(k, from)...)
		}
		return out
	}
	if from == nil {
		from = n
	}
	return []conjunct{{n, from}}
}

func (c constraints) contradictionIn(parts []conjunct) *node {
	inner := constraints{}
	for k, v := range c {
		inner[k] = v
	}
	wanted := make(map[string]bool)
	for _, k := range parts {
		if k.op == opField && (k.name == "lang" || k.name == "source" || k.name == "kind") {
			if !inner.narrow(k.node) {
				return k.from
			}
		}
		if k.op != opNot {
			wanted[k.String()] = true
		}
	}
	for _, k := range parts {
		if k.op == opNot && wanted[k.kids[0].String()] {
			return k.from
		}
		if contradiction(k.node, inner) != nil {
			return k.from
		}
	}
	return nil
}

// narrow keeps the values that f allows as well, and tells whether any is left.
func (c constraints) narrow(f *node) bool {
	have, ok := c[f.name]
	if !ok {
		c[f.name] = f.vals
		return true
	}
	var left []string
	for _, v := range f.vals {
		if slices.Contains(have, v) {
			left = append(left, v)
		}
	}
	c[f.name] = left
	return len(left) > 0
}

package query

import "slices"

// near tells whether the two sides of n stand near each other; with found, all
// pairs are told.
func (m *matcher) near(n *node, u unit, found func(a, b place)) bool {
	any := false
	for _, left := range n.left {
		for _, right := range n.right {
			if m.nearGroups(n, u, left, right, found) {
				if any = true; found == nil {
					return true
				}
			}
		}
	}
	return any
}

// nearGroups: one side has a single member; every member of the other must have
// a place near the same place of it.
func (m *matcher) nearGroups(n *node, u unit, left, right []*node, found func(a, b place)) bool {
	one, group, flipped := left[0], right, false
	if len(left) > 1 {
		one, group, flipped = right[0], left, true
	}
	if !m.mayHold(one, u) || slices.ContainsFunc(group, func(g *node) bool { return !m.mayHold(g, u) }) {
		return false
	}
	places := make([][]place, len(group))
	for i, g := range group {
		m.each(g, u, func(p place) bool {
			places[i] = append(places[i], p)
			return true
		})
		if len(places[i]) == 0 {
			return false
		}
	}
	any := false
	m.each(one, u, func(a place) bool {
		for i := range places {
			if !slices.ContainsFunc(places[i], func(b place) bool { return n.close(a, b, flipped) }) {
				return true
			}
		}
		any = true
		if found == nil {
			return false
		}
		for i := range places {
			for _, b := range places[i] {
				if n.close(a, b, flipped) {
					found(a, b)
				}
			}
		}
		return true
	})
	return any
}

// mayHold tells, without keeping any place, whether one of the words of n is
// there; of all but words it takes that for granted.
func (m *matcher) mayHold(n *node, u unit) bool {
	switch n.op {
	case opWords:
		return m.holds(n, u)
	case opSet, opOr:
		return slices.ContainsFunc(n.kids, func(k *node) bool { return m.mayHold(k, u) })
	}
	return true
}

// close tells whether two places are within the distance of n; flipped says
// that b belongs to the left side.
func (n *node) close(a, b place, flipped bool) bool {
	if flipped {
		a, b = b, a
	}
	switch {
	case a.segment != b.segment:
		return false
	case a.last < b.first:
		return b.first-a.last <= n.n
	case b.last < a.first:
		return !n.ordered && a.first-b.last <= n.n
	}
	return false
}

// apart yields the places of the first side that have none of the other near.
func (m *matcher) apart(n *node, u unit, yield func(place) bool) bool {
	var others, free []place
	m.each(n.kids[1], u, func(p place) bool { others = append(others, p); return true })
	m.each(n.kids[0], u, func(a place) bool {
		if !slices.ContainsFunc(others, func(b place) bool { return n.close(a, b, false) || a.overlaps(b) }) {
			free = append(free, a)
		}
		return true
	})
	return yieldAll(free, yield)
}

func (p place) overlaps(o place) bool {
	return p.segment == o.segment && p.first <= o.last && o.first <= p.last
}

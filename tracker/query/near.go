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
	from := len(m.gathered)
	defer func() { m.gathered = m.gathered[:from] }()
	members := make([][]place, 0, 8)
	for _, g := range group {
		at := m.gather(g, u)
		if len(m.gathered) == at {
			return false
		}
		members = append(members, m.gathered[at:len(m.gathered):len(m.gathered)])
	}
	any, at := false, m.gather(one, u)
	for _, a := range m.gathered[at:] {
		near := func(b place) bool { return n.close(a, b, flipped) }
		if slices.ContainsFunc(members, func(places []place) bool { return !slices.ContainsFunc(places, near) }) {
			continue
		}
		if any = true; found == nil {
			break
		}
		for _, places := range members {
			for _, b := range places {
				if near(b) {
					found(a, b)
				}
			}
		}
	}
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

// apart gathers the places of the first side that have none of the other near.
func (m *matcher) apart(n *node, u unit) {
	others := m.places(n.kids[1], u)
	from := m.gather(n.kids[0], u)
	free := slices.DeleteFunc(m.gathered[from:], func(a place) bool {
		return slices.ContainsFunc(others, func(b place) bool { return n.close(a, b, false) || a.overlaps(b) })
	})
	m.gathered = m.gathered[:from+len(free)]
}

func (p place) overlaps(o place) bool {
	return p.segment == o.segment && p.first <= o.last && o.first <= p.last
}

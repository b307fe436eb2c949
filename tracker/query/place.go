package query

import (
	"slices"

	"onset/tracker"
	"onset/tracker/text"
)

// gather appends to m.gathered every place of a word, phrase or regular expression,
// of an OR of them, or of a NEAR and the like, and returns where they begin there.
// Who gathers puts m.gathered back to that.
func (m *matcher) gather(n *node, u unit) (from int) {
	from = len(m.gathered)
	switch n.op {
	case opWords:
		m.eachWords(n, u, func(p place) bool {
			m.gathered = append(m.gathered, p)
			return true
		})
	case opRegex:
		eachRegex(n, u, func(p place) bool {
			m.gathered = append(m.gathered, p)
			return true
		})
	case opSet, opOr:
		for _, k := range n.kids {
			m.gather(k, u)
		}
	case opApart:
		m.apart(n, u)
	case opDoes, opTo:
		var actions []place
		m.roles(n, u, func(_, action place) { actions = append(actions, action) })
		m.gathered = append(m.gathered, actions...)
	case opNear:
		var windows []place
		m.near(n, u, func(a, b place) {
			windows = append(windows, place{segment: a.segment, first: min(a.first, b.first), last: max(a.last, b.last)})
		})
		m.gathered = append(m.gathered, windows...)
	}
	return from
}

// places returns what gather finds.
func (m *matcher) places(n *node, u unit) []place {
	from := m.gather(n, u)
	out := slices.Clone(m.gathered[from:])
	m.gathered = m.gathered[:from]
	return out
}

// eachWords calls yield for every place of a word or phrase until it returns false,
// and tells whether there is any.
func (m *matcher) eachWords(n *node, u unit, yield func(place) bool) bool {
	if n.number == 0 {
		return everyWord(n, u, yield)
	}
	found, stopped := m.noted(n, n.number, u, yield)
	if n.joined == nil || stopped {
		return found
	}
	joined, _ := m.noted(n, n.joinedNumber, u, yield)
	return found || joined
}

// everyWord looks at every word of a unit.
func everyWord(n *node, u unit, yield func(place) bool) bool {
	found := false
	for s := range u {
		for i := u[s].lo; i < u[s].hi; i++ {
			last := n.endsAt(&u[s], i)
			if last < 0 {
				continue
			}
			found = true
			if !yield(place{segment: s, first: i, last: last}) {
				return true
			}
		}
	}
	return found
}

// noted looks only where a word of the lexicon was noted with which n begins.
func (m *matcher) noted(n *node, number int32, u unit, yield func(place) bool) (found, stopped bool) {
	places := m.at[number]
	if len(places) == 0 || len(u) == 0 {
		return false, false
	}
	first, _ := slices.BinarySearch(places, int32(m.shift(&u[0])+u[0].lo))
	s := 0
	for _, at := range places[first:] {
		for s < len(u) && int(at) >= m.shift(&u[s])+u[s].hi {
			s++
		}
		if s == len(u) {
			break
		}
		i := int(at) - m.shift(&u[s])
		if i < u[s].lo {
			continue
		}
		last := n.endsAt(&u[s], i)
		if last < 0 {
			continue
		}
		found = true
		if !yield(place{segment: s, first: i, last: last}) {
			return true, true
		}
	}
	return found, false
}

// shift is what the words of a segment are counted from in the whole article.
func (m *matcher) shift(s *segment) int {
	if s.part == tracker.Title {
		return 0
	}
	return m.bodyAt
}

// endsAt returns the last word of n where it stands from word i on, else -1.
func (n *node) endsAt(seg *segment, i int) int {
	switch {
	case n.startsAt(seg, i):
		return i + len(n.words) - 1
	case n.joined != nil && n.joined.holds(seg.t.Form(i)):
		return i
	}
	return -1
}

// startsAt tells whether the words of n stand from word i on.
func (n *node) startsAt(seg *segment, i int) bool {
	if !n.words[0].holds(seg.t.Form(i)) || i+len(n.words) > seg.hi {
		return false
	}
	for k := 1; k < len(n.words); k++ {
		if !n.words[k].holds(seg.t.Form(i + k)) {
			return false
		}
	}
	if n.literal == "" {
		return true
	}
	return text.Plain(seg.t.Raw[seg.t.Words[i].Start:seg.t.Words[i+len(n.words)-1].End]) == n.literal
}

func eachRegex(n *node, u unit, yield func(place) bool) bool {
	found := false
	for s := range u {
		seg := &u[s]
		from, to := seg.bytes()
		for _, loc := range n.re.FindAllStringIndex(seg.t.Raw[from:to], -1) {
			if loc[0] == loc[1] {
				continue
			}
			found = true
			p := place{segment: s, span: tracker.Span{Start: from + loc[0], End: from + loc[1]}}
			p.first, p.last = seg.words(p.span)
			if !yield(p) {
				return true
			}
		}
	}
	return found
}

package query

import (
	"slices"

	"onset/tracker"
)

// field tells whether an article, or a claim that touches the unit, has one of
// the values.
func (m *matcher) field(n *node, u unit) bool {
	switch n.name {
	case "lang":
		return slices.Contains(n.vals, m.lang)
	case "source":
		return slices.Contains(n.vals, m.doc.Source)
	case "kind":
		return slices.Contains(n.vals, string(m.doc.Kind))
	}
	for i := range m.doc.Claims {
		c := &m.doc.Claims[i]
		if m.claimHas(c, n) && touches(c, u) {
			return true
		}
	}
	return false
}

func (m *matcher) claimHas(c *tracker.Claim, n *node) bool {
	switch n.name {
	case "stance":
		return slices.Contains(n.vals, string(c.Stance))
	case "treatment":
		return slices.Contains(n.vals, string(c.Treatment))
	}
	for _, s := range c.Speakers {
		if slices.Contains(n.vals, s.ID) || slices.ContainsFunc(m.doc.Groups[s.ID], func(g string) bool { return slices.Contains(n.vals, g) }) {
			return s.ID != ""
		}
	}
	return false
}

func touches(c *tracker.Claim, u unit) bool {
	for i := range u {
		from, to := u[i].bytes()
		inTitle := c.Part == tracker.Title
		if inTitle == (u[i].part == tracker.Title) && c.Overlap(tracker.Span{Start: from, End: to}) > 0 {
			return true
		}
	}
	return false
}

package query

import (
	"cmp"
	"math"
	"slices"

	"onset/tracker"
)

// Rule is what a talking point, or a search, looks for.
type Rule struct {
	ID     string           // for the caller
	Match  map[string]*Expr // by language of the article; "" for every language
	Not    *Expr            // must not hold for the unit; nil for none
	About  *Expr            // must hold for the article; nil for none
	Within tracker.Within   // "" is InSentence

	// YieldsTo are ids of rules of the same Index: where one of them holds at the
	// same sentence, this one does not. Whether that one yields itself does not
	// matter.
	YieldsTo []string
}

// Any returns a Match for every language.
func Any(e *Expr) map[string]*Expr { return map[string]*Expr{"": e} }

// Hits evaluates the rule plainly on every unit of a document, whatever it
// yields to.
func (r *Rule) Hits(doc *Doc) []Hit {
	var m matcher
	m.reset(doc)
	if r.About != nil && !m.holds(r.About.root, m.all) {
		return nil
	}
	var not *node
	if r.Not != nil {
		not = r.Not.root
	}
	var hits []Hit
	for _, e := range r.matchIn(m.lang) {
		m.units(r.Within, func(u unit) {
			if hit, ok := m.hit(e.root, not, r.Within, u); ok {
				hits = append(hits, hit)
			}
		})
	}
	return inOrder(hits)
}

// matchIn returns the expressions for articles of a language.
func (r *Rule) matchIn(lang string) []*Expr {
	var out []*Expr
	if e := r.Match[""]; e != nil {
		out = append(out, e)
	}
	if e := r.Match[lang]; e != nil && lang != "" {
		out = append(out, e)
	}
	return out
}

// units calls yield for each unit of the document.
func (m *matcher) units(within tracker.Within, yield func(unit)) {
	if within == tracker.InArticle {
		yield(m.all)
		return
	}
	if len(m.title) > 0 {
		yield(m.title)
	}
	if m.doc.Body == nil {
		return
	}
	n := within.Sentences()
	for i := range m.doc.Body.Sentences {
		if n > 1 {
			yield(m.window(i, n))
		} else if u, ok := m.unitAt(within, i); ok {
			yield(u)
		}
	}
}

// window returns sentence i of the body after those before it, n in all, as far
// as there are.
func (m *matcher) window(i, n int) (u unit) {
	t := m.doc.Body
	for j := max(0, i-n+1); j <= i; j++ {
		u = append(u, segment{t, tracker.Body, t.Sentences[j].First, t.Sentences[j].Last})
	}
	return u
}

// unitAt returns the unit of the body that begins with sentence i, and whether
// one does.
func (m *matcher) unitAt(within tracker.Within, i int) (unit, bool) {
	t := m.doc.Body
	s := t.Sentences[i]
	if within != tracker.InParagraph {
		return unit{{t, tracker.Body, s.First, s.Last}}, true
	}
	if i > 0 && t.Sentences[i-1].Paragraph == s.Paragraph {
		return nil, false
	}
	last := i
	for last+1 < len(t.Sentences) && t.Sentences[last+1].Paragraph == s.Paragraph {
		last++
	}
	return unit{{t, tracker.Body, s.First, t.Sentences[last].Last}}, true
}

// hit evaluates an expression on a unit, where that which must not hold, if
// anything, doesn't.
func (m *matcher) hit(root, not *node, within tracker.Within, u unit) (Hit, bool) {
	marks := m.marksOf(root, u)
	if len(marks) == 0 || not != nil && m.holds(not, u) {
		return Hit{}, false
	}
	if within.Sentences() > 1 {
		return m.foremost(root, u, marks), true
	}
	return m.densest(marks), true
}

// marksOf returns what n, where it holds, marks in the parts of a unit.
func (m *matcher) marksOf(n *node, u unit) []mark {
	if !m.holds(n, u) {
		return nil
	}
	var marks []mark
	m.collect(n, u, func(in unit, p place) {
		marks = append(marks, in[p.segment].marks(p)...)
	})
	return slices.DeleteFunc(marks, func(k mark) bool {
		return !slices.ContainsFunc(u, func(s segment) bool { return s.part == k.part })
	})
}

// foremost returns the hit at the sentence that has the rarest part of the rule,
// the last of several: what the rule is about stands there, its topic may stand
// in a sentence before.
func (m *matcher) foremost(root *node, u unit, marks []mark) Hit {
	rarest := math.Inf(1)
	var at []mark
	for _, alternative := range alternatives(root, nil) {
		if len(m.marksOf(alternative, u)) == 0 {
			continue
		}
		for _, part := range conjuncts(alternative) {
			cost := evalCost(part)
			if found := m.marksOf(part, u); cost < rarest && len(found) > 0 {
				rarest, at = cost, found
			}
		}
	}
	last := slices.MaxFunc(at, mark.compare)
	return m.densest(slices.DeleteFunc(marks, func(k mark) bool { return k.part != last.part || k.sentence != last.sentence }))
}

// conjuncts returns what must hold together, sets opened.
func conjuncts(n *node) []*node {
	switch {
	case n.op == opSet:
		return conjuncts(n.kids[0])
	case n.op != opAnd:
		return []*node{n}
	}
	var out []*node
	for _, k := range n.kids {
		out = append(out, conjuncts(k)...)
	}
	return out
}

// mark is a matched span in a sentence.
type mark struct {
	part     tracker.Part
	sentence int
	span     tracker.Span
}

// marks returns the spans of a place, one for each sentence that it runs over.
func (s *segment) marks(p place) []mark {
	var out []mark
	for i := p.first; i <= p.last; {
		sentence := int(s.t.Words[i].Sentence)
		last := p.last
		if s.part == tracker.Body {
			last = min(last, s.t.Sentences[sentence].Last-1)
		} else {
			sentence = 0
		}
		span := tracker.Span{Start: int(s.t.Words[i].Start), End: int(s.t.Words[last].End)}
		if p.span.End > 0 {
			if i > p.first {
				break
			}
			span = p.span
			if s.part == tracker.Body {
				span.End = min(span.End, s.t.Sentences[sentence].End)
			}
		}
		out = append(out, mark{s.part, sentence, span})
		i = last + 1
	}
	return out
}

func (k mark) compare(o mark) int {
	part := 0
	if k.part != o.part {
		part = 1
		if k.part == tracker.Title {
			part = -1
		}
	}
	return cmp.Or(part, cmp.Compare(k.sentence, o.sentence), cmp.Compare(k.span.Start, o.span.Start), cmp.Compare(k.span.End, o.span.End))
}

// densest returns the hit at the sentence with most marks, the first of several.
func (m *matcher) densest(marks []mark) Hit {
	slices.SortFunc(marks, mark.compare)
	marks = slices.Compact(marks)
	best, most := 0, 0
	for i := 0; i < len(marks); {
		j := i
		for j < len(marks) && marks[j].part == marks[i].part && marks[j].sentence == marks[i].sentence {
			j++
		}
		if j-i > most {
			best, most = i, j-i
		}
		i = j
	}
	h := Hit{Part: marks[best].part, SentenceIndex: marks[best].sentence}
	t := m.doc.Body
	if h.Part == tracker.Title {
		t = m.doc.Title
		h.Sentence = tracker.Span{Start: t.Sentences[0].Start, End: t.Sentences[len(t.Sentences)-1].End}
	} else {
		h.Sentence = t.Sentences[h.SentenceIndex].Span
	}
	for _, k := range marks[best : best+most] {
		h.Spans = append(h.Spans, k.span)
	}
	return h
}

// inOrder sorts hits by rule and place, and joins those of one rule for the same
// sentence.
func inOrder(hits []Hit) []Hit {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		part := 0
		if a.Part != b.Part {
			part = 1
			if a.Part == tracker.Title {
				part = -1
			}
		}
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), part, cmp.Compare(a.SentenceIndex, b.SentenceIndex))
	})
	var out []Hit
	for _, h := range hits {
		if n := len(out); n > 0 && out[n-1].Rule == h.Rule && out[n-1].Part == h.Part && out[n-1].SentenceIndex == h.SentenceIndex {
			spans := append(out[n-1].Spans, h.Spans...)
			slices.SortFunc(spans, func(a, b tracker.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
			out[n-1].Spans = slices.Compact(spans)
			continue
		}
		out = append(out, h)
	}
	return out
}

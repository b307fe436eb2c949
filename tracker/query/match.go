package query

import (
	"slices"

	"onset/tracker"
	"onset/tracker/text"
)

// Doc is an article to look at.
type Doc struct {
	Title, Body *text.Text // nil for none
	Lang        string     // of the article; "" takes that of Body
	Source      string     // id
	Kind        tracker.Kind
	Claims      []tracker.Claim     // for speaker:, stance: and treatment:; those without a part are in the body
	Groups      map[string][]string // for speaker:, the groups that a speaker id counts for; may be nil
}

// Hit is one unit where a rule holds, at the sentence with most of its words.
type Hit struct {
	Rule          int            // index into the rules
	Part          tracker.Part   // the title or the body
	Sentence      tracker.Span   // the sentence; in the title, all of it
	SentenceIndex int            // into the sentences of the part; 0 in the title
	Spans         []tracker.Span // the matched words within Sentence, in order, none twice
}

// Match evaluates the expression plainly on every unit of a document. It is
// what an Index does for many rules, without the index; Rule is 0 in its hits.
func (e *Expr) Match(doc *Doc, within tracker.Within) []Hit {
	return (&Rule{Match: Any(e), Within: within}).Hits(doc)
}

// segment is a range of words [lo, hi) of one part that phrases may span.
type segment struct {
	t      *text.Text
	part   tracker.Part
	lo, hi int
}

// unit is what a rule looks at once.
type unit []segment

// place is an occurrence: words first to last of a segment. A regular
// expression has its bytes as well.
type place struct {
	segment     int
	first, last int
	span        tracker.Span
}

// matcher evaluates expressions on the units of one document.
type matcher struct {
	doc    *Doc
	lang   string
	title  unit
	all    unit      // title and body
	bodyAt int       // what the words of the body are counted from, behind those of the title
	at     [][]int32 // in an index: where each word of its lexicon stands, ascending

	gathered []place // a stack, see gather
}

func (m *matcher) reset(doc *Doc) {
	m.doc, m.lang = doc, doc.Lang
	if m.lang == "" && doc.Body != nil {
		m.lang = doc.Body.Lang
	}
	m.title, m.all, m.bodyAt = m.title[:0], m.all[:0], 0
	if doc.Title != nil && len(doc.Title.Words) > 0 {
		m.title = append(m.title, segment{doc.Title, tracker.Title, 0, len(doc.Title.Words)})
		m.bodyAt = len(doc.Title.Words)
	}
	m.all = append(m.all, m.title...)
	if doc.Body != nil {
		m.all = appendParagraphs(m.all, doc.Body, 0, len(doc.Body.Sentences))
	}
}

// appendParagraphs appends the paragraphs of sentences [from, to), each as one
// segment.
func appendParagraphs(u unit, t *text.Text, from, to int) unit {
	for i := from; i < to; {
		j := i + 1
		for j < to && t.Sentences[j].Paragraph == t.Sentences[i].Paragraph {
			j++
		}
		u = append(u, segment{t, tracker.Body, t.Sentences[i].First, t.Sentences[j-1].Last})
		i = j
	}
	return u
}

// holds tells whether n holds for u.
func (m *matcher) holds(n *node, u unit) bool {
	switch n.op {
	case opWords:
		return m.eachWords(n, u, func(place) bool { return false })
	case opRegex:
		return eachRegex(n, u, func(place) bool { return false })
	case opAnd:
		for _, k := range n.kids {
			if !m.holds(k, u) {
				return false
			}
		}
		return true
	case opOr:
		for _, k := range n.kids {
			if m.holds(k, u) {
				return true
			}
		}
		return false
	case opNot:
		return !m.holds(n.kids[0], u)
	case opSet:
		return m.holds(n.kids[0], u)
	case opNear:
		return m.near(n, u, nil)
	case opApart, opDoes, opTo:
		from := m.gather(n, u)
		any := len(m.gathered) > from
		m.gathered = m.gathered[:from]
		return any
	case opTitle:
		return m.holds(n.kids[0], m.title)
	}
	return m.field(n, u)
}

// bytes returns the range of the text that a regular expression sees: the
// sentences of the segment with their punctuation.
func (s *segment) bytes() (from, to int) {
	if s.hi <= s.lo {
		return 0, 0
	}
	first := s.t.Sentences[s.t.Words[s.lo].Sentence]
	last := s.t.Sentences[s.t.Words[s.hi-1].Sentence]
	return first.Start, last.End
}

// words returns the words that a span of bytes touches; a span in a gap is at
// the word before.
func (s *segment) words(span tracker.Span) (first, last int) {
	words := s.t.Words[s.lo:s.hi]
	cmp := func(w text.Word, at int) int { return int(w.End) - at }
	first, _ = slices.BinarySearchFunc(words, span.Start+1, cmp)
	last, _ = slices.BinarySearchFunc(words, span.End, cmp)
	last = min(last, len(words)-1)
	if int(words[last].Start) >= span.End && last > 0 {
		last--
	}
	return s.lo + min(first, last), s.lo + last
}

// collect tells the places by which n, which holds, holds for u: those of every
// part that is true and not under NOT.
func (m *matcher) collect(n *node, u unit, found func(u unit, p place)) {
	switch n.op {
	case opWords, opRegex, opApart:
		for _, p := range m.places(n, u) {
			found(u, p)
		}
	case opAnd, opSet:
		for _, k := range n.kids {
			m.collect(k, u, found)
		}
	case opOr:
		for _, k := range n.kids {
			if m.holds(k, u) {
				m.collect(k, u, found)
			}
		}
	case opNear:
		m.near(n, u, func(a, b place) { found(u, a); found(u, b) })
	case opDoes, opTo:
		m.roles(n, u, func(who, action place) { found(u, who); found(u, action) })
		if k := n.kids[0]; k.op == opDoes || k.op == opTo {
			m.collect(k, u, found)
		}
	case opTitle:
		m.collect(n.kids[0], m.title, found)
	}
}

package query

import (
	"slices"
	"sort"

	"onset/tracker"
	"onset/tracker/text"
)

// scratch is what matching one article needs.
type scratch struct {
	ix    *Index
	m     matcher
	met   []int32     // the words of rules that stand in the article
	fired []firing    // what they trigger, by place
	signs []signature // of the title and the sentences of the body
	epoch uint64
	seen  []uint64 // per entry: epoch and unit looked at last
	about []uint64 // per rule: epoch and whether its about holds
	hits  []Hit

	sentence  [1]segment
	canonical []byte
	starts    []int // of the sentences, in canonical
}

// firing is what a word, a pair of words or a literal triggers in a sentence.
type firing struct {
	posting  posting
	sentence int32
	part     tracker.Part
}

// sign makes room for the signatures of an article.
func (s *scratch) sign(doc *Doc) {
	n := 1
	if doc.Body != nil {
		n += len(doc.Body.Sentences)
	}
	s.signs = slices.Grow(s.signs[:0], n)[:n]
	clear(s.signs)
}

// walk notes where the words of rules stand in a part, whose words are counted from
// shift on, and what they trigger. Only when all is noted are rules looked at.
func (s *scratch) walk(t *text.Text, part tracker.Part, shift int) {
	if t == nil || len(t.Words) == 0 {
		return
	}
	for i := range t.Words {
		f, sentence := t.Form(i), t.Words[i].Sentence
		for _, n := range s.ix.words.of(f) {
			s.note(n, int32(shift+i), part, sentence)
		}
		if i > 0 {
			s.pair(t.Form(i-1), f, part, t.Words[i-1].Sentence)
		}
	}
	if !s.ix.literals.empty() {
		s.scanLiterals(t, part)
	}
}

// note notes that a word of the lexicon stands at a place of the article.
func (s *scratch) note(number, at int32, part tracker.Part, sentence int32) {
	if len(s.m.at[number]) == 0 {
		s.met = append(s.met, number)
	}
	s.m.at[number] = append(s.m.at[number], at)
	s.signs[signOf(part, sentence)].add(number)
	if int(number) < len(s.ix.fires) {
		s.fire(s.ix.fires[number], part, sentence)
	}
}

// pair fires what two words side by side trigger, by all stems that they have.
func (s *scratch) pair(a, b *text.Form, part tracker.Part, sentence int32) {
	s.fire(s.ix.pairs.get(pairID(a.ID, b.ID)), part, sentence)
	if a.Alt != 0 {
		s.fire(s.ix.pairs.get(pairID(a.Alt, b.ID)), part, sentence)
	}
	if b.Alt != 0 {
		s.fire(s.ix.pairs.get(pairID(a.ID, b.Alt)), part, sentence)
	}
	if a.Alt != 0 && b.Alt != 0 {
		s.fire(s.ix.pairs.get(pairID(a.Alt, b.Alt)), part, sentence)
	}
}

func (s *scratch) fire(postings []posting, part tracker.Part, sentence int32) {
	for _, p := range postings {
		s.fired = append(s.fired, firing{p, sentence, part})
	}
}

// forget makes ready for another article.
func (s *scratch) forget() {
	for _, n := range s.met {
		s.m.at[n] = s.m.at[n][:0]
	}
	s.met, s.fired, s.m.gathered, s.m.doc = s.met[:0], s.fired[:0], s.m.gathered[:0], nil
}

// scanLiterals looks for the literals of regular expressions at every byte.
func (s *scratch) scanLiterals(t *text.Text, part tracker.Part) {
	s.canonical, s.starts = s.canonical[:0], s.starts[:0]
	last := 0
	for i := range t.Sentences {
		s.canonical = appendCanonical(s.canonical, t.Raw[last:t.Sentences[i].Start])
		s.starts = append(s.starts, len(s.canonical))
		last = t.Sentences[i].Start
	}
	s.canonical = appendCanonical(s.canonical, t.Raw[last:])
	for i := range s.canonical {
		if rest := s.canonical[i:]; mayStart(&s.ix.literals, rest) {
			startingAt(&s.ix.literals, rest, func(p posting) {
				s.fired = append(s.fired, firing{p, int32(max(0, sort.SearchInts(s.starts, i+1)-1)), part})
			})
		}
	}
}

// allUnits stands in scratch.seen for every unit of the article.
const allUnits = 1<<32 - 1

// try evaluates the entry of a posting on the unit around a sentence.
func (s *scratch) try(p posting, part tracker.Part, sentence int) {
	n := p.entry()
	e := &s.ix.entries[n]
	if e.lang != "" && e.lang != s.m.lang {
		return
	}
	r := &s.ix.rules[e.rule]
	if p.inTitle() && part != tracker.Title {
		return
	}
	if p.inTitle() && r.within != tracker.InArticle {
		if stamp := s.epoch<<32 | allUnits; s.seen[n] != stamp {
			s.seen[n] = stamp
			s.everywhere(n)
		}
		return
	}
	unitNumber := uint64(1) // the title, or the article
	if part == tracker.Body && r.within != tracker.InArticle {
		if r.within == tracker.InParagraph {
			sentence = s.firstOfParagraph(sentence)
		}
		unitNumber = uint64(sentence) + 2
	}
	stamp := s.epoch<<32 | unitNumber
	if s.seen[n] == stamp {
		return
	}
	s.seen[n] = stamp
	if size := r.within.Sentences(); size > 1 && part == tracker.Body {
		s.windows(n, sentence, size)
		return
	}
	if !s.lacks(e, r.within, part, sentence) && s.aboutHolds(e.rule, r) {
		s.eval(e, r, s.unitOf(r.within, part, sentence))
	}
}

// windows evaluates an entry on all runs of n sentences that a sentence is in.
func (s *scratch) windows(i int32, sentence, n int) {
	e := &s.ix.entries[i]
	r := &s.ix.rules[e.rule]
	for last := sentence; last < min(sentence+n, len(s.m.doc.Body.Sentences)) && s.aboutHolds(e.rule, r); last++ {
		s.eval(e, r, s.m.window(last, n))
	}
}

func (s *scratch) unitOf(within tracker.Within, part tracker.Part, sentence int) unit {
	switch {
	case within == tracker.InArticle:
		return s.m.all
	case part == tracker.Title:
		return s.m.title
	}
	if within != tracker.InParagraph { // the usual case, without allocation
		sen := &s.m.doc.Body.Sentences[sentence]
		s.sentence[0] = segment{s.m.doc.Body, tracker.Body, sen.First, sen.Last}
		return s.sentence[:]
	}
	u, _ := s.m.unitAt(within, sentence)
	return u
}

func (s *scratch) firstOfParagraph(sentence int) int {
	ss := s.m.doc.Body.Sentences
	for sentence > 0 && ss[sentence-1].Paragraph == ss[sentence].Paragraph {
		sentence--
	}
	return sentence
}

func (s *scratch) eval(e *entry, r *filed, u unit) {
	if hit, ok := s.m.hit(e.root, r.not, r.within, u); ok {
		hit.Rule = e.rule
		s.hits = append(s.hits, hit)
	}
}

func (s *scratch) aboutHolds(rule int, r *filed) bool {
	if r.about == nil {
		return true
	}
	if s.about[rule]>>1 != s.epoch {
		s.about[rule] = s.epoch << 1
		if s.m.holds(r.about, s.m.all) {
			s.about[rule] |= 1
		}
	}
	return s.about[rule]&1 == 1
}

// everywhere evaluates an entry on every unit.
func (s *scratch) everywhere(i int32) {
	e := &s.ix.entries[i]
	r := &s.ix.rules[e.rule]
	if e.lang != "" && e.lang != s.m.lang || !s.aboutHolds(e.rule, r) {
		return
	}
	s.m.units(r.within, func(u unit) { s.eval(e, r, u) })
}

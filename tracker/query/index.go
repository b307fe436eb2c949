package query

import (
	"maps"
	"slices"
	"sort"
	"sync"

	"onset/tracker"
	"onset/tracker/text"
)

// Index holds rules so that matching an article costs by what occurs in it. It
// may be used by many goroutines.
type Index struct {
	rules    []Rule
	entries  []entry
	ids      *idTable // stems and pairs of stems
	prefixes stringTable
	literals stringTable
	always   []int32 // entries without a trigger
	yields   [][]int // by rule: those that it yields to
	scratch  sync.Pool
}

// entry is one expression of one rule.
type entry struct {
	rule int
	lang string // of articles; "" for all
	root *node
	// needs are stems that a unit must have; none when it is an article, whose
	// signature would be full.
	needs []signature
}

// NewIndex files the rules. Rules must not change afterwards.
func NewIndex(rules []Rule) *Index {
	ix := &Index{rules: rules}
	ix.yields = yielding(rules)
	var keys []keyed
	for i := range rules {
		for _, lang := range slices.Sorted(maps.Keys(rules[i].Match)) {
			e := rules[i].Match[lang]
			if e == nil || !e.HasWords() {
				continue
			}
			n := entry{rule: i, lang: lang, root: rarestFirst(e.root)}
			if w := rules[i].Within; w == tracker.InParagraph || w.Sentences() == 1 {
				n.needs = signaturesOf(needsOf(e.root))
			}
			ix.entries = append(ix.entries, n)
			keys = ix.file(int32(len(ix.entries)-1), triggersOf(e.root), keys)
		}
	}
	ix.ids = newIDTable(keys)
	ix.scratch.New = func() any {
		return &scratch{ix: ix, seen: make([]uint64, len(ix.entries)), about: make([]uint64, len(rules))}
	}
	return ix
}

func (ix *Index) file(entry int32, t *triggers, keys []keyed) []keyed {
	if t == nil {
		ix.always = append(ix.always, entry)
		return keys
	}
	p := posting{entry, t.inTitle}
	for _, id := range t.ids {
		keys = append(keys, keyed{id, p})
	}
	for _, id := range t.pairs {
		keys = append(keys, keyed{id, p})
	}
	for _, s := range t.prefixes {
		ix.prefixes.add(s, p)
	}
	for _, s := range t.literals {
		ix.literals.add(s, p)
	}
	return keys
}

// Rules returns the rules that Hit.Rule counts in.
func (ix *Index) Rules() []Rule { return ix.rules }

// Match returns every unit of the article where a rule holds, by rule and place.
func (ix *Index) Match(doc *Doc) []Hit {
	s := ix.scratch.Get().(*scratch)
	defer ix.scratch.Put(s)
	s.epoch++
	s.hits = nil
	s.m.reset(doc)
	s.scan(doc.Title, tracker.Title)
	s.scan(doc.Body, tracker.Body)
	for _, e := range ix.always {
		s.everywhere(e)
	}
	s.m.doc = nil
	return ix.withoutYielding(inOrder(s.hits))
}

// yielding tells by rule which others it yields to; nil when none does.
func yielding(rules []Rule) [][]int {
	at := make(map[string]int, len(rules))
	for i, r := range rules {
		at[r.ID] = i
	}
	var out [][]int
	for i, r := range rules {
		for _, id := range r.YieldsTo {
			if j, ok := at[id]; ok && j != i {
				if out == nil {
					out = make([][]int, len(rules))
				}
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}

// withoutYielding leaves out hits at sentences that a rule yields.
func (ix *Index) withoutYielding(hits []Hit) []Hit {
	if ix.yields == nil || len(hits) < 2 {
		return hits
	}
	all := slices.Clone(hits)
	return slices.DeleteFunc(hits, func(h Hit) bool {
		to := ix.yields[h.Rule]
		return len(to) > 0 && slices.ContainsFunc(all, func(o Hit) bool {
			return o.Part == h.Part && o.SentenceIndex == h.SentenceIndex && slices.Contains(to, o.Rule)
		})
	})
}

// scratch is what matching one article needs.
type scratch struct {
	ix    *Index
	m     matcher
	epoch uint64
	seen  []uint64 // per entry: epoch and unit looked at last
	about []uint64 // per rule: epoch and whether its about holds
	hits  []Hit

	sentence  [1]segment
	signed    uint64 // epoch and unit that signature is of
	signature signature

	canonical []byte
	starts    []int // of the sentences, in canonical
}

// scan walks over the words of one part and tries what they trigger.
func (s *scratch) scan(t *text.Text, part tracker.Part) {
	if t == nil || len(t.Words) == 0 {
		return
	}
	ids, prefixes := s.ix.ids, !s.ix.prefixes.empty()
	var prev *text.Form
	for i := range t.Words {
		f := t.Form(i)
		if p := ids.get(f.ID); p != nil {
			s.fire(p, part, int(t.Words[i].Sentence))
		}
		if prev != nil {
			if p := ids.get(pairID(prev.ID, f.ID)); p != nil {
				s.fire(p, part, int(t.Words[i-1].Sentence))
			}
		}
		if f.Alt != 0 || prev != nil && prev.Alt != 0 {
			s.alternates(t, part, i)
		}
		if prefixes {
			s.beginning(f.Fold, part, int(t.Words[i].Sentence))
			if f.Bare != f.Fold {
				s.beginning(f.Bare, part, int(t.Words[i].Sentence))
			}
		}
		prev = f
	}
	if !s.ix.literals.empty() {
		s.scanLiterals(t, part)
	}
}

func (s *scratch) beginning(fold string, part tracker.Part, sentence int) {
	startingAt(&s.ix.prefixes, fold, func(p posting) { s.try(p, part, sentence) })
}

// alternates tries the second stems of word i and of the one before.
func (s *scratch) alternates(t *text.Text, part tracker.Part, i int) {
	f, sentence := t.Form(i), int(t.Words[i].Sentence)
	if f.Alt != 0 {
		s.fire(s.ix.ids.get(f.Alt), part, sentence)
	}
	if i == 0 {
		return
	}
	before := t.Form(i - 1)
	for _, pair := range [][2]uint64{{before.Alt, f.ID}, {before.ID, f.Alt}, {before.Alt, f.Alt}} {
		if pair[0] != 0 && pair[1] != 0 {
			s.fire(s.ix.ids.get(pairID(pair[0], pair[1])), part, int(t.Words[i-1].Sentence))
		}
	}
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
		if rest := s.canonical[i:]; s.ix.literals.may(rest) {
			startingAt(&s.ix.literals, rest, func(p posting) {
				s.try(p, part, max(0, sort.SearchInts(s.starts, i+1)-1))
			})
		}
	}
}

func (s *scratch) fire(postings []posting, part tracker.Part, sentence int) {
	for _, p := range postings {
		s.try(p, part, sentence)
	}
}

// allUnits stands in scratch.seen for every unit of the article.
const allUnits = 1<<32 - 1

// try evaluates the entry of a posting on the unit around a sentence.
func (s *scratch) try(p posting, part tracker.Part, sentence int) {
	e := &s.ix.entries[p.entry]
	if e.lang != "" && e.lang != s.m.lang {
		return
	}
	r := &s.ix.rules[e.rule]
	if p.inTitle && part != tracker.Title {
		return
	}
	if p.inTitle && r.Within != tracker.InArticle {
		if stamp := s.epoch<<32 | allUnits; s.seen[p.entry] != stamp {
			s.seen[p.entry] = stamp
			s.everywhere(p.entry)
		}
		return
	}
	unitNumber := uint64(1) // the title, or the article
	if part == tracker.Body && r.Within != tracker.InArticle {
		if r.Within == tracker.InParagraph {
			sentence = s.firstOfParagraph(sentence)
		}
		unitNumber = uint64(sentence) + 2
	}
	stamp := s.epoch<<32 | unitNumber
	if s.seen[p.entry] == stamp {
		return
	}
	s.seen[p.entry] = stamp
	if n := r.Within.Sentences(); n > 1 && part == tracker.Body {
		s.windows(p.entry, sentence, n)
		return
	}
	u := s.unitOf(r.Within, part, sentence)
	if r.Within == tracker.InParagraph {
		stamp |= 1 << 31 // a paragraph is another unit than its first sentence
	}
	if s.lacks(e, u, stamp) || !s.aboutHolds(e.rule, r) {
		return
	}
	s.eval(e, r, u)
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

func (s *scratch) eval(e *entry, r *Rule, u unit) {
	if hit, ok := s.m.hit(r, e.root, u); ok {
		hit.Rule = e.rule
		s.hits = append(s.hits, hit)
	}
}

func (s *scratch) aboutHolds(rule int, r *Rule) bool {
	if r.About == nil {
		return true
	}
	if s.about[rule]>>1 != s.epoch {
		s.about[rule] = s.epoch << 1
		if s.m.holds(r.About.root, s.m.all) {
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
	s.m.units(r.Within, func(u unit) { s.eval(e, r, u) })
}

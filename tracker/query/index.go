package query

import (
	"iter"
	"maps"
	"slices"
	"sync"

	"onset/tracker"
)

// Index holds rules so that matching an article costs by what occurs in it. It
// may be used by many goroutines.
type Index struct {
	rules    []filed
	entries  []entry
	words    lexicon
	fires    [][]posting // by number of a word
	pairs    *keyTable[posting]
	literals stringTable[posting]
	always   []int32       // entries without a trigger
	yields   map[int][]int // by rule: those that it yields to
	scratch  sync.Pool
}

// filed is what an index keeps of a rule.
type filed struct {
	within     tracker.Within
	not, about *node
}

// entry is one expression of one rule.
type entry struct {
	rule int
	lang string // of articles; "" for all
	root *node
	// needs are words that a unit must have; none when it is an article, whose
	// signature would be full.
	needs []signature
}

// posting names an entry of the index that a trigger may make true: twice its
// number, and one more where the trigger must be in the title.
type posting int32

func postingOf(entry int32, inTitle bool) posting {
	if inTitle {
		return posting(2*entry + 1)
	}
	return posting(2 * entry)
}

func (p posting) entry() int32  { return int32(p / 2) }
func (p posting) inTitle() bool { return p%2 == 1 }

// NewIndex files rules one by one; it keeps nothing of their expressions but the
// words.
func NewIndex(rules iter.Seq[Rule]) *Index {
	ix := &Index{}
	var yields yielding
	var pairs []keyed[posting]
	for r := range rules {
		i := len(ix.rules)
		yields.add(i, r)
		f := filing{&ix.words, map[*node]*node{}}
		ix.rules = append(ix.rules, filed{r.Within, f.expr(r.Not), f.expr(r.About)})
		for _, lang := range slices.Sorted(maps.Keys(r.Match)) {
			e := r.Match[lang]
			if e == nil || !e.HasWords() {
				continue
			}
			n, triggers := entry{rule: i, lang: lang, root: f.node(e.root)}, triggersOf(e.root)
			if w := r.Within; w == tracker.InParagraph || w.Sentences() == 1 {
				n.needs = ix.words.signatures(needsOf(e.root, anyWord), triggers)
			}
			ix.entries = append(ix.entries, n)
			pairs = ix.file(int32(len(ix.entries)-1), triggers, pairs)
		}
	}
	ix.yields = yields.byRule()
	ix.pairs = newKeyTable(pairs)
	ix.words.close()
	ix.scratch.New = func() any {
		return &scratch{ix: ix, seen: make([]uint64, len(ix.entries)), about: make([]uint64, len(ix.rules)),
			m: matcher{at: make([][]int32, len(ix.words.words))}}
	}
	return ix
}

func (ix *Index) file(entry int32, t *triggers, pairs []keyed[posting]) []keyed[posting] {
	if t == nil {
		ix.always = append(ix.always, entry)
		return pairs
	}
	p := postingOf(entry, t.inTitle)
	for _, w := range t.words {
		n := int(ix.words.number(w))
		for len(ix.fires) <= n {
			ix.fires = append(ix.fires, nil)
		}
		if !slices.Contains(ix.fires[n], p) {
			ix.fires[n] = append(ix.fires[n], p)
		}
	}
	for _, id := range t.pairs {
		pairs = append(pairs, keyed[posting]{id, p})
	}
	for _, s := range t.literals {
		ix.literals.add(s, p)
	}
	return pairs
}

// Match returns every unit of the article where a rule holds, by rule and place.
func (ix *Index) Match(doc *Doc) []Hit {
	s := ix.scratch.Get().(*scratch)
	defer func() { // a fault of the program must not leave places for the next article
		s.forget()
		ix.scratch.Put(s)
	}()
	s.epoch++
	s.hits = nil
	s.m.reset(doc)
	s.sign(doc)
	s.walk(doc.Title, tracker.Title, 0)
	s.walk(doc.Body, tracker.Body, s.m.bodyAt)
	for _, f := range s.fired {
		s.try(f.posting, f.part, int(f.sentence))
	}
	for _, e := range ix.always {
		s.everywhere(e)
	}
	return ix.withoutYielding(inOrder(s.hits))
}

// yielding are rules by their id, and the ids that they yield to.
type yielding struct {
	at map[string]int
	to map[int][]string
}

func (y *yielding) add(rule int, r Rule) {
	if y.at == nil {
		y.at, y.to = map[string]int{}, map[int][]string{}
	}
	y.at[r.ID] = rule
	if len(r.YieldsTo) > 0 {
		y.to[rule] = r.YieldsTo
	}
}

// byRule tells by rule which others it yields to.
func (y *yielding) byRule() map[int][]int {
	out := map[int][]int{}
	for rule, ids := range y.to {
		for _, id := range ids {
			if j, ok := y.at[id]; ok && j != rule {
				out[rule] = append(out[rule], j)
			}
		}
	}
	return out
}

// withoutYielding leaves out hits at sentences that a rule yields.
func (ix *Index) withoutYielding(hits []Hit) []Hit {
	if len(ix.yields) == 0 || len(hits) < 2 {
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

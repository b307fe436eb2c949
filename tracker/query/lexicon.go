package query

import (
	"slices"
	"sync/atomic"

	"onset/tracker/text"
)

// lexicon is the distinct words that the rules of an index ask for, each by its
// number, from 1. A text is walked over once to find where each of them stands;
// however many rules ask for a word, they look at those places alone.
type lexicon struct {
	words    []*word // by number
	numbers  map[wordKey]int32
	stems    *keyTable[int32]
	prefixes stringTable[int32]
	kept     []atomic.Pointer[formWords]
}

// formWords are the words that hold for a form. Those of the forms that were met
// last are kept, since the words of a text are mostly those of texts before.
type formWords struct {
	form    *text.Form
	numbers []int32
}

// mostKept is for how many forms that is at the most.
const mostKept = 1 << 15

// number returns the number of a word.
func (lx *lexicon) number(w *word) int32 {
	if n, ok := lx.numbers[w.key()]; ok {
		return n
	}
	if lx.numbers == nil {
		lx.words, lx.numbers = []*word{nil}, map[wordKey]int32{}
	}
	n := int32(len(lx.words))
	lx.words, lx.numbers[w.key()] = append(lx.words, w), n
	return n
}

// close readies the lexicon for texts; no word may be added afterwards.
func (lx *lexicon) close() {
	var stems []keyed[int32]
	for i, w := range lx.words {
		if w == nil {
			continue
		}
		n := int32(i)
		for _, id := range w.stemIDs() {
			stems = append(stems, keyed[int32]{id, n})
		}
		for _, b := range w.begins() {
			lx.prefixes.add(b, n)
		}
	}
	lx.stems, lx.numbers = newKeyTable(stems), nil
	lx.kept = make([]atomic.Pointer[formWords], min(4*len(lx.words)+1, mostKept))
}

// of returns the numbers of the words that hold for a form, ascending.
func (lx *lexicon) of(f *text.Form) []int32 {
	if !lx.may(f) {
		return nil
	}
	kept := &lx.kept[f.Hash()%uint64(len(lx.kept))]
	if k := kept.Load(); k != nil && k.form == f {
		return k.numbers
	}
	k := &formWords{f, lx.lookUp(f)}
	kept.Store(k)
	return k.numbers
}

// may tells whether any word could hold for a form; false is certain, and the answer
// for most words of most texts.
func (lx *lexicon) may(f *text.Form) bool {
	return lx.stems.may(f.ID) || f.Alt != 0 && lx.stems.may(f.Alt) ||
		mayStart(&lx.prefixes, f.Fold) || len(f.Bare) != len(f.Fold) && mayStart(&lx.prefixes, f.Bare)
}

func (lx *lexicon) lookUp(f *text.Form) (numbers []int32) {
	holding := func(n int32) {
		if lx.words[n].holds(f) {
			numbers = append(numbers, n)
		}
	}
	for _, id := range []uint64{f.ID, f.Alt} {
		for _, n := range lx.stems.get(id) {
			holding(n)
		}
	}
	startingAt(&lx.prefixes, f.Fold, holding)
	startingAt(&lx.prefixes, f.Bare, holding)
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// filing turns the trees of rules into those of an index: words are numbered, and
// the parts of an AND stand rarest first. The trees of the rules stay as they are
// printed.
type filing struct {
	*lexicon
	made map[*node]*node
}

func (f *filing) node(n *node) *node {
	if n == nil {
		return nil
	}
	if c, ok := f.made[n]; ok {
		return c
	}
	c := *n
	c.kids = f.nodes(n.kids)
	if n.op == opAnd {
		rarestFirst(c.kids)
	}
	if len(n.words) > 0 {
		c.number = f.number(n.words[0])
	}
	if n.joined != nil {
		c.joinedNumber = f.number(n.joined)
	}
	c.left, c.right = f.sides(n.left), f.sides(n.right)
	f.made[n] = &c
	return &c
}

// expr is the tree of an expression; nil for none.
func (f *filing) expr(e *Expr) *node {
	if e == nil {
		return nil
	}
	return f.node(e.root)
}

func (f *filing) nodes(nodes []*node) []*node {
	if nodes == nil {
		return nil
	}
	out := make([]*node, len(nodes))
	for i, n := range nodes {
		out[i] = f.node(n)
	}
	return out
}

func (f *filing) sides(side [][]*node) [][]*node {
	if side == nil {
		return nil
	}
	out := make([][]*node, len(side))
	for i, group := range side {
		out[i] = f.nodes(group)
	}
	return out
}

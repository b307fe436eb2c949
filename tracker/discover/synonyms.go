package discover

import (
	"slices"
	"sync"

	"onset/tracker/text"
)

// Synonyms are what an archive itself shows of its words: which ones stand where
// others stand, and how much two statements say the same. They are of one language, as
// statements are, and suggestions: opposites stand in the same places too. Safe for
// concurrent use.
type Synonyms struct {
	mu   sync.Mutex // over what is worked out when asked for
	kin  *kin
	word map[uint32]string // root with near-synonyms → the word that stands most often for it
}

// Synonym is a word with how near it stands to another, above 0 and at most 1.
type Synonym struct {
	Word string
	Near float64
}

// Synonyms returns what the statements show that are remembered.
func (f *Finder) Synonyms() *Synonyms {
	f.relearn(f.today)
	s := &Synonyms{kin: f.kin, word: map[uint32]string{}}
	wanted := map[uint32]bool{}
	for root := range f.kin.at {
		for _, n := range s.near(root) {
			wanted[n.root] = true
		}
	}
	forms := map[uint32]map[string]int{}
	for i := range f.memory.all {
		if o := &f.memory.all[i]; slices.ContainsFunc(o.roots, func(r uint32) bool { return wanted[r] }) {
			o.spell(wanted, forms)
		}
	}
	for root, counts := range forms {
		s.word[root] = commonest(counts)
	}
	return s
}

// wellKnown is in how many statements a word stands at least whose near-synonyms are
// named: the contexts of a rarer one are those of a story or two.
const wellKnown = 10

// near returns the near-synonyms of a root that are well known, as it has to be.
func (s *Synonyms) near(root uint32) []weighed {
	if s.kin.held(root) < wellKnown {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.kin.near(root)), func(w weighed) bool { return s.kin.held(w.root) < wellKnown })
}

// spell counts the forms in which the words stand that have one of the roots.
func (s *statement) spell(wanted map[uint32]bool, forms map[uint32]map[string]int) {
	t := text.Analyse(s.text, s.language)
	for i := range t.Words {
		root := rootID(root(t.Stem(i)))
		if !wanted[root] || !content(t.Form(i)) {
			continue
		}
		if forms[root] == nil {
			forms[root] = map[string]int{}
		}
		forms[root][t.Fold(i)]++
	}
}

// commonest returns the form that stands most often, the first of several.
func commonest(counts map[string]int) (best string) {
	for form, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && form < best {
			best = form
		}
	}
	return best
}

// Of returns the near-synonyms of a word of a language, the nearest first; none of one
// that the archive hardly knows.
func (s *Synonyms) Of(word, language string) []Synonym {
	t := text.Analyse(word, language)
	if s == nil || len(t.Words) != 1 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Synonym
	for _, n := range s.near(rootID(root(t.Stem(0)))) {
		if w := s.word[n.root]; w != "" {
			out = append(out, Synonym{w, n.weight})
		}
	}
	return out
}

// Alike returns how much two statements of a language say the same, 0 to 1, by the
// words that they share and by near-synonyms: words of saying, and those that name who
// speaks, apart. It is 0 where they share hardly more than names, where who acts on whom
// is turned round, and where the archive is too small to tell.
func (s *Synonyms) Alike(a, b, language string, speakers ...string) float64 {
	if s == nil || s.kin.number < fewStatements {
		return 0
	}
	but := map[uint32]bool{}
	for _, name := range speakers {
		for _, r := range stated(name, language, nil).roots {
			but[r] = true
		}
	}
	x, y := stated(a, language, but), stated(b, language, but)
	if opposed(&x.statement, &y.statement) {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w, shared := s.kin.wording(x.roots), 0
	for _, r := range y.roots {
		if w.near[r] > 0 && !x.named[r] && !y.named[r] {
			shared++
		}
	}
	if shared < besideNames {
		return 0
	}
	return w.likeness(y.roots)
}

// besideNames is how many words two statements share at least that are no names: who
// is named in two of them says no more than that both are about him.
const besideNames = 2

// fewStatements are too few to tell which words say much.
const fewStatements = 200

// SaidBefore is the likeness from which one of two statements was said before, in other
// words.
const SaidBefore = 0.45

// saying is a statement with those of its roots that are names.
type saying struct {
	statement
	named map[uint32]bool
}

// stated reads a statement to compare it with others, but for some roots.
func stated(sentence, language string, but map[uint32]bool) saying {
	t := text.Analyse(sentence, language)
	u := newUnit(t, 0, len(sentence), 0, len(t.Words))
	s, said := saying{named: map[uint32]bool{}}, map[uint32]bool{}
	for i := range t.Words {
		x := lexemeOf(t.Form(i))
		r := x.root
		said[r], s.named[r] = x.marks&ofSaying != 0, s.named[r] || i > 0 && t.Form(i).Capital()
	}
	s.traits, s.roots = u.traits, slices.DeleteFunc(u.roots, func(r uint32) bool { return but[r] || said[r] })
	s.arrange(&u)
	return s
}

// SaysOld tells whether a sentence itself says that it is not new ("once again").
func SaysOld(sentence string) bool { return cueOf(text.Fold(sentence)) == cueOld }

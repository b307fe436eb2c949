package claim

import (
	"slices"
	"strings"
	"sync/atomic"

	"onset/tracker/text"
)

// word is all that the tables of a language say about a word form, wherever it
// stands.
type word struct {
	form       *text.Form
	fold       string // lower case, without the possessive ending
	key        string // fold without a case ending: how names are compared
	entry      *entry // never nil
	class      class
	shape      shape
	capital    bool
	contracted class // the auxiliary that a pronoun took in: "he'd"
	apostrophe bool  // ends in 's
	plural     bool  // may end in s'
	initial    bool  // the first letter of a given name: «В.» before a surname
}

// Words are kept by their form in sets of a few, the newest first; the oldest
// gives way, so that memory is bounded.
const (
	wordSets = 1 << 15
	wordWays = 2
)

type cache [wordSets][wordWays]atomic.Pointer[word]

var noEntry = &entry{}

// word returns what is known of a form.
func (l *lexicon) word(f *text.Form) *word {
	set := &l.cache[f.Hash()%wordSets]
	for i := range set {
		if w := set[i].Load(); w != nil && w.form == f {
			return w
		}
	}
	w := l.workOut(f)
	for i := wordWays - 1; i > 0; i-- {
		set[i].Store(set[i-1].Load())
	}
	set[0].Store(w)
	return w
}

func (l *lexicon) workOut(f *text.Form) *word {
	w := &word{form: f, fold: f.Fold, capital: f.Capital(), entry: noEntry}
	if stem, ok := cutPossessive(f.Fold); ok {
		w.fold, w.apostrophe = stem, true
	}
	l.contract(w, f.Fold)
	w.plural = l.inS && strings.HasSuffix(w.fold, "s")
	w.key = caseless(w.fold)
	w.shape = l.shapeOf(w.fold, w.key)
	if e := l.entries[w.fold]; e != nil {
		w.entry, w.class = e, e.class
	} else {
		w.class = l.lesserRole(w.fold)
	}
	if w.class == 0 && !w.capital && len(w.entry.verbs) == 0 && len(w.fold) > 4 && slices.ContainsFunc(l.adverbs, func(e string) bool { return strings.HasSuffix(w.fold, e) }) {
		w.class = isAdverb
	}
	return w
}

// lesserRole returns the class of a role that is written with what makes it another
// one, «ексглава»; 0 for any other word.
func (l *lexicon) lesserRole(fold string) class {
	for _, prefix := range l.lesserPrefixes {
		if e := l.entries[strings.TrimPrefix(fold, prefix)]; e != nil && strings.HasPrefix(fold, prefix) && e.class&isRole != 0 {
			return e.class | isLesser
		}
	}
	return 0
}

// initial returns the word for the first letter of a given name, which is no
// preposition: «В. Сорин», «С.Рудин».
func initial(f *text.Form) *word {
	return &word{form: f, fold: f.Fold, key: f.Fold, capital: true, initial: true, entry: noEntry}
}

// surname returns a word as a name and nothing else.
func surname(f *text.Form) *word {
	return &word{form: f, fold: f.Fold, key: caseless(f.Fold), capital: true, entry: noEntry}
}

// contractions are what follows the apostrophe of "he's", "they'd".
var contractions = map[string]class{
	"s": isBe | isHave, "re": isBe, "m": isBe, "d": isModal | isHave, "ll": isModal, "ve": isHave,
}

// contract finds a pronoun that took in an auxiliary.
func (l *lexicon) contract(w *word, fold string) {
	pronoun, rest, ok := strings.Cut(fold, "'")
	if !ok || contractions[rest] == 0 {
		return
	}
	if e := l.entries[pronoun]; e != nil && e.class&isPronoun != 0 {
		w.fold, w.contracted, w.apostrophe = pronoun, contractions[rest], false
	}
}

// cutPossessive takes 's off a folded word.
func cutPossessive(fold string) (string, bool) {
	stem, ok := strings.CutSuffix(fold, "'s")
	return stem, ok && stem != ""
}

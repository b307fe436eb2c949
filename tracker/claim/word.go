package claim

import (
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
	capital    bool
	apostrophe bool // ends in 's
	plural     bool // may end in s'
}

// kept is how many words a lexicon keeps worked out; a power of two.
const kept = 1 << 14

// cache keeps words by their form. A slot holds one word; another form that
// falls on it takes its place, so memory is bounded.
type cache [kept]atomic.Pointer[word]

var noEntry = &entry{}

// word returns what is known of a form.
func (l *lexicon) word(f *text.Form) *word {
	h := f.ID ^ f.ID>>31
	if n := len(f.Exact); n > 0 {
		h += uint64(n)<<9 + uint64(f.Exact[0])<<5 + uint64(f.Exact[n-1])
	}
	slot := &l.cache[h%kept]
	if w := slot.Load(); w != nil && w.form == f {
		return w
	}
	w := l.workOut(f)
	slot.Store(w)
	return w
}

func (l *lexicon) workOut(f *text.Form) *word {
	w := &word{form: f, fold: f.Fold, capital: f.Capital(), entry: noEntry}
	if stem, ok := cutPossessive(f.Fold); ok {
		w.fold, w.apostrophe = stem, true
	}
	w.plural = l.name == "en" && strings.HasSuffix(w.fold, "s")
	w.key = caseless(w.fold)
	if e := l.entries[w.fold]; e != nil {
		w.entry, w.class = e, e.class
	}
	if w.class == 0 && !w.capital && len(w.entry.verbs) == 0 && len(w.fold) > 4 && l.adverb != "" && strings.HasSuffix(w.fold, l.adverb) {
		w.class = isAdverb
	}
	return w
}

// cutPossessive takes 's off a folded word.
func cutPossessive(fold string) (string, bool) {
	stem, ok := strings.CutSuffix(fold, "'s")
	return stem, ok && stem != ""
}

package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Form is a word form in a language: all that can be known of a word without
// its place. Forms are shared by all texts and never change.
type Form struct {
	// What is needed for every word stands first, within one line of cache.
	hash    uint64 // of the word as written
	ID      uint64 // of the stem, by StemID; good for this process only
	Alt     uint64 // of the stem that it has in lower case, where that is another; else 0
	Lang    Lang   // of the word
	class   class
	capital bool  // begins with a capital, or in a script without case
	upper   bool  // two letters or more, all capitals
	number  bool  // digits, no letters
	letters uint8 // 255 at most

	Kinds Kinds  // of the stem
	Fold  string // see Text.Fold
	Bare  string // Fold without the marks that the language does not write
	Stem  string // see Text.Stem
	Exact string // Plain, without possessive 's and elided article
}

// Term returns the stem tagged with its language, as an index keeps it:
// "ru:войск", ":luomo" where the language has no stemmer.
func (f *Form) Term() string { return f.Lang.String() + ":" + f.Stem }

// Hash returns a number that stands for the word as written, good for this
// process only.
func (f *Form) Hash() uint64 { return f.hash }

// Number tells whether the word is made of digits.
func (f *Form) Number() bool { return f.number }

// Capital tells whether the word begins with a capital letter.
func (f *Form) Capital() bool { return f.capital }

var seed = maphash.MakeSeed()

// StemID returns a number that stands for a stem: equal stems have equal
// numbers, and two stems of the same number are not met in practice (64 bits,
// seeded by the process). It is never 0.
func StemID(stem string) uint64 { return maphash.String(seed, stem) | 1 }

// Forms are kept in a table of fixed size per voice, so that memory is bounded
// however many words an archive has (about 20 MB a language): a few forms a set,
// the newest first; the oldest gives way.
const (
	formSets   = 1 << 15
	formWays   = 4
	maxKept    = 64 // bytes; longer words are not worth keeping
	maxLetters = 255
)

type formTable [formSets]formSet

// formSet is one line of cache: the hashes tell which form to look at.
type formSet struct {
	hashes [formWays]atomic.Uint64
	forms  [formWays]atomic.Pointer[Form]
}

var tables [voices]atomic.Pointer[formTable]

func tableOf(v voice) *formTable {
	if t := tables[v].Load(); t != nil {
		return t
	}
	tables[v].CompareAndSwap(nil, new(formTable))
	return tables[v].Load()
}

// get returns the form of the word with a hash, nil when it is not kept. Words
// are told apart by 64 bits of hash, as stems are.
func (t *formTable) get(hash uint64) *Form {
	set := &t[hash%formSets]
	for i := range set.hashes {
		if set.hashes[i].Load() != hash {
			continue
		}
		if f := set.forms[i].Load(); f != nil && f.hash == hash { // others may be adding
			return f
		}
	}
	return nil
}

// add works out the form of a word and keeps it.
func (t *formTable) add(hash uint64, raw string, v voice) *Form {
	f := newForm(raw, v)
	f.hash = hash
	if len(raw) <= maxKept {
		set := &t[hash%formSets]
		for i := formWays - 1; i > 0; i-- {
			set.forms[i].Store(set.forms[i-1].Load())
			set.hashes[i].Store(set.hashes[i-1].Load())
		}
		set.forms[0].Store(f)
		set.hashes[0].Store(hash)
	}
	return f
}

// newForm works out a form; the word is copied, so that a kept form does not
// hold the article it was met in.
func newForm(raw string, v voice) *Form {
	raw = strings.Clone(raw)
	f := &Form{Exact: raw}
	f.readCase(raw)
	f.Fold = Fold(raw)
	first, _ := utf8.DecodeRuneInString(f.Fold)
	f.Lang = v.lang(f.Fold, scriptOf(first))
	f.number = unicode.IsDigit(first) && !strings.ContainsFunc(f.Fold, unicode.IsLetter)
	if f.Lang == French {
		if n := elision(f.Fold); n > 0 {
			f.Fold = f.Fold[n:]
			f.Exact = afterApostrophe(raw)
		}
	}
	f.Exact = Plain(withoutPossessive(f.Exact, f.Lang))
	f.Bare = Bare(f.Fold, f.Lang)
	f.Stem = stemAs(f.Bare, f.Lang, f.capital)
	f.Kinds = kindsOf(f.Bare, f.Stem, f.Lang)
	f.ID = StemID(f.Stem)
	if f.capital {
		if alt := stemAs(f.Bare, f.Lang, false); alt != f.Stem {
			f.Alt = StemID(alt)
		}
	}
	f.class = classOf(f)
	return f
}

func (f *Form) readCase(raw string) {
	uppers, lowers := 0, 0
	for i, r := range raw {
		if f.letters < maxLetters {
			f.letters++
		}
		up, low := unicode.IsUpper(r) || unicode.IsTitle(r), unicode.IsLower(r)
		if i == 0 {
			f.capital = up || !low && unicode.IsLetter(r)
		}
		if up {
			uppers++
		}
		if low {
			lowers++
		}
	}
	f.upper = uppers > 1 && lowers == 0
}

// Verbal tells whether a Russian or Ukrainian word has the ending of a verb and
// of nothing else.
func (f *Form) Verbal() bool {
	return paradigms[f.Lang] != nil && f.Kinds == verbal(f.Lang)
}

// Adjectival tells whether a Russian or Ukrainian word can be an adjective.
func (f *Form) Adjectival() bool {
	return paradigms[f.Lang] != nil && f.Kinds&(adjectival|doubled) != 0
}

package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"onset/tracker/text"
)

type op uint8

const (
	opWords op = iota // a word or a phrase
	opRegex
	opAnd
	opOr
	opNot
	opNear
	opApart // one without another near it
	opDoes  // who does something
	opTo    // something done to someone
	opField
	opTitle
	opSet
)

// node is a part of an expression.
type node struct {
	op       op
	pos, end int // byte offsets into the source of the expression
	kids     []*node

	words   []*word // opWords: adjacent, in this order
	quoted  bool    // opWords: written as a phrase
	joined  *word   // opWords: the same in one word, for false-flag
	literal string  // opWords: exact text that the words must cover, for =post-war

	re   *regexp.Regexp // opRegex
	name string         // opField, opSet: its name; opRegex: its source
	vals []string       // opField

	n           int  // opNear, opApart: the greatest distance
	ordered     bool // opNear, opApart
	left, right [][]*node

	number, joinedNumber int32 // opWords in an index: of words[0] and joined in its lexicon, else 0
}

type wordKind uint8

const (
	inflected wordKind = iota
	exact
	prefix
	family
)

// word is one word that is asked for.
type word struct {
	kind  wordKind
	text  string // as written in the rule, without =, ~ and *
	fold  string
	keys  [text.Langs]stemKey // by language of the token; id 0 for none
	more  []langKey           // further stems, for names and other spellings
	plain bool                // text.Form.Alt counts too

	acronym  string // exact: the same with dots, or without: U.S
	families []text.Family
}

// stemKey is a stem and of which kinds a form of it must be.
type stemKey struct {
	id    uint64
	kinds text.Kinds
}

type langKey struct {
	lang text.Lang
	stemKey
}

// wordKey tells a word from others.
type wordKey struct {
	kind wordKind
	text string
}

func (w *word) key() wordKey { return wordKey{w.kind, w.text} }

// newWord works out a word, written as text.Plain has it.
func newWord(raw string, kind wordKind) *word {
	w := &word{kind: kind, text: raw, fold: text.Fold(raw)}
	switch kind {
	case prefix:
		return w
	case family:
		for _, l := range []text.Lang{text.English, text.Russian, text.Ukrainian} {
			if f, ok := text.FamilyOf(raw, l); ok {
				w.families = append(w.families, f)
			}
		}
	case exact:
		w.acronym = otherAcronym(raw)
	}
	for _, k := range w.indexKeys() {
		key := stemKey{text.StemID(k.Stem), k.Kinds}
		switch {
		case k.Alt:
			w.plain = true
		case w.keys[k.Lang].id == 0:
			w.keys[k.Lang] = key
		default:
			w.more = append(w.more, langKey{k.Lang, key})
		}
	}
	return w
}

// indexKeys are the stems under which the word may stand in an index.
func (w *word) indexKeys() []text.Key {
	keys := text.Keys(w.text)
	if w.acronym != "" {
		keys = append(keys, text.Keys(w.acronym)...)
	}
	return keys
}

// longestAcronym is how many letters of an acronym may stand with dots.
const longestAcronym = 5

// otherAcronym returns an acronym with dots where it has none and the other way
// round, as words have it, without the last dot; "" for what is none.
func otherAcronym(raw string) string {
	letters := []rune(strings.ReplaceAll(raw, ".", ""))
	if len(letters) < 2 || len(letters) > longestAcronym || slices.ContainsFunc(letters, func(r rune) bool { return !unicode.IsUpper(r) }) {
		return ""
	}
	if string(letters) != raw {
		return string(letters)
	}
	parts := make([]string, len(letters))
	for i, r := range letters {
		parts[i] = string(r)
	}
	return strings.Join(parts, ".")
}

// holds tells whether a form is one of the word.
func (w *word) holds(f *text.Form) bool {
	switch w.kind {
	case inflected:
		return w.stems(f)
	case exact:
		return f.Exact == w.text || w.acronym != "" && f.Exact == w.acronym
	case family:
		return slices.ContainsFunc(w.families, func(m text.Family) bool { return m.Holds(f) })
	}
	return strings.HasPrefix(f.Fold, w.fold) || strings.HasPrefix(f.Bare, text.Bare(w.fold, f.Lang))
}

func (w *word) stems(f *text.Form) bool {
	if k := &w.keys[f.Lang]; k.id == f.ID && k.kinds&f.Kinds != 0 || f.Alt != 0 && w.plain && k.id == f.Alt {
		return true
	}
	for i := range w.more {
		if m := &w.more[i]; m.lang == f.Lang && m.id == f.ID && m.kinds&f.Kinds != 0 {
			return true
		}
	}
	return false
}

// begins returns what the folds begin with of one of which a token is where the
// word holds: those of a prefix or a family; none for other words.
func (w *word) begins() (out []string) {
	switch w.kind {
	case prefix:
		out = []string{w.fold}
		for l := range text.Langs {
			out = append(out, text.Bare(w.fold, text.Lang(l)))
		}
	case family:
		for _, f := range w.families {
			out = append(out, f.Prefix())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stemIDs returns the stems that a token has one of where the word holds;
// none for a prefix or a family.
func (w *word) stemIDs() []uint64 {
	if w.kind == prefix || w.kind == family {
		return nil
	}
	var ids []uint64
	add := func(id uint64) {
		if id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, k := range w.keys {
		add(k.id)
	}
	for _, m := range w.more {
		add(m.id)
	}
	return ids
}

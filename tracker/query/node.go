package query

import (
	"regexp"

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
	opField
	opTitle
	opSet
)

// node is a part of an expression.
type node struct {
	op       op
	pos, end int // byte offsets into the source of the expression
	kids     []*node

	words   []word // opWords: adjacent, in this order
	quoted  bool   // opWords: written as a phrase
	joined  *word  // opWords: the same in one word, for false-flag
	literal string // opWords: exact text that the words must cover, for =post-war

	re   *regexp.Regexp // opRegex
	name string         // opField, opSet: its name; opRegex: its source
	vals []string       // opField

	n           int  // opNear: the greatest distance
	ordered     bool // opNear
	left, right [][]*node
}

type wordKind uint8

const (
	inflected wordKind = iota
	exact
	prefix
)

// word is one word that is asked for.
type word struct {
	kind  wordKind
	text  string // as written in the rule, without = and *
	fold  string
	ids   [text.Langs]uint64 // stem by language of the token; 0 for none
	more  []langID           // further stems, for names
	plain bool               // text.Form.Alt counts too
}

type langID struct {
	lang text.Lang
	id   uint64
}

func newWord(raw string, kind wordKind) word {
	raw = text.Plain(raw)
	w := word{kind: kind, text: raw, fold: text.Fold(raw)}
	if kind == prefix {
		return w
	}
	for _, k := range text.Keys(raw) {
		switch {
		case k.Alt:
			w.plain = true
		case w.ids[k.Lang] == 0:
			w.ids[k.Lang] = text.StemID(k.Stem)
		default:
			w.more = append(w.more, langID{k.Lang, text.StemID(k.Stem)})
		}
	}
	return w
}

// holds tells whether a form is one of the word.
func (w *word) holds(f *text.Form) bool {
	switch w.kind {
	case inflected:
		return w.stems(f)
	case exact:
		return f.Exact == w.text
	}
	return len(f.Fold) >= len(w.fold) && f.Fold[:len(w.fold)] == w.fold
}

func (w *word) stems(f *text.Form) bool {
	if id := w.ids[f.Lang]; id == f.ID || f.Alt != 0 && w.plain && id == f.Alt {
		return true
	}
	for _, m := range w.more {
		if m.lang == f.Lang && m.id == f.ID {
			return true
		}
	}
	return false
}

// triggerIDs returns the stems that a token has one of where the word holds;
// none for a prefix.
func (w *word) triggerIDs() []uint64 {
	if w.kind == prefix {
		return nil
	}
	var ids []uint64
	add := func(id uint64) {
		for _, have := range ids {
			if have == id {
				return
			}
		}
		if id != 0 {
			ids = append(ids, id)
		}
	}
	for _, id := range w.ids {
		add(id)
	}
	for _, m := range w.more {
		add(m.id)
	}
	return ids
}

package discover

import (
	"sync/atomic"

	"onset/tracker/text"
)

// lexeme is all that discovery knows of a word form, wherever it stands.
type lexeme struct {
	form     *text.Form
	id, root uint32 // of its stem, see stemID and rootID
	content  bool   // it can be part of a phrase
	marks    hint   // what it tells of a unit that holds it
	traits   traits // that it shows; of verbs of saying none of tense, as what somebody said may hold for ever
}

// Lexemes are kept by their form, the newest, so that memory is bounded.
const keptLexemes = 1 << 15

var lexemes [keptLexemes]atomic.Pointer[lexeme]

// lexemeOf returns what is known of a form.
func lexemeOf(f *text.Form) *lexeme {
	at := &lexemes[f.Hash()%keptLexemes]
	if x := at.Load(); x != nil && x.form == f {
		return x
	}
	stem := root(f.Stem)
	x := &lexeme{form: f, id: stemID(stem), root: rootID(stem), content: content(f), traits: shownBy()[f.Lang].of(f)}
	marks.of(f.Fold, func(m hint) { x.marks |= m })
	if x.marks&ofSaying != 0 || x.traits.has(charging) {
		x.traits &^= 1<<inPast | 1<<inPresent
	}
	at.Store(x)
	return x
}

package query

import (
	"strings"
	"unicode"
)

// Plain turns what people type into a search box into the rule language: words
// and phrases side by side must all be there. What is an expression already is
// returned as it is, and so is what can't be read as words either: its faults
// are then told.
func Plain(src string, terms Terms) string {
	for _, try := range []string{src, joined(src), allWords(src)} {
		if try == "" {
			continue
		}
		if _, err := Parse(try, terms); err == nil {
			return try
		}
	}
	return src
}

// joined puts AND between terms that stand side by side.
func joined(src string) string {
	var b strings.Builder
	last := tokAnd // as after an operator
	at := 0
	for _, t := range lex(src, func(int, int, string, string) {}) {
		if endsTerm(last) && beginsTerm(t.kind) {
			b.WriteString(src[at:t.pos] + "AND ")
			at = t.pos
		}
		last = t.kind
	}
	return b.String() + src[at:]
}

func endsTerm(k tokenKind) bool {
	switch k {
	case tokWord, tokPhrase, tokRegex, tokSet, tokClose:
		return true
	}
	return false
}

func beginsTerm(k tokenKind) bool {
	switch k {
	case tokWord, tokPhrase, tokRegex, tokSet, tokOpen, tokField, tokNot:
		return true
	}
	return false
}

// allWords asks for every word of a text that uses nothing of the rule language.
func allWords(src string) string {
	if strings.ContainsAny(src, `()"“”„«»/$:*=`) {
		return ""
	}
	return strings.Join(strings.FieldsFunc(src, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '’' && r != '\'' && r != '-'
	}), " AND ")
}

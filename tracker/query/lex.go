package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokWord
	tokPhrase
	tokRegex
	tokSet
	tokAnd
	tokOr
	tokNot
	tokNear
	tokDoes
	tokTo
	tokOpen
	tokClose
	tokField
	tokBad // reported already; stands for a term
)

type token struct {
	kind     tokenKind
	pos, end int
	text     string // word, phrase content, regex source, name
	n        int    // tokNear
	ordered  bool
}

// lexer cuts a source into tokens and reports what it can't read.
type lexer struct {
	src    string
	at     int
	tokens []token
	report func(pos, end int, message, hint string)
}

// closing maps an opening quotation mark to those that may close it.
var closing = map[rune]string{'"': "\"", '“': "”“\"", '„': "“”\"", '«': "»", '”': "”"}

func lex(src string, report func(pos, end int, message, hint string)) []token {
	l := &lexer{src: src, report: report}
	for l.at < len(src) {
		r, size := utf8.DecodeRuneInString(src[l.at:])
		switch {
		case unicode.IsSpace(r):
			l.at += size
		case r == '(':
			l.put(tokOpen, l.at+1, "")
		case r == ')':
			l.put(tokClose, l.at+1, "")
		case closing[r] != "":
			l.phrase(size, closing[r])
		case r == '/':
			l.regex()
		case r == '$':
			l.set()
		case isWordRune(r) || r == '=' || r == '*' || r == '~':
			l.word()
		default:
			l.report(l.at, l.at+size, "unexpected character "+quoteRune(r), `put words with special characters in quotation marks`)
			l.at += size
		}
	}
	return append(l.tokens, token{kind: tokEnd, pos: len(src), end: len(src)})
}

func quoteRune(r rune) string {
	if r == utf8.RuneError {
		return "that is not valid UTF-8"
	}
	return "`" + string(r) + "`"
}

func (l *lexer) put(kind tokenKind, end int, text string) {
	l.tokens = append(l.tokens, token{kind: kind, pos: l.at, end: end, text: text})
	l.at = end
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("'’ʼ-‐‑.,&@#_+%€£\u00AD\u200C\u200D", r)
}

func (l *lexer) phrase(size int, closers string) {
	content := l.src[l.at+size:]
	n := strings.IndexAny(content, closers)
	if n < 0 {
		l.report(l.at, l.at+size, "quotation mark is never closed", "close the phrase with a \"")
		l.put(tokBad, len(l.src), "")
		return
	}
	_, closer := utf8.DecodeRuneInString(content[n:])
	l.put(tokPhrase, l.at+size+n+closer, content[:n])
}

// regex reads /…/; a slash inside is written \/.
func (l *lexer) regex() {
	for i := l.at + 1; i < len(l.src) && l.src[i] != '\n'; i++ {
		switch l.src[i] {
		case '\\':
			i++
		case '/':
			l.put(tokRegex, i+1, l.src[l.at+1:i])
			return
		}
	}
	l.report(l.at, l.at+1, "regular expression is never closed", `close it with a /; a slash inside is written \/`)
	line := strings.IndexByte(l.src[l.at:], '\n')
	if line < 0 {
		line = len(l.src) - l.at
	}
	l.put(tokBad, l.at+line, "")
}

func isName(r rune) bool {
	return r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func (l *lexer) set() {
	end := l.at + 1 + runLength(l.src[l.at+1:], isName)
	if end == l.at+1 {
		l.report(l.at, end, "`$` without a name", "write $name for a set from `terms`")
		l.put(tokBad, end, "")
		return
	}
	l.put(tokSet, end, l.src[l.at+1:end])
}

func runLength(s string, in func(rune) bool) int {
	for i, r := range s {
		if !in(r) {
			return i
		}
	}
	return len(s)
}

func (l *lexer) word() {
	rest := l.src[l.at:]
	n := runLength(rest, func(r rune) bool { return isWordRune(r) || r == '=' || r == '*' || r == '~' })
	word := rest[:n]
	switch {
	case strings.HasPrefix(rest[n:], ":"):
		l.put(tokField, l.at+n+1, word)
	case word == "AND":
		l.put(tokAnd, l.at+n, word)
	case word == "OR":
		l.put(tokOr, l.at+n, word)
	case word == "NOT":
		l.put(tokNot, l.at+n, word)
	case word == "DOES":
		l.put(tokDoes, l.at+n, word)
	case word == "TO":
		l.put(tokTo, l.at+n, word)
	case word == "NEAR" || word == "ONEAR":
		l.near(n, word)
	case (strings.EqualFold(word, "NEAR") || strings.EqualFold(word, "ONEAR")) && startsNumber(rest[n:]):
		l.report(l.at, l.at+n, "operators are written in capitals", "write "+strings.ToUpper(word)+"/8")
		l.near(n, strings.ToUpper(word))
	default:
		l.put(tokWord, l.at+n, word)
	}
}

func startsNumber(s string) bool { return len(s) > 1 && s[0] == '/' && s[1] >= '0' && s[1] <= '9' }

// maxDistance is the greatest n of NEAR/n.
const maxDistance = 200

func (l *lexer) near(n int, name string) {
	start, end := l.at, l.at+n
	number := 0
	if startsNumber(l.src[end:]) {
		for end++; end < len(l.src) && l.src[end] >= '0' && l.src[end] <= '9'; end++ {
			number = min(number*10+int(l.src[end]-'0'), maxDistance+1)
		}
		switch {
		case number == 0:
			l.report(start, end, name+"/0 can never hold", "neighbouring words are "+name+"/1")
			number = 1
		case number > maxDistance:
			l.report(start, end, "the distance is at most 200 words", "join the two with AND and `within: paragraph` instead")
			number = maxDistance
		}
	} else {
		l.report(start, end, name+" needs a number of words", "write "+name+"/8 for at most eight words apart")
		number = 8
	}
	l.put(tokNear, end, "")
	t := &l.tokens[len(l.tokens)-1]
	t.n, t.ordered = number, name == "ONEAR"
}

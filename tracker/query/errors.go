package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error is one fault of an expression.
type Error struct {
	Offset, End  int    // bytes in the source
	Line, Column int    // from 1; the column counts characters
	Message      string // what is wrong
	Hint         string // what to do; may be empty
	Excerpt      string // the line, and a second line with carets under the fault
}

// Error returns line:column, message and hint, without the excerpt.
func (e Error) Error() string {
	s := fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// ErrorList is all faults of an expression, in the order of the source.
type ErrorList []Error

// Error returns each fault with its excerpt.
func (l ErrorList) Error() string {
	var b strings.Builder
	for i, e := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Error() + "\n" + e.Excerpt)
	}
	return b.String()
}

// excerptBytes is how much of a line is shown on each side of a fault.
const excerptBytes = 100

// runeStart returns i, within s, or up to three bytes before it, where a
// character begins.
func runeStart(s string, i int) int {
	i = max(0, min(i, len(s)))
	for n := 0; n < utf8.UTFMax && i > 0 && i < len(s) && !utf8.RuneStart(s[i]); n++ {
		i--
	}
	return i
}

func newError(src string, start, end int, message, hint string) Error {
	start = min(start, len(src))
	end = max(start, min(end, len(src)))
	lineStart := strings.LastIndexByte(src[:start], '\n') + 1
	begin := max(lineStart, runeStart(src, start-excerptBytes))
	line := src[begin:max(start, runeStart(src, start+excerptBytes))]
	if i := strings.IndexByte(line[start-begin:], '\n'); i >= 0 {
		line = line[:start-begin+i]
	}
	before := src[begin:start]
	carets := utf8.RuneCountInString(src[start:max(start, min(end, begin+len(line)))])
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before)
	return Error{
		Offset: start, End: end,
		Line: strings.Count(src[:start], "\n") + 1, Column: utf8.RuneCountInString(src[lineStart:start]) + 1,
		Message: message, Hint: hint,
		Excerpt: line + "\n" + pad + strings.Repeat("^", max(1, carets)),
	}
}

package query

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Literals of a regular expression shorter than this many bytes or two
// characters are of no use for finding it.
const minLiteral = 3

// literals returns texts of which one must occur, in canonical case, wherever
// the regular expression matches; nil when there are none.
func literals(source string) []string {
	re, err := syntax.Parse(strings.ReplaceAll(source, `\/`, "/"), syntax.Perl)
	if err != nil {
		return nil
	}
	return required(re.Simplify())
}

func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		s := canonicalCase(string(re.Rune))
		if len(s) < minLiteral || utf8.RuneCountInString(s) < 2 || strings.ContainsRune(s, utf8.RuneError) {
			return nil
		}
		return []string{s}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if r := required(sub); shortest(r) > shortest(best) {
				best = r
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			r := required(sub)
			if r == nil {
				return nil
			}
			all = append(all, r...)
		}
		return all
	}
	return nil
}

func shortest(s []string) int {
	if len(s) == 0 {
		return 0
	}
	n := len(s[0])
	for _, l := range s {
		n = min(n, len(l))
	}
	return n
}

// canonicalCase replaces every letter by the first of those that it equals when
// case is ignored, as package regexp does for (?i).
func canonicalCase(s string) string { return string(appendCanonical(nil, s)) }

func appendCanonical(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' {
				c -= 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		b = utf8.AppendRune(b, canonicalRune(r))
		i += size
	}
	return b
}

func canonicalRune(r rune) rune {
	switch {
	case r >= 'А' && r <= 'Я':
		return r
	case r >= 'а' && r <= 'я':
		return r - ('а' - 'А')
	}
	first := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		first = min(first, f)
	}
	return first
}

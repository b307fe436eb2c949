package said

import (
	"unicode"
	"unicode/utf8"
)

// fold appends the folded form of s to buf: lower case, ё as е, one apostrophe,
// as text.Fold has it, but without allocating: every word of a text passes here.
func fold(buf []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			buf = append(buf, c)
			i++
		case (c == 0xD0 || c == 0xD1) && i+1 < len(s):
			buf = foldCyrillic(buf, c, s[i+1])
			i += 2
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			buf = utf8.AppendRune(buf, foldRune(r))
			i += n
		}
	}
	return buf
}

func foldRune(r rune) rune {
	switch r {
	case '’', 'ʼ', '‘':
		return '\''
	}
	return unicode.ToLower(r)
}

// foldCyrillic appends a letter of U+0400–U+047F, given by its two bytes; for
// these the case differs by a fixed distance.
func foldCyrillic(buf []byte, a, b byte) []byte {
	switch {
	case a == 0xD0 && b == 0x81, a == 0xD1 && b == 0x91: // Ё, ё
		a, b = 0xD0, 0xB5
	case a == 0xD0 && b < 0x90: // Є, І, Ї
		a, b = 0xD1, b+0x10
	case a == 0xD0 && b < 0xA0: // А–П
		b += 0x20
	case a == 0xD0 && b < 0xB0: // Р–Я
		a, b = 0xD1, b-0x20
	}
	return append(buf, a, b)
}

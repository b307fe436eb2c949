package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// OneLine writes every run of white space as one blank.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Within puts a text on one line of at most n characters, the ellipsis of one that
// is longer among them; it is cut at a word where one ends near.
func Within(s string, n int) string {
	s = OneLine(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return cut + "…"
}

// Lines breaks a text between words into lines of at most width characters; a word
// that is longer has a line of its own.
func Lines(s string, width int) []string {
	var out []string
	room := 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if len(out) > 0 && n < room {
			out[len(out)-1] += " " + word
			room -= n + 1
			continue
		}
		out, room = append(out, word), width-n
	}
	return out
}

// Capital makes the first letter a capital.
func Capital(s string) string { return withFirst(s, unicode.ToUpper) }

// Small makes the first letter a small one.
func Small(s string) string { return withFirst(s, unicode.ToLower) }

func withFirst(s string, to func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(to(r)) + s[n:]
}

// OrDash stands a dash where nothing is known.
func OrDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// Indented puts a prefix before every line.
func Indented(s, prefix string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(s, "\n") + "\n") {
		b.WriteString(prefix + line)
	}
	return b.String()
}

package text

import (
	"strings"
	"unicode/utf8"
)

// What is read of one text at most: some hundred pages. What is longer is no
// article, and reading costs up to 400 bytes for each byte of it.
const (
	MaxBytes = 512 << 10
	MaxWords = 100_000
)

// Clip returns as much of a text as may be read, up to the end of a line or else
// of a word where one is near, and whether anything was cut off.
func Clip(raw string) (kept string, cut bool) {
	if len(raw) <= MaxWords { // a word has a byte at least
		return raw, false
	}
	end := min(len(raw), MaxBytes)
	for i, n := 0, 0; i < end; n++ {
		if n == MaxWords {
			end = i
			break
		}
		i = nextWord(raw, i)
	}
	if end >= len(raw) {
		return raw, false
	}
	return raw[:cutBefore(raw, end)], true
}

// nextWord returns where the gap after the word at or after i begins.
func nextWord(raw string, i int) int {
	for i < len(raw) {
		size, kind := 1, classes[raw[i]]
		if kind == isHigh {
			size, kind = highKind(raw[i:])
		}
		if kind == isLetter || kind == isDigit {
			return wordEnd(raw, i)
		}
		i += size
	}
	return i
}

// nearby is how far before the limit a good place to cut is looked for, in bytes.
const nearby = 2000

// cutBefore returns the best place to cut a text at or before end.
func cutBefore(raw string, end int) int {
	space := 0
	for i := end - 1; i > max(0, end-nearby); i-- {
		switch classes[raw[i]] {
		case isLine:
			return i
		case isSpace:
			space = max(space, i)
		}
	}
	if space > 0 {
		return space
	}
	for end > 0 && !utf8.RuneStart(raw[end]) {
		end--
	}
	return end
}

// Shorten puts a text on one line of at most n letters, cut at a blank where it
// is longer.
func Shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

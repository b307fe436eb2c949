package text

import (
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a gap before a word holds.
const (
	gapLine  = 1 << iota // a line break
	gapStop              // . ! ? …
	gapOther             // anything but spaces
)

// Classes of ASCII bytes; bytes above are decoded.
const (
	isGap = iota
	isSpace
	isLetter
	isDigit
	isLine
	isStop
	isHigh
	isMark // only inside a word
)

var classes = func() (c [256]uint8) {
	for b := range c {
		switch {
		case b >= utf8.RuneSelf:
			c[b] = isHigh
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z':
			c[b] = isLetter
		case b >= '0' && b <= '9':
			c[b] = isDigit
		case b == '\n' || b == '\r':
			c[b] = isLine
		case b == '.' || b == '!' || b == '?':
			c[b] = isStop
		case b == ' ' || b == '\t':
			c[b] = isSpace
		}
	}
	return c
}()

// atOnce is how many words are found before their forms are looked up: doing
// that in a row lets the processor fetch several of them at once.
const atOnce = 64

// scan finds the words and their forms.
func (t *Text) scan(v voice) {
	if cap(t.Words) == 0 {
		t.Words = make([]Word, 0, strings.Count(t.Raw, " ")+strings.Count(t.Raw, "\n")+8)
	}
	table := tableOf(v)
	var hashes [atOnce]uint64
	for from, gap := 0, uint8(0); from < len(t.Raw); {
		first := len(t.Words)
		from, gap = t.findWords(from, gap, &hashes)
		for i := first; i < len(t.Words); i++ {
			w, hash := &t.Words[i], hashes[i-first]
			if w.form = table.get(hash); w.form == nil {
				w.form = table.add(hash, t.Raw[w.Start:w.End], v)
			}
		}
	}
}

// findWords adds the next words from an offset on, and returns where it stopped
// and what stood since the last word.
func (t *Text) findWords(from int, gap uint8, hashes *[atOnce]uint64) (int, uint8) {
	raw, n := t.Raw, 0
	i := from
	for i < len(raw) && n < atOnce {
		switch classes[raw[i]] {
		case isLetter, isDigit:
		case isHigh:
			size, kind := highKind(raw[i:])
			if kind != isLetter {
				gap |= gapOf[kind]
				i += size
				continue
			}
		default:
			gap |= gapOf[classes[raw[i]]]
			i++
			continue
		}
		end := wordEnd(raw, i)
		t.Words = append(t.Words, Word{Start: int32(i), End: int32(end), gap: gap})
		hashes[n] = maphash.String(seed, raw[i:end])
		i, gap = end, 0
		n++
	}
	return i, gap
}

var gapOf = [...]uint8{isGap: gapOther, isSpace: 0, isLine: gapLine, isStop: gapStop, isMark: 0}

// highKind tells the size and the class of the character that s begins with;
// s[0] is not ASCII. Digits of other scripts count as letters.
func highKind(s string) (size int, kind uint8) {
	if c := s[0]; len(s) > 1 && (c == 0xD0 || c == 0xD1) { // U+0400 to U+047F, all letters
		if s[1]&0xC0 == 0x80 {
			return 2, isLetter
		}
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError:
		return size, isGap
	case unicode.IsLetter(r) && r != 'ʼ' && r != 'ʹ', unicode.IsDigit(r):
		return size, isLetter
	case unicode.IsMark(r):
		return size, isMark
	case r == '…' || r == '。' || r == '！' || r == '？' || r == '؟' || r == '।':
		return size, isStop
	case r == 0x2028 || r == 0x2029 || r == 0x85:
		return size, isLine
	case unicode.IsSpace(r) || isIgnorable(r):
		return size, isSpace
	}
	return size, isGap
}

// wordEnd returns where the word that begins at i ends.
func wordEnd(s string, i int) int {
	segment := i // where the letters since the last dot begin
	for j := i; ; {
		for j < len(s) {
			if c := classes[s[j]]; c == isLetter || c == isDigit {
				j++
			} else if (s[j] == 0xD0 || s[j] == 0xD1) && j+1 < len(s) && s[j+1]&0xC0 == 0x80 && j > i {
				j += 2 // Cyrillic
			} else {
				break
			}
		}
		if j == len(s) {
			return j
		}
		switch c := s[j]; {
		case c == '.' || c == ',':
			n := dotted(s, segment, j)
			if n == 0 {
				return j
			}
			j += n
			segment = j
		case c == '\'' || c == '`':
			if j == i || !joins(s, i, j+1) {
				return j
			}
			j++
		case c >= utf8.RuneSelf:
			size := inWord(s, i, j)
			if size == 0 {
				return j
			}
			j += size
		default:
			return j
		}
	}
}

// inWord returns the size of the character at j when a word that began at i
// goes on with it, else 0.
func inWord(s string, i, j int) int {
	size, kind := highKind(s[j:])
	if kind == isMark {
		return size
	}
	if kind == isLetter {
		if j > i && !joins(s, i, j) {
			return 0
		}
		return size
	}
	r, _ := utf8.DecodeRuneInString(s[j:])
	if j > i && (isApostrophe(r) || isIgnorable(r)) && joins(s, i, j+size) {
		return size
	}
	return 0
}

// joins tells whether a letter stands at j that may go on a word begun at i:
// ideographs are words by themselves.
func joins(s string, i, j int) bool {
	return letterAt(s, j) && !isIdeograph(s[j:]) && !isIdeograph(s[i:])
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if c := classes[s[i]]; c != isHigh {
		return c == isLetter
	}
	_, kind := highKind(s[i:])
	return kind == isLetter
}

// dotted returns 1 when the dot or comma at j is part of a number or, for a
// dot, of an acronym whose last letter began at segment; else 0.
func dotted(s string, segment, j int) int {
	if j+1 >= len(s) {
		return 0
	}
	if classes[s[j+1]] == isDigit && classes[s[j-1]] == isDigit {
		return 1
	}
	if s[j] != '.' || !joins(s, segment, j+1) || classes[s[segment]] == isDigit {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[segment:])
	if segment+size != j {
		return 0
	}
	_, size = utf8.DecodeRuneInString(s[j+1:])
	next := j + 1 + size
	if letterAt(s, next) || next < len(s) && classes[s[next]] == isDigit {
		return 0
	}
	return 1
}

func isIdeograph(s string) bool {
	if s[0] < 0xE2 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

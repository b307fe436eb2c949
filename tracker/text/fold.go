package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns a word in lower case, composed, with ё as е, every apostrophe as
// ', and without soft hyphens, joiners and stress marks.
func Fold(word string) string {
	if lowerASCII(word) {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range compose(word) {
		if r < utf8.RuneSelf {
			b.WriteByte(foldedASCII[r])
		} else if r = foldRune(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldedASCII is foldRune of what is most of a text.
var foldedASCII = func() (b [utf8.RuneSelf]byte) {
	for r := range b {
		b[r] = byte(foldRune(rune(r)))
	}
	return b
}()

func lowerASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '`' {
			return false
		}
	}
	return true
}

// foldRune returns the folded rune, -1 for one that is dropped.
func foldRune(r rune) rune {
	switch {
	case r >= 'а' && r <= 'я':
		return r
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	case r == 'ё' || r == 'Ё':
		return 'е'
	case isApostrophe(r):
		return '\''
	case r == 'ſ':
		return 's'
	case r == '\u0301' || isIgnorable(r): // left uncomposed: a stress mark
		return -1
	}
	return unicode.ToLower(r)
}

// firstMark is the first character that is put together with the one before it.
const firstMark = 0x300

func compose(s string) string {
	for _, r := range s {
		if r >= firstMark && !(r >= 'А' && r <= 'я') && unicode.Is(unicode.Mn, r) {
			return norm.NFC.String(s)
		}
	}
	return s
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '`', '´', 'ʹ', '＇':
		return true
	}
	return false
}

// isIgnorable tells of characters that may stand inside a word and say nothing.
func isIgnorable(r rune) bool {
	return r == 0x00AD || r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF
}

// elided are the French words that lose their vowel before another.
var elided = []string{"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}

// elision returns the length of an elided French word and its apostrophe.
func elision(fold string) int {
	at := strings.IndexByte(fold, '\'')
	if at <= 0 || at+1 == len(fold) {
		return 0
	}
	for _, e := range elided {
		if fold[:at] == e {
			return at + 1
		}
	}
	return 0
}

// Elided tells whether s is part of a French word that loses its vowel, and so
// may be missing from a fold.
func Elided(s string) bool {
	for _, e := range elided {
		if strings.Contains(e, s) {
			return true
		}
	}
	return false
}

func afterApostrophe(raw string) string {
	at := strings.IndexFunc(raw, isApostrophe)
	_, size := utf8.DecodeRuneInString(raw[at:])
	return raw[at+size:]
}

// withoutPossessive cuts 's; in German and Polish the s may follow a name too.
func withoutPossessive(raw string, lang Lang) string {
	if lang == French || lang == Ukrainian || len(raw) < 3 || raw[len(raw)-1]|0x20 != 's' {
		return raw
	}
	body := raw[:len(raw)-1]
	r, size := utf8.DecodeLastRuneInString(body)
	if !isApostrophe(r) || len(body) == size {
		return raw
	}
	return body[:len(body)-size]
}

// Plain returns a word as written, but with every apostrophe as ' and without
// soft hyphens and joiners.
func Plain(word string) string {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf || word[i] == '`' {
			return strings.Map(func(r rune) rune {
				switch {
				case isApostrophe(r):
					return '\''
				case isIgnorable(r):
					return -1
				}
				return r
			}, word)
		}
	}
	return word
}

// alphabets are the marked letters that Latin languages write themselves; a
// mark that a language does not know says nothing there: Orbán and Orban are
// one name in an English text. Where the language is unknown every mark counts.
var alphabets = map[Lang]string{
	English: "", German: "äöüß", French: "àâæçéèêëîïôœùûüÿ", Spanish: "áéíñóúü", Polish: "ąćęłńóśźż",
}

// unmarked are letters that are no other letter with a mark, as far as Unicode
// tells, and what they are written as without it.
var unmarked = map[rune]string{'ı': "i", 'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ß': "ss"}

// Bare returns a folded Latin word without the marks that a language does not
// write.
func Bare(fold string, lang Lang) string {
	own, known := alphabets[lang]
	if !known || lowerASCII(fold) {
		return fold
	}
	var b strings.Builder
	for _, r := range fold {
		if r >= utf8.RuneSelf && scriptOf(r) == latin && !strings.ContainsRune(own, r) {
			writeBare(&b, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func writeBare(b *strings.Builder, r rune) {
	if plain, ok := unmarked[r]; ok {
		b.WriteString(plain)
		return
	}
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			b.WriteRune(part)
		}
	}
}

package feeds

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// declared finds the encoding that an XML declaration or an HTML head names.
var declared = regexp.MustCompile(`(?i)^[^>]{0,40}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)`)

var declaredHTML = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)`)

// decode returns body as valid UTF-8 without a byte order mark. What the bytes
// themselves prove comes first (a mark, valid UTF-8), then the header, the
// declaration, and last what the letters suggest. Bytes that fit nothing cost
// themselves only.
func decode(body []byte, contentType string) string {
	if text, ok := decodeMarked(body); ok {
		return text
	}
	header := labelOf(contentType)
	inside := declaration(body)
	if escaped(body) {
		for _, label := range []string{header, inside} {
			if enc, name := charset.Lookup(label); enc != nil && name == "iso-2022-jp" {
				return convert(body, enc)
			}
		}
	}
	if utf8.Valid(body) {
		return string(body)
	}
	for _, label := range []string{header, inside} {
		if enc := singleOrAsian(label); enc != nil {
			return convert(body, enc)
		}
	}
	return guess(body)
}

// decodeMarked decodes UTF-16 and UTF-32, told by a byte order mark or by the
// zero bytes around the first '<' or '{', and removes the mark of UTF-8.
func decodeMarked(b []byte) (string, bool) {
	little, big := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		rest := b[3:]
		if utf8.Valid(rest) {
			return string(rest), true
		}
		return guess(rest), true
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return convert(b, little), true
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return convert(b, big), true
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return convert(b, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)), true
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return convert(b, utf16.UTF16(utf16.BigEndian, utf16.UseBOM)), true
	}
	if len(b) < 4 {
		return "", false
	}
	switch {
	case b[0] != 0 && b[1] == 0 && b[2] == 0 && b[3] == 0:
		return convert(b, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)), true
	case b[0] == 0 && b[1] == 0 && b[2] == 0 && b[3] != 0:
		return convert(b, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)), true
	case b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0:
		return convert(b, utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM)), true
	case b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0:
		return convert(b, utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)), true
	}
	return "", false
}

func convert(b []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		out = b // these decoders replace what they can't read; kept as a net
	}
	return strings.TrimPrefix(strings.ToValidUTF8(string(out), "\ufffd"), "\ufeff")
}

func labelOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		_, after, _ := strings.Cut(strings.ToLower(contentType), "charset=")
		return strings.Trim(after, `"' ;`)
	}
	return params["charset"]
}

func declaration(b []byte) string {
	head := b[:min(len(b), 1024)]
	if m := declared.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	if m := declaredHTML.FindSubmatch(b[:min(len(b), 4096)]); m != nil {
		return string(m[1])
	}
	return ""
}

// escaped tells whether the body switches character sets by escape sequences.
func escaped(b []byte) bool { return bytes.Contains(b, []byte("\x1b$")) }

// singleOrAsian returns the encoding of a label, but nil for those that the
// bytes have already refuted (UTF-8, ASCII) and for the label that servers send
// when nobody told them (ISO-8859-1).
func singleOrAsian(label string) encoding.Encoding {
	label = strings.ToLower(strings.TrimSpace(label))
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "utf-16", "unicode":
		return nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil || enc == encoding.Replacement || enc == utf16.UTF8 {
		return nil
	}
	return enc
}

// guess decodes bytes that are not valid UTF-8 and that nobody names. Mostly
// valid UTF-8 stays so, and its bad bytes are read as Windows-1252, which is
// what they nearly always are; else the letters decide.
func guess(b []byte) string {
	if multi, bad := sequences(b); multi > bad {
		return patch(b)
	}
	return convert(b, likeliest(b))
}

// sequences counts what of b is UTF-8 beyond ASCII, and the bytes that are not.
func sequences(b []byte) (multi, bad int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			multi++
		}
		i += n
	}
	return multi, bad
}

func patch(b []byte) string {
	var out strings.Builder
	out.Grow(len(b) + 16)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(b[i])
		}
		out.WriteRune(r)
		i += n
	}
	return out.String()
}

// likeliest chooses between the single-byte encodings that go unnamed in
// practice. In Cyrillic the high bytes stand side by side, in other languages
// each among ASCII letters; among the Cyrillic ones, the encoding counts out of
// which the commonest Russian letters come most often, among the others the one
// that leaves the fewest signs within words: Polish read as Western has "³" for "ł".
func likeliest(b []byte) encoding.Encoding {
	high, paired := 0, 0
	for i, c := range b {
		if c >= 0x80 {
			high++
			if i > 0 && b[i-1] >= 0x80 {
				paired++
			}
		}
	}
	if paired*2 < high {
		return latin(b)
	}
	best, most := encoding.Encoding(charmap.Windows1252), high/4
	for _, m := range []*charmap.Charmap{charmap.Windows1251, charmap.KOI8U, charmap.ISO8859_5, charmap.CodePage866} {
		hits := 0
		for _, c := range b {
			if c >= 0x80 && strings.ContainsRune("оеаинтсрвлк", m.DecodeByte(c)) {
				hits++
			}
		}
		if hits > most {
			best, most = m, hits
		}
	}
	return best
}

// latin chooses between Western and Central European letters, by what stands
// within words, and of the two Central European ones also by what begins them.
func latin(b []byte) encoding.Encoding {
	western, _ := lettersIn(b, charmap.Windows1252)
	windows, begun := lettersIn(b, charmap.Windows1250)
	iso, begunISO := lettersIn(b, charmap.ISO8859_2)
	switch {
	case max(windows, iso) <= western:
		return charmap.Windows1252
	case iso+begunISO > windows+begun:
		return charmap.ISO8859_2
	}
	return charmap.Windows1250
}

// lettersIn counts the bytes beyond ASCII that an encoding makes letters: within
// words, and small ones at their beginning.
func lettersIn(b []byte, m *charmap.Charmap) (within, begun int) {
	for i := 1; i+1 < len(b); i++ {
		if b[i] < 0x80 || !inWord(b[i+1]) {
			continue
		}
		switch r := m.DecodeByte(b[i]); {
		case inWord(b[i-1]) && unicode.IsLetter(r):
			within++
		case unicode.IsLower(r):
			begun++
		}
	}
	return within, begun
}

func inWord(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

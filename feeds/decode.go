package feeds

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
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
		return convert(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), true
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return convert(b, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), true
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
		return convert(b, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)), true
	case b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0:
		return convert(b, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), true
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
	if err != nil || enc == encoding.Replacement || enc == unicode.UTF8 {
		return nil
	}
	return enc
}

// guess decodes bytes that are not valid UTF-8 and that nobody names. Mostly
// valid UTF-8 stays so, and its bad bytes are read as Windows-1252, which is
// what they nearly always are; else the letters decide.
func guess(b []byte) string {
	multi, bad := 0, 0
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
	if multi > bad {
		return patch(b)
	}
	return convert(b, likeliest(b))
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
// practice. In Cyrillic the high bytes stand side by side, in Western languages
// each among ASCII letters; among the Cyrillic ones, the encoding counts out of
// which the commonest Russian letters come most often.
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
	best, most := encoding.Encoding(charmap.Windows1252), high/4
	if paired*2 < high {
		return best
	}
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

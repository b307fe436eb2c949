package feeds

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxLine is how long one line of a file may be, in bytes.
const maxLine = 32 << 20

// sampled is how much of a file its encoding is told by.
const sampled = 256 << 10

var (
	errLongLine = fmt.Errorf("is longer than %d MB", maxLine>>20)
	errDamaged  = errors.New("holds bytes that are no letters in any encoding that fits; save the file as UTF-8")
)

// lines reads lines of any length up to maxLine, counts them and makes UTF-8 of
// them. A line that isn't in UTF-8 is in the one encoding that fits such lines
// best.
type lines struct {
	r       *bufio.Reader
	n       int
	strict  bool              // it was said that the file is in UTF-8
	guessed encoding.Encoding // of lines that aren't in UTF-8; nil until the first
}

// newLines begins to read. It refuses what is no text. said is the encoding
// that the user names, "" when none.
func newLines(r io.Reader, said string, enc encoding.Encoding) (*lines, error) {
	b := bufio.NewReaderSize(r, sampled)
	head, err := b.Peek(4)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, fmt.Errorf("reading its beginning: %w", err)
	}
	if other := otherFormat(head); other != "" {
		return nil, WrongFile{other}
	}
	if wide := wideEncoding(head, strings.ToLower(said)); wide != nil {
		enc = wide
	}
	if enc != nil && enc != unicode.UTF8 {
		b = bufio.NewReaderSize(transform.NewReader(b, enc.NewDecoder()), sampled)
	}
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		_, _ = b.Discard(3) // it was just peeked
	}
	return &lines{r: b, strict: enc == unicode.UTF8}, nil
}

// WrongFile says that a file is not what it was taken for.
type WrongFile struct{ Says string }

func (w WrongFile) Error() string { return w.Says }

// otherFormat names what is no lines of text, with what to do about it.
func otherFormat(head []byte) string {
	for mark, says := range map[string]string{
		"PK\x03\x04":       "it is a ZIP archive or a workbook (XLSX); save the sheet as CSV",
		"\xd0\xcf\x11\xe0": "it is a workbook of an old kind (XLS); save the sheet as CSV",
		"\x1f\x8b":         "it is packed by gzip; unpack it, for instance: gunzip -c FILE | onset import -",
		"%PDF":             "it is a PDF; Onset reads JSONL, CSV and TSV",
		"SQLi":             "it is a database; Onset reads JSONL, CSV and TSV",
	} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return says
		}
	}
	return ""
}

// wideEncoding returns the encoding of two bytes a letter that the beginning of
// a file shows or the user names; nil when it is none.
func wideEncoding(head []byte, said string) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case len(head) > 3 && head[0] != 0 && head[1] == 0 && head[3] == 0, said == "utf-16", said == "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case len(head) > 3 && head[0] == 0 && head[2] == 0, said == "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// next returns the next line in UTF-8, without its end; the last may lack one.
// errLongLine and errDamaged cost that line only.
func (l *lines) next() ([]byte, int, error) {
	line, err := l.raw()
	if err != nil {
		return nil, l.n, err
	}
	line = bytes.TrimRight(line, "\r\n")
	if utf8.Valid(line) {
		return line, l.n, nil
	}
	if l.strict {
		return nil, l.n, errDamaged
	}
	line, err = l.decode(line)
	return line, l.n, err
}

func (l *lines) raw() ([]byte, error) {
	l.n++
	var line []byte
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			long, line = true, line[:0]
		}
		line = append(line, part...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long && (err == nil || err == io.EOF):
			return nil, errLongLine
		case err == io.EOF && len(line) > 0:
			return line, nil
		}
		return line, err
	}
}

// decode makes UTF-8 of a line that isn't. One that mostly is was damaged.
func (l *lines) decode(line []byte) ([]byte, error) {
	if multi, bad := sequences(line); multi > bad {
		return nil, errDamaged
	}
	if l.guessed == nil {
		l.guessed = likeliest(l.alike(line))
	}
	out, err := l.guessed.NewDecoder().Bytes(line)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return nil, errDamaged
	}
	return out, nil
}

// alike returns a line that isn't in UTF-8 with those like it that follow.
func (l *lines) alike(line []byte) []byte {
	out := bytes.Clone(line)
	ahead, _ := l.r.Peek(l.r.Buffered())
	if len(ahead) < sampled/4 {
		ahead, _ = l.r.Peek(sampled / 4) // a shorter rest is fine
	}
	for _, other := range bytes.Split(ahead, []byte("\n")) {
		if !utf8.Valid(other) {
			out = append(out, other...)
		}
	}
	return out
}

package feeds

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxLine is how long one line of a file may be, in bytes.
const maxLine = 32 << 20

// jsonLine is the import format: one such object a line. published and seen may
// be strings or seconds since 1970.
type jsonLine struct {
	URL       string `json:"url"`
	GUID      string `json:"guid"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
	Published any    `json:"published"`
	Source    string `json:"source"`
	Language  string `json:"language"`
	Author    string `json:"author"`
	Seen      any    `json:"seen"`
}

// ReadJSONL reads one article a line. A line that can't be read is rejected
// with its number and reason, and the others go on. It returns an error only
// when reading itself fails, or Each does.
func ReadJSONL(r io.Reader, im Import) error {
	lines, rows := newLines(r), waiting{im: im}
	for {
		line, n, err := lines.next()
		if err == io.EOF {
			return rows.flush()
		}
		if errors.Is(err, errLongLine) {
			im.reject(n, "is longer than %d MB", maxLine>>20)
			continue
		}
		if err != nil {
			return errors.Join(rows.flush(), fmt.Errorf("reading line %d: %w", n, err))
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		got, reason := readLine(line)
		if reason != "" {
			im.reject(n, "%s", reason)
			continue
		}
		got.line = n
		if err := rows.take(got); err != nil {
			return err
		}
	}
}

// readLine reads one line, or says why it can't.
func readLine(line []byte) (row, string) {
	var j jsonLine
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	err := dec.Decode(&j)
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case err == nil && len(bytes.TrimSpace(line[dec.InputOffset():])) > 0:
		return row{}, "has more than one JSON object; write one object a line"
	case err == nil:
		return row{url: j.URL, guid: j.GUID, title: j.Title, text: j.Text, html: j.HTML, source: j.Source, language: j.Language,
			author: j.Author, published: scalar(j.Published), seen: scalar(j.Seen)}, ""
	case line[0] == '[':
		return row{}, "is a JSON array; write one object a line, for instance with: jq -c '.[]'"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return row{}, "is half-written: it ends in the middle of a value"
	case errors.As(err, &kind) && kind.Field != "":
		return row{}, fmt.Sprintf("%s must be a string, not %s", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return row{}, "is no JSON object but " + kind.Value
	case errors.As(err, &syntax):
		return row{}, fmt.Sprintf("is no valid JSON at byte %d: %v", syntax.Offset, syntax)
	}
	return row{}, err.Error()
}

func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

var errLongLine = errors.New("line too long")

// lines reads lines of any length up to maxLine and counts them.
type lines struct {
	r *bufio.Reader
	n int
}

func newLines(r io.Reader) *lines {
	b := bufio.NewReaderSize(r, 256<<10)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte{0xef, 0xbb, 0xbf}) {
		b.Discard(3) // it was just peeked
	}
	return &lines{r: b}
}

// next returns the next line without its end; the last may lack one.
func (l *lines) next() ([]byte, int, error) {
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
			return nil, l.n, errLongLine
		case err == io.EOF && len(line) > 0:
			return line, l.n, nil
		case err != nil:
			return nil, l.n, err
		}
		return line, l.n, nil
	}
}

package feeds

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"onset/tracker"
)

// headerWithin is how many rows may stand before the header; exports of
// monitoring services begin with a title and the query.
const headerWithin = 30

// ReadTable reads CSV or TSV with a header, laid out as the mapping says. Like
// ReadJSONL it rejects single rows and goes on. It returns an error when no
// header can be found, when reading fails, or when Each does.
func ReadTable(r io.Reader, m Mapping, im Import) error {
	if err := m.check(); err != nil {
		return fmt.Errorf("reading the table: %w", err)
	}
	t := &table{lines: newLines(m.decoder(r)), im: im}
	at, err := t.header(m)
	if err != nil {
		return err
	}
	rows := waiting{im: im}
	for {
		cells, line, err := t.next()
		if err == io.EOF {
			return rows.flush()
		}
		if err != nil {
			return errors.Join(rows.flush(), fmt.Errorf("reading line %d: %w", line, err))
		}
		if len(cells) == 0 || len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
			continue
		}
		if err := rows.take(m.row(cells, at, line)); err != nil {
			return err
		}
	}
}

// decoder makes UTF-8 of the mapping's encoding, or of what the first bytes
// suggest.
func (m *Mapping) decoder(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(32 << 10) // shorter files are fine
	enc := m.enc
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case len(head) > 3 && head[0] != 0 && head[1] == 0 && head[3] == 0, strings.HasPrefix(strings.ToLower(m.Encoding), "utf-16") && !strings.HasSuffix(strings.ToLower(m.Encoding), "be"):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case len(head) > 3 && head[0] == 0 && head[2] == 0, strings.EqualFold(m.Encoding, "utf-16be"):
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case enc == nil && !validStart(head):
		enc = likeliest(head)
	}
	if enc == nil || enc == unicode.UTF8 {
		return b
	}
	return transform.NewReader(b, enc.NewDecoder())
}

// validStart tells whether the bytes are UTF-8, but for a character cut at the end.
func validStart(b []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return true
		}
	}
	return false
}

// table reads rows of cells.
type table struct {
	lines   *lines
	comma   byte
	im      Import
	pending []string // lines read ahead and given back
	at      int      // line of the first pending one
}

// header finds the header line and returns the columns of each field.
func (t *table) header(m Mapping) (map[string][]int, error) {
	var seen []string
	for range headerWithin {
		line, n, err := t.line()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading line %d: %w", n, err)
		}
		if sep, ok := strings.CutPrefix(line, "sep="); ok && len(sep) == 1 {
			m.Delimiter = sep
			continue
		}
		comma := m.comma(line)
		cells, _ := split(line, comma)
		at, missing := m.locate(cells)
		if len(missing) == 0 && (at["title"] != nil || at["text"] != nil || at["html"] != nil) {
			t.comma = comma
			return at, nil
		}
		if len(cells) > 1 && seen == nil {
			seen = cells
		}
	}
	if len(m.Columns) > 0 {
		return nil, fmt.Errorf("no line of the first %d has all columns that the mapping names; the first line of several columns has: %s", headerWithin, strings.Join(seen, " | "))
	}
	return nil, fmt.Errorf("no line of the first %d is a header with a title or text column; name the columns with --map FILE. The first line of several columns has: %s", headerWithin, strings.Join(seen, " | "))
}

func (m *Mapping) comma(header string) byte {
	switch m.Delimiter {
	case "tab", `\t`:
		return '\t'
	case "":
	default:
		return m.Delimiter[0]
	}
	best, most := byte(','), 0
	for _, c := range []byte("\t;,|") {
		if n := strings.Count(header, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// locate finds the columns of each field among the header's cells; missing are
// those that the mapping names and the header lacks.
func (m *Mapping) locate(cells []string) (at map[string][]int, missing []string) {
	places := make(map[string]int, len(cells))
	for i, c := range cells {
		name := strings.ToLower(strings.TrimSpace(c))
		if _, ok := places[name]; !ok {
			places[name] = i
		}
	}
	at = make(map[string][]int)
	for field, names := range m.Columns {
		for _, name := range names {
			i, ok := places[strings.ToLower(strings.TrimSpace(name))]
			if !ok {
				missing = append(missing, name)
				continue
			}
			at[field] = append(at[field], i)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(usual)) {
		for _, name := range usual[field] {
			if i, ok := places[name]; ok && at[field] == nil && !taken(at, i) {
				at[field] = []int{i}
			}
		}
	}
	return at, missing
}

func taken(at map[string][]int, i int) bool {
	for _, columns := range at {
		if slices.Contains(columns, i) {
			return true
		}
	}
	return false
}

// row picks the fields out of the cells.
func (m *Mapping) row(cells []string, at map[string][]int, line int) row {
	get := func(field, glue string) string {
		var parts []string
		for _, i := range at[field] {
			if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
				parts = append(parts, cells[i])
			}
		}
		if len(parts) == 0 {
			return m.Values[field]
		}
		return strings.Join(parts, glue)
	}
	return row{line: line, url: get("url", ""), guid: get("guid", " "), title: get("title", " "), text: get("text", "\n\n"), html: get("html", "<p>"),
		published: get("published", " "), source: get("source", " "), language: get("language", ""), author: get("author", ", "), seen: get("seen", " "),
		depth: tracker.Depth(m.Depth), mapping: m}
}

// longestCell is how many lines one row may have; a quotation mark that is open
// longer was never meant to open a cell.
const longestCell = 2000

// line returns the next line without its end.
func (t *table) line() (string, int, error) {
	if len(t.pending) > 0 {
		line := t.pending[0]
		t.pending, t.at = t.pending[1:], t.at+1
		return line, t.at - 1, nil
	}
	for {
		b, n, err := t.lines.next()
		if err == errLongLine {
			t.im.reject(n, "is longer than %d MB", maxLine>>20)
			continue
		}
		return strings.TrimRight(string(b), "\r\n"), n, err
	}
}

// next returns the cells of the next row. A row whose quotation mark is never
// closed is rejected, and reading goes on with the line after it.
func (t *table) next() ([]string, int, error) {
	text, n, err := t.line()
	if err != nil {
		return nil, n, err
	}
	cells, open := split(text, t.comma)
	var more []string
	for open && len(more) < longestCell {
		line, _, err := t.line()
		if err != nil {
			break
		}
		more = append(more, line)
		text += "\n" + line
		if strings.Contains(line, `"`) {
			cells, open = split(text, t.comma)
		}
	}
	if !open {
		return cells, n, nil
	}
	t.im.reject(n, "opens a quotation mark that is never closed")
	t.pending, t.at = append(more, t.pending...), n+1
	return t.next()
}

// split takes a row apart. A cell that begins with a quotation mark goes on to
// the next single one before a delimiter; open tells that there was none.
func split(row string, comma byte) (cells []string, open bool) {
	for {
		if !strings.HasPrefix(row, `"`) {
			i := strings.IndexByte(row, comma)
			if i < 0 {
				return append(cells, row), false
			}
			cells, row = append(cells, row[:i]), row[i+1:]
			continue
		}
		end := closingQuote(row, comma)
		if end < 0 {
			return cells, true
		}
		cells = append(cells, strings.ReplaceAll(row[1:end], `""`, `"`))
		if end+1 >= len(row) {
			return cells, false
		}
		row = row[end+2:]
	}
}

func closingQuote(row string, comma byte) int {
	for i := 1; i < len(row); i++ {
		if row[i] != '"' {
			continue
		}
		if i+1 < len(row) && row[i+1] == '"' {
			i++
			continue
		}
		if i+1 == len(row) || row[i+1] == comma {
			return i
		}
	}
	return -1
}

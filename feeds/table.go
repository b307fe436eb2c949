package feeds

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"onset/tracker"
)

// headerWithin is how many rows may stand before the header; exports of
// monitoring services begin with a title and the query.
const headerWithin = 30

// ReadTable reads CSV or TSV with a header, laid out as the mapping says. Like
// ReadJSONL it rejects single rows and goes on. It returns a WrongFile when no
// header can be found, when no column holds dates (unless NoDates) or when the
// mapping's date format fits no row, and an error when reading fails or Each
// does.
func ReadTable(r io.Reader, m Mapping, im Import) error {
	if err := m.check(); err != nil {
		return fmt.Errorf("reading the table: %w", err)
	}
	lines, err := newLines(r, m.Encoding, m.enc)
	if err != nil {
		return err
	}
	t := &table{lines: lines, mapping: m, im: im, rows: waiting{im: im}, shapes: map[string]bool{}}
	if err := t.header(); err != nil {
		return err
	}
	im.unused(t.layout.unused)
	for {
		cells, line, err := t.next()
		if err == io.EOF {
			return t.end()
		}
		if err != nil {
			return errors.Join(t.rows.flush(), fmt.Errorf("reading line %d: %w", line, err))
		}
		if err := t.row(cells, line); err != nil {
			return err
		}
	}
}

// table reads rows of cells.
type table struct {
	lines   *lines
	mapping Mapping
	layout  layout
	comma   byte
	im      Import
	shapes  map[string]bool // how dates are written here
	learned int             // rows that this was learned of
	pending []numbered      // lines read ahead and given back
	rows    waiting
	held    []row // rows that wait until one fits the date format
	fitted  bool  // one did
}

// header finds the header among the first lines: the one with most fields.
func (t *table) header() error {
	var first []numbered
	best := -1
	for len(first) < headerWithin {
		line, err := t.line()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("reading line %d: %w", line.n, err)
		}
		first = append(first, line)
		if sep, ok := strings.CutPrefix(line.text, "sep="); ok && len(sep) == 1 {
			t.mapping.Delimiter = sep
			continue
		}
		comma := t.mapping.comma(line.text)
		s := scanner{comma: comma}
		s.take(line.text)
		l, missing := t.mapping.locate(s.cells)
		if l.told() && len(missing) == 0 && (best < 0 || len(l.at) > len(t.layout.at)) {
			t.comma, t.layout, best = comma, l, len(first)
		}
	}
	if best < 0 {
		return t.mapping.noHeader(first)
	}
	t.pending = first[best:]
	if !t.layout.dated() && t.mapping.Values["published"] == "" && !t.im.NoDates {
		return WrongFile{fmt.Sprintf("no column says when articles were published; name the one that does with --map FILE, or say --no-dates. The columns are: %s", shownCells(first[best-1].text, t.comma))}
	}
	return nil
}

func (m *Mapping) noHeader(first []numbered) error {
	var seen string
	for _, line := range first {
		if comma := m.comma(line.text); seen == "" && strings.Contains(line.text, string(comma)) {
			seen = shownCells(line.text, comma)
		}
	}
	what := "is a header with a title or text column; name the columns with --map FILE"
	if len(m.Columns) > 0 {
		what = "has all columns that the mapping names"
	}
	if seen == "" {
		return WrongFile{fmt.Sprintf("it is no table: no line of the first %d %s", headerWithin, what)}
	}
	return WrongFile{fmt.Sprintf("no line of the first %d %s. The first line of several columns has: %s", headerWithin, what, seen)}
}

// shownCells lists the cells of a header for a person.
func shownCells(line string, comma byte) string {
	s := scanner{comma: comma}
	s.take(line)
	return shortened(strings.Join(s.cells, " | "), 400)
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

// line returns the next line without its end. One that can't be read is
// rejected and passed over.
func (t *table) line() (numbered, error) {
	if len(t.pending) > 0 {
		line := t.pending[0]
		t.pending = t.pending[1:]
		return line, nil
	}
	return t.fresh()
}

// fresh reads a line of the file.
func (t *table) fresh() (numbered, error) {
	for {
		b, n, err := t.lines.next()
		if err == errLongLine || err == errDamaged {
			t.im.reject(n, err.Error(), "")
			continue
		}
		return numbered{string(b), n}, err
	}
}

// row hands out a row, or holds it until the date format has fitted one.
func (t *table) row(cells []string, line int) error {
	cells = t.trim(cells)
	if len(cells) == 0 {
		return nil
	}
	if t.misshapen(cells) {
		t.im.reject(line, fmt.Sprintf("doesn't fit the %d columns of the header", t.layout.width), fmt.Sprintf(": it has %d cells, the first %s", len(cells), quoted(cells[0])))
		return nil
	}
	r := t.mapping.row(cells, t.layout, line)
	if t.fitted || t.mapping.layout == "" {
		return t.rows.take(r)
	}
	t.held = append(t.held, r)
	if _, fits := t.mapping.read(t.mapping.within(Dating{}), r.published); fits {
		t.fitted = true
		return t.release()
	}
	if len(t.held) > formatWithin {
		return t.misfit()
	}
	return nil
}

// formatWithin is how many rows may pass before one fits the date format.
const formatWithin = 500

// end hands out what is left.
func (t *table) end() error {
	if !t.fitted && t.mapping.layout != "" && len(t.held) > 0 {
		return t.misfit()
	}
	if err := t.release(); err != nil {
		return err
	}
	return t.rows.flush()
}

// release hands out the rows that were held.
func (t *table) release() error {
	for _, r := range t.held {
		if err := t.rows.take(r); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

func (t *table) misfit() error {
	r := t.held[0]
	return WrongFile{fmt.Sprintf("date_format %q fits none of the first %d rows; line %d has %s", t.mapping.DateFormat, len(t.held), r.line, quoted(r.published))}
}

// trim drops empty cells at the end, and joins to the last column of a text what
// delimiters within it parted.
func (t *table) trim(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	last := t.layout.width - 1
	if len(cells) > t.layout.width && t.layout.prose(last) {
		cells = append(cells[:last:last], strings.Join(cells[last:], string(t.comma)))
	}
	return cells
}

// misshapen tells whether cells stand in the wrong columns: there are more than
// the header has, or prose stands where the date belongs, or there are fewer and
// what is there doesn't reach the date or has no address where one belongs.
func (t *table) misshapen(cells []string) bool {
	l := t.layout
	if len(cells) > l.width || l.dated() && (len(cells) <= l.at["published"][0] || tooLong(cells[l.at["published"][0]])) {
		return true
	}
	return len(cells) < l.width && l.has("url") && l.at["url"][0] < len(cells) && cells[l.at["url"][0]] != "" && !isAddress(cells[l.at["url"][0]])
}

// longestDate is how many characters a date may have.
const longestDate = 80

// tooLong tells whether a cell is too long for a date.
func tooLong(cell string) bool {
	return strings.Contains(cell, "\n") || utf8.RuneCountInString(cell) > longestDate
}

// row picks the fields out of the cells.
func (m *Mapping) row(cells []string, l layout, line int) row {
	get := func(field, glue string) string {
		var parts []string
		for _, i := range l.at[field] {
			if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
				parts = append(parts, cells[i])
			}
		}
		if len(parts) == 0 {
			return m.Values[field]
		}
		return strings.Join(parts, glue)
	}
	return row{line: line, url: get("url", ""), guid: get("guid", " "), title: get("title", " "), text: withLead(get("lead", "\n\n"), get("text", "\n\n")),
		html: get("html", "<p>"), published: withTime(get("published", " "), get("time", " ")), source: get("source", " "), language: get("language", ""),
		author: get("author", ", "), seen: get("seen", " "), depth: tracker.Depth(m.Depth), mapping: m}
}

// withLead puts the lead before the text, unless the text has it.
func withLead(lead, text string) string {
	lead = strings.TrimSpace(lead)
	switch {
	case lead == "" || strings.Contains(text, lead):
		return text
	case strings.TrimSpace(text) == "":
		return lead
	}
	return lead + "\n\n" + text
}

// withTime completes a day by the time that another column holds.
func withTime(day, time string) string {
	if day == "" || time == "" || strings.Contains(day, ":") {
		return day
	}
	return day + " " + time
}

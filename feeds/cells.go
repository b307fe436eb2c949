package feeds

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// longestCell is how many lines one row may have; a quotation mark that is open
// longer was never meant to open a cell.
const longestCell = 2000

// glance is how many lines are looked at to see whether a row begins at one of
// them.
const glance = 100

// scanner takes rows apart, line by line. A cell that begins with a quotation
// mark goes on to the next single one before a delimiter or a line's end.
type scanner struct {
	comma byte
	cells []string
	cell  strings.Builder
	open  bool // within quotation marks
	loose bool // a mark stood alone within a cell
}

// take reads one more line of the row.
func (s *scanner) take(line string) {
	if s.open {
		s.cell.WriteByte('\n')
	}
	for {
		if !s.open && strings.HasPrefix(line, `"`) {
			s.open, line = true, line[1:]
		}
		if !s.open {
			i := strings.IndexByte(line, s.comma)
			if i < 0 {
				s.cells = append(s.cells, line)
				return
			}
			s.cells, line = append(s.cells, line[:i]), line[i+1:]
			continue
		}
		rest, ended := s.quoted(line)
		if ended {
			return
		}
		line = rest
	}
}

// quoted reads to the end of a quoted cell and returns what follows it; ended
// tells that the line is over.
func (s *scanner) quoted(line string) (rest string, ended bool) {
	for {
		i := strings.IndexByte(line, '"')
		if i < 0 {
			s.cell.WriteString(line)
			return "", true
		}
		s.cell.WriteString(line[:i])
		line = line[i+1:]
		switch {
		case line == "" || line[0] == s.comma:
			s.cells = append(s.cells, s.cell.String())
			s.cell.Reset()
			s.open = false
			return strings.TrimPrefix(line, string(s.comma)), line == ""
		case line[0] == '"':
			line = line[1:]
		default:
			s.loose = true
		}
		s.cell.WriteByte('"')
	}
}

// record is a row with the lines that it was read from.
type record struct {
	scanner
	lines []numbered
}

// numbered is a line with its number, counted from 1.
type numbered struct {
	text string
	n    int
}

// next returns the cells of the next row. A quotation mark that was never meant
// to open a cell costs its row, which is rejected: the row ends where another
// begins.
func (t *table) next() ([]string, int, error) {
	for {
		rec, err := t.record()
		at := rec.lines[0].n
		if err != nil {
			return nil, at, err
		}
		sound := !rec.open && (!rec.loose || t.fits(rec.cells))
		if len(rec.lines) == 1 && sound {
			t.learn(rec.cells)
			return rec.cells, at, nil
		}
		if cells, ok := t.bare(rec.lines[0].text); ok {
			t.pending = append(rec.lines[1:], t.pending...)
			return cells, at, nil
		}
		end := t.restart(rec)
		if end == 0 && sound {
			return rec.cells, at, nil
		}
		if end == 0 {
			end = 1
			if !rec.open {
				end = len(rec.lines)
			}
		}
		t.pending = append(rec.lines[end:], t.pending...)
		t.im.reject(at, "opens a quotation mark that is never closed", lostWith(rec.lines[:end]))
	}
}

// lostWith says which lines are lost with a row.
func lostWith(lines []numbered) string {
	if len(lines) == 1 {
		return ""
	}
	return fmt.Sprintf("; it is lost up to line %d", lines[len(lines)-1].n)
}

// record reads lines until the row is closed, or until one of them is plainly
// another row.
func (t *table) record() (record, error) {
	rec := record{scanner: scanner{comma: t.comma}}
	for len(rec.lines) == 0 || rec.open && len(rec.lines) <= longestCell {
		line, err := t.line()
		if err == io.EOF && len(rec.lines) > 0 {
			break
		}
		rec.lines = append(rec.lines, line)
		if err != nil {
			return rec, err
		}
		rec.take(line.text)
		known := len(t.shapes) > 0 || !t.layout.dated()
		if known && len(rec.lines) > 1 && t.layout.has("url") && t.begins(rec.lines[len(rec.lines)-1:]) {
			break
		}
	}
	return rec, nil
}

// bare reads a line as it stands when its quotation marks are words' own:
//
//	"Port" is closed;2026-02-04
//
// They pair up in every cell, and the line is a row as it is.
func (t *table) bare(line string) ([]string, bool) {
	cells := strings.Split(line, string(t.comma))
	for _, c := range cells {
		if strings.Count(c, `"`)%2 != 0 {
			return nil, false
		}
	}
	return cells, len(cells) == t.layout.width && t.placed(cells)
}

// restart returns the first line of a record at which another row begins; 0 when
// the record is one row. A text over several lines may hold what looks like a
// row: where nothing but a date tells rows, a record that is sound is believed.
func (t *table) restart(rec record) int {
	sound := !rec.open && !rec.loose && len(rec.cells) == t.layout.width && t.placed(rec.cells)
	if sound && !t.layout.has("url") {
		return 0
	}
	if sound {
		t.learn(rec.cells)
	}
	for i := 1; i < len(rec.lines); i++ {
		if t.begins(rec.lines[i:]) || t.another(rec.lines[i].text, sound) {
			return i
		}
	}
	return 0
}

// begins tells whether the first of the lines begins a row: as many cells as the
// header has, with an address and a date where they belong, and the date written
// as others are.
func (t *table) begins(lines []numbered) bool {
	s := scanner{comma: t.comma}
	for i := range glance {
		line, ok := t.ahead(lines, i)
		if !ok {
			break
		}
		if s.take(line.text); !s.open {
			return !(i > 0 && s.loose) && len(s.cells) == t.layout.width && t.placed(s.cells) && t.usual(s.cells)
		}
	}
	return false
}

// another tells whether a line looks like the beginning of a row that is broken
// too: its date stands where it belongs, written as others are, and where that
// must be sure its address as well.
func (t *table) another(line string, sure bool) bool {
	cells := strings.SplitN(line, string(t.comma), t.layout.width+1)
	for i, c := range cells {
		cells[i] = strings.Trim(c, `"`)
	}
	if len(t.shapes) == 0 || len(cells) <= t.layout.at["published"][0] || !t.usual(cells) {
		return false
	}
	at := t.layout.at["url"]
	return !sure || len(at) > 0 && at[0] < len(cells) && isAddress(cells[at[0]])
}

// ahead returns one of the lines, or of those that follow them.
func (t *table) ahead(lines []numbered, i int) (numbered, bool) {
	if i < len(lines) {
		return lines[i], true
	}
	i -= len(lines)
	for len(t.pending) <= i {
		line, err := t.fresh()
		if err != nil {
			return line, false // it is met again when the line is due
		}
		t.pending = append(t.pending, line)
	}
	return t.pending[i], true
}

// fewShapes is how many ways of writing dates are learned of one table.
const fewShapes = 16

// learnedFrom is of how many rows it is learned how they write dates.
const learnedFrom = 1000

// learn notes how the date of a row is written.
func (t *table) learn(cells []string) {
	if t.learned++; t.learned <= learnedFrom && len(t.shapes) < fewShapes && t.layout.dated() && len(cells) == t.layout.width && t.placed(cells) {
		t.shapes[t.shapeOf(cells)] = true
	}
}

// usual tells whether the date of a row is written as others are; where nothing
// is known of others it is.
func (t *table) usual(cells []string) bool {
	return len(t.shapes) == 0 || t.shapes[t.shapeOf(cells)]
}

// shapeOf is how the date of a row is written: its numbers and words, whatever
// they are.
func (t *table) shapeOf(cells []string) string {
	return numberOrWord.ReplaceAllStringFunc(cells[t.layout.at["published"][0]], func(run string) string {
		if isDigit(run[0]) {
			return "9"
		}
		return "a"
	})
}

var numberOrWord = regexp.MustCompile(`[0-9]+|\p{L}+`)

// fits tells whether cells are as many as the header has, and stand where it
// says as far as that can be told.
func (t *table) fits(cells []string) bool {
	return len(cells) == t.layout.width && (t.placed(cells) || !t.layout.has("url") && !t.layout.dated())
}

// placed tells whether the cells hold a date and an address where the header
// says. A table that has columns for neither shows nothing.
func (t *table) placed(cells []string) bool {
	l := t.layout
	if l.has("url") && !isAddress(cells[l.at["url"][0]]) {
		return false
	}
	if l.dated() {
		return t.mapping.row(cells, l, 0).readable(t.im.Now)
	}
	return l.has("url")
}

// isAddress tells whether a cell holds an address, with its scheme or without.
func isAddress(cell string) bool {
	cell = strings.TrimSpace(cell)
	return strings.Contains(cell, ".") && strings.Contains(cell, "/") && !strings.ContainsAny(cell, " \n\"")
}

package tables

import (
	"slices"
	"strings"

	"onset/tracker/text"
)

// narrowest is what a column keeps on a narrow terminal: room for a day, an id or
// a number, which are of no use when they are cut.
const narrowest = 12

// between is the room between two columns.
const between = 2

// widths returns what each column would take, that of its widest cell, and the least
// that it can do with.
func (s Screen) widths(t Table) (full, least []int) {
	full, least = make([]int, len(t.Columns)), make([]int, len(t.Columns))
	longest := make([]int, len(t.Columns)) // word
	for _, row := range t.Rows {
		for i, cell := range row {
			full[i] = max(full[i], s.room(text.OneLine(cell)))
			for _, word := range strings.Fields(cell) {
				longest[i] = max(longest[i], s.room(word))
			}
		}
	}
	for i, name := range t.Columns {
		switch {
		case i == 0 || slices.Contains(t.Whole, name): // by the first one a row is asked about
			least[i] = full[i]
		case t.Wraps:
			least[i] = longest[i]
		default:
			least[i] = min(full[i], narrowest)
		}
		least[i] = max(least[i], min(s.room(name), narrowest))
		full[i] = max(full[i], s.room(name))
	}
	return full, least
}

// total is the width of a line with these columns.
func total(widths []int) int {
	sum := between * (len(widths) - 1)
	for _, w := range widths {
		sum += w
	}
	return sum
}

// holds tells whether the columns can stand side by side.
func (s Screen) holds(t Table) bool {
	_, least := s.widths(t)
	return s.Width == 0 || total(least) <= s.Width
}

// fit returns the width of each column: where the terminal is narrower than all of
// them, the widest that can do with less gives way first.
func (s Screen) fit(t Table) []int {
	width, least := s.widths(t)
	for over := total(width) - s.Width; s.Width > 0 && over > 0; over-- {
		widest := -1
		for i, w := range width {
			if w > least[i] && (widest < 0 || w > width[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		width[widest]--
	}
	return width
}

// leaveOut returns a table without the spare columns that the terminal has no room
// for, and their names; the whole table where leaving them out is not enough.
func (s Screen) leaveOut(whole Table) (Table, []string) {
	t := whole
	var out []string
	for _, name := range t.Spare {
		i := slices.Index(t.Columns, name)
		if i < 0 || s.holds(t) {
			continue
		}
		out = append(out, name)
		t.Columns = slices.Delete(slices.Clone(t.Columns), i, i+1)
		rows := make([][]string, len(t.Rows))
		for n, row := range t.Rows {
			rows[n] = slices.Delete(slices.Clone(row), i, i+1)
		}
		t.Rows = rows
	}
	if !s.holds(t) {
		return whole, nil
	}
	return t, out
}

// grid writes rows in columns; the last one is never padded.
func (s Screen) grid(b *strings.Builder, t Table) {
	width := s.fit(t)
	b.WriteString(s.bold(s.line(capitals(t.Columns), width)) + "\n")
	for _, row := range t.Rows {
		for _, cells := range s.lines(row, width, t.Wraps) {
			b.WriteString(s.Marked(s.line(cells, width)) + "\n")
		}
	}
}

// line sets cells to widths.
func (s Screen) line(cells []string, width []int) string {
	var b strings.Builder
	for i, cell := range cells {
		cell = s.clip(cell, width[i])
		b.WriteString(cell)
		if i < len(cells)-1 {
			b.WriteString(strings.Repeat(" ", width[i]-s.room(cell)+between))
		}
	}
	return b.String()
}

// lines returns the lines that a row takes: one, or as many as its longest cell
// fills where cells go on below.
func (s Screen) lines(row []string, width []int, wraps bool) [][]string {
	if s.Width == 0 || !wraps {
		return [][]string{row}
	}
	var out [][]string
	for i, cell := range row {
		for n, part := range text.Lines(cell, width[i]) {
			if n == len(out) {
				out = append(out, make([]string, len(row)))
			}
			out[n][i] = part
		}
	}
	return out
}

// records writes each row as lines of a column's name and its value, with nothing
// cut; empty values are left out.
func (s Screen) records(b *strings.Builder, t Table) {
	label := 0
	for _, name := range t.Columns {
		label = max(label, s.room(name))
	}
	for n, row := range t.Rows {
		if n > 0 {
			b.WriteByte('\n')
		}
		for i, cell := range row {
			if text.OneLine(cell) == "" {
				continue
			}
			name := t.Columns[i] + strings.Repeat(" ", label-s.room(t.Columns[i])+between)
			b.WriteString(s.bold(name) + s.Marked(s.Beside(cell, label+between)) + "\n")
		}
	}
}

// Beside breaks a text into lines that stand beside a label of so many columns; the
// label stands before the first.
func (s Screen) Beside(words string, label int) string {
	if s.Width == 0 {
		return words
	}
	return strings.Join(text.Lines(words, max(s.Width-label, narrowest)), "\n"+strings.Repeat(" ", label))
}

func capitals(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.ToUpper(c)
	}
	return out
}

package main

import (
	"slices"
	"strings"
)

// narrowest is what a column keeps on a narrow terminal: room for a day, an id or
// a number, which are of no use when they are cut.
const narrowest = 12

// between is the room between two columns.
const between = 2

// widths returns what each column would take, that of its widest cell, and the least
// that it can do with.
func (s screen) widths(t table) (full, least []int) {
	full, least = make([]int, len(t.columns)), make([]int, len(t.columns))
	longest := make([]int, len(t.columns)) // word
	for _, row := range t.rows {
		for i, cell := range row {
			full[i] = max(full[i], s.room(oneLine(cell)))
			for _, word := range strings.Fields(cell) {
				longest[i] = max(longest[i], s.room(word))
			}
		}
	}
	for i, name := range t.columns {
		switch {
		case i == 0 || slices.Contains(t.whole, name): // by the first one a row is asked about
			least[i] = full[i]
		case t.wraps:
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
func (s screen) holds(t table) bool {
	_, least := s.widths(t)
	return s.width == 0 || total(least) <= s.width
}

// fit returns the width of each column: where the terminal is narrower than all of
// them, the widest that can do with less gives way first.
func (s screen) fit(t table) []int {
	width, least := s.widths(t)
	for over := total(width) - s.width; s.width > 0 && over > 0; over-- {
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
func (s screen) leaveOut(whole table) (table, []string) {
	t := whole
	var out []string
	for _, name := range t.spare {
		i := slices.Index(t.columns, name)
		if i < 0 || s.holds(t) {
			continue
		}
		out = append(out, name)
		t.columns = slices.Delete(slices.Clone(t.columns), i, i+1)
		rows := make([][]string, len(t.rows))
		for n, row := range t.rows {
			rows[n] = slices.Delete(slices.Clone(row), i, i+1)
		}
		t.rows = rows
	}
	if !s.holds(t) {
		return whole, nil
	}
	return t, out
}

// grid writes rows in columns; the last one is never padded.
func (s screen) grid(b *strings.Builder, t table) {
	width := s.fit(t)
	b.WriteString(s.bold(s.line(upper(t.columns), width)) + "\n")
	for _, row := range t.rows {
		for _, cells := range s.lines(row, width, t.wraps) {
			b.WriteString(s.marked(s.line(cells, width)) + "\n")
		}
	}
}

// line sets cells to widths.
func (s screen) line(cells []string, width []int) string {
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
func (s screen) lines(row []string, width []int, wraps bool) [][]string {
	if s.width == 0 || !wraps {
		return [][]string{row}
	}
	var out [][]string
	for i, cell := range row {
		for n, part := range strings.Split(wrap(cell, width[i]), "\n") {
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
func (s screen) records(b *strings.Builder, t table) {
	label := 0
	for _, name := range t.columns {
		label = max(label, s.room(name))
	}
	for n, row := range t.rows {
		if n > 0 {
			b.WriteByte('\n')
		}
		for i, cell := range row {
			if oneLine(cell) == "" {
				continue
			}
			name := t.columns[i] + strings.Repeat(" ", label-s.room(t.columns[i])+between)
			text := wrap(cell, max(s.width-label-between, narrowest))
			b.WriteString(s.bold(name) + s.marked(strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", label+between))) + "\n")
		}
	}
}

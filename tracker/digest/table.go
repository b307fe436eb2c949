package digest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// mostRows is how many lines that went on are shown of a day.
const mostRows = 12

// Table tells of lines a row each, where an entry would be too much.
type Table struct {
	Columns []string
	Rows    []Row
}

// Row is a line of a table.
type Row struct {
	Cells []string // one a column
	Note  string   // what is different about it today; empty when nothing
	URL   string   // of the latest article that has it
	Page  string   // title of that

	Narrative, TalkingPoint string
}

// repeats are the lines that went on: how often today and usually, who said them,
// and where.
func (d Digest) repeats() Table {
	if len(d.Carried) == 0 {
		return Table{}
	}
	t := Table{Columns: []string{"Line", "Today", "Usual", "Who", "Where"}}
	for _, c := range d.Carried {
		t.Rows = append(t.Rows, Row{
			Cells: []string{c.Title, often(c), usual(c.Usual), dash(few(c.Speakers, 2)), dash(few(c.Outlets, 3))},
			Note:  c.Change, URL: c.Article.URL, Page: c.Article.Title, Narrative: c.Narrative, TalkingPoint: c.TalkingPoint,
		})
	}
	return t
}

// often says how many times a line was said today.
func often(c Carried) string {
	if n := max(c.Utterances, min(1, c.Articles)); n > 0 {
		return fmt.Sprintf("%d×", n)
	}
	return "–"
}

// usual writes a number of times a day as one that can be held against today's.
func usual(perDay *float64) string {
	switch {
	case perDay == nil:
		return "–"
	case *perDay == 0:
		return "never"
	case *perDay >= 0.95:
		return fmt.Sprintf("%.0f a day", *perDay)
	}
	return fmt.Sprintf("1 in %.0f d", 1 / *perDay)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// few lists so many names and counts the rest.
func few(names []string, n int) string {
	if len(names) > n {
		return strings.Join(names[:n], ", ") + fmt.Sprintf(" +%d", len(names)-n)
	}
	return strings.Join(names, ", ")
}

// cut leaves so many rows and says how many that took away.
func (t *Table) cut(most int) int {
	n := max(0, len(t.Rows)-most)
	t.Rows = t.Rows[:len(t.Rows)-n]
	return n
}

// widths are how many characters the columns of a text have.
var widths = []int{44, 5, 9, 18, 18}

// textTable writes a table in columns: a title that is too long on a line of its own,
// what is different about a line under it.
func textTable(b *lines, t Table) {
	textRow(b, t.Columns)
	for _, r := range t.Rows {
		cells := slices.Clone(r.Cells)
		if utf8.RuneCountInString(cells[0]) > widths[0] {
			b.wrap("  ", cells[0])
			cells[0] = ""
		}
		textRow(b, cells)
		if r.Note != "" {
			b.wrap("    ", r.Note)
		}
	}
}

func textRow(b *lines, cells []string) {
	line := " "
	for i, c := range cells {
		line += " " + padded(c, widths[i])
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// padded puts a cell on one line of a width.
func padded(s string, width int) string {
	s = strings.Join(strings.Fields(s), " ")
	n := utf8.RuneCountInString(s)
	if n > width {
		return string([]rune(s)[:width-1]) + "…"
	}
	return s + strings.Repeat(" ", width-n)
}

func markdownTable(b *strings.Builder, t Table) {
	row := func(cells []string) {
		b.WriteString("|")
		for _, c := range cells {
			b.WriteString(" " + escape(c) + " |")
		}
		b.WriteString("\n")
	}
	row(t.Columns)
	b.WriteString(strings.Repeat("|---", len(t.Columns)) + "|\n")
	for _, r := range t.Rows {
		cells := append([]string{}, r.Cells...)
		if r.Note != "" {
			cells[0] += " – " + r.Note
		}
		row(cells)
	}
}

package tables

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"onset/tracker"
)

// What a worksheet can hold.
const (
	mostRows  = 1_048_576
	mostChars = 32_767 // in a cell, in units of UTF-16
)

// workbook is a list under way as XLSX: days as days, numbers as numbers,
// everything else as text that no program runs, and a sheet that says which
// clock and zone the columns have. Its rows are written as they come, so that a long
// list needs no memory.
type workbook struct {
	w    io.Writer
	on   Layout
	out  *xlsx
	note string
}

func (b *workbook) begin(t Table) error { return explained(b.head(t.forFile())) }

func (b *workbook) add(t Table) error { return explained(b.fill(t.forFile().Rows)) }

func (b *workbook) end() error { return explained(b.finish()) }

func explained(err error) error {
	if err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

// head writes the names of the columns, which are as wide as the first rows need.
func (b *workbook) head(t Table) (err error) {
	if b.out, err = newXLSX(b.w); err != nil {
		return err
	}
	widths := make([]int, len(t.Columns))
	for i := range widths {
		widths[i] = columnWidth(t, i)
	}
	if err := b.out.sheet(1, widths, true); err != nil {
		return err
	}
	b.note = t.Note
	return b.out.row(t.Columns, func(at, s string) error { return b.out.text(at, readable(s), headStyle) })
}

func (b *workbook) fill(rows [][]string) error {
	if b.out.rows+len(rows) > mostRows {
		return fmt.Errorf("more rows than the %d that a worksheet holds: choose fewer, for example with --since, or write CSV", mostRows-1)
	}
	for _, row := range rows {
		if err := b.out.row(row, b.typed); err != nil {
			return err
		}
	}
	return nil
}

// finish writes the notes after the list.
func (b *workbook) finish() error {
	if err := b.out.endSheet(); err != nil {
		return err
	}
	if err := b.out.sheet(2, nil, false); err != nil {
		return err
	}
	lines := append([]string{"Made " + tracker.Instant(b.on.Now) + " by " + b.on.Maker}, strings.Split(b.note, "\n")...)
	for _, line := range lines {
		if err := b.out.row([]string{line}, func(at, s string) error { return b.out.text(at, readable(s), plainStyle) }); err != nil {
			return err
		}
	}
	if err := b.out.endSheet(); err != nil {
		return err
	}
	return b.out.end()
}

// Days are counted from dayZero on. Before firstDay programs differ by one, because
// one of them once took 1900 for a leap year.
var (
	dayZero  = tracker.Date(1899, 12, 30)
	firstDay = tracker.Date(1900, 3, 1)
)

// typed writes a cell as what it means: a day, a count, or text.
func (b *workbook) typed(at, s string) error {
	if d, err := tracker.ParseDay(s); err == nil && d >= firstDay {
		return b.out.number(at, strconv.Itoa(int(d-dayZero)), dayStyle)
	}
	if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s && len(s) < 12 { // longer ones would lose digits
		return b.out.number(at, s, plainStyle)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && strings.Contains(s, ".") && (strconv.FormatFloat(f, 'f', -1, 64) == s || strconv.FormatFloat(f, 'g', -1, 64) == s) {
		return b.out.number(at, s, plainStyle)
	}
	return b.out.text(at, readable(s), plainStyle)
}

// readable drops what XML can't hold, and what a cell can't.
func readable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if len(s) <= mostChars { // no letter has fewer bytes than units
		return s
	}
	units, cut := 0, 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units < mostChars {
			cut = i + utf8.RuneLen(r)
		}
	}
	if units <= mostChars {
		return s
	}
	return s[:cut] + "…"
}

// columnWidth is what the first rows need, within reason.
func columnWidth(t Table, column int) int {
	width := utf8.RuneCountInString(t.Columns[column])
	for _, row := range t.Rows[:min(len(t.Rows), 200)] {
		width = max(width, utf8.RuneCountInString(row[column]))
	}
	return min(width, 60) + 2
}

package tables

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"onset/tracker"
)

// What a worksheet can hold.
const (
	mostRows  = 1_048_576
	mostChars = 32_767 // in a cell
)

// workbook is a list under way as XLSX: days as days, numbers as numbers,
// everything else as text that no program runs, and a sheet that says which
// clock and zone the columns have. Its rows are streamed, so that a long list needs
// little memory.
type workbook struct {
	w    io.Writer
	on   Layout
	file *excelize.File
	out  *excelize.StreamWriter
	day  int // style of a day
	rows int // written, with the heads
}

func (b *workbook) begin(t Table) error { return explained(b.open(t.forFile())) }

func (b *workbook) add(t Table) error { return explained(b.fill(t.forFile().Rows)) }

func (b *workbook) end() error {
	defer b.file.Close()
	err := b.out.Flush()
	if err == nil {
		_, err = b.file.WriteTo(b.w)
	}
	return explained(err)
}

func explained(err error) error {
	if err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

func (b *workbook) open(t Table) error {
	const sheet, notes = "Onset", "Notes"
	b.file = excelize.NewFile()
	if err := b.file.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if _, err := b.file.NewSheet(notes); err != nil {
		return err
	}
	lines := append([]string{"Made " + tracker.Instant(b.on.Now) + " by " + b.on.Maker}, strings.Split(t.Note, "\n")...)
	for i, line := range lines {
		if err := b.file.SetCellStr(notes, "A"+strconv.Itoa(i+1), line); err != nil {
			return err
		}
	}
	return b.head(sheet, t)
}

// head writes the names of the columns, which are as wide as the first rows need.
func (b *workbook) head(sheet string, t Table) error {
	head, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	if b.day, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	if b.out, err = b.file.NewStreamWriter(sheet); err != nil {
		return err
	}
	for i := range t.Columns {
		if err := b.out.SetColWidth(i+1, i+1, columnWidth(t, i)); err != nil {
			return err
		}
	}
	if err := b.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.rows = 1
	return writeRow(b.out, 1, t.Columns, func(s string) any { return excelize.Cell{StyleID: head, Value: s} })
}

func (b *workbook) fill(rows [][]string) error {
	if b.rows += len(rows); b.rows > mostRows {
		return fmt.Errorf("more rows than the %d that a worksheet holds: choose fewer, for example with --since, or write CSV", mostRows-1)
	}
	for i, row := range rows {
		if err := writeRow(b.out, b.rows-len(rows)+i+1, row, func(s string) any { return typed(s, b.day) }); err != nil {
			return err
		}
	}
	return nil
}

func writeRow(out *excelize.StreamWriter, n int, row []string, cell func(string) any) error {
	cells := make([]any, len(row))
	for i, s := range row {
		cells[i] = cell(s)
	}
	at, err := excelize.CoordinatesToCellName(1, n)
	if err != nil {
		return err
	}
	return out.SetRow(at, cells)
}

// typed turns a cell into what it means: a day, a count, or text.
func typed(s string, dayStyle int) any {
	if d, err := tracker.ParseDay(s); err == nil && d != 0 {
		return excelize.Cell{StyleID: dayStyle, Value: d.In(time.UTC)}
	}
	if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s && len(s) < 12 { // longer ones would lose digits
		return n
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && strings.Contains(s, ".") && (strconv.FormatFloat(f, 'f', -1, 64) == s || strconv.FormatFloat(f, 'g', -1, 64) == s) {
		return f
	}
	return readable(s)
}

// readable drops what XML can't hold, and what a cell can't.
func readable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > mostChars {
		s = string([]rune(s)[:mostChars-1]) + "…"
	}
	return s
}

// columnWidth is what the first rows need, within reason.
func columnWidth(t Table, column int) float64 {
	width := utf8.RuneCountInString(t.Columns[column])
	for _, row := range t.Rows[:min(len(t.Rows), 200)] {
		width = max(width, utf8.RuneCountInString(row[column]))
	}
	return float64(min(width, 60) + 2)
}

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

// writeWorkbook writes a table as XLSX: days as days, numbers as numbers,
// everything else as text that no program runs, and a sheet that says which
// clock and zone the columns have.
func writeWorkbook(w io.Writer, t Table, l Layout) error {
	f := excelize.NewFile()
	defer f.Close()
	err := fillWorkbook(f, t, l)
	if err == nil {
		_, err = f.WriteTo(w)
	}
	if err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

func fillWorkbook(f *excelize.File, t Table, l Layout) error {
	const sheet, notes = "Onset", "Notes"
	if len(t.Rows) >= mostRows {
		return fmt.Errorf("%d rows are more than a worksheet holds: choose fewer, for example with --since, or write CSV", len(t.Rows))
	}
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if _, err := f.NewSheet(notes); err != nil {
		return err
	}
	lines := append([]string{"Made " + tracker.Instant(l.Now) + " by " + l.Maker}, strings.Split(t.Note, "\n")...)
	for i, line := range lines {
		if err := f.SetCellStr(notes, "A"+strconv.Itoa(i+1), line); err != nil {
			return err
		}
	}
	return fillSheet(f, sheet, t)
}

// fillSheet streams the rows, so that a long table needs little memory.
func fillSheet(f *excelize.File, sheet string, t Table) error {
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i := range t.Columns {
		if err := out.SetColWidth(i+1, i+1, columnWidth(t, i)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := writeRow(out, 1, t.Columns, func(s string) any { return excelize.Cell{StyleID: head, Value: s} }); err != nil {
		return err
	}
	for i, row := range t.Rows {
		if err := writeRow(out, i+2, row, func(s string) any { return typed(s, day) }); err != nil {
			return err
		}
	}
	return out.Flush()
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

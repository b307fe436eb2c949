// Package tables lays out what is known in rows and columns, and writes it: for a
// terminal of any width, as CSV (plain, or for a spreadsheet program), as a workbook,
// as JSON and as JSON lines. The command line and the pages write the same tables.
//
//	tables.Events(events).Write(w, tables.Layout{Format: "csv"})
//
// A new format is a case in [NewLong], a name in [Formats] and a file of its own if
// it is long. A new list is a function that returns a [Table].
package tables

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Table is one list: the same rows in every format. JSON has a shape of its own, since
// other programs rely on it.
type Table struct {
	Columns []string
	Rows    [][]string
	JSON    any      // what is written as JSON
	Empty   string   // what a terminal shows when there are no rows
	Note    string   // below a table: which clock, which zone, what is left out
	Whole   []string // columns that a terminal never cuts, however wide
	Spare   []string // columns that a narrow terminal leaves out, in this order
	Wraps   bool     // on a terminal long cells go on below instead of being cut
	Wide    *Table   // columns and rows of files, where they hold more than fits a terminal; nil: the same
}

// Formats are those that every table has; the first is the default.
var Formats = []string{"table", "json", "jsonl", "csv", "xlsx"}

// Layout says how a table is written.
type Layout struct {
	Format    string // one of Formats
	Screen    Screen // of a "table"
	Separator string // of a CSV that a spreadsheet program opens by a click; "" is a plain CSV
	Maker     string // what a workbook says that it was made by
	Now       time.Time
}

// Write writes a table.
func (t Table) Write(w io.Writer, l Layout) error {
	if l.Format == "json" { // which may be no list
		return WriteJSON(w, t.JSON)
	}
	out, err := NewLong(w, l)
	if err != nil {
		return err
	}
	if err := out.Add(t); err != nil {
		return err
	}
	return out.End()
}

// forFile returns what files hold of the table.
func (t Table) forFile() Table {
	if t.Wide == nil {
		return t
	}
	return Table{Columns: t.Wide.Columns, Rows: t.Wide.Rows, Note: t.Note}
}

// show prints the rows below each other, or as records where the terminal is too
// narrow for that.
func (t Table) show(w io.Writer, on Screen) error {
	if len(t.Rows) == 0 && t.Empty != "" {
		_, err := fmt.Fprintln(w, t.Empty)
		return err
	}
	t, out := on.leaveOut(t)
	var b strings.Builder
	if on.holds(t) {
		on.grid(&b, t)
	} else {
		on.records(&b, t)
	}
	if len(out) > 0 {
		t.Note = strings.TrimPrefix(t.Note+"\nNo room here for "+strings.Join(out, ", ")+": --format csv has all.", "\n")
	}
	if t.Note != "" {
		b.WriteString("\n" + t.Note + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

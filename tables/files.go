package tables

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteJSON writes a value as indented JSON.
func WriteJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// itemsOf returns the items of an array, what is none as the only one.
func itemsOf(v any) ([]json.RawMessage, error) {
	var whole bytes.Buffer
	enc := json.NewEncoder(&whole)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	items := []json.RawMessage{bytes.TrimRight(whole.Bytes(), "\n")}
	if bytes.HasPrefix(whole.Bytes(), []byte("[")) {
		if err := json.Unmarshal(whole.Bytes(), &items); err != nil {
			return nil, fmt.Errorf("writing JSON: %w", err)
		}
	}
	return items, nil
}

// indent writes an item of an array as WriteJSON does.
func indent(b *bytes.Buffer, item json.RawMessage) error {
	if err := json.Indent(b, item, "  ", "  "); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// writeJSONLines writes each item of an array on a line of its own.
func writeJSONLines(w io.Writer, v any) error {
	items, err := itemsOf(v)
	if err != nil {
		return err
	}
	for _, item := range items {
		if _, err := w.Write(append(item, '\n')); err != nil {
			return fmt.Errorf("writing JSON lines: %w", err)
		}
	}
	return nil
}

// byteOrderMark tells a spreadsheet program that the file is UTF-8. A line
// "sep=;" would make it forget that again, so the separator is the user's.
const byteOrderMark = "\ufeff"

// csvFile is a list under way as RFC 4180; with a separator of excel, so that a click
// opens it with every letter right and no cell doing anything.
type csvFile struct {
	w     io.Writer
	out   *csv.Writer
	excel string
}

func newCSVFile(w io.Writer, excel string) *csvFile {
	f := &csvFile{w, csv.NewWriter(w), excel}
	if excel != "" {
		f.out.Comma, f.out.UseCRLF = rune(excel[0]), true
	}
	return f
}

func (f *csvFile) begin(t Table) error {
	if f.excel != "" {
		if _, err := io.WriteString(f.w, byteOrderMark); err != nil {
			return fmt.Errorf("writing CSV: %w", err)
		}
	}
	return f.rows([][]string{t.forFile().Columns})
}

func (f *csvFile) add(t Table) error { return f.rows(t.forFile().Rows) }

func (f *csvFile) end() error { return nil }

func (f *csvFile) rows(rows [][]string) error {
	for _, row := range rows {
		if f.excel != "" {
			row = harmless(row)
		}
		if err := f.out.Write(row); err != nil {
			return fmt.Errorf("writing CSV: %w", err)
		}
	}
	f.out.Flush()
	if err := f.out.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// harmless puts an apostrophe before what a spreadsheet program would take for
// a formula: text of an article must not be run.
func harmless(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
			cell = "'" + cell
		}
		out[i] = cell
	}
	return out
}

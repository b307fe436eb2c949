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

// writeJSONLines writes each item of an array on a line of its own.
func writeJSONLines(w io.Writer, v any) error {
	var whole bytes.Buffer
	enc := json.NewEncoder(&whole)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON lines: %w", err)
	}
	items := []json.RawMessage{whole.Bytes()}
	if bytes.HasPrefix(whole.Bytes(), []byte("[")) {
		if err := json.Unmarshal(whole.Bytes(), &items); err != nil {
			return fmt.Errorf("writing JSON lines: %w", err)
		}
	}
	for _, item := range items {
		if _, err := w.Write(append(bytes.TrimRight(item, "\n"), '\n')); err != nil {
			return fmt.Errorf("writing JSON lines: %w", err)
		}
	}
	return nil
}

// byteOrderMark tells a spreadsheet program that the file is UTF-8. A line
// "sep=;" would make it forget that again, so the separator is the user's.
const byteOrderMark = "\ufeff"

// writeCSV writes RFC 4180; with a separator of excel, so that a click opens
// it with every letter right and no cell doing anything.
func writeCSV(w io.Writer, t Table, excel string) error {
	out := csv.NewWriter(w)
	rows := append([][]string{t.Columns}, t.Rows...)
	if excel != "" {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return fmt.Errorf("writing CSV: %w", err)
		}
		out.Comma, out.UseCRLF = rune(excel[0]), true
		for i, row := range rows {
			rows[i] = harmless(row)
		}
	}
	if err := out.WriteAll(rows); err != nil {
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

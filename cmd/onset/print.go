package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// table is what a command prints: the same rows in every format. JSON has a
// shape of its own, since other programs rely on it.
type table struct {
	columns []string
	rows    [][]string
	json    any    // printed by --format json
	empty   string // printed as a table when there are no rows
	note    string // printed below a table: which clock, which zone, what is left out
}

// print writes t in the format that the user chose.
func (a *app) print(t table) error {
	format, err := a.formatIn("table", "json", "csv")
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return printJSON(a.out, t.json)
	case "csv":
		return printCSV(a.out, t)
	}
	return printTable(a.out, t)
}

// formatIn returns the chosen format, the first of allowed when none was chosen.
func (a *app) formatIn(allowed ...string) (string, error) {
	if a.format == "" {
		return allowed[0], nil
	}
	if !slices.Contains(allowed, a.format) {
		return "", usagef("--format %s: this command prints %s", a.format, strings.Join(allowed, ", "))
	}
	return a.format, nil
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

func printCSV(w io.Writer, t table) error {
	out := csv.NewWriter(w)
	if err := out.WriteAll(append([][]string{t.columns}, t.rows...)); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// printTable aligns columns by their widest cell; the last one is never padded.
func printTable(w io.Writer, t table) error {
	if len(t.rows) == 0 && t.empty != "" {
		_, err := fmt.Fprintln(w, t.empty)
		return err
	}
	width := make([]int, len(t.columns))
	for _, row := range append([][]string{t.columns}, t.rows...) {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range append([][]string{upper(t.columns)}, t.rows...) {
		line := len(row) - 1
		for i, cell := range row {
			b.WriteString(cell)
			if i < line {
				b.WriteString(strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell)+2))
			}
		}
		b.WriteByte('\n')
	}
	if t.note != "" {
		b.WriteString("\n" + t.note + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func upper(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.ToUpper(c)
	}
	return out
}

// shorten cuts s to at most n characters, at a word where it can, with an ellipsis.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)[:n-1]
	cut := string(runes)
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return cut + "…"
}

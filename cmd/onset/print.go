package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// table is what a command prints: the same rows in every format. JSON has a
// shape of its own, since other programs rely on it.
type table struct {
	columns []string
	rows    [][]string
	json    any    // printed by --format json
	empty   string // printed as a table when there are no rows
	note    string // printed below a table: which clock, which zone, what is left out
	wide    *table // columns and rows of files, where they hold more than fits a terminal; nil: the same
}

// print writes t in the format that the user chose.
func (a *app) print(t table) error {
	switch a.format {
	case "json":
		return printJSON(a.out, t.json)
	case "jsonl":
		return printJSONLines(a.out, t.json)
	case "csv":
		return printCSV(a.out, t.forFile(), a.export.excel)
	case "xlsx":
		return printWorkbook(a.out, t.forFile(), a.now())
	}
	return printTable(a.out, t, a.screen())
}

// forFile returns what files hold of the table.
func (t table) forFile() table {
	if t.wide == nil {
		return t
	}
	return table{columns: t.wide.columns, rows: t.wide.rows, note: t.note}
}

// tables are the formats of commands that print a table; the first is the
// default, here as below.
var tables = []string{"table", "json", "jsonl", "csv", "xlsx"}

// formats declares that a command prints in other formats than a table's.
func formats(cmd *cobra.Command, names ...string) *cobra.Command {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations["formats"] = strings.Join(names, " ")
	return cmd
}

// chooseFormat checks --format against what the command prints, before
// anything is done.
func (a *app) chooseFormat(cmd *cobra.Command) error {
	allowed := tables
	if names := cmd.Annotations["formats"]; names != "" {
		allowed = strings.Fields(names)
	}
	if a.format == "" {
		a.format = allowed[0]
	}
	if !slices.Contains(allowed, a.format) {
		return usagef("--format %s: %s prints %s", a.format, cmd.CommandPath(), strings.Join(allowed, ", "))
	}
	if err := a.export.check(a.format, a.out); err != nil {
		return err
	}
	return a.beginOut()
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

// printTable aligns columns by their widest cell and fits them to the screen; the
// last one is never padded.
func printTable(w io.Writer, t table, on screen) error {
	if len(t.rows) == 0 && t.empty != "" {
		_, err := fmt.Fprintln(w, t.empty)
		return err
	}
	width := on.fit(t)
	var b strings.Builder
	line := func(row []string) string {
		var l strings.Builder
		for i, cell := range row {
			cell = on.clip(cell, width[i])
			l.WriteString(cell)
			if i < len(row)-1 {
				l.WriteString(strings.Repeat(" ", width[i]-on.room(cell)+2))
			}
		}
		return l.String()
	}
	b.WriteString(on.bold(line(upper(t.columns))) + "\n")
	for _, row := range t.rows {
		b.WriteString(on.marked(line(row)) + "\n")
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

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
	json    any      // printed by --format json
	empty   string   // printed as a table when there are no rows
	note    string   // printed below a table: which clock, which zone, what is left out
	whole   []string // columns that a terminal never cuts, however wide
	spare   []string // columns that a narrow terminal leaves out, in this order
	wraps   bool     // on a terminal long cells go on below instead of being cut
	wide    *table   // columns and rows of files, where they hold more than fits a terminal; nil: the same
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

// printTable prints the rows below each other, or as records where the terminal is
// too narrow for that.
func printTable(w io.Writer, t table, on screen) error {
	if len(t.rows) == 0 && t.empty != "" {
		_, err := fmt.Fprintln(w, t.empty)
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
		t.note = strings.TrimPrefix(t.note+"\nNo room here for "+strings.Join(out, ", ")+": --format csv has all.", "\n")
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
	s = oneLine(s)
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

// oneLine has every run of spaces and line ends as one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

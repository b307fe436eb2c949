package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
)

// exportFlags say how results become a file for another program.
type exportFlags struct {
	out   string // file; "" is standard output
	excel string // separator of a CSV that a spreadsheet program opens by a click; "" is a plain CSV
}

func (f *exportFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.out, "out", "", "write the result to this file, whole or not at all, instead of standard output")
	flags.StringVar(&f.excel, "excel", "", "a CSV that a spreadsheet opens by a click: byte order mark, cells that are no formulas; --excel=\";\" where the comma parts decimals")
	flags.Lookup("excel").NoOptDefVal = ","
}

// check refuses what makes no sense together.
func (f *exportFlags) check(format string, out io.Writer) error {
	switch {
	case f.excel != "" && format != "csv":
		return usagef("--excel goes with --format csv; --format xlsx is a workbook already")
	case f.excel != "" && f.excel != "," && f.excel != ";" && f.excel != "\t":
		return usagef("--excel=%s: a comma, a semicolon or a tab", f.excel)
	case (format == "xlsx" || format == "zip") && f.out == "" && terminal(out):
		return usagef("--format %s is a file: name it with --out FILE", format)
	}
	return nil
}

// beginOut lets results go into a part of the file that was named.
func (a *app) beginOut() error {
	if a.export.out == "" {
		return nil
	}
	part, err := os.CreateTemp(filepath.Dir(a.export.out), ".onset-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", a.export.out, err)
	}
	a.part, a.out = part, part
	return nil
}

// endOut gives the file its name when the command did its work, and throws it
// away when not.
func (a *app) endOut(done error) error {
	if a.part == nil {
		return done
	}
	err := a.part.Close()
	if code := exitCode(done); err != nil || code != exitFine && code != exitRejected {
		os.Remove(a.part.Name()) // what is left of it is of no use; the error is told
		if done == nil {
			done = fmt.Errorf("writing %s: %w", a.export.out, err)
		}
		return done
	}
	if err = os.Chmod(a.part.Name(), 0o644); err == nil {
		err = os.Rename(a.part.Name(), a.export.out)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", a.export.out, err)
	}
	return done
}

// printJSONLines writes each item of an array on a line of its own.
func printJSONLines(w io.Writer, v any) error {
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

// printCSV writes RFC 4180; with a separator of excel, so that a click opens
// it with every letter right and no cell doing anything.
func printCSV(w io.Writer, t table, excel string) error {
	out := csv.NewWriter(w)
	rows := append([][]string{t.columns}, t.rows...)
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

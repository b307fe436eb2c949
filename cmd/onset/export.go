package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

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

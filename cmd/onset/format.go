package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"onset/tables"
)

// print writes a table in the format that the user chose; among text it is one for
// people.
func (a *app) print(t tables.Table) error { return t.Write(a.out, a.layout()) }

func (a *app) layout() tables.Layout {
	format := a.format
	if format == "text" {
		format = "table"
	}
	return tables.Layout{Format: format, Screen: a.screen(), Separator: a.export.excel, Maker: maker, Now: a.now()}
}

// printJSON writes what is no table.
func (a *app) printJSON(v any) error { return tables.WriteJSON(a.out, v) }

// screen looks where results go. NO_COLOR (no-color.org) turns colour off.
func (a *app) screen() tables.Screen {
	f, ok := a.out.(*os.File)
	if !ok || !terminal(f) {
		return tables.Screen{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return tables.Screen{Width: width, Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// formats declares that a command prints in other formats than a table's; the first
// is the default.
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
	allowed := tables.Formats
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

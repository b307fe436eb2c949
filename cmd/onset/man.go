package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages into a folder",
		Example: `  onset man ~/.local/share/man/man1
  onset completion bash > /etc/bash_completion.d/onset`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.man(cmd.Root(), args[0]) },
	}
}

func (a *app) man(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("writing the manual: %w", err)
	}
	root.DisableAutoGenTag = true
	// A page is the same each time it is made of one version.
	date := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	header := &doc.GenManHeader{Title: "ONSET", Section: "1", Source: "Onset " + version, Manual: "Onset", Date: &date}
	if err := doc.GenManTree(root, header, dir); err != nil {
		return fmt.Errorf("writing the manual into %s: %w", dir, err)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "onset*.1"))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%d pages in %s; read one with: man -l %s\n", len(pages), dir, filepath.Join(dir, "onset.1"))
	return nil
}

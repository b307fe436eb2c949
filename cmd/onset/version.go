package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"onset/tables"
)

// version is the release that this program is built from.
const version = "0.1.0"

// userAgent is how this program names itself to receivers and services.
const userAgent = "Onset/" + version

// maker is how it names itself in what it writes.
const maker = "onset " + version

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision := buildRevision()
			return a.print(tables.Table{
				Columns: []string{"onset", "revision", "go"},
				Rows:    [][]string{{version, revision, runtime.Version()}},
				JSON:    map[string]string{"onset": version, "revision": revision, "go": runtime.Version()},
			})
		},
	}
}

// buildRevision names the commit that the program was built from, where it is known.
func buildRevision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return fmt.Sprintf("unknown (%s)", info.Main.Version)
}

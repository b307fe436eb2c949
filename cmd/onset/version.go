package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the release that this program is built from.
const version = "0.1.0"

// userAgent is how this program names itself to receivers and services.
const userAgent = "Onset/" + version

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision := buildRevision()
			return a.print(table{
				columns: []string{"onset", "revision", "go"},
				rows:    [][]string{{version, revision, runtime.Version()}},
				json:    map[string]string{"onset": version, "revision": revision, "go": runtime.Version()},
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

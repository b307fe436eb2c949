package main

import (
	"io"
	"os"
	"slices"
	"strings"

	"github.com/rs/zerolog"
)

// logLevels are what a user may ask for.
var logLevels = []string{"trace", "debug", "info", "warn", "error"}

// checkLevel refuses a level that there is not.
func (a *app) checkLevel() error {
	if a.logLevel != "" && !slices.Contains(logLevels, a.logLevel) {
		return usagef("--log-level %s: %s", a.logLevel, strings.Join(logLevels, ", "))
	}
	return nil
}

// logger writes to stderr: for people on a terminal, as JSON elsewhere. least
// is the level where the user asks for none.
func (a *app) logger(least zerolog.Level) zerolog.Logger {
	level, err := zerolog.ParseLevel(a.logLevel)
	if err != nil || a.logLevel == "" {
		level = least
	}
	var out io.Writer = zerolog.SyncWriter(a.err) // jobs and requests log side by side
	if terminal(a.err) {
		out = zerolog.ConsoleWriter{Out: out, TimeFormat: "15:04:05", NoColor: os.Getenv("NO_COLOR") != ""}
	}
	return zerolog.New(out).Level(level).With().Timestamp().Logger()
}

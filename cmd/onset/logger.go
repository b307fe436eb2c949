package main

import (
	"io"
	"os"

	"github.com/rs/zerolog"
)

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

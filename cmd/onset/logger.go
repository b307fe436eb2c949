package main

import (
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
	var log zerolog.Logger
	if terminal(a.err) {
		log = zerolog.New(zerolog.ConsoleWriter{Out: a.err, TimeFormat: "15:04:05", NoColor: os.Getenv("NO_COLOR") != ""})
	} else {
		log = zerolog.New(a.err)
	}
	return log.Level(level).With().Timestamp().Logger()
}

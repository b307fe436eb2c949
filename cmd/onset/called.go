package main

import (
	"os"
	"os/exec"
	"strings"
)

// The files that --config and --db name where they are not given.
const (
	defaultConfig = "narratives.yaml"
	defaultDB     = "onset.db"
)

// called begins a command that is printed to be typed next: it reads the same rules
// file and the same database as this one.
func (a *app) called() string { return calledWith(a.config, a.db) }

// calledWith begins a command that reads a rules file and a database.
func calledWith(config, db string) string {
	out := asCalled()
	if config != defaultConfig {
		out += " --config " + shellWord(config)
	}
	if db != defaultDB {
		out += " --db " + shellWord(db)
	}
	return out
}

// asCalled is how this program can be called again: by its name where it is on
// the PATH, through go where go ran it, else as it was called.
func asCalled() string {
	if _, err := exec.LookPath("onset"); err == nil {
		return "onset"
	}
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./cmd/onset"
	}
	return shellWord(os.Args[0])
}

// shellWord writes a word as a shell takes it for one.
func shellWord(s string) string {
	if !strings.ContainsAny(s, " \t'\"\\$&;|<>()*?#~`!{}[]") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

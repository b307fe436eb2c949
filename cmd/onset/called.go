package main

import (
	"cmp"
	"os"
	"os/exec"
	"strings"

	"onset/store"
)

// The files that --config and --db name where they are not given.
const (
	defaultConfig = "narratives.yaml"
	defaultDB     = "onset.db"
)

// dbVariable names the database where --db does not; an address with a password in it
// stands better there.
const dbVariable = "ONSET_DB"

// chosenDB is the database where --db names none.
func chosenDB() string { return cmp.Or(os.Getenv(dbVariable), defaultDB) }

// called begins a command that is printed to be typed next: it reads the same rules
// file, the same database and the same search index as this one. A database is named
// where --db named it, for ONSET_DB may be set for this command alone.
func (a *app) called() string {
	db := a.db
	if !a.named && db == chosenDB() {
		db = ""
	}
	out := calledWith(a.config, db)
	if a.index != "" {
		out += " --index " + shellWord(a.index)
	}
	return out
}

// calledWith begins a command that reads a rules file and a database, the usual one
// where that is "".
func calledWith(config, db string) string {
	out := asCalled()
	if config != defaultConfig {
		out += " --config " + shellWord(config)
	}
	if db != "" {
		out += " --db " + shellWord(store.Typed(db))
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

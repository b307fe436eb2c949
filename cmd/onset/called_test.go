package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// What is printed to be typed next is about the same archive, also where ONSET_DB is set
// for one command alone.
func TestCommandsToBeTypedNextAreOfTheSameArchive(t *testing.T) {
	for _, c := range []struct {
		variable string
		flags    []string
		want     string
	}{
		{"", nil, ""},
		{"", []string{"--db", "onset.db"}, " --db onset.db"},
		{"", []string{"--db", "other.db"}, " --db other.db"},
		{"other.db", nil, ""},
		{"other.db", []string{"--db", "other.db"}, " --db other.db"},
		{"other.db", []string{"--db", "onset.db"}, " --db onset.db"},
		{"", []string{"--db", "postgres://ann:secret@host/desk?sslmode=require", "--index", "here.db"}, " --db 'postgres://ann@host/desk?sslmode=require' --index here.db"},
	} {
		t.Setenv(dbVariable, c.variable)
		rules := filepath.Join(t.TempDir(), "narratives.yaml")
		var out, talk bytes.Buffer
		if code := run(t.Context(), append(c.flags, "--config", rules, "init", "--subject", "The old harbour will be closed"), strings.NewReader(""), &out, &talk); code != exitFine {
			t.Fatalf("%v: %d %s", c.flags, code, talk.String())
		}
		if want := " --config " + rules + c.want + " poll\n"; !strings.Contains(out.String(), want) {
			t.Errorf("%v with %q: no %q in\n%s", c.flags, c.variable, want, out.String())
		}
	}
}

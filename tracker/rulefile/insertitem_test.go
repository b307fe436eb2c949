package rulefile

import (
	"strings"
	"testing"

	"onset"
)

// A new source stands behind the others, and every comment stays.
func TestInsertSourceKeepsTheRest(t *testing.T) {
	stanza := SourceStanza(SourceOf("The Herald", "https://herald.example/rss", func(string) bool { return false }))
	item := "  - id: the-herald\n    name: >-\n      The Herald\n    kind: other\n    feeds:\n      - \"https://herald.example/rss\"\n"
	for _, c := range []struct{ name, before, want string }{
		{"none yet", "# mine\ntimezone: UTC\n", "# mine\ntimezone: UTC\n\nsources:\n" + item},
		{"an empty list", "sources: # mine\n\n# zone\ntimezone: UTC\n", "sources: # mine\n" + item + "\n# zone\ntimezone: UTC\n"},
		{"behind one in braces", "sources:\n  # first\n  - {id: tide, name: Tide} # wet\n\n# zone\ntimezone: UTC\n",
			"sources:\n  # first\n  - {id: tide, name: Tide} # wet\n" + item + "\n# zone\ntimezone: UTC\n"},
		{"behind one in a block", "sources:\n  - id: tide\n    name: Tide # wet\n    # its languages\n    languages: [en]\ntimezone: UTC\n",
			"sources:\n  - id: tide\n    name: Tide # wet\n    # its languages\n    languages: [en]\n" + item + "timezone: UTC\n"},
	} {
		got, err := InsertSource(c.before, stanza)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%s", c.name, err, got)
			continue
		}
		if _, err := Parse("rules.yaml", []byte(got)); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := InsertSource("sources: [{id: tide}]\n", stanza); err == nil {
		t.Error("a list on one line is added to")
	}
}

// TestInsertedLinesAreAllThatIsNew adds to files of every shape, and finds the old
// file around what was added, to the byte.
func TestInsertedLinesAreAllThatIsNew(t *testing.T) {
	whole := "sources:\n  - {id: tide, name: Tide} # wet\n" + commented
	shapes := map[string]string{"as written": whole, "no last line end": strings.TrimRight(whole, "\n"), "blank lines at the end": whole + "\n\n  \n# the end\n\n",
		"of Windows": strings.ReplaceAll(whole, "\n", "\r\n"), "of Windows, no last line end": strings.TrimRight(strings.ReplaceAll(whole, "\n", "\r\n"), "\r\n"),
		"blanks behind lines": strings.ReplaceAll(whole, "harbour # ours", "harbour # ours  \t"), "shipped": string(onset.Narratives)}
	draft := Draft{ID: "grain-port", Title: "The grain port", Match: "grain AND port", Examples: []string{"Grain in port."}}
	for name, old := range shapes {
		narrative := "roads"
		if name == "shipped" {
			narrative = "guarantees-are-a-threat"
		}
		for what, add := range map[string]func() (string, error){
			"a source": func() (string, error) {
				return InsertSource(old, "  - id: grain\n    name: >-\n      Grain: a paper\n    kind: other\n")
			},
			"a narrative":     func() (string, error) { return InsertNarrative(old, draft.Stanza()) },
			"a talking point": func() (string, error) { return Insert(old, narrative, draft.Point()) },
		} {
			fresh, err := add()
			if err != nil {
				t.Errorf("%s: %s: %v", name, what, err)
				continue
			}
			if _, err := Load("rules.yaml", []byte(fresh)); err != nil {
				t.Errorf("%s: %s: %v", name, what, err)
			}
			if !around(old, fresh) && !around(old+"\n", fresh) && !around(old+"\r\n", fresh) {
				t.Errorf("%s: %s changes other lines:\n%q", name, what, fresh)
			}
			if strings.Contains(old, "\r\n") != strings.Contains(fresh, "\r\n") || strings.Contains(strings.ReplaceAll(fresh, "\r\n", ""), "\n") && strings.Contains(old, "\r\n") {
				t.Errorf("%s: %s ends lines as the others don't", name, what)
			}
		}
	}
}

// around tells whether old is all that is left of a text when one stretch of it
// is taken away.
func around(old, text string) bool {
	n := 0
	for n < len(old) && n < len(text) && old[n] == text[n] {
		n++
	}
	return len(text) > len(old) && strings.HasSuffix(text, old[n:])
}

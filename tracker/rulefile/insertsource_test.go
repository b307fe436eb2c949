package rulefile

import "testing"

// A new source stands behind the others, and every comment stays.
func TestInsertSourceKeepsTheRest(t *testing.T) {
	stanza := SourceStanza(SourceOf("The Herald", "https://herald.example/rss", func(string) bool { return false }), "https://herald.example/rss")
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

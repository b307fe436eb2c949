package rulefile

import (
	"fmt"
	"strings"
	"testing"
)

// A hook is a list of a program and its arguments; what a shell would have to read,
// or what nobody knows, is refused.
func TestHooks(t *testing.T) {
	for value, want := range map[string]string{
		"{}":                                  "{[] []}",
		"{translate: [to-english]}":           "{[to-english] []}",
		`{archive: [keep, --to, "{}"]}`:       "{[] [keep --to {}]}",
		"{translate: [a, b c], archive: [d]}": "{[a b c] [d]}",
		"{translate: to-english --quick}":     "is no list",
		"{translate: []}":                     "names no program",
		`{archive: ["{}"]}`:                   "names no program",
		"{archive: [a, [b]]}":                 "must be a single value",
		"{summarise: [a]}":                    "summarise",
		"[a]":                                 "hooks must",
	} {
		f, err := Parse("rules.yaml", []byte("hooks: "+value+"\nnarratives: []\n"))
		switch {
		case err != nil && !strings.Contains(err.Error(), want):
			t.Errorf("%s: %v, want %q", value, err, want)
		case err == nil && fmt.Sprint(f.Hooks) != want:
			t.Errorf("%s: %v, want %s", value, f.Hooks, want)
		}
	}
}

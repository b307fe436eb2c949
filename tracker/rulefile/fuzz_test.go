package rulefile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzParse: whatever is given, Parse returns a file or problems that each have
// a place in it, and never panics.
func FuzzParse(f *testing.F) {
	broken, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range broken {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte(whole))
	f.Add([]byte(two))
	for _, src := range []string{
		"", "\x00", "---\n---\n", "&a [*a]", "terms: {a: &x b, c: *x}", "terms:\n  a: >2\n      b\n", "? a\n: b\n", "narratives: [[[[]]]]",
		"speakers: [{id: a, members: [a]}]", "terms: {a: $a}", "schedule: {poll: '@every 1ns', digest: '* * * * * *'}",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := Load("f.yaml", src)
		if err == nil {
			file.Overlaps()
			file.Blind()
			return
		}
		var ps Problems
		if !errors.As(err, &ps) || len(ps) == 0 {
			t.Fatalf("error is %T: %v", err, err)
		}
		lines := strings.Count(string(src), "\n") + 1
		for _, p := range ps {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Message == "" {
				t.Errorf("problem without a place: %+v in %d lines", p, lines)
			}
		}
		_ = err.Error()
	})
}

// A file made to nest without end is refused at once, in words.
func TestNestingWithoutEnd(t *testing.T) {
	for _, piece := range []string{"[", "{a: ", "- ", "? ", "[{"} {
		_, err := Parse("rules.yaml", []byte("narratives:\n  "+strings.Repeat(piece, 100_000)))
		if err == nil || !strings.Contains(err.Error(), "nest more than 100 deep") {
			t.Errorf("%q: %.200v", piece, err)
		}
	}
	ruled := "# " + strings.Repeat("-", 300) + "\nnarratives: []\n# " + strings.Repeat("=", 300) + "\n"
	if _, err := Parse("rules.yaml", []byte(ruled)); err != nil {
		t.Errorf("a file with lines drawn in it: %v", err)
	}
}

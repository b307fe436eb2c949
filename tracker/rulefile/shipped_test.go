package rulefile

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// longestRule is how many lines match and not of a shipped rule may have together.
const longestRule = 12

// lines counts the lines of match and not of a talking point of the file.
func lines(src []byte, id string) (n int) {
	_, stanza, _ := strings.Cut(string(src), "\n      - id: "+id+"\n")
	in := false
	for line := range strings.Lines(stanza) {
		switch {
		case strings.HasPrefix(line, "      - id: "):
			return n
		case strings.HasPrefix(line, "          "):
			if in {
				n++
			}
		default:
			in = strings.HasPrefix(line, "        match: ") || strings.HasPrefix(line, "        not: ")
		}
	}
	return n
}

// shipped is the file that Onset comes with.
const shipped = "../../narratives.yaml"

// TestShippedFile: what is shipped is valid, big enough to be useful, and its
// examples pass.
func TestShippedFile(t *testing.T) {
	src, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Load("narratives.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.Sources); n < 20 {
		t.Errorf("%d sources, want 20 or more", n)
	}
	if n := len(f.Speakers); n < 25 {
		t.Errorf("%d speakers, want 25 or more", n)
	}
	points := 0
	for _, v := range f.Narratives {
		for _, tp := range v.TalkingPoints {
			points++
			if len(tp.Examples.Match) < 3 || len(tp.Examples.Skip) < 2 || tp.Notes == "" {
				t.Errorf("%s: %d examples that match, %d that skip, notes %q: want 3, 2 and some", tp.Ref().ID, len(tp.Examples.Match), len(tp.Examples.Skip), tp.Notes)
			}
			for _, lang := range []string{"en", "ru", "uk"} {
				if !slices.Contains(f.Languages(tp), lang) {
					t.Errorf("%s has no words for %s", tp.Ref().ID, lang)
				}
			}
			if n := lines(src, tp.ID); n > longestRule {
				t.Errorf("the rule of %s has %d lines: nobody reads it", tp.Ref().ID, n)
			}
		}
	}
	if len(f.Narratives) < 5 || points < 15 {
		t.Errorf("%d narratives with %d talking points, want 5 and 15", len(f.Narratives), points)
	}
}

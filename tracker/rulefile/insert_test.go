package rulefile

import (
	"strings"
	"testing"
)

const commented = `# the head
narratives:
  - id: harbour # ours
    title: The harbour
    talking_points:

      # the first of all
      - id: closed
        title: The harbour will be closed
        # wide on purpose
        match: >-
          harbour
          AND close
        notes: by hand # keep me
        examples:
          match: [The harbour is closed.]

      - {id: small, match: small}

  # another one
  - id: roads
    talking_points:
      - id: blocked
        match: road AND block
`

// A new talking point stands behind the others of its narrative; one that is
// there has its fields replaced; every comment stays.
func TestInsertKeepsTheRest(t *testing.T) {
	for _, c := range []struct{ name, narrative, stanza, before, after string }{
		{"new", "harbour", "- id: open\n  title: It opens\n  match: >-\n    harbour AND open\n",
			"      - {id: small, match: small}\n", "      - {id: small, match: small}\n\n      - id: open\n        title: It opens\n        match: >-\n          harbour AND open\n"},
		{"last of the file", "roads", "id: open\nmatch: road AND open",
			"        match: road AND block\n", "        match: road AND block\n\n      - id: open\n        match: road AND open\n"},
		{"a field", "harbour", "- id: closed\n  match: >-\n    harbour AND (close OR shut)\n",
			"          harbour\n          AND close\n", "          harbour AND (close OR shut)\n"},
		{"a field more", "harbour", "- id: closed\n  within: sentences/2\n",
			"          match: [The harbour is closed.]\n", "          match: [The harbour is closed.]\n        within: sentences/2\n"},
		{"several", "harbour", "  - id: closed\n    title: Shut for good\n    examples:\n      skip: [It opens.]\n",
			"", ""},
		{"in braces", "harbour", "- id: small\n  match: tiny\n", "      - {id: small, match: small}\n", "      - id: small\n        match: tiny\n"},
	} {
		got, err := Insert(commented, c.narrative, c.stanza)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		want := strings.Replace(commented, c.before, c.after, 1)
		if c.name == "several" {
			want = strings.Replace(commented, "The harbour will be closed", "Shut for good", 1)
			want = strings.Replace(want, "          match: [The harbour is closed.]\n", "          skip: [It opens.]\n", 1)
		}
		if got != want {
			t.Errorf("%s:\n%s", c.name, got)
		}
		if _, err := Parse("rules.yaml", []byte(got)); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, c := range [][2]string{{"nowhere", "- id: x\n  match: y"}, {"harbour", "match: y"}} {
		if _, err := Insert(commented, c[0], c[1]); err == nil {
			t.Errorf("%q into %s is taken", c[1], c[0])
		}
	}
}

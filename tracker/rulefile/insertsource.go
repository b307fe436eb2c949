package rulefile

import (
	"errors"
	"slices"
	"strings"
)

// InsertSource puts the stanza of a source behind the others of a rules file and
// returns the new text, not yet checked. All else stays as it is, comments too. The
// error says what stands in the way.
func InsertSource(src, stanza string) (string, error) {
	lines := strings.Split(strings.TrimRight(src, "\n"), "\n")
	root := read(&problems{lines: lines}, []byte(src))
	if root == nil {
		return "", errors.New("the rules file can't be read; onset check says why")
	}
	fresh := dedent(strings.Split(strings.Trim(stanza, "\n"), "\n"))
	i := slices.IndexFunc(root.pairs, func(p pair) bool { return p.key.text == "sources" })
	if i < 0 {
		return joined(slices.Concat(lines, []string{"", "sources:"}, indentLines(fresh, 2))), nil
	}
	at, dash := root.pairs[i].key.at.line, 2
	if before, _, _ := strings.Cut(lines[at-1], "#"); strings.TrimSpace(before) != "sources:" {
		return "", errors.New("the sources of the rules file don't stand on lines of their own; put this in by hand:\n" + stanza)
	}
	if items := root.pairs[i].value.items; len(items) > 0 {
		last := items[len(items)-1].at
		dash, at = last.column-3, blockEnd(lines, last.line-1, last.column-3)
	}
	return joined(slices.Concat(lines[:at], indentLines(fresh, dash), lines[at:])), nil
}

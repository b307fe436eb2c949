package rulefile

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// InsertSource puts the stanza of a source behind the others of a rules file and
// returns the new text, not yet checked. All else stays as it is, comments too. The
// error says what stands in the way.
func InsertSource(src, stanza string) (string, error) { return insertItem(src, "sources", stanza) }

// InsertNarrative puts the stanza of a narrative behind the others, as
// InsertSource does with a source.
func InsertNarrative(src, stanza string) (string, error) {
	return insertItem(src, "narratives", stanza)
}

// insertItem puts an item behind the others of a list that a rules file has, or
// begins the list.
func insertItem(src, list, stanza string) (string, error) {
	root := parsed(src)
	if root == nil {
		return "", errors.New("the rules file can't be read; onset check says why")
	}
	lines, fresh := linesOf(src)
	item := dedent(strings.Split(strings.Trim(stanza, "\n"), "\n"))
	i := slices.IndexFunc(root.pairs, func(p pair) bool { return p.key.text == list })
	if i < 0 {
		return strings.Join(slices.Concat(lines, fresh([]string{"", list + ":"}, 0), fresh(item, 2)), ""), nil
	}
	at, dash := root.pairs[i].key.at.line, 2
	if before, _, _ := strings.Cut(lines[at-1], "#"); strings.TrimSpace(before) != list+":" {
		return "", fmt.Errorf("the %s of the rules file don't stand on lines of their own; put this in by hand:\n%s", list, stanza)
	}
	if items := root.pairs[i].value.items; len(items) > 0 {
		last := items[len(items)-1].at
		dash, at = last.column-3, blockEnd(lines, last.line-1, last.column-3)
	}
	return strings.Join(slices.Concat(lines[:at], fresh(item, dash), lines[at:]), ""), nil
}

// Package wordtable reads the tables that stand as text beside the code which
// uses them: the words of a language, and points of features.
//
//	rows      one a line; # begins a comment, lines without a word say nothing
//	points    rows of a name and a whole number
//	languages one file each, languages/CODE.txt, named by its ISO 639-1 code
package wordtable

import (
	"embed"
	"fmt"
	"iter"
	"path"
	"strconv"
	"strings"
	"unicode"
)

// Rows gives the lines of a table that say something, each with its number,
// counted from 1, and without comment; blanks before it are kept, for tables in
// which they continue the line before.
func Rows(table string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.Lines(table) {
			n++
			line, _, _ = strings.Cut(line, "#")
			line = strings.TrimRightFunc(line, unicode.IsSpace)
			if line != "" && !yield(n, line) {
				return
			}
		}
	}
}

// Points reads a table of points by name. A row is refused, with its number,
// that is no name with a whole number, whose name is not known, or whose name
// stood before.
func Points(table string, known func(name string) bool) (map[string]int, error) {
	out := map[string]int{}
	for n, row := range Rows(table) {
		words := strings.Fields(row)
		if len(words) != 2 || !known(words[0]) {
			return nil, fmt.Errorf("line %d: %q should be a name that is known, and its points", n, row)
		}
		if _, twice := out[words[0]]; twice {
			return nil, fmt.Errorf("line %d: %s has points already", n, words[0])
		}
		points, err := strconv.Atoi(words[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: the points of %s: %w", n, words[0], err)
		}
		out[words[0]] = points
	}
	return out, nil
}

// ByLanguage reads each file of the folder languages, which is named CODE.txt
// for its language, and returns what parse makes of them by code.
func ByLanguage[T any](files embed.FS, parse func(code, table string) (T, error)) (map[string]T, error) {
	entries, err := files.ReadDir("languages")
	if err != nil {
		return nil, fmt.Errorf("listing the tables of languages: %w", err)
	}
	out := make(map[string]T, len(entries))
	for _, e := range entries {
		table, err := files.ReadFile(path.Join("languages", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading the table of a language: %w", err)
		}
		code := strings.TrimSuffix(e.Name(), ".txt")
		if out[code], err = parse(code, string(table)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

package rulefile

import (
	"unicode"
	"unicode/utf8"
)

// place returns where byte offset of a scalar's decoded text stands in the
// file. YAML folds lines, drops indentation and undoes escapes, so the decoded
// text is laid along the written one: blanks are skipped on both sides and
// every other character is looked for from where the last one was found.
func (ps *problems) place(n *node, offset int) position {
	c := ps.cursor(n)
	end := c.at // behind the last character that was found
	for i, r := range n.text {
		if unicode.IsSpace(r) {
			if i >= offset {
				return end
			}
			continue
		}
		c.seek(r)
		if i+utf8.RuneLen(r) > offset {
			return c.at
		}
		end = position{c.at.line, c.at.column + 1}
		c.advance()
	}
	return end
}

// cursor walks over the characters of the file.
type cursor struct {
	lines []string
	rest  string // of the current line, from the cursor on
	at    position
}

// cursor returns a cursor at the first character of n's text; the quotation
// mark of a quoted scalar is skipped by the first seek.
func (ps *problems) cursor(n *node) *cursor {
	c := &cursor{lines: ps.lines, at: n.at}
	if n.block { // the text begins on the line after | or >
		c.at = position{n.at.line + 1, 1}
	}
	c.rest = runesFrom(ps.line(c.at.line), c.at.column)
	return c
}

// runesFrom cuts a line before its column.
func runesFrom(line string, column int) string {
	for ; column > 1 && line != ""; column-- {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	return line
}

// advance steps over one character, and over line ends.
func (c *cursor) advance() {
	if c.rest != "" {
		_, size := utf8.DecodeRuneInString(c.rest)
		c.rest = c.rest[size:]
		c.at.column++
	}
	for c.rest == "" && c.at.line < len(c.lines) {
		c.at = position{c.at.line + 1, 1}
		c.rest = c.lines[c.at.line-1]
	}
}

// seek moves to the next r. An escape that is written otherwise (\u0041) is
// not found; then the cursor stays.
func (c *cursor) seek(r rune) {
	const reach = 400 // characters; blank lines and indentation between two words are shorter
	try := *c
	for range reach {
		if try.rest == "" && try.at.line >= len(try.lines) {
			return
		}
		if got, _ := utf8.DecodeRuneInString(try.rest); got == r {
			*c = try
			return
		}
		try.advance()
	}
}

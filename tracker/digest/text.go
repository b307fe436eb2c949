package digest

import (
	"strings"
	"unicode/utf8"
)

// Width is how many characters a line of text has at most in a file or a mail,
// unless one word is longer; narrowest is the least that a terminal gets.
const (
	Width     = 100
	narrowest = 40
)

// lines is text whose lines have at most so many characters.
type lines struct {
	strings.Builder
	width int
}

// linesOf is an empty text for lines of width characters, from narrowest to Width.
func linesOf(width int) *lines { return &lines{width: min(max(width, narrowest), Width)} }

// status writes the first line: whole in a file or a mail, where programs look for
// it, and wrapped on a narrower terminal.
func (b *lines) status(s string) {
	if b.width == Width {
		b.WriteString(s + "\n")
		return
	}
	b.wrap("", s)
}

// Text writes the digest for a file or a plain mail.
func Text(d Digest) string { return TextWithin(d, Width) }

// TextWithin writes the digest in lines of width characters, from 40 to Width;
// tables keep their columns.
func TextWithin(d Digest, width int) string {
	b := linesOf(width)
	b.WriteString(d.opening())
	b.status(d.Status)
	if d.Nothing() {
		b.WriteString("\nNothing new.\n")
	} else {
		for _, s := range d.Sections() {
			textSection(b, s)
		}
		if more := d.moreLine(); more != "" {
			b.WriteString("\n" + more + "\n")
		}
	}
	if lines := d.FeedLines(); len(lines) > 0 {
		b.WriteString("\nFEEDS\n")
		for _, l := range lines {
			b.wrap("  ", l)
		}
	}
	return b.String()
}

// TextOfNew writes what is new as TextWithin does, and of all else only the titles.
func TextOfNew(d Digest, width int) string {
	b := linesOf(width)
	b.WriteString(d.opening())
	b.status(d.Status)
	for _, s := range d.Sections() {
		if s.Heading == newHeading {
			textSection(b, s)
			b.WriteString("\n")
			continue
		}
		var titles []string
		for _, r := range s.Table.Rows {
			titles = append(titles, r.Cells[0])
		}
		for _, e := range s.Blocks {
			titles = append(titles, e.Title)
			for _, also := range e.Also {
				titles = append(titles, also.Name())
			}
		}
		if len(titles) > 0 {
			b.wrap("", s.Heading+": "+strings.Join(titles, "; ")+".")
		}
	}
	if more := d.moreLine(); more != "" {
		b.WriteString(more + "\n")
	}
	return b.String()
}

func textSection(b *lines, s Section) {
	b.WriteString("\n" + strings.ToUpper(s.Heading) + "\n")
	switch {
	case len(s.Table.Rows) > 0:
		textTable(b, s.Table)
	case len(s.Blocks) == 0:
		b.wrap("  ", s.Empty)
	}
	for i, e := range s.Blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		b.wrap("  ", e.Name())
		switch r := e.reference(); { // before what is known of it, which is longer
		case e.Sentence != "" && r != "":
			b.wrap("    ", "“"+e.Sentence+"” ("+r+")")
		case e.Sentence != "":
			b.wrap("    ", "“"+e.Sentence+"”")
		case r != "":
			b.wrap("    ", r)
		}
		for _, l := range e.Lines {
			b.wrap("    ", l)
		}
		if e.Older.Words != "" {
			b.wrap("    ", e.Older.Words+" "+e.Older.URL)
		}
		for _, l := range e.AlsoLines() {
			b.wrap("    ", l)
		}
		if c := e.Commands(); c != "" {
			b.WriteString("    " + c + "\n") // on one line, to be copied
		}
	}
	if s.Note != "" {
		b.wrap("  ", s.Note)
	}
}

// wrap writes words under an indent, a new line where the next word would
// pass the width.
func (b *lines) wrap(indent, s string) {
	column := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			b.WriteString(indent + word)
			column = len(indent) + n
		case column+1+n > b.width:
			b.WriteString("\n" + indent + word)
			column = len(indent) + n
		default:
			b.WriteString(" " + word)
			column += 1 + n
		}
	}
	b.WriteString("\n")
}

package digest

import (
	"strings"
	"unicode/utf8"
)

// width is how many characters a line of text has at most, unless one word is
// longer.
const width = 100

// Text writes the digest for a terminal or a plain mail.
func Text(d Digest) string {
	var b strings.Builder
	b.WriteString(d.opening() + d.Status + "\n")
	if d.Nothing() {
		b.WriteString("\nNothing new.\n")
	} else {
		for _, s := range d.Sections() {
			textSection(&b, s)
		}
		if more := d.moreLine(); more != "" {
			b.WriteString("\n" + more + "\n")
		}
	}
	if lines := d.FeedLines(); len(lines) > 0 {
		b.WriteString("\nFEEDS\n")
		for _, l := range lines {
			wrap(&b, "  ", l)
		}
	}
	return b.String()
}

// TextOfNew writes what is new as Text does, and of all else only the titles.
func TextOfNew(d Digest) string {
	var b strings.Builder
	b.WriteString(d.opening() + d.Status + "\n")
	for _, s := range d.Sections() {
		if s.Heading == newHeading {
			textSection(&b, s)
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
			wrap(&b, "", s.Heading+": "+strings.Join(titles, "; ")+".")
		}
	}
	if more := d.moreLine(); more != "" {
		b.WriteString(more + "\n")
	}
	return b.String()
}

func textSection(b *strings.Builder, s Section) {
	b.WriteString("\n" + strings.ToUpper(s.Heading) + "\n")
	switch {
	case len(s.Table.Rows) > 0:
		textTable(b, s.Table)
	case len(s.Blocks) == 0:
		wrap(b, "  ", s.Empty)
	}
	for i, e := range s.Blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		wrap(b, "  ", e.Name())
		for _, l := range e.Lines {
			wrap(b, "    ", l)
		}
		if e.Older.Words != "" {
			wrap(b, "    ", e.Older.Words+" "+e.Older.URL)
		}
		for _, l := range e.AlsoLines() {
			wrap(b, "    ", l)
		}
		if c := e.Commands(); c != "" {
			b.WriteString("    " + c + "\n") // on one line, to be copied
		}
		switch r := e.reference(); {
		case e.Sentence != "" && r != "":
			wrap(b, "    ", "“"+e.Sentence+"” ("+r+")")
		case e.Sentence != "":
			wrap(b, "    ", "“"+e.Sentence+"”")
		case e.URL != "":
			wrap(b, "    ", e.URL)
		}
	}
	if s.Note != "" {
		wrap(b, "  ", s.Note)
	}
}

// wrap writes words under an indent, a new line where the next word would
// pass the width.
func wrap(b *strings.Builder, indent, s string) {
	column := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			b.WriteString(indent + word)
			column = len(indent) + n
		case column+1+n > width:
			b.WriteString("\n" + indent + word)
			column = len(indent) + n
		default:
			b.WriteString(" " + word)
			column += 1 + n
		}
	}
	b.WriteString("\n")
}

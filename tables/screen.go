package tables

import (
	"strings"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// Screen is what a table is printed for: a terminal with its width, or a file or
// another program, for which nothing is cut and nothing coloured.
type Screen struct {
	Width  int // columns; 0: not a terminal
	Colour bool
}

const (
	bold  = "\x1b[1m"
	plain = "\x1b[0m"
)

func (s Screen) bold(words string) string {
	if !s.Colour {
		return words
	}
	return bold + words + plain
}

// Marks of matched words in a cell, of the private use area so that no text holds
// them; they take no room.
const (
	MarkBegin = "\uE000"
	MarkEnd   = "\uE001"
)

// Marked shows marked words in bold where it can, between asterisks on a terminal
// without colour, and as they are for other programs.
func (s Screen) Marked(line string) string {
	switch {
	case s.Colour && strings.Count(line, MarkBegin) > strings.Count(line, MarkEnd): // cut within
		line += MarkEnd
		fallthrough
	case s.Colour:
		return strings.NewReplacer(MarkBegin, bold, MarkEnd, plain).Replace(line)
	case s.Width > 0:
		return strings.NewReplacer(MarkBegin, "*", MarkEnd, "*").Replace(line)
	}
	return unmarked.Replace(line)
}

var unmarked = strings.NewReplacer(MarkBegin, "", MarkEnd, "")

// clip cuts a cell to a width; marks that take no room count for nothing.
func (s Screen) clip(cell string, width int) string {
	cell = text.OneLine(cell)
	if s.room(cell) <= width {
		return cell
	}
	kept, taken := 0, 0
	for _, r := range cell {
		kept++
		if taken += s.room(string(r)); taken == width {
			break
		}
	}
	return text.Within(cell, kept)
}

// room is how many columns a cell takes.
func (s Screen) room(cell string) int {
	if s.Width > 0 && !s.Colour {
		return utf8.RuneCountInString(cell)
	}
	return utf8.RuneCountInString(unmarked.Replace(cell))
}

// excerpt returns a window of about n characters of a sentence around its matched
// words, which are marked; hits and base are offsets in the text that
// the sentence was taken from.
func excerpt(sentence string, hits []tracker.Span, base, n int) string {
	var marks []tracker.Span
	for _, h := range hits {
		m := tracker.Span{Start: h.Start - base, End: h.End - base}
		if 0 <= m.Start && m.Start < m.End && m.End <= len(sentence) {
			marks = append(marks, m)
		}
	}
	if len(marks) == 0 {
		return text.Within(sentence, n)
	}
	from := windowStart(sentence, marks, n)
	for i := range marks {
		marks[i].Start -= from
		marks[i].End -= from
	}
	out := WithMarks(sentence[from:], marks, MarkBegin, MarkEnd)
	if from > 0 {
		out = "…" + out
	}
	return text.Within(out, n)
}

// windowStart is where the window of a sentence begins, at a word: at the first if
// the matched words can be seen from there, else as early as the last of them lets
// it, but behind no matched word.
func windowStart(sentence string, marks []tracker.Span, n int) int {
	const margin = 6 // ellipses and marks
	last := marks[len(marks)-1].End
	if utf8.RuneCountInString(sentence[:last])+margin <= n {
		return 0
	}
	from := last
	for room := n - margin; room > 0 && from > 0; room-- {
		_, size := utf8.DecodeLastRuneInString(sentence[:from])
		from -= size
	}
	if from >= marks[0].Start {
		return marks[0].Start
	}
	if i := strings.IndexByte(sentence[from:marks[0].Start], ' '); i >= 0 {
		from += i + 1
	}
	return from
}

// WithMarks puts marks around spans of a text and writes it on one line.
func WithMarks(words string, spans []tracker.Span, begin, end string) string {
	var b strings.Builder
	at := 0
	for _, m := range spans {
		if m.Start < at {
			continue
		}
		b.WriteString(words[at:m.Start] + begin + words[m.Start:m.End] + end)
		at = m.End
	}
	b.WriteString(words[at:])
	return text.OneLine(b.String())
}

package main

import (
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"onset/tracker"
)

// screen is what a table is printed for: a terminal with its width, or a file or
// another program, for which nothing is cut and nothing coloured.
type screen struct {
	width  int // columns; 0: not a terminal
	colour bool
}

// screen looks where results go. NO_COLOR (no-color.org) turns colour off.
func (a *app) screen() screen {
	f, ok := a.out.(*os.File)
	if !ok || !terminal(f) {
		return screen{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return screen{width: width, colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

const (
	bold  = "\x1b[1m"
	plain = "\x1b[0m"
)

func (s screen) bold(text string) string {
	if !s.colour {
		return text
	}
	return bold + text + plain
}

// Marks of matched words in a cell, of the private use area so that no text holds
// them; they take no room.
const (
	markBegin = "\uE000"
	markEnd   = "\uE001"
)

// marked shows marked words in bold where it can, between asterisks on a terminal
// without colour, and as they are for other programs.
func (s screen) marked(line string) string {
	switch {
	case s.colour && strings.Count(line, markBegin) > strings.Count(line, markEnd): // cut within
		line += markEnd
		fallthrough
	case s.colour:
		return strings.NewReplacer(markBegin, bold, markEnd, plain).Replace(line)
	case s.width > 0:
		return strings.NewReplacer(markBegin, "*", markEnd, "*").Replace(line)
	}
	return unmarked.Replace(line)
}

var unmarked = strings.NewReplacer(markBegin, "", markEnd, "")

// clip cuts a cell to a width; marks that take no room count for nothing.
func (s screen) clip(cell string, width int) string {
	cell = oneLine(cell)
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
	return shorten(cell, kept)
}

// room is how many columns a cell takes.
func (s screen) room(cell string) int {
	if s.width > 0 && !s.colour {
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
		return shorten(sentence, n)
	}
	from := windowStart(sentence, marks, n)
	for i := range marks {
		marks[i].Start -= from
		marks[i].End -= from
	}
	out := withMarks(sentence[from:], marks, markBegin, markEnd)
	if from > 0 {
		out = "…" + out
	}
	return shorten(out, n)
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

package rulefile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker/spelling"
)

// Problem is one thing that is wrong in a rules file.
type Problem struct {
	File         string
	Line, Column int    // from 1; the column counts characters, not bytes
	Message      string // what is wrong
	Hint         string // what to do; may have several lines
	Excerpt      string // the line that it stands on
}

// Error returns file:line:column and message, the line with a caret, the hint.
func (p Problem) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.Excerpt != "" {
		excerpt, caret := p.window()
		number := fmt.Sprintf("%5d | ", p.Line)
		fmt.Fprintf(&b, "\n%s%s\n%s%s^", number, excerpt, strings.Repeat(" ", len(number)-2)+"| ", caret)
	}
	for line := range strings.Lines(p.Hint) {
		b.WriteString("\n        " + strings.TrimRight(line, "\n"))
	}
	return b.String()
}

// excerptWidth is how many characters of a line are shown at most.
const excerptWidth = 100

// window returns the part of the line around the column, and the blanks that
// bring a caret under it (tabs stay tabs, so that the caret stands right).
func (p Problem) window() (excerpt, caret string) {
	runes := []rune(p.Excerpt)
	at := min(max(p.Column-1, 0), len(runes))
	from := 0
	if len(runes) > excerptWidth && at > excerptWidth/2 {
		from = min(at-excerptWidth/2, len(runes)-excerptWidth)
	}
	to := min(len(runes), from+excerptWidth)
	blanks := make([]rune, 0, at-from)
	for _, r := range runes[from:at] {
		if r != '\t' {
			r = ' '
		}
		blanks = append(blanks, r)
	}
	return strings.TrimRight(string(runes[from:to]), " \t\r"), string(blanks)
}

// Problems is everything that is wrong in a rules file, in the order of the file.
type Problems []Problem

// Error joins the problems and counts them when there are several.
func (ps Problems) Error() string {
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(p.Error())
	}
	if len(ps) > 1 {
		fmt.Fprintf(&b, "\n%d problems", len(ps))
	}
	return b.String()
}

// Unwrap lets errors.As find a single Problem.
func (ps Problems) Unwrap() []error {
	out := make([]error, len(ps))
	for i, p := range ps {
		out[i] = p
	}
	return out
}

// position is a place in the file: line and column from 1, in characters.
type position struct{ line, column int }

// problems collects what is wrong with one file.
type problems struct {
	file  string
	lines []string
	found Problems
}

// add notes a problem; hint may be "". What may be a secret is not repeated.
func (ps *problems) add(at position, hint, format string, args ...any) {
	p := Problem{File: ps.file, Line: at.line, Column: at.column, Hint: hint, Message: Conceal(fmt.Sprintf(format, args...))}
	if at.line >= 1 && at.line <= len(ps.lines) {
		p.Excerpt = Conceal(strings.ToValidUTF8(ps.lines[at.line-1], string(utf8.RuneError)))
	}
	ps.found = append(ps.found, p)
}

// sorted returns the problems in the order of the file, each once.
func (ps *problems) sorted() Problems {
	slices.SortStableFunc(ps.found, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps.found)
}

// suggest returns `did you mean "x"?` when a known name is close to the
// unknown one, else "".
func suggest(unknown string, known []string) string {
	best := spelling.Nearest(unknown, known)
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q? ", best)
}

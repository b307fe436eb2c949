package furniture

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"onset/tracker"
)

// Enough is on how many pages of a source a paragraph must stand.
const Enough = 5

// The bounds of what is remembered of a source: some 10 KB.
const (
	window  = 128  // pages
	top     = 3    // paragraphs of a page, at its beginning
	bottom  = 9    // and at its end
	longest = 1500 // bytes of a paragraph; a longer one is an article's
	mostOff = 64   // lines with a talking point
)

// Page is one text of a source.
type Page struct {
	ID         string // of its article: another text of the same one counts once
	Text       string
	Paragraphs []tracker.Span
	Held       []tracker.Span // in which talking points were found
}

// Line is a paragraph that is repeated.
type Line struct {
	Text  string // folded
	Pages int    // on how many it was seen, of the last ones
}

// Learner learns the furniture of one source. It is not safe for concurrent
// use. Its size is bounded.
type Learner struct {
	ring  []seen
	next  int
	known map[string]bool // furniture, folded
	off   []uint32        // lines with a talking point, the latest last
}

// seen is what is remembered of a page: hashes.
type seen struct {
	id, text uint64
	n        int
	lines    [top + bottom]uint32
}

func (s *seen) has(line uint32) bool { return slices.Contains(s.lines[:s.n], line) }

// New returns a learner that knows what was learned before.
func New(known []Line) *Learner {
	l := &Learner{known: map[string]bool{}}
	for _, k := range known {
		if k.Pages >= Enough {
			l.known[k.Text] = true
		}
	}
	return l
}

// Holds tells whether a paragraph is furniture.
func (l *Learner) Holds(paragraph string) bool {
	return len(l.known) > 0 && len(paragraph) <= longest && l.known[Fold(paragraph)]
}

// Any tells whether there is any furniture.
func (l *Learner) Any() bool { return len(l.known) > 0 }

// Add takes in a page, and returns the lines that it made furniture, or that
// were seen on twice as many pages as when they were last told.
func (l *Learner) Add(p Page) []Line {
	s := seen{id: hash(p.ID), text: hash(p.Text)}
	if slices.ContainsFunc(l.ring, func(o seen) bool { return o.id == s.id || o.text == s.text }) {
		return nil
	}
	var learned []Line
	for i, at := range p.Paragraphs {
		if !edge(i, len(p.Paragraphs)) || at.Len() > longest {
			continue
		}
		folded := Fold(p.Text[at.Start:at.End])
		line := uint32(hash(folded))
		if slices.ContainsFunc(p.Held, func(h tracker.Span) bool { return at.Overlap(h) > 0 }) {
			l.holdOff(folded, line)
		}
		if slices.Contains(l.off, line) || s.has(line) || s.n == len(s.lines) {
			continue
		}
		s.lines[s.n] = line
		s.n++
		if n := l.pagesWith(line) + 1; told(n) {
			l.known[folded] = true
			learned = append(learned, Line{folded, n})
		}
	}
	l.remember(s)
	return learned
}

// holdOff notes that a line holds a talking point.
func (l *Learner) holdOff(folded string, line uint32) {
	delete(l.known, folded)
	if slices.Contains(l.off, line) {
		return
	}
	if len(l.off) == mostOff {
		l.off = slices.Delete(l.off, 0, 1)
	}
	l.off = append(l.off, line)
}

func (l *Learner) pagesWith(line uint32) int {
	n := 0
	for i := range l.ring {
		if l.ring[i].has(line) {
			n++
		}
	}
	return n
}

// edge tells whether paragraph i of n stands at the top or bottom: within a
// third of the page, so that what is told in its middle never counts.
func edge(i, n int) bool {
	third := n / 3
	if n == 2 {
		return i == 1
	}
	return i < min(top, third) || n-1-i < min(bottom, third)
}

// told tells at which counts a line is told: at Enough, and each doubling.
func told(n int) bool {
	for k := Enough; k <= n; k *= 2 {
		if k == n {
			return true
		}
	}
	return false
}

// remember puts a page into the ring, in the place of the oldest.
func (l *Learner) remember(s seen) {
	if len(l.ring) < window {
		l.ring = append(l.ring, s)
		return
	}
	l.ring[l.next] = s
	l.next = (l.next + 1) % window
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s)) // never fails
	return h.Sum64()
}

// Fold makes paragraphs equal that differ in white space or case only, or in
// numbers where they are no sentences: what is counted anew each day is news.
func Fold(paragraph string) string {
	paragraph = strings.TrimRightFunc(paragraph, unicode.IsSpace)
	sentence := strings.HasSuffix(paragraph, ".") || strings.HasSuffix(paragraph, "!") || strings.HasSuffix(paragraph, "?")
	var b strings.Builder
	b.Grow(len(paragraph))
	last := ' '
	for _, r := range paragraph {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case !sentence && unicode.IsDigit(r):
			r = '0'
		default:
			r = unicode.ToLower(r)
		}
		if r == last && (r == ' ' || r == '0' && !sentence) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// Blank returns text with blanks in the place of some of its parts, so that
// what is left keeps its offsets.
func Blank(text string, parts []tracker.Span) string {
	if len(parts) == 0 {
		return text
	}
	out := []byte(text)
	for _, p := range parts {
		for i := p.Start; i < p.End; i++ {
			out[i] = ' '
		}
	}
	return string(out)
}

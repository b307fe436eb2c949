package furniture

import (
	"hash/fnv"
	"strings"
	"unicode"

	"onset/tracker"
)

// Enough is on how many pages of a source a paragraph must stand.
const Enough = 5

// The bounds of what is remembered of a source.
const (
	window  = 200  // pages
	top     = 4    // paragraphs of a page, at its beginning
	bottom  = 12   // and at its end
	longest = 1500 // bytes of a paragraph; a longer one is an article's
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
	pages map[uint64]bool // by article and by text, of those in the ring
	count map[uint64]int  // in how many pages of the ring a line stands
	known map[string]bool // furniture, folded
	held  map[uint64]bool // lines with a talking point
}

// seen is what is remembered of a page.
type seen struct {
	id, text uint64
	lines    []uint64
}

// New returns a learner that knows what was learned before.
func New(known []Line) *Learner {
	l := &Learner{pages: map[uint64]bool{}, count: map[uint64]int{}, known: map[string]bool{}, held: map[uint64]bool{}}
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
	if l.pages[s.id] || l.pages[s.text] {
		return nil
	}
	var learned []Line
	for i, at := range p.Paragraphs {
		if !edge(i, len(p.Paragraphs)) || at.Len() > longest {
			continue
		}
		folded := Fold(p.Text[at.Start:at.End])
		line := hash(folded)
		if overlaps(at, p.Held) {
			l.held[line] = true
			delete(l.known, folded)
		}
		if l.held[line] || contains(s.lines, line) {
			continue
		}
		s.lines = append(s.lines, line)
		l.count[line]++
		if n := l.count[line]; told(n) {
			l.known[folded] = true
			learned = append(learned, Line{folded, n})
		}
	}
	l.remember(s)
	return learned
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
	} else {
		l.forget(l.ring[l.next])
		l.ring[l.next] = s
		l.next = (l.next + 1) % window
	}
	l.pages[s.id], l.pages[s.text] = true, true
}

func (l *Learner) forget(s seen) {
	delete(l.pages, s.id)
	delete(l.pages, s.text)
	for _, line := range s.lines {
		if l.count[line]--; l.count[line] == 0 {
			delete(l.count, line)
			delete(l.held, line)
		}
	}
}

func overlaps(s tracker.Span, held []tracker.Span) bool {
	for _, h := range held {
		if s.Overlap(h) > 0 {
			return true
		}
	}
	return false
}

func contains(lines []uint64, line uint64) bool {
	for _, l := range lines {
		if l == line {
			return true
		}
	}
	return false
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

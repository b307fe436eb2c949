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

// Window is how many of the last pages of a source decide; what is remembered of them is
// some 10 KB.
const Window = 128

const (
	top     = 3    // paragraphs of a page, at its beginning
	bottom  = 9    // and at its end
	longest = 1500 // bytes of a paragraph; a longer one is an article's
)

// Page is the first text of an article.
type Page struct {
	ID         string // of the article, which counts once
	Text       string
	Paragraphs []tracker.Span
}

// Line is a paragraph that is repeated.
type Line struct {
	Text  string // folded
	Pages int    // on how many of the last ones it stood when that made it furniture
}

// Learner learns the furniture of one source. It is not safe for concurrent
// use. Its size is bounded.
type Learner struct {
	ring  []seen
	next  int
	known map[string]bool // furniture, folded
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

// Add takes in a page, and returns the lines that it made furniture. One without text
// teaches nothing.
func (l *Learner) Add(p Page) []Line {
	s := seen{id: hash(p.ID), text: hash(p.Text)}
	if p.Text == "" || slices.ContainsFunc(l.ring, func(o seen) bool { return o.id == s.id || o.text == s.text }) {
		return nil
	}
	var learned []Line
	for i, at := range p.Paragraphs {
		if !edge(i, len(p.Paragraphs)) || at.Len() > longest {
			continue
		}
		folded := Fold(p.Text[at.Start:at.End])
		line := uint32(hash(folded))
		if s.has(line) || s.n == len(s.lines) {
			continue
		}
		s.lines[s.n] = line
		s.n++
		if n := l.pagesWith(line) + 1; n >= Enough && !l.known[folded] {
			l.known[folded] = true
			learned = append(learned, Line{folded, n})
		}
	}
	l.remember(s)
	return learned
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

// remember puts a page into the ring, in the place of the oldest.
func (l *Learner) remember(s seen) {
	if len(l.ring) < Window {
		l.ring = append(l.ring, s)
		return
	}
	l.ring[l.next] = s
	l.next = (l.next + 1) % Window
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

package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// quotation is a stretch of quoted text, its marks included. Quotations within
// quotations are not told apart. One that has no closing mark ends with its
// paragraph.
type quotation struct {
	tracker.Span
	first, last int // words, half-open
	paragraph   int
	open        bool // it has no closing mark
}

func (q *quotation) hold(word int) {
	if q.last == 0 {
		q.first = word
	}
	q.last = word + 1
}

// pairs are the marks that open a quotation, with those that may close it.
var pairs = map[rune]string{
	'«': "»", '“': "”\"", '„': "“”\"", '"': "\"”", '‟': "”", '‘': "’", '❝': "❞", '\'': "'",
}

// mayMark holds the bytes that quotation marks begin with.
var mayMark = [256]bool{'"': true, '\'': true, '`': true, 0xC2: true, 0xE2: true}

// findQuotations appends the quotations of every paragraph, outermost only. One
// may go on over paragraphs: each opens anew and only the last one closes, or
// only the first opens and only the last closes.
func findQuotations(t *text.Text, out []quotation) []quotation {
	s := scanner{raw: t.Raw, paragraphs: t.Paragraphs, out: out}
	for n := range t.Paragraphs {
		s.paragraph(n)
	}
	return s.out
}

// scanner goes through the paragraphs of a text for its quotations.
type scanner struct {
	raw        string
	paragraphs []tracker.Span
	out        []quotation
	open       rune // the mark that a paragraph before left open for this one
}

// mostOpen is over how many paragraphs a quotation may go on.
const mostOpen = 8

func (s *scanner) paragraph(n int) {
	par, i := s.paragraphs[n], s.paragraphs[n].Start
	if s.open != 0 {
		end, closed := findClose(s.raw, i, par.End, s.open, pairs[s.open])
		s.out = append(s.out, quotation{Span: tracker.Span{Start: i, End: end}, paragraph: n, open: !closed})
		if !closed {
			return
		}
		s.open, i = 0, end
	}
	for i < par.End {
		if !mayMark[s.raw[i]] {
			i++
			continue
		}
		r, size := markAt(s.raw, i)
		closers, opens := pairs[r]
		if !opens || !mayOpen(s.raw, i, size, par, r) {
			i += size
			continue
		}
		end, closed := findClose(s.raw, i+size, par.End, r, closers)
		if !closed && !s.believed(n, i, r) {
			i += size
			continue
		}
		s.out = append(s.out, quotation{Span: tracker.Span{Start: i, End: end}, paragraph: n, open: !closed})
		i = end
	}
}

// believed tells whether a mark without its closing one in paragraph n opens a
// quotation and is no stray: the next paragraph opens with one too, a later one
// closes it, or it stands at the end of a text that is cut off.
func (s *scanner) believed(n, i int, r rune) bool {
	if r == '‘' || r == '\'' {
		return false
	}
	if n+1 >= len(s.paragraphs) {
		return opensParagraph(s.raw, i, s.paragraphs[n], r)
	}
	next := s.paragraphs[n+1]
	if first, _ := markAt(s.raw, next.Start); first == r && next.Start < next.End {
		return true
	}
	if r == '"' || r == '‟' {
		return false
	}
	for k := n + 1; k < len(s.paragraphs) && k <= n+mostOpen; k++ {
		par := s.paragraphs[k]
		end, closed := findClose(s.raw, par.Start, par.End, r, pairs[r])
		if closed {
			if strings.ContainsRune(s.raw[par.Start:end], r) {
				return false
			}
			s.open = r
			return true
		}
		if strings.ContainsRune(s.raw[par.Start:par.End], r) {
			return false
		}
	}
	return false
}

// markAt reads one rune; ” and “ and ” written as two apostrophes count as ".
func markAt(raw string, i int) (rune, int) {
	if c := raw[i]; c == '"' || c == 0xC2 {
		return utf8.DecodeRuneInString(raw[i:])
	}
	if strings.HasPrefix(raw[i:], "''") || strings.HasPrefix(raw[i:], "``") || strings.HasPrefix(raw[i:], "‘‘") {
		if raw[i] != '\'' && raw[i] != '`' {
			return '"', len("‘‘")
		}
		return '"', 2
	}
	if strings.HasPrefix(raw[i:], "’’") {
		return '"', len("’’")
	}
	return utf8.DecodeRuneInString(raw[i:])
}

// mayOpen tells whether a mark stands where quotations begin: after a space or
// a bracket and before a word.
func mayOpen(raw string, i, size int, par tracker.Span, r rune) bool {
	after, _ := utf8.DecodeRuneInString(raw[i+size : par.End])
	if i+size >= par.End || unicode.IsSpace(after) && r != '«' && r != '„' && !loose(raw, i, size, par, r) {
		return false
	}
	if r == '\'' {
		before, _ := utf8.DecodeLastRuneInString(raw[par.Start:i])
		return unicode.IsUpper(after) && (i == par.Start || unicode.IsSpace(before))
	}
	if i == par.Start || r == '«' || r == '„' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(raw[par.Start:i])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != '.' && before != ','
}

// loose tells whether a mark with a space behind it opens a sentence: `. " He did not`.
func loose(raw string, i, size int, par tracker.Span, r rune) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(raw[i+size:par.End], unicode.IsSpace))
	before := raw[par.Start:i]
	lead := strings.TrimRightFunc(before, unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(lead)
	return (r == '"' || r == '“') && unicode.IsUpper(first) && (lead == "" || lead != before && strings.ContainsRune(".!?:", last))
}

// opensParagraph tells whether an unclosed mark is worth believing: it begins
// its paragraph, or follows a comma, a colon or a dash.
func opensParagraph(raw string, i int, par tracker.Span, r rune) bool {
	lead := strings.TrimRightFunc(raw[par.Start:i], unicode.IsSpace)
	if lead == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(lead)
	return r != '\'' && strings.ContainsRune(",:—–", last)
}

// findClose returns where the quotation that began before i ends, its closing
// mark included. Straight marks within straight marks are believed where each has its
// closing one.
func findClose(raw string, i, end int, opener rune, closers string) (int, bool) {
	if at, closed := closeAt(raw, i, end, opener, closers, true); closed || opener != '"' {
		return at, closed
	}
	return closeAt(raw, i, end, opener, closers, false)
}

func closeAt(raw string, i, end int, opener rune, closers string, nested bool) (int, bool) {
	depth := 0
	for i < end {
		if !mayMark[raw[i]] {
			i++
			continue
		}
		r, size := markAt(raw, i)
		switch {
		case (opener == '«' || opener == '“') && r == opener, nested && opener == '"' && r == '"' && nests(raw, i, size, end):
			depth++
		case strings.ContainsRune(closers, r) && closes(raw, i, size, end, opener, r):
			if depth == 0 || r == '"' && opener != '"' {
				return i + size, true
			}
			depth--
		}
		i += size
	}
	return end, false
}

// nests tells whether a straight mark opens words within a quotation of such marks:
// `"Such "treaties" will not hold"`.
func nests(raw string, i, size, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(raw[:i])
	after, _ := utf8.DecodeRuneInString(raw[i+size : end])
	return (unicode.IsSpace(before) || before == '(') && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// closes tells whether a mark that may close stands where quotations end.
func closes(raw string, i, size, end int, opener, r rune) bool {
	if opener != '"' && opener != '‘' && opener != '\'' && r != '"' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(raw[:i])
	after, _ := utf8.DecodeRuneInString(raw[i+size:])
	if opener == '\'' {
		return strings.ContainsRune(",.!?…", before) && !unicode.IsLetter(after) // or it is an apostrophe
	}
	if i+size >= end {
		return true
	}
	if unicode.IsLetter(after) || unicode.IsDigit(after) {
		// `said "no"and` is sloppy; an apostrophe within a word is no mark.
		return r == '"' && !unicode.IsSpace(before)
	}
	if r == '’' {
		return !unicode.IsLetter(after) && !unicode.IsSpace(before)
	}
	return !unicode.IsSpace(before) || unicode.IsSpace(after)
}

// openInnerFrames takes the frames that stand within quotation marks out of
// their quotation: «Да, – сказал он. – Но не сейчас».
func (p *page) openInnerFrames() {
	if !p.lex.free {
		return
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.quote < 0 || t.before&dash == 0 || t.before&(comma|question|exclaim|ellipsis) == 0 || !p.framesAt(i) {
			continue
		}
		q := t.quote
		for k := i; k < len(p.tokens) && p.tokens[k].quote == q && (k == i || p.tokens[k].before&dash == 0); k++ {
			p.tokens[k].quote = -1
		}
	}
}

// framesAt tells whether a frame begins at word i: a verb of saying, or how it was said
// before it.
func (p *page) framesAt(i int) bool {
	if p.manner(i) && i+1 < len(p.tokens) && p.tokens[i+1].before&hard == 0 {
		i++
	}
	v, n := p.verbAt(i, len(p.tokens))
	return n > 0 && v.flags&(takesClause|takesQuote) != 0 && v.form != base && v.form != gerund
}

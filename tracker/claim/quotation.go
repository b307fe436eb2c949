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

// findQuotations returns the quotations of every paragraph, outermost only.
func findQuotations(t *text.Text) []quotation {
	var out []quotation
	for n, par := range t.Paragraphs {
		out = scanParagraph(out, t.Raw, par, n)
	}
	return out
}

func scanParagraph(out []quotation, raw string, par tracker.Span, n int) []quotation {
	for i := par.Start; i < par.End; {
		if !mayMark[raw[i]] {
			i++
			continue
		}
		r, size := markAt(raw, i)
		closers, opens := pairs[r]
		if !opens || !mayOpen(raw, i, size, par, r) {
			i += size
			continue
		}
		end, closed := findClose(raw, i+size, par.End, r, closers)
		if !closed && (r == '‘' || r == '\'' || !opensParagraph(raw, i, par, r)) {
			i += size
			continue
		}
		out = append(out, quotation{Span: tracker.Span{Start: i, End: end}, paragraph: n, open: !closed})
		i = end
	}
	return out
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
	if i+size >= par.End || unicode.IsSpace(after) && r != '«' && r != '„' {
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
// mark included.
func findClose(raw string, i, end int, opener rune, closers string) (int, bool) {
	depth := 0
	for i < end {
		if !mayMark[raw[i]] {
			i++
			continue
		}
		r, size := markAt(raw, i)
		switch {
		case (opener == '«' || opener == '“') && r == opener:
			depth++
		case strings.ContainsRune(closers, r) && closes(raw, i, size, end, opener, r):
			if depth == 0 || r == '"' {
				return i + size, true
			}
			depth--
		}
		i += size
	}
	return end, false
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
		if t.quote < 0 || t.before&dash == 0 || t.before&(comma|question|exclaim|ellipsis) == 0 {
			continue
		}
		if v, n := p.verbAt(i, len(p.tokens)); n == 0 || v.flags&(takesClause|takesQuote) == 0 || v.form == base || v.form == gerund {
			continue
		}
		q := t.quote
		for k := i; k < len(p.tokens) && p.tokens[k].quote == q && (k == i || p.tokens[k].before&dash == 0); k++ {
			p.tokens[k].quote = -1
		}
	}
}

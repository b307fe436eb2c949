package claim

import (
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// gap holds what stands between a word and the word before it.
type gap uint16

// The marks of a gap.
const (
	comma gap = 1 << iota
	colon
	semicolon
	dash
	openParen
	closeParen
	quoteMark
	lineBreak
	stop     // a full stop
	question // ?
	exclaim  // !
	ellipsis
)

// hard gaps end a noun phrase.
const hard = comma | colon | semicolon | dash | openParen | closeParen | quoteMark | lineBreak | stop | question | exclaim

// token is a word in its place.
type token struct {
	*word
	start, end int32
	quote      int32 // index of the quotation that holds it, or -1
	before     gap
	possessive bool // ends in 's or s'
}

// unit is a sentence that quotations don't interrupt: words [first,last).
type unit struct {
	first, last int
	paragraph   int
}

// page is one part of an article as the sieves see it.
type page struct {
	raw    string
	part   tracker.Part
	lex    *lexicon
	text   *text.Text
	tokens []token
	units  []unit
	quotes []quotation
	cues   []int32 // words that phrases of the tables begin with, in order

	framed   *clauses        // of the sentence around the last frame whose sign was composed, without what it reports
	parsed   *clauses        // of the last sentence whose clauses were asked for
	book     *Book           // of those whom the words may name; nil knows nobody
	speakers map[string]bool // names beside a role or a verb of saying; nil until asked for
	capitals map[string]bool // words capitalised within a sentence; nil until asked for
}

// open makes the page of a text.
func (p *page) open(t *text.Text, part tracker.Part, book *Book) {
	p.raw, p.part, p.lex, p.text, p.book = t.Raw, part, lexiconOf(t.Lang), t, book
	p.quotes = findQuotations(t, p.quotes)
	p.tokenise()
	p.soften()
	p.openInnerFrames()
	p.cutUnits()
	p.joinParticles()
}

func (p *page) tokenise() {
	n := len(p.text.Words)
	p.tokens = slices.Grow(p.tokens, n)[:n]
	p.cues = slices.Grow(p.cues, n/4)
	end, q := int32(0), 0
	for i := range p.text.Words {
		w := p.text.Words[i]
		tok := &p.tokens[i]
		*tok = token{start: w.Start, end: w.End, quote: -1}
		tok.word = p.lex.word(p.text.Form(i))
		tok.before = gapOf(p.raw[end:tok.start])
		if tok.before == stop && p.domain(i) {
			tok.before = 0 // "Lenta.ru"
		}
		end = tok.end
		if len(tok.entry.phrases) > 0 {
			p.cues = append(p.cues, int32(i))
		}
		tok.possessive = tok.apostrophe || tok.plural && apostropheAt(p.raw, int(end))
		for q < len(p.quotes) && p.quotes[q].End <= int(tok.start) {
			q++
		}
		if q < len(p.quotes) && p.quotes[q].Start <= int(tok.start) {
			tok.quote = int32(q)
			p.quotes[q].hold(i)
		}
	}
}

// domain tells whether word i may end the name of a site whose first part is the
// word before it: Latin letters, in small ones behind the dot.
func (p *page) domain(i int) bool {
	const short, latin = 2, 'z'
	if i == 0 {
		return false
	}
	t, prev := &p.tokens[i], &p.tokens[i-1]
	return t.start == prev.end+1 && p.raw[prev.end] == '.' && !t.capital && len(t.fold) >= short && len(prev.fold) > short && t.fold[0] <= latin && prev.fold[0] <= latin
}

// apostropheAt tells whether an apostrophe stands at an offset that is no
// quotation mark: "the officials' claim".
func apostropheAt(raw string, i int) bool {
	rest := raw[i:]
	return strings.HasPrefix(rest, "’") || strings.HasPrefix(rest, "'") && !strings.HasPrefix(rest, "''")
}

// gapOf tells which marks stand in the raw text between two words.
func gapOf(s string) gap {
	var g gap
	if s == " " {
		return 0
	}
	for i, r := range s {
		switch r {
		case ',':
			g |= comma
		case ':':
			g |= colon
		case ';':
			g |= semicolon
		case '—', '–', '―':
			g |= dash
		case '-':
			if strings.HasPrefix(s[i:], "--") || strings.HasPrefix(s[i:], "- ") {
				g |= dash
			}
		case '(', '[':
			g |= openParen
		case ')', ']':
			g |= closeParen
		case '"', '“', '”', '„', '«', '»', '‟':
			g |= quoteMark
		case '\'', '`':
			if strings.HasPrefix(s[i:], "''") || strings.HasPrefix(s[i:], "``") {
				g |= quoteMark
			}
		case '\n', '\r', '•':
			g |= lineBreak
		case '.':
			g |= stop
		case '?':
			g |= question
		case '!':
			g |= exclaim
		case '…':
			g |= ellipsis
		}
	}
	if strings.Contains(s, "...") {
		g = g&^stop | ellipsis
	}
	return g
}

// longestUnit is how many words a unit may have. What is longer is no prose;
// without a bound it could hold up a reading.
const longestUnit = 1000

// cutUnits joins the sentences that a quotation spans.
func (p *page) cutUnits() {
	p.units = slices.Grow(p.units, len(p.text.Sentences))
	for _, s := range p.text.Sentences {
		for i := s.First + 1; i < s.Last; i++ {
			if p.endsItem(i) {
				p.addUnit(unit{s.First, i, s.Paragraph})
				s.First = i
			}
		}
		for s.Last-s.First > longestUnit {
			p.units = append(p.units, unit{s.First, s.First + longestUnit, s.Paragraph})
			s.First += longestUnit
		}
		if s.First < s.Last {
			p.addUnit(unit{s.First, s.Last, s.Paragraph})
		}
	}
}

// endsItem tells whether a semicolon before word i parts two items of a list, or
// two sentences: nothing that is said reaches over it.
func (p *page) endsItem(i int) bool {
	t := &p.tokens[i]
	return t.before&semicolon != 0 && (t.quote < 0 || t.quote != p.tokens[i-1].quote) && (t.class&isThat == 0 || i+1 < len(p.tokens) && p.tokens[i+1].class&isBe != 0)
}

// addUnit adds a sentence, or joins it to the one whose quotation goes on.
func (p *page) addUnit(s unit) {
	if n := len(p.units); n > 0 && p.units[n-1].paragraph == s.paragraph && s.last-p.units[n-1].first <= longestUnit && !p.endsItem(s.first) {
		last := &p.units[n-1]
		if q := p.tokens[s.first].quote; q >= 0 && p.tokens[last.last-1].quote == q || p.continues(s.first) {
			last.last = s.last
			return
		}
	}
	p.units = append(p.units, s)
}

// continues tells whether a new sentence is the frame of the quotation before
// it: `"Never!" he said`, «Нет!» – сказал он.
func (p *page) continues(i int) bool {
	t := &p.tokens[i]
	if t.quote >= 0 || i == 0 || p.tokens[i-1].quote < 0 || t.before&lineBreak != 0 {
		return false
	}
	if !t.capital || t.before&dash != 0 {
		return true
	}
	if t.before&stop != 0 {
		return false
	}
	// `"Never!" Smith said.`
	for j := i; j < len(p.tokens) && j < i+5; j++ {
		if j > i && p.tokens[j].before&hard != 0 {
			return false
		}
		for _, v := range p.tokens[j].entry.verbs {
			if v.flags&takesQuote != 0 && v.form != gerund && v.form != base {
				return true
			}
		}
	}
	return false
}

// gapAfter returns what follows word i.
func (p *page) gapAfter(i int) gap {
	if i+1 < len(p.tokens) {
		return p.tokens[i+1].before
	}
	return gapOf(p.raw[p.tokens[i].end:])
}

// is tells whether word i exists within the unit and is of a class.
func (p *page) is(i int, u unit, c class) bool {
	return i >= u.first && i < u.last && p.tokens[i].class&c != 0
}

// words returns the raw text of words [first,last).
func (p *page) words(first, last int) string {
	if first >= last {
		return ""
	}
	return p.raw[p.tokens[first].start:p.tokens[last-1].end]
}

// phraseAt tells whether a phrase of one of the kinds begins at word i, before
// limit, and how many words it has; the longest wins.
func (p *page) phraseAt(i, limit int, kinds ...phraseKind) (phraseKind, int) {
	var kind phraseKind
	longest := 0
	e := p.tokens[i].entry
	if len(e.phrases) == 0 {
		return 0, 0
	}
	next := ""
	if i+1 < len(p.tokens) {
		next = p.tokens[i+1].fold
	}
	all := e.phrases
	if e.bySecond != nil {
		if filed, ok := e.bySecond[next]; ok {
			all = filed
		} else {
			all = e.bySecond[""]
		}
	}
	for _, ph := range all {
		if len(ph.tail)+1 <= longest || len(ph.tail) > 0 && ph.tail[0] != next || !wanted(ph.kind, kinds) || !p.follows(i, limit, ph.tail) {
			continue
		}
		kind, longest = ph.kind, len(ph.tail)+1
	}
	return kind, longest
}

func wanted(k phraseKind, kinds []phraseKind) bool {
	for _, w := range kinds {
		if k == w {
			return true
		}
	}
	return false
}

// follows tells whether the words of tail come directly after word i.
func (p *page) follows(i, limit int, tail []string) bool {
	if i+len(tail) >= min(limit, len(p.tokens)) {
		return false
	}
	for j, w := range tail {
		if p.tokens[i+1+j].fold != w {
			return false
		}
	}
	return true
}

// cuesIn returns the words of a stretch that phrases of the tables begin with.
func (p *page) cuesIn(s stretch) []int32 {
	from, end := 0, len(p.cues)
	for from < end {
		if mid := (from + end) / 2; int(p.cues[mid]) < s.first {
			from = mid + 1
		} else {
			end = mid
		}
	}
	to := from
	for to < len(p.cues) && int(p.cues[to]) < s.last {
		to++
	}
	return p.cues[from:to]
}

// verbAt returns the verb of the tables that stands at word i, and the number
// of its words; the longest wins.
func (p *page) verbAt(i, limit int) (verb, int) {
	for _, v := range p.tokens[i].entry.verbs {
		if p.follows(i, limit, v.tail) {
			return v, len(v.tail) + 1
		}
	}
	return verb{}, 0
}

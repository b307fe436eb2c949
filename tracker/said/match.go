package said

import (
	"strings"

	"onset/tracker"
)

// capture is a slot that a token filled.
type capture struct {
	slot  slot
	value int
	token *token
}

// match is a pattern found in a sentence: tokens [first, end).
type match struct {
	action     *action
	first, end int
	caps       []capture
}

// matcher finds the longest pattern at a token. Its buffers are used again.
type matcher struct {
	raw    string
	tokens []token
	caps   []capture
	best   match
}

// at returns the longest pattern that begins at token i; the first in the file
// wins among equals.
func (m *matcher) at(l *language, i int) (match, bool) {
	m.best = match{first: i, caps: m.best.caps[:0]}
	t := &m.tokens[i]
	roots := l.number
	if t.word != nil {
		roots = t.word.roots
	} else if t.digits == 0 && t.form == plain {
		return match{}, false
	}
	for _, e := range roots {
		m.follow(e, i)
	}
	return m.best, m.best.action != nil
}

// follow walks on from token i along e, remembering the longest match.
func (m *matcher) follow(e *edge, i int) {
	v, ok := e.fits(&m.tokens[i], m.raw)
	if !ok {
		return
	}
	depth := len(m.caps)
	if e.slot != noSlot {
		m.caps = append(m.caps, capture{e.slot, v, &m.tokens[i]})
	}
	n := e.next
	if a := n.accept; a != nil && (i+1 > m.best.end || i+1 == m.best.end && a.order < m.best.action.order) {
		m.best.action, m.best.end = a, i+1
		m.best.caps = append(m.best.caps[:0], m.caps...)
	}
	if i+1 < len(m.tokens) {
		for k := range n.edges {
			m.follow(&n.edges[k], i+1)
		}
	}
	m.caps = m.caps[:depth]
}

// fits tells whether a token can stand at an edge, and the value it gives.
func (e *edge) fits(t *token, raw string) (int, bool) {
	switch {
	case e.lit != "":
		return 0, raw[t.start:t.end] == e.lit
	case e.word != nil:
		return 0, t.word == e.word
	case e.punct != 0:
		return 0, t.punct == e.punct
	case e.slot.numeral() && t.word == nil:
		return t.numeral(e.slot)
	case e.slot == slotDay:
		return t.word.value(slotOrd)
	case e.slot == slotN:
		return t.word.value(slotNum)
	}
	return t.word.value(e.slot)
}

// numeral tells whether a numeral can fill a slot.
func (t *token) numeral(s slot) (int, bool) {
	switch s {
	case slotDay:
		return t.num, t.form == plain && (t.digits == 1 || t.digits == 2) && 1 <= t.num && t.num <= 31 && !t.glued && t.ord != isDecade
	case slotYear:
		return t.num, t.form == plain && t.digits == 4 && 1000 <= t.num && t.num < 2200 && (!t.glued || t.plus) && t.ord != isDecade
	case slotN:
		return t.num, t.form == plain && 1 <= t.digits && t.digits <= 3 && !t.glued && t.ord == notOrdinal
	case slotDecade:
		return t.decade()
	case slotFull:
		return 0, t.form == fullDate && !t.glued
	case slotBrief:
		return 0, t.form == briefDate && !t.glued
	case slotSpan:
		return 0, t.form == yearSpan && !t.glued
	case slotPart:
		return t.num, t.form == quarter || t.ord == isOrdinal && t.num <= 4
	}
	return 0, false
}

// decade reads "1990s" and "90s".
func (t *token) decade() (int, bool) {
	ok := t.form == plain && t.ord == isDecade && t.num%10 == 0
	switch {
	case ok && t.digits == 4 && 1000 <= t.num && t.num < 2200:
		return t.num, true
	case ok && t.digits == 2 && t.num >= 20:
		return 1900 + t.num, true
	}
	return 0, false
}

// skip returns the token to go on from after a match that is no date: a name
// such as "Black Friday" is skipped as a whole.
func (f *finder) skip(m match) int {
	if m.action.op == opNever {
		return m.end
	}
	return m.first + 1
}

// add resolves a match and keeps it; false when it names no day that exists.
func (f *finder) add(index int, m match) bool {
	v := collect(m.action, m.caps)
	if v.op == opEve {
		v.fixed = f.dayBefore(index)
	}
	dir := f.direction(m, &v)
	got, ok := v.resolve(f.at.Published, dir)
	if !ok {
		return false
	}
	e := Expr{Kind: opKinds[v.op], Basis: v.basis(), Sentence: index, Future: dir == ahead, val: v}
	e.Start, e.End = f.m.tokens[m.first].start, f.m.tokens[m.end-1].end
	if strings.HasSuffix(f.raw[e.Start:e.End], ".") {
		e.End--
	}
	e.Text = f.raw[e.Start:e.End]
	e.From, e.To, e.Precision = got.from, got.to, got.precision
	e.Rule = f.lang.code + ":" + string(e.Kind) + ":" + got.how
	f.surround(&e, m)
	f.out = append(f.out, e)
	return true
}

// dayBefore returns the day before the one that was named last, in a sentence or the one
// before it; 0 where none was.
func (f *finder) dayBefore(sentence int) tracker.Day {
	if len(f.out) == 0 {
		return 0
	}
	last := &f.out[len(f.out)-1]
	if last.Sentence < sentence-1 || last.From != last.To || last.Precision != tracker.ToDay {
		return 0
	}
	return last.From - 1
}

// basis tells whether the words name the day or only relate it to publication.
func (v *value) basis() tracker.Basis {
	switch v.op {
	case opDay, opMonth, opYear, opDecade, opFull, opBrief, opOccasion:
		return tracker.Explicit
	case opSeason, opQuarter, opHalf:
		if v.year.n > 0 {
			return tracker.Explicit
		}
	}
	return tracker.Relative
}

// surround reads what stands directly before and behind an expression.
func (f *finder) surround(e *Expr, m match) {
	ts := f.m.tokens
	for i := m.first - 1; i >= 0 && i >= m.first-3; i-- {
		w := ts[i].word
		if !ts[i].letters {
			break
		}
		if lead := f.lang.lead(w); lead != "" {
			e.Lead = lead
			break
		}
		if !f.lang.has(w, "FILLER") {
			break
		}
	}
	next := m.end
	if next+1 < len(ts) && ts[next].punct == '\'' && ts[next].end == ts[next+1].start && ts[next+1].letters && ts[next+1].end-ts[next+1].start == 1 {
		e.Possessive = true
		next += 2
	}
	if next < len(ts) && ts[next].letters && !f.lang.stops(ts[next].word) {
		e.Attributive = f.before(m, 1, "DETERMINER") || f.lang.has(ts[next].word, "BIRTH")
	}
	for i := next; i < len(ts) && i < next+4 && ts[i].letters; i++ {
		if f.lang.has(ts[i].word, "SPEECH") {
			e.Noun = true
			break
		}
		if ts[i].word != nil && !ts[i].word.in(slotUnit) && f.lang.stops(ts[i].word) {
			break
		}
	}
	if next < len(ts) && ts[next].form == clock {
		f.minute(e, next)
	} else if next+1 < len(ts) && ts[next+1].form == clock && (ts[next].punct == ',' || f.lang.has(ts[next].word, "AT")) {
		f.minute(e, next+1)
	}
}

var leads = [...]string{"since", "until", "before", "after"}

// lead returns the class of a word that makes a date a bound.
func (l *language) lead(w *word) string {
	if w == nil {
		return ""
	}
	for _, name := range leads {
		if l.has(w, strings.ToUpper(name)) {
			return name
		}
	}
	return ""
}

// stops tells whether a word ends the noun phrase that a date stands before.
func (l *language) stops(w *word) bool {
	return l.has(w, "STOP") || l.has(w, "WILL") || l.has(w, "DID") || l.lead(w) != ""
}

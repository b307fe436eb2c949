package said

import (
	"math"
	"strings"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// AfterPublication is the flag of a said date that names a day after the words
// were published.
const AfterPublication = "later than publication"

// Frame is what introduces a claim, as byte spans of the text. A zero Span
// means that the frame has no such part.
type Frame struct {
	Subject    tracker.Span   // who speaks
	Verb       tracker.Span   // the verb or noun of speech: "said", "claim" in "Lavrov's claim"
	Complement tracker.Span   // what was said, on either side of the verb
	Quotes     []tracker.Span // quotations in the sentence
	// Future tells that the words are still to be said: "will announce".
	Future bool
	// Nominal tells that the complement is no clause: "condemned the strike on
	// Monday". A date at its end is then that of the verb.
	Nominal bool
}

// How far, in letters, a said date may stand from the verb: near without any
// sign between, far where everything between belongs to the frame.
const (
	nearVerb = 45
	farVerb  = 110
)

// Attach returns the said date that the sentence of the verb gives to a claim,
// or nil when every date there is content. exprs are all expressions of t. The
// place decides: at the beginning of the sentence, between subject and verb,
// after the verb before any clause begins, or before a noun of speech. Dates
// inside the complement and inside quotations are content, those of a future
// verb too.
func Attach(t *text.Text, exprs []Expr, fr Frame, at Outlet) *tracker.Said {
	if fr.Future {
		return nil
	}
	index := t.SentenceAt(fr.Verb.Start)
	if index < 0 {
		return nil
	}
	a := attacher{raw: t.Raw, lang: languageFor(t.Lang), frame: fr, sentence: t.Sentences[index].Span}
	best, bestAt, rule := math.MaxInt, -1, ""
	for i := range exprs {
		e := &exprs[i]
		if e.Sentence != index {
			continue
		}
		if _, ok := e.said(at.Published); !ok {
			continue
		}
		if distance, how, ok := a.place(e); ok && distance < best {
			best, bestAt, rule = distance, i, how
		}
	}
	if bestAt < 0 {
		return nil
	}
	out, _ := exprs[bestAt].said(at.Published)
	out.Rule = rule + "/" + string(exprs[bestAt].Kind)
	a.join(out, exprs, bestAt, at.Published)
	return out
}

// Inherit returns the said date of a claim that takes it from another claim of
// the same speaker, the same sentence or the lead; nil stays nil.
func Inherit(from *tracker.Said, rule string) *tracker.Said {
	if from == nil || from.From == 0 {
		return nil
	}
	out := *from
	out.Basis, out.Rule = tracker.Inherited, rule
	return &out
}

// Bounded returns the said date of a claim that nothing dates: not after
// publication.
func Bounded(published tracker.Day) *tracker.Said {
	return &tracker.Said{To: published, Precision: tracker.UnknownTime, Basis: tracker.Bounded, Rule: "publication"}
}

// said returns the expression as a said date; ok is false when words can't
// have been said then, or nobody knows when that is.
func (e *Expr) said(published tracker.Day) (*tracker.Said, bool) {
	if e.Lead != "" {
		return nil, false
	}
	from, to, p, ok := e.Spoken(published)
	if !ok {
		return nil, false
	}
	out := &tracker.Said{From: from, To: to, Precision: p, Basis: e.Basis, Cue: e.Text, Flag: e.Flag}
	if published != 0 && from > published+Tolerance {
		out.Flag = AfterPublication
	}
	if !e.Minute.IsZero() {
		out.Minute, out.Precision = e.Minute, tracker.Minute
	}
	return out, true
}

// attacher places expressions in one frame.
type attacher struct {
	raw      string
	lang     *language
	frame    Frame
	sentence tracker.Span
}

// place tells by which rule an expression dates the frame, and how far from
// its verb it stands.
func (a *attacher) place(e *Expr) (distance int, rule string, ok bool) {
	fr := a.frame
	for _, q := range fr.Quotes {
		if q.Overlap(e.Span) > 0 {
			return 0, "", false
		}
	}
	if e.Possessive && !(e.Noun && a.occasion(e)) || e.Attributive && !e.Noun {
		return 0, "", false
	}
	begin, end := a.core()
	switch {
	case fr.Complement.Contains(e.Span):
		return a.inComplement(e)
	case fr.Subject.Contains(e.Span):
		leads := e.Start == fr.Subject.Start && e.End < fr.Subject.End && !e.Possessive
		return 0, "in-subject", e.Noun || leads
	case e.End <= begin:
		d := a.letters(e.End, begin)
		ok = d <= farVerb && a.clear(a.before(e.Start), e.Start, 1) && a.clear(e.End, begin, 2)
		if !a.clear(e.End, begin, 0) {
			d += farVerb // behind a comma it may be that of an event, and yields to the verb's own
		}
		return d, "before-subject", ok
	case e.Start >= end:
		d := a.letters(end, e.Start)
		return d, "after-verb", a.after(e, d, end)
	}
	d := a.letters(min(e.Start, fr.Verb.Start), max(e.Start, fr.Verb.Start))
	lo, hi := min(fr.Subject.End, fr.Verb.End), max(fr.Subject.Start, fr.Verb.Start)
	ok = d <= farVerb && a.clear(lo, e.Start, 2) && a.clear(e.End, hi, 2)
	return d, "between", ok
}

// letters counts the letters and signs between two offsets.
func (a *attacher) letters(from, to int) int { return utf8.RuneCountInString(a.raw[from:to]) }

// core returns where subject and verb begin and end, together.
func (a *attacher) core() (begin, end int) {
	s, v := a.frame.Subject, a.frame.Verb
	if s.Len() == 0 || s.Start < a.sentence.Start || s.End > a.sentence.End {
		return v.Start, v.End
	}
	return min(s.Start, v.Start), max(s.End, v.End)
}

// before returns where the clause of what stands at offset begins: behind the
// complement when that comes first, else with the sentence.
func (a *attacher) before(offset int) int {
	if c := a.frame.Complement; c.Len() > 0 && c.End <= offset && c.End > a.sentence.Start {
		return c.End
	}
	return a.sentence.Start
}

// after tells whether an expression behind the verb is in its clause.
func (a *attacher) after(e *Expr, distance, end int) bool {
	c := a.frame.Complement
	if c.Len() > 0 && c.Start >= end && e.Start > c.End {
		return a.frame.Nominal && a.clear(c.End, e.Start, 0)
	}
	if distance <= nearVerb {
		return a.clear(end, e.Start, 2)
	}
	return distance <= farVerb && a.clear(end, e.Start, 1)
}

// inComplement accepts a date that opens the complement ("said Wednesday he
// would go"), and one that ends a complement which is no clause.
func (a *attacher) inComplement(e *Expr) (distance int, rule string, ok bool) {
	c, v := a.frame.Complement, a.frame.Verb
	distance = e.Start - v.End // in bytes: no more than a filler lies between
	switch {
	case c.Start < v.Start:
		return 0, "", false
	case a.frame.Nominal && a.clear(c.Start, e.Start, 0) && strings.Trim(a.raw[e.End:c.End], " .,") == "":
		return distance, "after-object", true
	case e.Precision == tracker.ToDay && 0 <= distance && distance <= 14 && a.words(v.End, e.Start, "FILLER", "AT", "ON"):
		if strings.ContainsRune(a.raw[v.End:e.Start], ':') {
			return 0, "", false // «отметил: 8 марта — это …»: what was said begins with it
		}
		next := a.word(e.End)
		return distance, "after-verb", !a.lang.has(next, "WILL") && !a.lang.has(next, "DID") && !a.lang.has(next, "BE")
	}
	return 0, "", false
}

// occasion tells whether "in", "at" or "during" stands before a possessive date.
func (a *attacher) occasion(e *Expr) bool {
	fields := strings.Fields(a.raw[a.sentence.Start:e.Start])
	if len(fields) == 0 {
		return false
	}
	return a.lang.has(a.lang.words[string(fold(nil, fields[len(fields)-1]))], "OCCASION")
}

// clear tells whether no clause begins between two offsets: no quotation mark,
// colon, semicolon or free dash, no word that opens a clause, and at most so
// many commas.
func (a *attacher) clear(from, to, commas int) bool {
	if to <= from {
		return true
	}
	x := lexer{lang: a.lang, raw: a.raw}
	x.cut(from, to)
	for i, t := range x.tokens {
		switch t.punct {
		case ';', ':', '"', '?', '!':
			if i > 0 {
				return false
			}
		case '-':
			if a.raw[t.start-1] == ' ' {
				return false
			}
		case ',':
			commas--
		}
		if commas < 0 || t.word != nil && a.lang.has(t.word, "CLAUSE") {
			return false
		}
	}
	return true
}

// words tells whether all words between two offsets belong to one of the sets.
func (a *attacher) words(from, to int, sets ...string) bool {
	x := lexer{lang: a.lang, raw: a.raw}
	x.cut(from, to)
	for _, t := range x.tokens {
		known := false
		for _, s := range sets {
			known = known || a.lang.has(t.word, s)
		}
		if t.letters && !known {
			return false
		}
	}
	return true
}

// word returns the entry of the word that follows an offset.
func (a *attacher) word(offset int) *word {
	x := lexer{lang: a.lang, raw: a.raw}
	x.cut(offset, min(a.sentence.End, offset+24))
	if len(x.tokens) == 0 {
		return nil
	}
	return x.tokens[0].word
}

// join widens a said day by one that is named right after it: "on Monday and
// Tuesday".
func (a *attacher) join(s *tracker.Said, exprs []Expr, i int, published tracker.Day) {
	if i+1 == len(exprs) {
		return
	}
	next := &exprs[i+1]
	if next.Start-exprs[i].End > 6 || next.Kind != exprs[i].Kind || next.Kind != NamesWeekday {
		return
	}
	from, to, _, ok := next.Spoken(published)
	if ok && from == s.To+1 {
		s.To, s.Cue = to, a.raw[exprs[i].Start:next.End]
	}
}

package claim

import (
	"onset/tracker"
	"onset/tracker/said"
)

// This file tells days of saying from the days of other things: of what is told
// about the speaker, of events, of what the words themselves tell.

// BeforeItsEvent is the flag of a said date that lies before something that the
// words themselves tell of as past.
const BeforeItsEvent = "before a past day that the words themselves name"

// markDays makes days of the words of dates that have names: «День Победы»,
// "Last night". So they speak for nobody.
func (p *page) markDays(exprs []said.Expr) {
	next := 0
	for i := range p.tokens {
		t := &p.tokens[i]
		for next < len(exprs) && exprs[next].End <= int(t.start) {
			next++
		}
		if next < len(exprs) && exprs[next].Contains(p.span(stretch{i, i + 1})) && t.class&^(isOccasion|isDeterminer|isMonth) == 0 && (t.capital || t.class != 0 || numeral(t.fold)) {
			day := *t.word
			day.class = isDay | t.class&isMonth
			t.word = &day
		}
	}
}

// foretells tells whether the words of a frame name a day, with its year, that
// lies between the day on which they were said and publication, and do not look
// ahead.
func (r *Reading) foretells(p *page, fr *frame, s *tracker.Said) bool {
	content, frame := p.span(fr.content), p.span(fr.cue)
	for i := range r.exprs {
		e := &r.exprs[i]
		if content.Contains(e.Span) && e.Span.Overlap(frame) == 0 && e.Basis == tracker.Explicit && e.Written() && !e.Future &&
			e.From > s.To && e.To <= r.doc.Published.Day && !p.looksAhead(fr.content) {
			return true
		}
	}
	return false
}

// looksAhead tells whether words speak of what is to come.
func (p *page) looksAhead(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if t := &p.tokens[i]; t.class&isModal != 0 || len(t.entry.verbs) > 0 && t.entry.verbs[0].form == future {
			return true
		}
	}
	return false
}

// tellsPaper tells whether a frame is about words told to an outlet: "Holt told the
// Herald that". They are of an interview, and not of the speech told of before.
func (p *page) tellsPaper(fr *frame) bool {
	if p.lex.free || fr.verb.flags&takesPerson == 0 || fr.follows {
		return false
	}
	for i := fr.cue.last; i < min(fr.content.first, fr.cue.last+3); i++ {
		if t := &p.tokens[i]; t.capital && (t.class&isOutlet != 0 || i > fr.cue.last && p.tokens[i-1].class&isDeterminer != 0 && t.class&(isRole|isRoles) == 0) {
			return true
		}
	}
	return false
}

// apposition returns what stands between commas behind the subject of a frame and
// tells about it: "Holt, elected in January, said". Its day is none of saying; that
// of an occasion is: "Holt, speaking on Monday, said".
func (p *page) apposition(fr *frame) tracker.Span {
	s := stretch{p.head(fr.subject).last, fr.cue.first}
	if fr.subject.empty() || s.empty() || p.tokens[s.first].before&comma == 0 {
		return tracker.Span{}
	}
	t := &p.tokens[s.first]
	_, speech := p.phraseAt(s.first, s.last, speechPhrase)
	if speech > 0 || t.class&(isPreposition|isAdverb|isDay|isMonth|isOccasion) != 0 || len(t.entry.verbs) > 0 || numeral(t.fold) {
		return tracker.Span{}
	}
	return p.span(s)
}

// occasion remembers the date of a sentence at the head of an article that
// tells of speaking without saying what was said: "On 2 May X and Y commented".
func (r *Reading) occasion(p *page, unit int) {
	u := p.units[unit]
	if !p.tellsOfSpeech(u) {
		return
	}
	s := r.ofSentence(p, unit, u.last)
	if s == nil || !s.Dates() {
		return
	}
	subject := p.unitSubject(u, u.last)
	if p.lex.free && !p.heads(subject.first) {
		return
	}
	who, text := r.resolve(p, subject, unit)
	if len(who) == 0 && p.lex.free && text != "" && p.named(subject) {
		who = []*person{{name: text, last: subject.first}}
		r.cast.spoke = who
	}
	for _, w := range who {
		w.unit, w.subject = unit, unit
		if r.said[w] == nil {
			r.said[w], r.lead[w] = s, s
		}
	}
	if len(who) > 1 {
		r.cast.plural = who
	}
}

// tellsOfSpeech tells whether a sentence is about an occasion of speech: its day
// is none of saying otherwise.
func (p *page) tellsOfSpeech(u unit) bool {
	for i := u.first; i < u.last; i++ {
		t := &p.tokens[i]
		if t.quote >= 0 {
			continue
		}
		if t.class&(isOccasion|isSpeechNoun|isNounCue) != 0 && t.class&(isDay|isMonth) == 0 {
			return true
		}
		if _, n := p.phraseAt(i, u.last, speechPhrase); n > 0 {
			return true
		}
		for _, v := range t.entry.verbs {
			if v.flags&(takesClause|takesQuote|takesPerson|aboutOnly) != 0 {
				return true
			}
		}
	}
	return false
}

package claim

import (
	"onset/tracker"
	"onset/tracker/said"
)

// This file reads the head of an institution's own page: the day on which its words
// were said and, where it is a talk, whose they are.

const (
	headParagraphs  = 8  // paragraphs that the head of a page has at most
	longestHeadLine = 12 // words of a line of its head
)

// headDay returns the day that the head of a page gives, with its year: in the
// headline, or on a line of its own. 0 is none; a day on which the page was changed,
// "Last updated", is none, and neither is one long before it was published.
func (r *Reading) headDay() tracker.Day {
	if r.title != nil {
		if d := r.dayAmong(r.title, said.Find(r.title.text, r.outlet), stretch{0, len(r.title.tokens)}); d != 0 {
			return d
		}
	}
	for _, u := range r.body.headLines() {
		if d := r.dayAmong(r.body, r.exprs, u.stretch()); d != 0 && !r.body.anyVerb(u.stretch()) {
			return d
		}
	}
	return 0
}

// anyVerb tells whether a finite verb stands among words.
func (p *page) anyVerb(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if t := &p.tokens[i]; !t.capital && (t.class&isAuxiliary != 0 || t.class == 0 && (len(t.entry.verbs) > 0 || p.finiteEnding(i))) {
			return true
		}
	}
	return false
}

// headLines returns the lines at the head of a page.
func (p *page) headLines() []unit {
	var out []unit
	for _, u := range p.units {
		if u.paragraph >= headParagraphs {
			break
		}
		if u.last-u.first <= longestHeadLine {
			out = append(out, u)
		}
	}
	return out
}

// dayAmong returns the first day that dates words, 0 for none.
func (r *Reading) dayAmong(p *page, exprs []said.Expr, s stretch) tracker.Day {
	if p.holds(s, isLabel) && p.part == tracker.Body {
		return 0
	}
	span, published := p.span(s), r.doc.Published.Day
	for i := range exprs {
		e := &exprs[i]
		if span.Contains(e.Span) && e.Basis == tracker.Explicit && e.Written() && e.From == e.To && e.Lead == "" && e.Flag == "" && e.From <= published && e.From > published-farFromPublication {
			return e.From
		}
	}
	return 0
}

// headSpeaker returns the one person of the book whom the headline of a talk names,
// "Press conference by Viktor Sorin"; "" where it names several or is no talk.
func (r *Reading) headSpeaker() string {
	if r.title == nil {
		return ""
	}
	p, who, talk := r.title, "", false
	for i := range p.tokens {
		_, n := p.phraseAt(i, len(p.tokens), speechPhrase)
		talk = talk || n > 0 || p.tokens[i].class&(isOccasion|isSpeechNoun) != 0 && p.tokens[i].class&(isDay|isMonth) == 0
		if id, n := p.book.nameAt(p, i, len(p.tokens)); n > 0 && !p.book.group(id) && id != who {
			if who != "" {
				return ""
			}
			who = id
		}
	}
	if !talk {
		return ""
	}
	return who
}

// remarks files what the speaker of a talk says before its first turn, where the page
// shows that it is the speaker's: somebody answers in the same talk, and says "we".
func (f *finder) remarks(turns []turn) {
	if f.speaker == "" || !f.speaks1st(turns[0].unit) || !f.answersAlone(turns) {
		return
	}
	for n := range f.units[:turns[0].unit] {
		u := f.units[n]
		if s := u.stretch(); !f.hasFrame(n) && f.statement(s) && !f.namesSpeaker(s, f.speaker) && f.colonBehind(u, u.first) == 0 {
			f.frames = append(f.frames, frame{sieve: "turn", at: u.first, begins: u.first, ends: u.first, content: s, unit: n, known: f.speaker})
		}
	}
}

// speaks1st tells whether the first person stands before unit end.
func (f *finder) speaks1st(end int) bool {
	return f.holds(stretch{0, f.units[end].first}, isFirstPerson)
}

// answersAlone tells whether nobody but the speaker of the headline answers.
func (f *finder) answersAlone(turns []turn) bool {
	for i := range turns {
		if t := &turns[i]; !t.asks && !t.answer && !f.namesSpeaker(t.subject, f.speaker) {
			return false
		}
	}
	return true
}

// namesSpeaker tells whether words name a speaker of the book.
func (p *page) namesSpeaker(s stretch, id string) bool {
	for i := s.first; i < s.last; i++ {
		if found, n := p.book.nameAt(p, i, s.last); n > 0 && found == id {
			return true
		}
	}
	return false
}

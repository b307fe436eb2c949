package claim

import "onset/tracker"

// This file decides the sign of a frame itself: whether anybody said anything.

// signOf composes the sign of a frame from the root of its sentence: it is
// unsaid where the frame is negated, may or will come, is a condition, or is
// what a forgery shows.
func (r *Reading) signOf(p *page, fr *frame) sign {
	u := p.units[fr.unit]
	s := stretch{u.first, u.last}
	if fr.content.holds(fr.at) || !s.holds(fr.at) {
		return sign{unsaid: p.unsaidVerb(fr)}
	}
	p.framed = p.clausesOf(s, fr.content)
	c := &chain{clauses: p.framed, hit: nothing}
	at := c.of(fr.at)
	c.unsaid = p.unsaidVerb(fr) || fr.rejects() && p.neither(fr.at) || p.nobody(fr) || p.forged(s, fr.content) || p.labelledFalse(fr.unit)
	for _, q := range c.cuesOf(at, s.first, s.last) {
		if q.kind == unrealPhrase || q.kind == retractPhrase && q.at < fr.at && (fr.sieve == "noun" || fr.sieve == "participle") ||
			q.kind == refusePhrase && fr.sieve == "participle" && q.at+q.words == fr.cue.first {
			c.note(&c.unsaid, q.at, q.words)
		}
	}
	if fr.sieve == "beside" && !fr.follows && c.saysBefore(fr.content.first) {
		ahead := &chain{clauses: c.clauses, hit: nothing}
		ahead.governed(at, fr.content.first, false)
		c.unsaid = c.unsaid || ahead.unsaid // "is expected to say: “…”"
	}
	c.climb(at, true)
	c.unsaid = c.unsaid || c.denied
	return c.sign
}

// unsaidVerb tells whether the verb group of a frame says that nothing is said
// yet. Who says "I must say" says it.
func (p *page) unsaidVerb(fr *frame) bool {
	may := fr.verb.flags&(denies|opinion) != 0
	fr.negated = fr.negated || p.negatedBehind(fr)
	switch {
	case fr.verb.form == future, fr.negated && !may, p.refusesToSay(fr):
		return true
	case fr.negated && fr.verb.contradicts() && !fr.modal:
		return true // "did not deny that": neither said nor denied
	case !fr.modal || fr.negated:
		return false
	}
	for i := fr.subject.first; i < fr.subject.last; i++ {
		if p.tokens[i].class&isFirstPerson != 0 {
			return false
		}
	}
	return true
}

// contradicts tells whether a verb is one of saying that something is not so.
func (v *verb) contradicts() bool { return v.flags&(denies|takesQuote|opinion) == denies|takesQuote }

// negatedBehind tells whether the verb of a frame is negated behind it: «sagte
// nicht, dass».
func (p *page) negatedBehind(fr *frame) bool {
	if !p.lex.second {
		return false
	}
	for i := fr.cue.last; i < min(fr.ends, fr.content.first); i++ {
		if _, n := p.phraseAt(i, fr.ends, affirmative); n == 0 && p.tokens[i].class&isNegation != 0 {
			return true
		}
	}
	return false
}

// refusesToSay tells whether what a frame refuses or denies is to say something:
// "refused to say that", "denied having said that".
func (p *page) refusesToSay(fr *frame) bool {
	if !fr.rejects() {
		return false
	}
	for i := fr.content.first; i < min(fr.content.last, fr.content.first+3); i++ {
		if v, n := p.verbAt(i, fr.content.last); n > 0 {
			return v.flags&(takesClause|takesPerson) != 0
		}
		if p.tokens[i].class&(isTo|isHave|isAdverb) == 0 {
			return false
		}
	}
	return false
}

// nobody tells whether the subject of a frame is "no one", "none of them".
func (p *page) nobody(fr *frame) bool {
	if fr.subject.empty() {
		return false
	}
	first := fr.subject.first
	if first > 1 && p.tokens[first-1].class&isOf != 0 && p.tokens[first].before&hard == 0 {
		first -= 2
	}
	for i := first; i < fr.subject.last; i++ {
		if _, n := p.phraseAt(i, len(p.tokens), affirmative); n > 0 {
			return false
		}
		if _, n := p.phraseAt(i, len(p.tokens), negativePhrase); n > 0 {
			return true
		}
	}
	return false
}

// forged tells whether a sentence is about a recording or a letter that is a
// fake, outside of what is said.
func (p *page) forged(s, content stretch) bool {
	fake, medium := false, false
	for _, c := range p.cuesIn(s) {
		i := int(c)
		if p.tokens[i].quote >= 0 {
			continue
		}
		if _, n := p.phraseAt(i, s.last, fakePhrase); n > 0 {
			fake = true
		}
		if _, n := p.phraseAt(i, s.last, mediumPhrase); n > 0 && !content.holds(i) {
			medium = true
		}
	}
	return fake && medium
}

// stanceOf tells how the speaker of a frame stands to what is said.
func (r *Reading) stanceOf(p *page, fr *frame) tracker.Stance {
	v := fr.verb.flags
	switch {
	case v&(denies|refuses) != 0 && !fr.negated, v&opinion != 0 && fr.negated, fr.denied:
		return tracker.Denies
	case v&asks != 0 && v&takesTo == 0, v&asks != 0 && p.tokens[fr.content.first].class&isTo == 0 && fr.sieve != "infinitive":
		return tracker.Asks
	case p.onlyQuestion(fr.content):
		return tracker.Asks
	}
	return tracker.Affirms
}

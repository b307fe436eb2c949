package claim

// This file gives quotations to whoever stands beside them where no verb of the
// tables says so: "S sniped: “…”", "“…,” grunted S", "S was furious. “…”".

const (
	longestBeside  = 10 // words that may stand beside a quotation
	shortestBeside = 3  // words of a quotation that nobody frames
)

// beside files the quotations of unit n that no frame has.
func (f *finder) beside(n int) {
	u := f.units[n]
	if q := f.tokens[u.first].quote; q >= 0 {
		f.besideQuote(n, q)
		return
	}
	for i := u.first + 1; i < u.last; i++ {
		if t := &f.tokens[i]; t.quote >= 0 && t.before&colon != 0 && f.tokens[i-1].quote < 0 {
			f.besideColon(n, i)
			return
		}
	}
}

// besideColon takes "S … : “X”".
func (f *finder) besideColon(n, i int) {
	u := f.units[n]
	s := f.opener(u, i)
	if s.empty() || f.quotes[f.tokens[i].quote].last-i < shortestBeside-1 {
		return
	}
	f.frames = append(f.frames, frame{sieve: "beside", at: i - 1, cue: stretch{s.last, i}, subject: s, begins: s.first, ends: i,
		content: stretch{i, f.quotedEnd(u, i)}, unit: n})
}

// besideQuote takes "“X,” grunted S" and "“X,” S fired off".
func (f *finder) besideQuote(n int, q int32) {
	e := min(f.quotes[q].last, f.units[n].last)
	if u := f.units[n]; e < u.last && f.tokens[e].before&(comma|dash|question|exclaim|ellipsis) != 0 {
		f.besideSaid(n, e)
	}
}

// besideSpeech takes «— X, — хмыкнул S».
func (f *finder) besideSpeech(n int) {
	u := f.units[n]
	if !f.lex.free || !f.opensWithDash(f.opening(n)) {
		return
	}
	for e := u.first + 1; e < u.last; e++ {
		if b := f.tokens[e].before; b&dash != 0 {
			if b&(comma|question|exclaim|ellipsis) != 0 && !f.tokens[e].capital {
				f.besideSaid(n, e)
			}
			return
		}
	}
}

// besideSaid gives what stands in unit n before word e to whoever alone is named
// behind it.
func (f *finder) besideSaid(n, e int) {
	u := f.units[n]
	if e-u.first < shortestBeside-1 || u.last-e > longestBeside {
		return
	}
	tail := stretch{e, u.last}
	s := f.onlyPerson(tail)
	if s.empty() || s.len() == tail.len() || f.lex.free && s.first != e && !f.opensWithVerb(tail) || f.holds(tail, isPreposition|isThat|isRelative|isNegation) && s.first != e && f.tokens[e].class&isPreposition != 0 {
		return
	}
	f.frames = append(f.frames, frame{sieve: "beside", at: e, cue: tail, subject: s, begins: e, ends: u.last, follows: true,
		content: stretch{u.first, e}, unit: n})
}

// opensWithVerb tells whether a finite verb opens some words, or how it was done and
// then the verb.
func (f *finder) opensWithVerb(s stretch) bool {
	if f.manner(s.first) && s.len() > 1 {
		s.first++
	}
	return f.tokens[s.first].shape&endsFinite != 0 || len(f.tokens[s.first].entry.verbs) > 0
}

// onlyPerson returns the one name of a person among words, or nothing where
// there are more or none.
func (f *finder) onlyPerson(s stretch) stretch {
	if f.lex.free {
		np := f.subjectWithin(s.first, s.last)
		if np.empty() || !f.personal(np) {
			return stretch{}
		}
		return np
	}
	var found stretch
	for i := s.first; i < s.last; i++ {
		if !f.tokens[i].capital || f.tokens[i].class&(isDay|isPronoun) != 0 {
			continue
		}
		e := min(f.nameEnd(i), s.last)
		if !found.empty() || i > s.first && f.tokens[i-1].class&isPreposition != 0 || f.tokens[e-1].possessive {
			return stretch{}
		}
		if found = (stretch{i, e}); !f.personal(found) {
			return stretch{}
		}
		i = e - 1
	}
	return found
}

// opener returns the person whose name, or whose role with it, opens a sentence
// as its subject, before word limit.
func (f *finder) opener(u unit, limit int) stretch {
	s := stretch{u.first, u.first}
	if f.lex.free {
		s = f.subjectWithin(u.first, limit)
	} else {
		for s.last < limit && (f.tokens[s.last].capital || f.tokens[s.last].class&(isRole|isDeterminer|isTitle) != 0) && (s.last == s.first || f.tokens[s.last].before&hard == 0) {
			s.last++
		}
	}
	if s.empty() || s.last >= limit || !f.personal(s) || f.tokens[s.last-1].possessive || f.tokens[s.last].before&hard&^comma != 0 {
		return stretch{}
	}
	return s
}

// personal tells whether a noun phrase names a person: somebody of the book who
// is no group, a name in full, or a name that stands with a role elsewhere.
func (p *page) personal(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if id, n := p.book.nameAt(p, i, s.last); n > 0 && i+n == s.last {
			return !p.book.group(id)
		}
	}
	last := &p.tokens[s.last-1]
	if p.lex.free && last.capital && last.class&(isGiven|isFemaleName) != 0 {
		return true
	}
	if !last.capital || last.class&(isOrganisation|isOutlet|isDocument|isDay|isRole|isRoles) != 0 {
		return false
	}
	given := s.last - 2
	if given >= s.first && p.tokens[given].capital && p.tokens[given].class&(isOrganisation|isDocument|isDeterminer) == 0 && !p.shouted(given) {
		return !p.lex.free || p.surname(s.last-1) || p.tokens[given].class&isGiven != 0
	}
	return given >= s.first && p.tokens[given].class&isTitle != 0 || p.speaksBelow(last.key)
}

// behind gives a quotation of its own to the person who opens the sentence
// before it: "Holt shook her head. “We have no grain.”" It tells whether it did.
func (f *finder) behind(n int) (frame, bool) {
	u, prev := f.units[n], f.units[n-1]
	if prev.paragraph != u.paragraph || u.last-u.first <= shortestBeside || f.anyQuoted(prev.stretch()) || f.gapAfter(prev.last-1)&question != 0 {
		return frame{}, false
	}
	s := f.opener(prev, prev.last)
	if s.empty() {
		return frame{}, false
	}
	return frame{sieve: "behind", at: u.first, subject: s, begins: u.first, ends: u.first, content: u.stretch(), unit: n}, true
}

package claim

import "onset/tracker"

// withContent finds what was said, before or after the verb, and files the frame.
func (f *finder) withContent(u unit, fr frame) {
	if f.dissuaded(u, fr) {
		return
	}
	v := fr.verb
	start, frameEnd, how := f.complement(u, fr.cue.last, v)
	fr.ends = frameEnd
	if how == noContent || how == bare && f.parenthetical(u, start) {
		if s := f.clauseBehindPhrase(u, &fr); s > 0 {
			f.forward(u, fr, s, afterThat)
			return
		}
		f.postposedOnly(u, fr, start)
		return
	}
	switch how {
	case afterThat, afterColon, anyQuestion:
		f.forward(u, fr, start, how)
	case quoted:
		f.forwardQuote(u, fr, start)
	case bare:
		f.bareComplement(u, fr, start)
	}
}

// clauseBehindPhrase returns where a clause without "that" begins to which only a
// phrase behind the verb leads, "said without money the bridge would fall". A time
// or a place of saying is left out. It returns 0 for none.
func (f *finder) clauseBehindPhrase(u unit, fr *frame) int {
	k := fr.cue.last
	if f.lex.free || fr.link != own || fr.verb.flags&takesClause == 0 || fr.verb.flags&byDocument != 0 || k >= u.last || f.tokens[k].class&isPreposition == 0 || f.behindStatement(u, fr) {
		return 0
	}
	for i := k + 2; i < u.last && i < k+lookahead/2; i++ {
		t := &f.tokens[i]
		switch {
		case t.before&hard != 0, t.class&(isAuxiliary|isRelative|isThat|isConjunction|isTo|isSubordinator) != 0, f.speaks(i):
			return 0
		case t.class&(isDeterminer|isPronoun) == 0 || f.tokens[i-1].class&(isPreposition|isDeterminer) != 0:
			continue
		case !f.clauseAt(u, i, true):
			return 0
		case f.tokens[k].class&(isIn|isAdverb) != 0:
			return i
		}
		return k
	}
	return 0
}

// behindStatement tells whether a frame stands behind a statement that it may have said.
func (f *finder) behindStatement(u unit, fr *frame) bool {
	return fr.begins > u.first && f.tokens[fr.begins].before&(comma|dash|quoteMark|question|exclaim) != 0 && f.statement(f.before(u, fr.begins))
}

// forward files "S said that …".
func (f *finder) forward(u unit, fr frame, start int, how opening) {
	fr.ends = start
	fr.content = stretch{start, f.contentEnd(u, start, how)}
	f.file(fr, "clause")
}

// forwardQuote files `S said "…"`.
func (f *finder) forwardQuote(u unit, fr frame, start int) {
	if fr.verb.flags&(takesQuote|takesPerson|takesObject) == 0 && fr.verb.flags&takesClause == 0 {
		return
	}
	fr.ends = start
	fr.content = stretch{start, f.contentEnd(u, start, quoted)}
	f.file(fr, "quotation")
}

// bareComplement files "S said he would", "S called it a mistake", "S vowed
// to"; what is neither may still be the frame of words that stand before it.
func (f *finder) bareComplement(u unit, fr frame, start int) {
	if t := &f.tokens[start]; t.quote >= 0 && t.before&quoteMark != 0 && fr.verb.flags&takesObject == 0 && f.titled(start, fr.verb) {
		f.postposedOnly(u, fr, start) // "read “War and Peace”"
		return
	}
	sieve := f.bareSieve(u, fr, start)
	if sieve == "" || (sieve == "object" || sieve == "infinitive") && f.lex.free && fr.link == own && !f.agent(fr.subject) {
		f.postposedOnly(u, fr, start)
		return
	}
	fr.content = stretch{start, f.contentEnd(u, start, bare)}
	if sieve == "object" {
		fr.content.last = f.beforeColon(fr.content)
		fr.denied = fr.verb.flags&scorns != 0 && f.claimedThat(fr.content)
	}
	if sieve == "object" || sieve == "bare clause" {
		fr.content.last = f.inRelative(u, fr.cue.first, fr.content)
	}
	if sieve == "object" && f.tokens[start].class&isAbout != 0 {
		fr.content.last = f.beforePredicate(fr.content)
	}
	f.file(fr, sieve)
}

// claimedThat tells whether words are a claim and what it says: "the claim that …".
func (f *finder) claimedThat(s stretch) bool {
	noun := false
	for i := s.first; i < s.last && i < s.first+longestCited && f.tokens[i].before&hard&^comma == 0; i++ {
		t := &f.tokens[i]
		if noun && t.class&isThat != 0 {
			return true
		}
		noun = noun || t.class&(isNounCue|isClaimNoun) != 0
	}
	return false
}

// inRelative returns where an object or a clause ends whose verb at word i stands in a relative
// clause: before the verb behind the mark that closes it, "Drovia, which denies the
// raid, | calls".
func (f *finder) inRelative(u unit, i int, s stretch) int {
	if f.lex.free || i <= u.first || f.tokens[i-1].class&isRelative == 0 {
		return s.last
	}
	mark := f.tokens[i-1].before & (comma | dash)
	for k := s.first + 1; k < s.last && mark != 0; k++ {
		if t := &f.tokens[k]; t.before&mark != 0 && t.quote < 0 && (t.class&isAuxiliary != 0 || len(t.entry.verbs) > 0) {
			return k
		}
	}
	return s.last
}

// beforeColon returns where an object ends before a sentence of its own behind a
// colon: "call for calm: | In March, …".
func (f *finder) beforeColon(s stretch) int {
	for k := s.first + 1; k < s.last; k++ {
		if t := &f.tokens[k]; t.before&colon != 0 && t.capital && t.quote < 0 {
			return k
		}
	}
	return s.last
}

// beforePredicate returns where an object ends before another predicate:
// «сообщает о потерях | и публикует кадры», «говоря о потерях, | признал».
func (f *finder) beforePredicate(s stretch) int {
	for k := s.first + 1; k+1 < s.last; k++ {
		t := &f.tokens[k]
		if t.quote >= 0 {
			continue
		}
		if t.class&isConjunction != 0 && f.tokens[k+1].class == 0 && f.tokens[k+1].quote < 0 && f.finiteEnding(k+1) || t.before&comma != 0 && f.speaks(k) {
			return k
		}
	}
	return s.last
}

// agent tells whether a noun phrase names somebody who can do more than say
// something: a person, a role or a body, not «применение вакцины».
func (f *finder) agent(s stretch) bool {
	if s.first > 0 && f.tokens[s.first-1].class&isIn != 0 {
		return true // «в полиции опровергли»
	}
	return f.named(s) && !f.oblique(s.first)
}

// bareSieve names the sieve that takes the words from start on as what was
// said, or "".
func (f *finder) bareSieve(u unit, fr frame, start int) string {
	v, t := fr.verb, &f.tokens[start]
	strict := v.flags&(takesObject|believes) != 0
	switch {
	case t.class&isTo != 0:
		if v.flags&takesTo != 0 {
			return "infinitive"
		}
		return ""
	case f.lex.free && v.flags&takesTo != 0 && t.before&hard == 0:
		if v.flags&refuses != 0 && t.class&isSilent != 0 {
			return "" // «отказался озвучивать цифры»
		}
		if f.infinitiveWithin(u, start, 8) {
			return "infinitive"
		}
		return ""
	case v.flags&takesClause != 0 && !f.lex.free && f.clauseAt(u, start, strict):
		return "bare clause"
	case f.part == tracker.Title && !f.lex.free && v.form == present && v.flags&takesClause != 0 && t.before&hard == 0 && t.class&(isPreposition|isConjunction|isAuxiliary|isThat|isAdverb) == 0:
		return "bare clause" // headlines drop the verb: "Holt says no plan to close the port"
	case v.flags&takesPerson != 0 && v.flags&(takesTo|takesObject) == 0:
		if start > fr.cue.last && f.clauseAt(u, start, true) {
			return "told"
		}
		return ""
	case v.flags&takesTo != 0 && v.flags&takesPerson != 0 && f.toWithin(u, start, 14):
		return "infinitive"
	case f.lex.free && v.flags&takesClause != 0 && t.class&isAbout != 0 && t.before&hard == 0:
		if start+1 >= u.last || f.tokens[start+1].class&(isObject|isPronoun) != 0 {
			return "" // «говорил об этом»
		}
		return "object" // «заявил о подготовке провокации»
	case v.flags&takesObject == 0 || t.before&hard&^quoteMark != 0 || t.class&(isConjunction|isThat|isAuxiliary) != 0:
		return ""
	case t.class&isPreposition != 0 && len(v.tail) == 0 && !f.lex.free:
		return ""
	}
	return "object"
}

// infinitiveWithin tells whether an infinitive of a free language follows within
// some words.
func (f *finder) infinitiveWithin(u unit, k, words int) bool {
	for i := k; i < u.last && i < k+words; i++ {
		t := &f.tokens[i]
		if i > k && t.before&hard&^stop != 0 {
			return false
		}
		if t.class&^(isBe|isSilent) == 0 && !t.capital && len(t.fold) > 6 && t.shape&endsInfinitive != 0 {
			return true
		}
	}
	return false
}

// toWithin tells whether an infinitive follows within some words.
func (f *finder) toWithin(u unit, k, words int) bool {
	for i := k; i < u.last && i < k+words; i++ {
		t := &f.tokens[i]
		if i > k && t.before&hard&^stop != 0 {
			return false
		}
		if t.class&isTo != 0 && i+1 < u.last && f.tokens[i+1].class&(isDeterminer|isPossessive) == 0 && !f.tokens[i+1].capital {
			return true
		}
	}
	return false
}

// clauseAt tells whether a clause may begin at word k: a subject comes first,
// and a verb after it. After verbs that take objects too it is strict: an
// infinitive or a relative clause is no evidence of a verb.
func (p *page) clauseAt(u unit, k int, strict bool) bool {
	t := &p.tokens[k]
	if t.class&isPreposition != 0 && t.class&(isSubordinator|isDeterminer) == 0 {
		return false
	}
	if t.class&(isConjunction|isTo) != 0 {
		return false
	}
	subject := t.class&isPronoun != 0
	for i := k; i < u.last && i < k+25; i++ {
		w := &p.tokens[i]
		if i > k && w.before&(semicolon|colon|stop|question) != 0 && !p.abbreviates(i-1) {
			return false
		}
		if i > k && (w.class&isTo != 0 || w.class&(isRelative|isThat) != 0 && w.class&isSubordinator == 0) && strict && !subject {
			return false
		}
		if w.class&isAuxiliary != 0 && (i > k || w.class&isNegation != 0) {
			return true
		}
		if w.class&isPronoun != 0 && i == k && w.class&isIt == 0 {
			return true
		}
		if i > k && w.class&^(isVehicle|isAspect|isNoun|isFinite) == 0 && !w.capital && len(w.fold) > 3 {
			if p.finiteShape(i) {
				return true
			}
		}
	}
	return false
}

// finiteShape guesses from its ending whether a word is a finite verb.
func (p *page) finiteShape(i int) bool {
	w := &p.tokens[i]
	for _, v := range w.entry.verbs {
		if v.form == past || v.form == present {
			return true
		}
	}
	if w.class&isFinite != 0 || w.shape&endsFinite != 0 {
		return true
	}
	n, prev := len(w.fold), &p.tokens[i-1]
	return p.lex.inS && w.fold[n-1] == 's' && w.fold[n-2] != 's' && (prev.capital || p.nothingAt(i-1) || prev.class&isPronoun != 0 || prev.class&(isRole|isOrganisation) != 0)
}

// nothingAt tells whether word i is a negative pronoun: "nothing".
func (p *page) nothingAt(i int) bool {
	_, n := p.phraseAt(i, len(p.tokens), negativePhrase)
	return n == 1
}

// anyQuoted tells whether a stretch holds quoted words.
func (p *page) anyQuoted(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].quote >= 0 {
			return true
		}
	}
	return false
}

// longSaying is how many words say something even where no predicate is seen.
const longSaying = 5

// predicates tells whether words of a free language hold a predicate, or a dash
// that stands for one.
func (p *page) predicates(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		switch {
		case t.quote >= 0, t.class&(isAuxiliary|isNegation|isPronoun) != 0, i > s.first && t.before&(dash|colon) != 0:
			return true
		case t.capital && i > s.first || t.class&^(isAdverb|isAspect) != 0:
		case len(t.entry.verbs) > 0, p.finiteEnding(i), len(t.fold) > 6 && (t.shape&endsPredicate != 0 || t.shape&endsInfinitive != 0):
			return true
		}
	}
	return false
}

// statement tells whether words can be a statement of their own: quoted, or a
// clause with a verb.
func (p *page) statement(s stretch) bool {
	if p.lex.free {
		return s.len() >= 2 && (s.len() >= longSaying || p.predicates(s))
	}
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if t.quote >= 0 {
			return true
		}
		if t.class&isAuxiliary != 0 && !(t.capital && i > s.first) {
			return true
		}
		if i > s.first && t.class&^(isAdverb|isFinite) == 0 && !t.capital && len(t.fold) > 3 && p.finiteShape(i) {
			return true
		}
		if t.class&isPronoun != 0 && i+2 < s.last {
			return true
		}
		if i > s.first && t.class&^isFinite == 0 && !t.capital && p.tokens[s.first].class&isPreposition == 0 && p.finiteEnding(i) {
			return true
		}
	}
	return false
}

// file keeps a frame whose content is worth it.
func (f *finder) file(fr frame, sieve string) {
	if fr.content.empty() {
		f.awaitColon(fr)
		return
	}
	if fr.sieve == "" {
		fr.sieve = sieve
	}
	fr.byPronoun = fr.subject.len() == 1 && f.tokens[fr.subject.first].class&isPronoun != 0
	f.frames = append(f.frames, fr)
}

// awaitColon keeps a frame that ends its sentence with a colon: what was said
// stands in the next paragraph.
func (f *finder) awaitColon(fr frame) {
	if fr.ends > len(f.tokens) || fr.ends < 1 || f.gapAfter(fr.ends-1)&colon == 0 {
		return
	}
	for n := range f.units {
		if f.units[n].first <= fr.at && fr.at < f.units[n].last {
			if f.pending == nil {
				f.pending = map[int]frame{}
			}
			f.pending[n] = fr
		}
	}
}

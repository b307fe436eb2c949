package claim

// opening tells how what was said is joined to its verb.
type opening uint8

// The openings.
const (
	noContent   opening = iota // nothing follows
	afterThat                  // "that …", «что …»
	afterColon                 // ": …"
	quoted                     // a quotation
	bare                       // a clause or an object
	anyQuestion                // "whether …"
)

// lookahead is how many words a frame may hold between its verb and "that".
const lookahead = 18

// complement finds what follows the verb group that ends before word k. It
// returns where the content begins, and where the adverbials of the frame end.
func (p *page) complement(u unit, k int, v verb) (start, frameEnd int, how opening) {
	k = p.skipAdverbials(u, k)
	if d := p.dateAfterDay(u, k); d > k {
		if p.is(d, u, isThat) && d+1 < u.last {
			return d + 1, d, afterThat // "said on Tuesday, Feb. 3, that"
		}
		if p.clauseBehindDate(u, d) {
			return d, d, afterThat // "said Tuesday, Feb. 3, he would"
		}
		k = d
	}
	if k >= u.last {
		return k, k, noContent
	}
	if s, how := p.opens(u, k, v); how != noContent {
		return s, k, how
	}
	if s := p.thatBeyond(u, k); s > 0 && v.flags&(takesClause|takesPerson) != 0 {
		return s, s - 1, afterThat
	}
	if p.lex.free && p.tokens[k].before&(dash|comma) == dash && p.tokens[k].quote < 0 && v.flags&takesClause != 0 && v.form != gerund && !p.newFrame(u, k, k) {
		return k, k, afterColon // «в Минобороны сказали — пострадавших нет»
	}
	g, t := p.tokens[k].before, &p.tokens[k]
	if g&hard&^(quoteMark|stop) != 0 {
		return p.afterParenthesis(u, k, v)
	}
	if p.lex.free {
		if s := p.aboutAhead(u, k, v); s >= 0 {
			return s, s, bare
		}
		if s, how := p.ahead(u, k, v); how != noContent && (how != quoted || v.flags&takesObject == 0) {
			return s, k, how
		}
	}
	addressed := v.flags&takesPerson != 0 && t.class&isPreposition == 0
	if t.class&isPreposition != 0 && v.flags&(takesClause|takesPerson|takesQuote) != 0 || addressed {
		if s, how := p.ahead(u, k, v); how != noContent {
			return s, s, how
		}
		if !addressed && v.flags&takesObject == 0 {
			return k, p.adverbialEnd(u, k), noContent
		}
		if v.flags&takesClause != 0 && p.subjectThere(u, k) {
			return k, k, bare // "warns foreign troops would be targets"
		}
		k = p.skipAddressee(u, k)
		if k >= u.last || p.tokens[k].before&hard&^quoteMark != 0 {
			return k, k, noContent
		}
		if s, how := p.opens(u, k, v); how != noContent {
			return s, k, how
		}
	}
	return k, k, bare
}

// thatBeyond returns the word behind the "that" to which only times and places lead
// from word k, between commas: "in Bonn, on Monday, that | the mine"; 0 for none.
func (p *page) thatBeyond(u unit, k int) int {
	for i := k; !p.lex.free && i+1 < u.last && i < k+lookahead; i++ {
		t := &p.tokens[i]
		apart := t.before&comma != 0
		switch {
		case apart && t.class&isThat != 0 && i > k:
			return i + 1
		case t.before&hard&^(comma|stop) != 0, t.class&(isAuxiliary|isRelative|isThat|isConjunction|isPronoun) != 0 && !t.capital, p.speaks(i):
			return 0
		case apart && t.class&(isPreposition|isDay|isMonth) == 0 && !t.capital && !numeral(t.fold):
			return 0
		}
	}
	return 0
}

// subjectThere tells whether the noun phrase at word k is the subject of the
// auxiliary behind it.
func (p *page) subjectThere(u unit, k int) bool {
	if p.lex.free || p.tokens[k].class&(isObject|isPronoun) != 0 {
		return false
	}
	np := p.nounPhraseAfter(u, k)
	for i := np.first; i < np.last; i++ {
		if c := p.tokens[i].class; c&(isRole|isRoles|isOrganisation) != 0 || i > np.first && c&(isDeterminer|isPossessive) != 0 || i == np.first && p.tokens[i].capital {
			return false // "told reporters the port is mined"
		}
	}
	return !np.empty() && np.last < u.last && p.tokens[np.last].class&isAuxiliary != 0 && p.tokens[np.last].before&hard == 0
}

// opens tells whether content begins right at word k.
func (p *page) opens(u unit, k int, v verb) (int, opening) {
	t := &p.tokens[k]
	switch {
	case t.before&colon != 0:
		return k, afterColon
	case t.quote >= 0 && t.before&quoteMark != 0 && !p.titled(k, v) && v.flags&(takesQuote|takesClause|takesObject|takesPerson) != 0:
		return k, quoted
	case p.lex.free && t.class&isThat != 0 && k > 0 && p.tokens[k-1].class&isIt != 0:
		return k, noContent // «говорил то, что»
	case t.class&isThat != 0 && v.flags&(takesClause|takesPerson) != 0 && (t.before&hard&^comma == 0 || t.before&hard == comma|quoteMark && t.quote < 0) && p.complementiser(u, k):
		if k+1 < u.last && p.tokens[k+1].class&isAuxiliary != 0 && !p.lex.free {
			return k, afterThat // "said that was wrong"
		}
		if k+1 < u.last {
			return k + 1, afterThat
		}
	case p.lex.free && !p.lex.second && t.class&isAs != 0 && t.before&hard == comma && v.flags&takesClause != 0 && k+2 < u.last && p.heads(k+1):
		return k + 1, afterThat // «рассказал, как Сорин обещал»
	case p.lex.second && t.before&hard == comma && v.flags&(takesClause|takesTo) != 0 && p.commaClause(u, k, v):
		return k, afterThat
	case (t.class&isWhether != 0 || t.class&isWhen != 0 && v.flags&asks != 0) && (t.before&hard == 0 || p.lex.free && t.before&hard == comma) && v.flags&(takesClause|asks|takesPerson|takesWhether) != 0:
		return k, anyQuestion
	}
	return k, noContent
}

// commaClause tells whether what follows a comma is said, where no "that" is
// needed: «sagte, der Hafen sei vermint», «versprach, den Hafen zu räumen». Nouns
// have capitals there; a relative clause begins with a pronoun alone.
func (p *page) commaClause(u unit, k int, v verb) bool {
	if v.flags&takesTo != 0 {
		for i := k + 1; i < u.last && p.tokens[i].before&hard == 0; i++ {
			if p.tokens[i].class&isTo != 0 && i+1 < u.last && !p.tokens[i+1].capital {
				return true
			}
		}
	}
	t := &p.tokens[k]
	switch {
	case v.flags&takesClause == 0 || t.class&(isThat|isSubordinator|isConjunction|isRelative|isWhether) != 0 && t.class&isDeterminer == 0:
		return false
	case t.class&isDeterminer == 0:
		_, n := p.phraseAt(k, u.last, negativePhrase, affirmative)
		return n > 0 || t.capital || t.class&(isPronoun|isPossessive|isNegation) != 0
	}
	for i := k + 1; i < u.last && i < k+4 && p.tokens[i].before&hard == 0; i++ {
		if p.tokens[i].capital {
			return true
		}
		if p.tokens[i].class&^isAdverb != 0 {
			break
		}
	}
	return false
}

// titled tells whether the quotation at word k is the name of a programme or a
// paper in the frame: "told “Morning Talk”", "said on the “Late Hour” that".
func (p *page) titled(k int, v verb) bool {
	q := p.quotes[p.tokens[k].quote]
	if p.lex.free && k > 0 && p.tokens[k].capital && q.last-q.first <= 8 && p.tokens[k].before&hard == quoteMark && p.tokens[k-1].class&(isAdverb|isDay|isThat) == 0 && len(p.tokens[k-1].entry.verbs) == 0 {
		return true // «в обществе «Знание»»
	}
	if !p.lex.free && (v.flags&takesClause == 0 || v.flags&byDocument != 0) && v.flags&takesQuote != 0 && p.titleCase(q) {
		return true // "read “War and Peace”"
	}
	if q.last-q.first > 6 || k == 0 || v.flags&takesPerson == 0 && p.tokens[k-1].class&(isPreposition|isDeterminer) == 0 && !p.tokens[k-1].possessive {
		return false
	}
	return p.titleCase(q)
}

// titleCase tells whether a quotation is written like the title of something,
// every word with a capital but the small ones.
func (p *page) titleCase(q quotation) bool {
	for i := q.first; i < q.last; i++ {
		t := &p.tokens[i]
		if !t.capital && t.class&(isConjunction|isPreposition|isDeterminer) == 0 || i > q.first && t.before&(hard&^(comma|colon)) != 0 {
			return false
		}
	}
	return q.last-q.first > 1 && q.last-q.first <= 8 && p.gapAfter(q.last-1)&(comma|question|exclaim) == 0
}

// complementiser tells "said that he" from "said that day".
func (p *page) complementiser(u unit, k int) bool {
	if p.tokens[k].before&comma != 0 && !p.lex.free || k > u.first && p.tokens[k-1].class&(isPreposition|isTo) != 0 && !p.lex.free {
		return false
	}
	return k+1 < u.last && (p.lex.free || p.tokens[k+1].class&isDay == 0 || p.tokens[k+1].capital)
}

// ahead looks for "that", a colon or a quotation behind adverbials: "said in a
// statement on Monday that".
func (p *page) ahead(u unit, k int, v verb) (int, opening) {
	for i := k; i < u.last && i < k+lookahead; i++ {
		t := &p.tokens[i]
		if i > k {
			if s, how := p.opens(u, i, v); how == afterThat || how == afterColon || how == quoted && (!p.short(t.quote) || v.flags&takesQuote != 0) ||
				how == anyQuestion && p.lex.free && t.before&comma != 0 {
				return s, how
			}
		}
		if d := p.dateAfterDay(u, i); i > k && d > i {
			if p.is(d, u, isThat) && d+1 < u.last {
				return d + 1, afterThat // "told reporters Tuesday, Feb. 3, that"
			}
			if p.clauseBehindDate(u, d) {
				return d, afterThat
			}
		}
		if i > k && t.before&hard&^stop != 0 && !p.besideTitle(i, v) || t.class&isAuxiliary != 0 && !t.capital {
			break
		}
		if t.class&isRelative != 0 {
			break
		}
	}
	return k, noContent
}

// besideTitle tells whether only the marks of a name part word i from the word
// before it: «каналу | «Север | » во вторник».
func (p *page) besideTitle(i int, v verb) bool {
	t := &p.tokens[i]
	if t.before&hard&^(quoteMark|stop) != 0 {
		return false
	}
	q := t.quote
	if q < 0 {
		q = p.tokens[i-1].quote
	}
	return q >= 0 && p.titled(p.quotes[q].first, v)
}

// aboutAhead looks for what a verb tells about, over whoever is told it and
// where: «рассказал послу в Москве | о мерах». It returns -1 where a clause
// follows, or nothing.
func (p *page) aboutAhead(u unit, k int, v verb) int {
	if v.flags&takesClause == 0 {
		return -1
	}
	for i := k; i < u.last && i < k+lookahead/2; i++ {
		t := &p.tokens[i]
		if i > k && t.before&hard&^stop != 0 || t.quote >= 0 || t.class&(isAuxiliary|isConjunction|isRelative) != 0 && !t.capital {
			return -1
		}
		if t.class&isAbout == 0 {
			if !p.besideVerb(k, i) {
				return -1
			}
			continue
		}
		if i+2 < u.last && p.tokens[i+2].class&isThat != 0 {
			return -1 // «о том, что»
		}
		return i
	}
	return -1
}

// besideVerb tells whether word i may stand between a verb, which ends before
// word k, and what it tells about: whoever is told, a place, a time; no object
// as in «написал заявление».
func (p *page) besideVerb(k, i int) bool {
	t := &p.tokens[i]
	if t.capital || t.class != 0 || p.oblique(i) {
		return true
	}
	for ; i >= k; i-- {
		if p.tokens[i].class&isPreposition != 0 {
			return true
		}
	}
	return false
}

// afterParenthesis looks for content behind a parenthesis after the verb:
// "said, in an interview with RT, that …".
func (p *page) afterParenthesis(u unit, k int, v verb) (start, frameEnd int, how opening) {
	t := &p.tokens[k]
	if t.before&(comma|dash|openParen) == 0 || v.flags&(takesClause|takesPerson) == 0 {
		return k, k, noContent
	}
	aside := t.class&(isPreposition|isAdverb) == 0 && t.before&openParen == 0 // "answering a student"
	if aside && (t.capital || t.shape&endsGerund == 0) {
		return k, k, noContent
	}
	for i := k + 1; i < u.last && i < k+lookahead; i++ {
		n := &p.tokens[i]
		if n.before&(comma|dash|closeParen) == 0 {
			if n.before&colon != 0 && !aside {
				return i, k, afterColon
			}
			continue
		}
		if n.class&isThat != 0 && i+1 < u.last {
			return i + 1, k, afterThat
		}
		if aside && (n.class&isDay == 0 || n.quote >= 0) {
			break
		}
		if n.quote >= 0 {
			return i, k, quoted
		}
	}
	return k, k, noContent
}

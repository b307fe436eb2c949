package claim

// parenthetical tells whether what follows the verb is only an aside.
func (f *finder) parenthetical(u unit, k int) bool {
	return f.tokens[k].before&(comma|dash|openParen|semicolon) != 0
}

// asClause tells whether the frame is "as S said": then it carries the clause
// around it.
func (f *finder) asClause(u unit, fr *frame) bool {
	if fr.begins <= u.first || f.tokens[fr.begins-1].class&isAs == 0 || fr.link != own {
		return false
	}
	fr.begins--
	fr.sieve = "as"
	return true
}

// postposedOnly files "…, S said".
func (f *finder) postposedOnly(u unit, fr frame, start int) {
	if fr.verb.flags&(takesClause|takesQuote) == 0 || fr.verb.flags&(takesPerson) != 0 && fr.verb.flags&takesQuote == 0 {
		return
	}
	if fr.sieve != "as" {
		f.asClause(u, &fr)
	}
	if fr.sieve == "" {
		fr.sieve = "postposed"
	}
	if fr.link == chained {
		if fr.verb.form == gerund || fr.begins == u.first {
			return
		}
		if f.tokens[fr.begins].before&(comma|quoteMark) == 0 {
			return
		}
	}
	if c := f.lineBefore(u); !f.lex.free && !c.empty() && fr.begins == u.first && fr.ends == u.last {
		fr.content, fr.follows = c, true // "…. - Gort said."
		f.file(fr, "postposed")
		return
	}
	f.postposed(u, &fr, start, noContent)
}

// postposed gives a frame the clause before it, and what goes on behind it.
func (f *finder) postposed(u unit, fr *frame, start int, how opening) {
	if fr.begins > u.first && f.tokens[fr.begins].before&(comma|dash|quoteMark|question|exclaim|openParen) != 0 {
		if c := f.before(u, fr.begins); (f.statement(c) || f.parts(u, fr, c) || how == noContent && f.closesSentence(u, fr, c)) && !f.nameBefore(u, fr.begins) {
			fr.content, fr.follows = c, true
		}
	}
	if fr.content.empty() && f.fronted(u) && fr.begins > u.first+1 && how == noContent {
		fr.content, fr.follows = stretch{u.first, fr.begins}, true
		f.file(*fr, "object")
		return
	}
	switch {
	case how == afterThat && fr.content.empty(), how == afterColon, how == quoted && fr.content.empty(), how == anyQuestion && fr.content.empty():
		if how != afterColon || fr.content.empty() {
			fr.content, fr.follows = stretch{start, f.contentEnd(u, start, how)}, false
		} else {
			fr.content.last = f.contentEnd(u, start, how) // «дела плохи, признал S: | шахта закрыта»
		}
	case fr.content.empty():
		f.initial(u, fr)
	default:
		f.resume(u, fr)
	}
	if fr.verb.flags&takesClause == 0 && !f.anyQuoted(fr.content) {
		return // "he began": a frame only for quotations
	}
	f.file(*fr, "postposed")
}

// closesSentence tells whether a frame of pure saying ends its sentence, so that
// what stands before it was said whatever its verb looks like: "Orders wait for a
// year, | he added." A time or a place before it says nothing. A free language needs no
// verb to state something, and behind its speaker may stand when and where: «Сроки
// нереальны, | заявил S в среду».
func (f *finder) closesSentence(u unit, fr *frame, c stretch) bool {
	barred := byDocument
	if !f.lex.free {
		barred |= believes
	}
	if !f.endsWith(u, fr.ends) || c.len() < 2 || fr.link != own || fr.verb.flags&takesClause == 0 || fr.verb.flags&barred != 0 || fr.verb.form != past && fr.verb.form != present {
		return false
	}
	return f.tokens[c.first].class&(isPreposition|isSubordinator|isAdverb|isDay|isTo|isRelative) == 0 && !f.holds(stretch{c.first, min(c.first+3, c.last)}, isOccasion)
}

// endsWith tells whether word i ends a sentence, or in a free language only adverbials
// stand from there on.
func (f *finder) endsWith(u unit, i int) bool {
	if i == u.last || !f.lex.free {
		return i == u.last
	}
	return f.tokens[i].before&hard == 0 && f.tokens[i].class&(isPreposition|isAdverb|isDay) != 0 && !f.anyMark(stretch{i, u.last})
}

// parts tells whether a frame parts the subject of what was said from its predicate:
// «именно они, считают S, виноваты», "the ferry, S said, had no lights".
func (f *finder) parts(u unit, fr *frame, c stretch) bool {
	if c.empty() || fr.ends >= u.last || f.tokens[fr.ends].before&comma == 0 || f.tokens[fr.ends].class&(isConjunction|isRelative|isSubordinator|isThat) != 0 {
		return false
	}
	if f.lex.free {
		return f.predicates(stretch{fr.ends, u.last})
	}
	next := &f.tokens[fr.ends]
	return fr.link == own && fr.verb.flags&(believes|byDocument) == 0 && !next.capital && (next.class&isAuxiliary != 0 || f.finiteShape(fr.ends) && next.class&^isFinite == 0) &&
		f.tokens[c.first].class&(isPreposition|isSubordinator|isRelative|isTo) == 0 && !f.anyMark(c)
}

// anyMark tells whether a mark stands among words.
func (p *page) anyMark(s stretch) bool {
	for i := s.first + 1; i < s.last; i++ {
		if p.tokens[i].before&hard != 0 {
			return true
		}
	}
	return false
}

// nameBefore tells whether only a name in quotation marks parts word i from the
// words before it: «лидер партии «Новые люди» | Нечаев».
func (f *finder) nameBefore(u unit, i int) bool {
	q := f.tokens[i-1].quote
	return f.lex.free && f.tokens[i].before&hard == quoteMark && f.short(q) && f.quotes[q].first > u.first && f.tokens[f.quotes[q].first].before&hard == quoteMark
}

// initial takes "As S said, …" and "S said, …" at the head of a sentence.
func (f *finder) initial(u unit, fr *frame) {
	for k := max(fr.cue.last, fr.subject.last); k < u.last; k++ {
		t := &f.tokens[k]
		if t.before&(comma|colon|dash) == 0 {
			continue
		}
		if fr.sieve == "as" || t.quote >= 0 || t.before&colon != 0 {
			fr.content = stretch{k, f.contentEnd(u, k, openingAt(t))}
		}
		return
	}
}

func openingAt(t *token) opening {
	if t.quote >= 0 {
		return quoted
	}
	return bare
}

// before returns the clause that ends before word e, up to the start of its
// sentence, without what joins it to the sentence before.
func (f *finder) before(u unit, e int) stretch {
	s := stretch{u.first, e}
	for s.first < s.last && f.tokens[s.first].quote < 0 && f.tokens[s.first].class&isConjunction != 0 {
		s.first++
	}
	return s
}

// resume lets content go on behind its frame: `"A," she said, "and B."`
func (f *finder) resume(u unit, fr *frame) {
	k := fr.ends
	for k < u.last && f.tokens[k].before&(comma|dash|colon|quoteMark|closeParen) == 0 {
		k++
	}
	if k >= u.last {
		return
	}
	t := &f.tokens[k]
	switch {
	case t.quote >= 0 && f.lex.free && k == fr.ends && !fr.content.empty() && fr.content.len() <= shortUnit && !f.anyQuoted(fr.content) && !f.predicates(fr.content):
		fr.content, fr.follows = stretch{k, f.contentEnd(u, k, quoted)}, false // «сейчас, как сказал S, «…»»
	case t.quote >= 0:
		fr.content.last, fr.ends = f.contentEnd(u, k, quoted), k
	case !f.lex.free && t.before&comma != 0 && t.class&isThat != 0 && k == fr.ends && f.tokens[fr.begins-1].quote < 0:
		fr.content.last = f.contentEnd(u, k, afterThat) // "it is not true, S said, that …"
	case !f.lex.free && k == fr.ends && f.parts(u, fr, f.before(u, fr.begins)) && !f.statement(fr.content):
		fr.content.last = f.contentEnd(u, k, bare) // "the ferry, S said, had no lights"
	case t.before&comma != 0 && f.subordinate(fr.content):
		fr.content.last, fr.ends = f.contentEnd(u, k, bare), k // "if it rains, S said, the bridge falls"
	case t.class&(isConjunction|isRelative|isSubordinator|isPreposition|isAdverb|isDeterminer) != 0 || f.newFrame(u, k, k):
		return
	case f.lex.free && t.before&comma != 0 && fr.begins > u.first && f.tokens[fr.begins-1].quote < 0 && !f.predicates(f.before(u, fr.begins)):
		fr.content.last = f.contentEnd(u, k, bare) // «темп роста, отметил S, должен вырасти»
	case t.before&comma != 0 && f.tokens[fr.begins-1].quote < 0 && f.clauseAt(u, k, false):
		if v, _ := f.verbAt(k, u.last); v.form != gerund {
			fr.content.last, fr.ends = f.contentEnd(u, k, bare), k
		}
	}
}

// subordinate tells whether words are a clause that needs another one behind it.
func (f *finder) subordinate(s stretch) bool {
	for i := s.first + 1; i < s.last; i++ {
		if f.tokens[i].before&hard != 0 {
			return false
		}
	}
	t := &f.tokens[s.first]
	return t.quote < 0 && t.class&isSubordinator != 0 && t.class&(isWhether|isThat) == 0
}

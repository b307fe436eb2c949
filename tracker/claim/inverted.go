package claim

// closes tells whether a short noun phrase ends its sentence or its clause.
func (f *finder) closes(u unit, np stretch) bool {
	return np.len() <= 3 && f.tokens[np.first].class&^isObject == 0 && (np.last == u.last || f.tokens[np.last].before&hard != 0)
}

// skipToSubject steps over adverbials between a verb and the subject behind it:
// «сказал в понедельник министр», «написал в соцсетях мэр».
func (f *finder) skipToSubject(u unit, k int) int {
	k = f.skipAdverbials(u, k)
	for range 2 {
		if k+2 >= u.last || f.tokens[k].class&isPreposition == 0 || f.tokens[k+1].class&(isLocative|isDocument) != 0 {
			break
		}
		to := k + 2
		for to < k+4 && to < u.last && f.tokens[to].before&hard == 0 && f.tokens[to].class&(isRole|isRoles|isTitle|isPronoun|isPreposition) == 0 && !f.tokens[to].capital {
			to++
		}
		if to >= u.last || f.tokens[to].before&hard != 0 || !f.named(stretch{to, to + 1}) && f.tokens[to].class&isPreposition == 0 {
			break
		}
		k = to
	}
	return min(k, u.last-1)
}

// joined tells whether a verb before its subject is joined to what was said by
// a small word: «как заявил Лавров», «об этом сообщил Лавров».
func (f *finder) joined(u unit, i int) bool {
	if !f.lex.free || i == 0 {
		return false // nothing stands before a verb that opens the text
	}
	return f.tokens[i-1].class&isAs != 0 || f.fronted(u) && f.tokens[i].before&hard == 0 || f.adverbialLead(u, i)
}

// adverbialLead tells whether only an adverbial stands before a verb that comes
// second: «Am Montag sagte Sorin, …».
func (f *finder) adverbialLead(u unit, i int) bool {
	if !f.lex.second || f.tokens[u.first].class&(isPreposition|isAdverb|isDay) == 0 {
		return false
	}
	for k := u.first + 1; k <= i; k++ {
		if f.tokens[k].before&hard != 0 {
			return false
		}
	}
	return true
}

// inverted takes `"…," said Lavrov` and «…», – сказал Лавров.
func (f *finder) inverted(u unit, g group, fr frame) bool {
	if !f.mayInvert(u, g, fr.verb) {
		return false
	}
	np := f.subjectBehind(u, g)
	if np.empty() {
		return false
	}
	fr.subject, fr.link, fr.sieve = np, own, "inverted"
	fr.ends = np.last
	if h := f.holderBehind(u, np); !h.empty() {
		fr.ends = h.last
	}
	if g.first > u.first && f.tokens[g.first-1].class&isAs != 0 && f.tokens[g.first].before&hard == 0 {
		fr.begins, fr.sieve = g.first-1, "as"
	} else if f.adverbialLead(u, g.first) {
		fr.begins = u.first
	} else if g.first > u.first {
		if k := f.overObject(u, g.first); f.tokens[k].before&dash != 0 {
			fr.begins = k
		}
		fr.content = f.before(u, fr.begins)
		if f.opensWithDash(u.first) || f.dashedOff(u, g, np) {
			fr.content, fr.follows = stretch{u.first, fr.begins}, true
		} else if !f.statement(fr.content) && !f.fronted(u) && !f.parts(u, &fr, fr.content) && !f.stated(u, &fr) {
			return false
		}
	}
	if c := f.lineBefore(u); !c.empty() && g.first == u.first {
		fr.content, fr.follows = c, true
		f.file(fr, "inverted")
		return true
	}
	start, end, how := f.complement(u, fr.ends, fr.verb)
	fr.ends = max(fr.ends, end)
	f.postposed(u, &fr, start, how)
	return true
}

// stated tells whether what a mark parts from a frame that closes its sentence was said.
func (f *finder) stated(u unit, fr *frame) bool {
	return f.lex.free && f.tokens[fr.begins].before&(comma|dash) != 0 && !f.anyMark(fr.content) && f.closesSentence(u, fr, fr.content)
}

// dashedOff tells whether a dash parts a frame that ends its sentence from what was
// said, so that it was said whatever its words look like: "All this to regroup - | said
// Gort", in texts translated from languages with such dashes.
func (f *finder) dashedOff(u unit, g group, np stretch) bool {
	return !f.lex.free && f.tokens[g.first].before&dash != 0 && g.first-u.first > 1 && (np.last >= u.last || f.tokens[np.last].before&comma != 0 || f.tokens[np.last].class&(isPreposition|isDay) != 0)
}

// mayInvert tells whether a verb stands where its subject may follow it: after
// what was said, or anywhere in languages of free order.
func (f *finder) mayInvert(u unit, g group, v verb) bool {
	if v.flags&(takesClause|takesQuote) == 0 || v.form == gerund || v.form == base && !f.lex.free || g.infinitive {
		return false
	}
	if g.first == u.first {
		return f.lex.free
	}
	if prev := &f.tokens[g.first-1]; f.lex.free && prev.class&isPronoun != 0 && prev.class&isIt == 0 && prev.quote < 0 && f.tokens[g.first].before&hard == 0 {
		return false
	}
	before := f.tokens[g.first].before
	if prev := &f.tokens[g.first-1]; f.lex.free && before&hard == 0 && prev.class&isSubordinator != 0 && prev.class&isConjunction == 0 {
		before = prev.before // «…», – так сказал S
	}
	if before&hard == 0 {
		before |= f.tokens[f.overObject(u, g.first)].before & dash
	}
	if before&(comma|dash|quoteMark|question|exclaim) == 0 && !f.joined(u, g.first) {
		return false
	}
	if f.lex.free && before&hard == quoteMark && f.tokens[g.first-1].quote >= 0 && f.short(f.tokens[g.first-1].quote) {
		return f.quotes[f.tokens[g.first-1].quote].first == u.first // a name, «партия «Новые люди» отметила»
	}
	return before&(quoteMark|question|exclaim|dash) != 0 || f.lex.free || !g.auxiliary
}

// overObject returns where the object in another case begins that stands right before a
// verb at word i: «– своими впечатлениями | поделился S»; i where there is none.
func (f *finder) overObject(u unit, i int) int {
	k := i
	for f.lex.free && k > u.first && k > i-3 && f.tokens[k].before&hard == 0 && !f.tokens[k-1].capital && (f.tokens[k-1].shape&(endsOblique|endsManner) != 0 || f.tokens[k-1].class&isPossessive != 0) {
		k--
	}
	return k
}

// subjectBehind returns the subject that follows a verb, or nothing where the
// words behind it are no subject or the subject stands before it.
func (f *finder) subjectBehind(u unit, g group) stretch {
	k := g.last
	if f.lex.free && k < u.last && f.tokens[k].before&hard == comma && f.joined(u, g.first) {
		k = f.overAside(u, k) // «как отметила, комментируя публикацию, | Захарова»
	}
	if k >= u.last || f.tokens[k].before&hard != 0 && !f.toldPaper(u, k) && k == g.last {
		return stretch{}
	}
	if f.pluralVerb(g.last - 1) {
		if s := f.placeBehind(u, g.last); !s.empty() && (s.last >= u.last || f.tokens[s.last].before&hard != 0 || !f.heads(s.last)) {
			return s
		}
	}
	if f.lex.free {
		if s := f.subjectWithin(k, u.last); !s.empty() {
			return s
		}
		if k+1 < u.last && f.tokens[k].class&isConjunction != 0 && f.fronted(u) {
			k++ // «говорят и местные жители»
		}
		if day := f.skipAdverbials(u, k); day > k {
			k = f.dateAfterDay(u, day)
		}
		k = f.skipToSubject(u, k)
		if k+1 < u.last && f.tokens[k].class&isPreposition != 0 && f.tokens[k+1].class&(isLocative|isDocument) != 0 {
			k++ // «сообщили в министерстве», «говорится в документе»
		}
	}
	if f.lex.free && k < u.last && (f.oblique(k) || f.tokens[k].class&(isNounCue|isSpeechNoun) != 0 && !(f.tokens[k].class&isDocument != 0 && f.ledIn(k)) && f.anyHead(k+1, min(k+3, u.last))) {
		k = f.overOblique(u, k)
	}
	if k >= u.last {
		return stretch{}
	}
	np := f.nounPhraseAfter(u, k)
	if f.lex.free && !np.empty() && !f.subjectShape(np, g) {
		return stretch{}
	}
	quoteBefore := g.first > u.first && f.tokens[g.first].before&quoteMark != 0
	dashBefore := !f.lex.free && g.first > u.first && f.tokens[g.first].before&dash != 0
	if np.empty() || !quoteBefore && !dashBefore && !f.named(np) && !(f.lex.free && g.first > u.first && f.closes(u, np)) {
		return stretch{}
	}
	if !quoteBefore && !f.lex.free && f.subjectAhead(u, g, np) {
		return stretch{}
	}
	if np.last < u.last && f.tokens[np.last].before&hard&^stop == 0 && f.tokens[np.last].class&isAuxiliary != 0 {
		return stretch{} // "…, said Lavrov was wrong"
	}
	return np
}

// addressedFirst takes «Ленц сообщил Рудин, что» and «Норланд обвинил Рудин в том,
// что», where whoever is told or blamed opens the clause and the subject stands
// behind the verb.
func (f *finder) addressedFirst(u unit, g group, fr *frame) bool {
	first := fr.subject.first
	if !f.lex.free || fr.link != own || fr.verb.flags&(takesClause|takesObject) == 0 || fr.subject.len() > 3 || !f.tokens[first].capital {
		return false
	}
	np := f.subjectWithin(g.last, u.last)
	if np.empty() || f.plainSubject(fr.subject) && !f.declinedAt(first) && !(f.onlyNominative(np) && !f.onlyNominative(fr.subject)) {
		return false
	}
	start, end, how := f.complement(u, np.last, fr.verb)
	sieve := "clause"
	switch {
	case how == afterThat, how == afterColon, how == quoted, how == anyQuestion:
	case how == bare && fr.verb.flags&(accuses|takesObject) == accuses|takesObject && np.first == g.last:
		sieve = "object"
	default:
		return false
	}
	out := *fr
	out.subject, out.begins, out.ends = np, first, max(end, np.last)
	out.content = stretch{start, f.contentEnd(u, start, how)}
	f.file(out, sieve)
	return true
}

// declinedAt tells whether the name or the role at word i stands in another case
// than that of subjects.
func (p *page) declinedAt(i int) bool {
	if p.oblique(i) {
		return true
	}
	if id, n := p.book.nameAt(p, i, len(p.tokens)); n > 0 {
		return !p.book.group(id) && !p.book.spelt(p, id, i+n)
	}
	return p.tokens[i].class&isRole != 0 && p.tokens[i].shape&endsDative != 0
}

// onlyNominative tells whether words end with a surname in the nominative that has
// another form in each other case.
func (f *finder) onlyNominative(s stretch) bool {
	t := &f.tokens[s.last-1]
	return t.capital && t.shape&endsTrueSurname != 0 && t.shape&endsFixed == 0 && f.nominative(s.first)
}

// overAside returns the word behind the comma that closes the aside at word k.
func (f *finder) overAside(u unit, k int) int {
	for i := k + 1; i < u.last && i < k+lookahead; i++ {
		if f.tokens[i].before&comma != 0 {
			return i
		}
	}
	return u.last
}

// toldPaper tells whether a paper's name in quotation marks stands at word k
// behind what was said: «…, рассказал «Вестнику» | инженер».
func (f *finder) toldPaper(u unit, k int) bool {
	t := &f.tokens[k]
	return f.lex.free && t.before&hard == quoteMark && t.capital && f.short(t.quote) && !f.subjectWithin(k, u.last).empty()
}

// behindObject takes «Единый режим объявил глава ведомства»: what stands before
// the verb is no subject, and somebody in the nominative stands behind it.
func (f *finder) behindObject(u unit, g group, fr *frame) bool {
	k := g.last
	if !f.lex.free || k >= u.last || fr.verb.flags&(takesObject|takesClause|takesTo) == 0 || f.pluralVerb(g.last-1) || f.tokens[k].before&hard != 0 {
		return false
	}
	if k = f.skipAdverbials(u, k); k >= u.last || !f.heads(k) || f.tokens[k].class&isRoles != 0 || f.tokens[k].before&hard != 0 {
		return false
	}
	for i := fr.subject.first; i < fr.subject.last; i++ {
		if f.heads(i) && (i == fr.subject.first || f.tokens[i].class&isRole != 0) || f.tokens[i].class&isPronoun != 0 {
			return false
		}
	}
	from := g.first
	for from > u.first && f.tokens[from].before&hard == 0 && f.tokens[from-1].class&(isThat|isRelative) == 0 && f.tokens[from-1].quote < 0 {
		from--
	}
	if fr.verb.flags&takesObject != 0 && f.tokens[k].class&isRole == 0 && f.nameAtEnd(k, k+2) != k && f.tokens[k].shape&endsTrueSurname == 0 {
		return false // «обвинил Киев»: whom, not who
	}
	np := f.nounPhraseAfter(u, k)
	if from != u.first || g.first-from < 3 || np.empty() || f.tokens[from].class&isIt != 0 {
		return false
	}
	fr.content, fr.follows = stretch{from, g.first}, true
	fr.subject, fr.begins, fr.ends = np, g.first, np.last
	return true
}

// fronted tells whether a sentence begins with what it tells about: «О новых
// обстрелах говорил глава области».
func (f *finder) fronted(u unit) bool {
	if !f.lex.free || f.tokens[u.first].class&isAbout == 0 {
		return false
	}
	_, n := f.phraseAt(u.first, u.last, aboutThis, aboutWhich)
	return n == 0
}

// overOblique steps over whoever is addressed at word k to the role or the name
// in the nominative behind it: «сказал министру | президент»; it stays where
// there is none.
func (f *finder) overOblique(u unit, k int) int {
	for i := k + 1; i < u.last && i < k+6 && f.tokens[i].before&hard == 0; i++ {
		t := &f.tokens[i]
		if t.class&isDocument != 0 || f.heads(i) && !(t.capital && f.tokens[i-1].capital) {
			return i
		}
	}
	return u.last
}

// subjectAhead tells whether the subject of a verb after a comma stands before
// it: "the director, who wrote the letter, said Smith …", "the mayor, 32, noted
// the court had ruled".
func (f *finder) subjectAhead(u unit, g group, np stretch) bool {
	if s, how := f.nounPhraseBefore(u, g.first, 0); how == own && (f.leads(u, s.first) || f.tokens[s.first-1].quote >= 0) {
		return true
	}
	return f.tokens[g.first].before&(question|exclaim|dash) == 0 && np.last < u.last && f.tokens[np.last].before&hard == 0 &&
		f.tokens[np.last].class&(isPreposition|isDay|isSubordinator|isAdverb) == 0
}

package claim

// aboutReach is how many words may lie between «об этом» and its verb, or
// between the verb and its subject.
const aboutReach = 25

// about takes «Об этом сообщил Лавров» and «…, о чём заявил Лавров»: what was
// said stands in the sentence before, in the headline or in the clause before.
// It returns the word of the verb that it used, or -1.
func (f *finder) about(n int) int {
	u := f.units[n]
	for _, c := range f.cuesIn(u.stretch()) {
		i := int(c)
		t := &f.tokens[i]
		if t.quote >= 0 {
			continue
		}
		kind, k := f.phraseAt(i, u.last, aboutThis, aboutWhich, aboutCall)
		if kind == aboutCall {
			if kind = aboutThis; !f.calls(u, i+k) {
				continue
			}
		}
		if k == 0 || i+k >= u.last || kind == aboutThis && !f.opensClause(u, i) || kind == aboutWhich && t.before&(comma|dash) == 0 {
			continue
		}
		if at := f.aboutVerb(u, i+k); at >= 0 {
			f.aboutFrame(n, i, i+k, at, kind)
			return at
		}
	}
	return -1
}

// calls tells whether a verb of demanding stands at word k, times and roles
// aside: «К этому в среду | призвал», and not «К этому времени сообщил».
func (f *finder) calls(u unit, k int) bool {
	for k = f.skipAdverbials(u, k); k < u.last && f.heads(k) && f.tokens[k].class&isRole != 0; k++ {
	}
	if k >= u.last {
		return false
	}
	v, n := f.verbAt(k, u.last+1)
	return n > 0 && v.flags&takesObject != 0 && v.flags&takesQuote != 0 && v.flags&denies == 0
}

// opensClause tells whether word i begins its sentence but for small words, or
// stands behind a mark.
func (f *finder) opensClause(u unit, i int) bool {
	return f.leads(u, i) || f.tokens[i].before&(comma|dash|semicolon) != 0
}

// aboutVerb returns the first finite verb of saying from word k on, or -1.
func (f *finder) aboutVerb(u unit, k int) int {
	for i := k; i < u.last && i < k+aboutReach; i++ {
		t := &f.tokens[i]
		if t.quote >= 0 && !f.short(t.quote) || t.before&hard&^(comma|stop|quoteMark) != 0 || t.class&(isThat|isRelative) != 0 {
			return -1
		}
		v, m := f.verbAt(i, u.last+1)
		if m == 0 || t.capital || v.form == gerund || v.form == base || v.flags&(takesClause|takesQuote|aboutOnly) == 0 {
			continue
		}
		if g := f.groupAt(u, i, m); !g.negated && !g.infinitive && !g.modal {
			return i
		}
	}
	return -1
}

// aboutFrame files the frame of «об этом» at words [i,k) with its verb at word
// at. Where the sentence before is somebody's claim already, it only dates it.
func (f *finder) aboutFrame(n, i, k, at int, kind phraseKind) {
	u := f.units[n]
	v, m := f.verbAt(at, u.last+1)
	g := f.groupAt(u, at, m)
	fr := frame{sieve: "about this", verb: v, at: at, cue: stretch{g.first, g.last}, begins: i, ends: u.last, unit: n, follows: true}
	fr.subject = f.aboutSubject(u, k, g)
	if fr.subject.empty() {
		if kind != aboutWhich || f.pluralVerb(at) {
			return
		}
		fr.link = chained
	}
	switch {
	case kind == aboutWhich:
		fr.content = f.before(u, i)
	case f.colonBehind(u, g.last) > 0:
		fr.content, fr.follows = stretch{f.colonBehind(u, g.last), u.last}, false
	case f.statedBefore(u, i):
		fr.content = f.before(u, i)
	default:
		if !f.contentBefore(n, &fr) {
			return
		}
	}
	if !fr.content.empty() {
		f.frames = append(f.frames, fr)
	}
}

// colonBehind returns the word that follows a colon behind word k, or 0.
func (p *page) colonBehind(u unit, k int) int {
	for ; k < u.last; k++ {
		if p.tokens[k].before&colon != 0 {
			return k
		}
	}
	return 0
}

// shortUnit is how many words a dateline has at most: «КИЕВ. 2 июня.»
const shortUnit = 3

// statedBefore tells whether what was said stands before word i in its own sentence:
// «“X”, — об этом заявил S».
func (f *finder) statedBefore(u unit, i int) bool {
	if i == u.first || f.tokens[i].before&(comma|dash) == 0 {
		return false
	}
	s := f.before(u, i)
	return !s.empty() && (f.tokens[s.first].quote >= 0 && !f.short(f.tokens[s.first].quote) || f.predicates(s))
}

// contentBefore gives a frame the sentence before unit n, or the headline where
// none stands before it. It returns false where that sentence is a claim
// already, which then only takes the date.
func (f *finder) contentBefore(n int, fr *frame) bool {
	for n--; n >= 0 && f.dateline(n); n-- {
	}
	if n < 0 {
		fr.ofTitle, fr.content = true, f.units[fr.unit].stretch()
		return true
	}
	if fr.unit-n > 1 && f.units[fr.unit].paragraph != f.units[n].paragraph {
		return false
	}
	if f.hasFrame(n) {
		again := *fr
		for j := len(f.frames) - 1; j >= 0 && f.frames[j].unit == n; j-- {
			f.frames[j].again = &again
		}
		return false
	}
	fr.content = f.units[n].stretch()
	if f.units[fr.unit].paragraph != f.units[n].paragraph {
		for k := n - 1; k >= 0 && k > n-longestReport && f.units[k].paragraph == f.units[n].paragraph && !f.hasFrame(k); k-- {
			fr.content.first = f.units[k].first
		}
	}
	return true
}

// dateline tells whether unit n is only a place, a day or an agency.
func (f *finder) dateline(n int) bool {
	u := f.units[n]
	if u.last-u.first > shortUnit {
		return false
	}
	told := u.last-u.first == 1 || f.shouted(u.first)
	for i := u.first; i < u.last; i++ {
		told = told || numeral(f.tokens[i].fold)
	}
	return told
}

// longestReport is how many sentences of a paragraph the next one may give to
// a speaker.
const longestReport = 4

// hasFrame tells whether a frame was found in unit n.
func (f *finder) hasFrame(n int) bool {
	for i := range f.frames {
		if f.frames[i].unit == n {
			return true
		}
	}
	return false
}

// aboutSubject finds who speaks: the noun phrase between «об этом» and the
// verb, or the one behind the verb, or the place of which only a plural verb
// tells.
func (f *finder) aboutSubject(u unit, k int, g group) stretch {
	if f.pluralVerb(g.last - 1) {
		if s := f.placeBehind(u, g.last); !s.empty() {
			return s // «об этом РИА Новости сообщили в МИД»
		}
	}
	if s := f.surelySubject(u, k, g); !s.empty() {
		return s
	}
	for i := k; i < g.first; i++ {
		t := &f.tokens[i]
		if t.class&isPronoun != 0 && t.class&(isHe|isShe|isThey) != 0 {
			return stretch{i, i + 1}
		}
		if i > k && t.capital && f.tokens[i-1].capital && t.before&hard == 0 {
			continue // a piece of the name before it
		}
		if f.heads(i) && !(t.capital && t.shape&endsDative != 0) && (i == k || f.tokens[i-1].class&(isPreposition|isNominal) == 0 && !f.oblique(i-1)) && !f.governed(k, i) {
			return stretch{i, g.first}
		}
	}
	if f.pluralVerb(g.last - 1) {
		if s := f.place(stretch{k, g.first}); !s.empty() {
			return s
		}
	}
	return f.subjectAfter(u, g)
}

// surelySubject returns the subject in the nominative on either side of the
// verb: the one before it, unless that one is only told, as agencies are.
func (f *finder) surelySubject(u unit, k int, g group) stretch {
	if !f.lex.free || f.pluralVerb(g.last-1) {
		return stretch{}
	}
	ahead := f.subjectWithin(k, g.first)
	if !ahead.empty() && !f.outlet(ahead) && !f.shouted(ahead.first) {
		return ahead
	}
	if behind := f.subjectWithin(g.last, u.last); !behind.empty() {
		return behind
	}
	if t := &f.tokens[min(g.last, u.last-1)]; ahead.empty() && t.quote >= 0 && f.short(t.quote) && t.before&hard == quoteMark {
		return stretch{g.last, min(f.quotes[t.quote].last, u.last)}
	}
	return ahead
}

// governed tells whether a preposition governs word i, with nothing between the
// two that ends its phrase. A role in the nominative is never governed.
func (f *finder) governed(from, i int) bool {
	if f.tokens[i].class&(isRole|isRoles) != 0 {
		return false
	}
	for k := i - 1; k >= from; k-- {
		t := &f.tokens[k]
		if t.class&(isDay|isOccasion) != 0 || numeral(t.fold) || f.tokens[k+1].before&(comma|quoteMark|closeParen) != 0 {
			return false
		}
		if t.class&isPreposition != 0 {
			return true
		}
	}
	return false
}

// subjectAfter finds the subject behind a verb, over addressees and adverbials:
// «сообщил журналистам в понедельник в Москве глава МИД».
func (f *finder) subjectAfter(u unit, g group) stretch {
	for i := g.last; i < u.last && i < g.last+aboutReach; i++ {
		t := &f.tokens[i]
		if t.before&hard&^(stop|quoteMark|comma) != 0 || t.class&(isThat|isRelative) != 0 {
			break
		}
		if t.before&comma != 0 && f.tokens[i-1].class&isDay == 0 && !numeral(f.tokens[i-1].fold) && !numeral(t.fold) && t.class&isDay == 0 {
			break
		}
		if i == g.last && t.class&isPronoun != 0 && t.class&(isHe|isShe|isThey) != 0 {
			return stretch{i, i + 1}
		}
		if f.heads(i) && !f.governed(g.last, i) && !f.genitive(g.last, i) {
			if np := f.nounPhraseAfter(u, f.explainedBy(g.last, i)); !np.empty() {
				return np
			}
		}
	}
	v, _ := f.verbAt(g.last-1, u.last+1)
	if f.pluralVerb(g.last-1) || v.flags&byDocument != 0 {
		if s := f.placeBehind(u, g.last); !s.empty() {
			return s
		}
	}
	if k := g.last; k < u.last && f.tokens[k].before&hard == 0 && f.tokens[k].class&^isNoun == 0 && !f.tokens[k].capital && f.tokens[k].shape&(endsOblique|endsDative) == 0 {
		return f.nounPhraseAfter(u, k) // «сообщили жители посёлка»
	}
	return stretch{}
}

// explainedBy returns where the noun phrase begins that the name at word i ends in
// the genitive: «сообщило | информационное управление Совета»; i where the name may
// be the subject itself.
func (f *finder) explainedBy(from, i int) int {
	k := i
	for k > from && f.tokens[k].before&hard == 0 {
		t := &f.tokens[k-1]
		if t.capital || t.class&^(isNoun|isOrganisation|isDocument|isLocative|isRole) != 0 || len(t.entry.verbs) > 0 || t.shape&(endsOblique|endsDative) != 0 || f.nominativeName(i) {
			break
		}
		k--
	}
	return k
}

// genitive tells whether word i may only explain the lower-case noun before it:
// «агентству Рейтер», «в ходе поездки в Москву».
func (f *finder) genitive(from, i int) bool {
	t := &f.tokens[i]
	if i == from || t.class&(isRole|isRoles) != 0 {
		return false
	}
	prev := &f.tokens[i-1]
	if prev.class&isOccasion != 0 && prev.class&isDay == 0 && t.before&hard == 0 && !f.nominativeName(i) {
		return true // «на заседании Совета министров»
	}
	return !prev.capital && prev.class&(isDay|isAdverb|isOccasion) == 0 && !numeral(prev.fold) && t.before&hard == 0 && f.oblique(i-1)
}

package claim

// This file finds institutions of which a text tells only the place: «в Кремле
// заявили», «сообщили в полиции».

// placeBefore returns the institution before the verb group of which only the
// place is told: «в Кремле заявили», «в документе говорится».
func (p *page) placeBefore(u unit, g group) stretch {
	e := p.beforeParenthesis(u, g.first)
	if !p.lex.free || e <= u.first {
		return stretch{}
	}
	impersonal := p.pluralVerb(g.last - 1)
	v, _ := p.verbAt(g.last-1, u.last+1)
	clause := v.flags&takesClause != 0 && v.flags&takesObject == 0
	for k := e - 2; k >= u.first && k > e-12; k-- {
		t, head := &p.tokens[k], &p.tokens[p.headOfPlace(k+1, e)]
		if p.tokens[k+1].before&hard&^quoteMark != 0 || t.quote >= 0 {
			break
		}
		if t.class&isPreposition == 0 || !(impersonal && t.class&isIn != 0) && head.class&(isLocative|isDocument) == 0 {
			continue
		}
		opens := k == u.first || t.before&hard != 0 || p.tokens[k-1].class&(isAdverb|isDay|isConjunction) != 0 || numeral(p.tokens[k-1].fold)
		if !opens {
			continue
		}
		if head.class&isDocument != 0 {
			return stretch{k + 1, e}
		}
		if s := p.place(stretch{k, e}); !s.empty() && !(impersonal && p.anySeveral(s.last, e) || !impersonal && p.anyHead(s.last, e)) && !(clause && p.nounWithin(s.last, e)) {
			return s
		}
	}
	return stretch{}
}

// headOfPlace returns the noun that heads a place or a document from word i on:
// «официальном | сайте», «телеграм-| канале»; i where none is known.
func (p *page) headOfPlace(i, e int) int {
	for k := i; k < e && k < i+3; k++ {
		t := &p.tokens[k]
		if t.class&(isLocative|isDocument) != 0 {
			return k
		}
		if k > i && t.before&hard != 0 || t.class != 0 || t.capital || t.shape&endsAdjective == 0 && !p.hyphenated(k) {
			break
		}
	}
	return i
}

// nounWithin tells whether among words stands one that may be a subject in small
// letters: «в Париже | двадцать шесть стран».
func (p *page) nounWithin(from, to int) bool {
	for i := from; i < to; i++ {
		t := &p.tokens[i]
		if t.class&^(isNoun|isSpeechNoun|isNounCue) == 0 && !t.capital && !p.oblique(i) && t.shape&endsDative == 0 && (i == from || p.tokens[i-1].class&isPreposition == 0) && len(t.fold) > 4 {
			return true
		}
		if t.class&isPreposition != 0 {
			return false
		}
	}
	return false
}

// beforeParenthesis returns e, or where the parenthesis that ends before word e
// begins; 0 where another mark stands there.
func (p *page) beforeParenthesis(u unit, e int) int {
	switch before := p.tokens[e].before; {
	case before&hard == 0:
		return e
	case before&hard&^closeParen != 0:
		return 0
	}
	for k := e - 1; k > u.first && k > e-8; k-- {
		if p.tokens[k].before&openParen != 0 {
			return k
		}
	}
	return 0
}

// anyHead tells whether a subject may stand among words.
func (p *page) anyHead(from, to int) bool {
	for i := from; i < to; i++ {
		if p.heads(i) && (i == from || p.tokens[i-1].class&isPreposition == 0 && !p.oblique(i-1)) {
			return true
		}
	}
	return false
}

// anySeveral tells whether among words stands one that may be the subject of a verb in
// the plural: not «план Сорина | считают».
func (p *page) anySeveral(from, to int) bool {
	for i := from; i < to; i++ {
		if p.heads(i) && (p.tokens[i].class&(isRoles|isOrganisation) != 0 || p.nominative(i)) && (i == from || p.tokens[i-1].class&isPreposition == 0 && !p.oblique(i-1)) {
			return true
		}
	}
	return false
}

// place returns the institution in words of which a preposition tells the
// place, «в Кремле», or nothing.
func (p *page) place(s stretch) stretch {
	if s.len() < 2 || p.tokens[s.first].class&isIn == 0 || p.tokens[s.first+1].before&hard&^quoteMark != 0 {
		return stretch{}
	}
	head := &p.tokens[s.first+1]
	if head.class&(isDay|isOccasion) != 0 && head.class&isLocative == 0 || numeral(head.fold) || len(head.fold) < 4 || head.class&isPronoun != 0 {
		return stretch{}
	}
	e := s.first + 2
	for e < s.last && (p.tokens[e].before&hard&^(quoteMark|stop) == 0) {
		t := &p.tokens[e]
		if t.class&(isPreposition|isRoles|isAdverb|isDay|isThat|isRelative|isAuxiliary) != 0 || t.class&isRole != 0 && !t.capital || numeral(t.fold) {
			break
		}
		if !t.capital && t.class == 0 && p.tokens[e-1].capital && p.tokens[e-1].class&(isRole|isOrganisation|isLocative) == 0 && t.before&hard == 0 && !p.describes(e-1) && p.tokens[e-1].shape&endsDescribing == 0 && t.shape&(endsGenitive|endsOblique) == 0 {
			break // «в Лондоне | такое толкование»
		}
		if p.personBehindPlace(e) {
			break // «в Вашингтоне | Сорин»
		}
		if t.class&isConjunction != 0 && (e+1 >= s.last || !p.tokens[e+1].capital && !p.joinsGenitives(e)) {
			break
		}
		e++
	}
	if s = (stretch{s.first + 1, e}); !p.anyBody(s) {
		return stretch{} // «в таких случаях»
	}
	return s
}

// joinsGenitives tells whether the conjunction at word i joins two nouns that the
// place before them is of: «в департаменте образования | и науки».
func (p *page) joinsGenitives(i int) bool {
	left, right := &p.tokens[i-1], &p.tokens[i+1]
	return !left.capital && !right.capital && left.class == 0 && right.class&^isNoun == 0 && left.shape&endsVowel != 0 && right.shape&endsVowel != 0
}

// personBehindPlace tells whether the name of a person in the nominative begins at
// word e, right behind a place.
func (p *page) personBehindPlace(e int) bool {
	if !p.tokens[e].capital || !p.tokens[e-1].capital || p.shouted(e) || p.tokens[e].before&hard != 0 || !p.nominativeName(e) {
		return false
	}
	id, n := p.book.nameAt(p, e, len(p.tokens))
	return n > 0 && !p.book.group(id) || p.nameEnd(e) == e+2 && p.surname(e+1)
}

// anyBody tells whether a name or a body stands among words.
func (p *page) anyBody(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].capital || p.tokens[i].class&(isLocative|isOrganisation|isDocument) != 0 {
			return true
		}
	}
	return false
}

// placeBehind finds the place behind a plural verb, over addressees and times:
// «сообщили РИА Новости в понедельник в МИД».
func (f *finder) placeBehind(u unit, k int) stretch {
	for i := k; i+1 < u.last && i < k+aboutReach; i++ {
		t := &f.tokens[i]
		if t.before&hard&^(stop|quoteMark) != 0 || t.class&(isThat|isRelative) != 0 || f.heads(i) {
			break
		}
		if t.class&isIn == 0 {
			continue
		}
		if s := f.place(stretch{i, u.last}); !s.empty() {
			return s
		}
		if next := &f.tokens[i+1]; next.class&isOccasion != 0 && next.class&isDay == 0 && next.class&isLocative == 0 && i+2 < u.last && f.tokens[i+2].class&isPreposition != 0 {
			break // «на совещании в министерстве»: where they met
		}
	}
	return stretch{}
}

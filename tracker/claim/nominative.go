package claim

import "strings"

// This file finds subjects by their case, in languages whose subjects may stand
// anywhere: what a preposition governs, whoever is told and days are stepped
// over, until a name or a role in the nominative.

// nominative tells whether the name or the role at word i surely stands in the
// nominative: a name as the book spells it, a surname or a role without a case
// ending.
func (p *page) nominative(i int) bool {
	t := &p.tokens[i]
	switch {
	case !p.heads(i):
		return false
	case t.class&(isRole|isRoles) != 0 && (!t.capital || i+1 >= len(p.tokens) || !p.tokens[i+1].capital):
		return t.class&isRoles != 0 || !p.obliqueRole(i) && !strings.HasSuffix(t.fold, "ы") && !strings.HasSuffix(t.fold, "и")
	case p.shouted(i):
		return true
	}
	if id, n := p.book.nameAt(p, i, len(p.tokens)); n > 0 {
		return p.book.spelt(p, id, i+n) && (n == 1 || !p.givenOblique(i))
	}
	e := p.nameEnd(i)
	if e-i == 1 {
		return t.initial || t.class&isGiven != 0 || t.shape&endsTrueSurname != 0 && t.shape&endsVowel == 0
	}
	last := &p.tokens[e-1]
	if e-i == 2 && t.class&isGiven != 0 && (p.givenMan(i) || last.shape&endsVowel == 0) {
		return true // «Павел Горт», «Анна Дуб»
	}
	return !p.givenOblique(i) && last.shape&(endsSurname|endsTrueSurname) != 0 && last.shape&endsSurnameGenitive == 0 || t.initial
}

// nominativeName tells whether a name of a person begins at word i, in the
// nominative.
func (p *page) nominativeName(i int) bool {
	return p.tokens[i].class&(isOrganisation|isDocument) == 0 && p.nominative(i)
}

// givenOblique tells whether the given name at word i is declined: «Анне»,
// «Павлу», «Виктора» before a surname.
func (p *page) givenOblique(i int) bool {
	t := &p.tokens[i]
	if t.shape&endsObliqueName != 0 && len(t.fold) > 6 || p.obliqueName(i) {
		return true
	}
	for _, ending := range [...]string{"е", "ы", "і", "и"} {
		if stem, ok := strings.CutSuffix(t.fold, ending); ok {
			if e := p.lex.entries[stem+"а"]; e != nil && e.class&isGiven != 0 {
				return true
			}
		}
	}
	return false
}

// nameEnd returns where the run of capitalised words at word i ends.
func (p *page) nameEnd(i int) int {
	e := i + 1
	for e < len(p.tokens) && (p.tokens[e].capital || p.particle(e) || p.domain(e)) && p.tokens[e].quote == p.tokens[i].quote && p.tokens[e].before&hard == 0 {
		e++
	}
	return e
}

// particle tells whether the word at e stands in small letters within a name: «Карл
// | фон Ленц».
func (p *page) particle(e int) bool {
	if p.tokens[e].class&isParticle == 0 || p.tokens[e-1].class&(isGiven|isParticle) == 0 || e+1 >= len(p.tokens) || p.tokens[e+1].before&hard != 0 {
		return false
	}
	return p.tokens[e+1].capital || p.particle(e+1)
}

// subjectWithin returns the first noun phrase in the nominative among words,
// over whatever else stands there; nothing where none surely is one.
func (p *page) subjectWithin(from, to int) stretch {
	for i := from; i < to; i++ {
		t := &p.tokens[i]
		switch {
		case i > from && t.before&hard&^(quoteMark|stop|comma) != 0, t.class&(isThat|isRelative) != 0 && !t.capital:
			return stretch{}
		case i > from && t.before&comma != 0 && t.class&isDay == 0 && !numeral(t.fold) && p.tokens[i-1].class&isDay == 0 && !numeral(p.tokens[i-1].fold):
			return stretch{}
		case t.quote >= 0 && !p.short(t.quote):
			return stretch{}
		case t.class&isPronoun != 0 && t.class&(isHe|isShe|isThey) != 0 && !(i > from && p.tokens[i-1].class&isPreposition != 0):
			return stretch{i, i + 1}
		case t.quote >= 0 || !t.capital && t.class&(isRole|isRoles) == 0:
			continue
		}
		if t.capital && p.describesRole(i) {
			continue
		}
		led := i > 0 && t.before&hard == 0 && p.tokens[i-1].class&isPreposition != 0 || p.shouted(i) && p.governedAt(i) // «в эфире телеканала ICTV»
		if !led && p.nominative(i) {
			s := p.withLesser(p.nounFrom(i, to))
			return stretch{max(s.first, from), s.last}
		}
		if t.capital {
			if j := p.knownWithin(i+1, p.nameEnd(i)); j > 0 {
				return p.nounFrom(j, to)
			}
			i = p.nameEnd(i) - 1
		}
	}
	return stretch{}
}

// describesRole tells whether the lone capitalised word at word i is an adjective
// that leads to a role: «Приморский сельский голова».
func (p *page) describesRole(i int) bool {
	if p.nameEnd(i) > i+1 || !p.adjectival(i) {
		return false
	}
	for k := i + 1; k < len(p.tokens) && k < i+4 && p.tokens[k].before&hard == 0 && !p.tokens[k].capital; k++ {
		if p.tokens[k].class&(isRole|isRoles) != 0 {
			return true
		}
		if !p.adjectival(k) {
			return false
		}
	}
	return false
}

// adjectival tells whether word i has the ending of an adjective that surnames have
// too: «приморский», «сельская».
func (p *page) adjectival(i int) bool {
	return p.tokens[i].shape&(endsDescribing|endsTrueSurname) != 0
}

// knownWithin returns where the name of a speaker of the book, or a full name,
// begins, in the nominative, behind another name in another case: «в Риге |
// Рудин»; or 0.
func (p *page) knownWithin(from, to int) int {
	if _, n := p.book.nameAt(p, from-1, to); n > 1 {
		from += n - 1
	}
	for j := from; j < to; j++ {
		if id, n := p.book.nameAt(p, j, to); n > 0 && j+n == to && p.nominative(j) && !p.book.group(id) {
			return j
		}
		if j+2 == to && p.tokens[j-1].class&isPreposition == 0 && (p.surname(j+1) || p.tokens[j].class&isGiven != 0) && !p.shouted(j) && p.nominativeName(j) {
			return j // «в Риге | Павел Гортов»
		}
	}
	return 0
}

// nounFrom returns the noun phrase that its head at word i begins: a role up to
// the name of its holder, or a name.
func (p *page) nounFrom(i, to int) stretch {
	role := p.tokens[i].class&(isRole|isRoles) != 0
	for e := i; e < to; e++ {
		t := &p.tokens[e]
		if e > i && (t.before&hard&^(quoteMark|stop) != 0 || t.before&stop != 0 && !p.abbreviates(e-1)) {
			return stretch{i, e}
		}
		if e > i && (t.class&(isAuxiliary|isThat|isRelative|isDay|isNegation|isSubordinator) != 0 && !t.capital || t.class&isAdverb != 0 && !t.capital) {
			return stretch{i, e}
		}
		if e > i && role && p.placeBeforeName(unit{first: i, last: to}, e) {
			continue
		}
		if e > i && (t.class&isPreposition != 0 && (t.class&isNominal == 0 || !role || !p.tokens[min(e+1, to-1)].capital) || numeral(t.fold) || len(t.entry.verbs) > 0 && t.class == 0 && !t.capital) {
			return stretch{i, e}
		}
		if t.quote >= 0 && !p.short(t.quote) || e > i && t.capital && p.tokens[e-1].class&isQuestion != 0 && !p.nominative(e) {
			return stretch{i, e} // «спросил журналист | Рудина»
		}
		if t.capital && t.class&(isRole|isRoles) == 0 && t.quote < 0 && p.nominative(e) && (e == i || p.tokens[e-1].class&isPreposition == 0) && !p.shouted(e) {
			_, n := p.book.nameAt(p, e, to)
			return stretch{i, min(max(p.nameEnd(e), e+n), to)} // a name may go on in small letters: «Белый | дом»
		}
	}
	return stretch{i, to}
}

// clauseStart returns where the clause of the verb group that begins at word e
// begins, times and places between commas included.
func (p *page) clauseStart(u unit, e int) int {
	k := e
	for k > u.first {
		t := &p.tokens[k]
		if t.before&hard&^(quoteMark|stop) != 0 && !(t.before&hard == comma && (p.tokens[k-1].class&isDay != 0 || numeral(p.tokens[k-1].fold))) {
			return k
		}
		if prev := &p.tokens[k-1]; prev.class&(isThat|isRelative) != 0 || prev.quote >= 0 && !p.short(prev.quote) {
			return k
		}
		k--
	}
	return k
}

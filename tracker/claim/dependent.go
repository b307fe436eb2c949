package claim

import (
	"slices"

	"onset/tracker"
)

// This file tells names that only explain whose a role is, "Sorin's aide", "an
// aide to Sorin", «помощник Сорина», from the names of those who have the role.
// Nobody speaks in them, and no pronoun means them where the role has a holder.

// longestChain is how many words may stand between a role and the name that
// explains it.
const longestChain = 8

// leans returns the word of the role that the name [s,e) explains, or -1. The
// words from which the role may stand begin at from; nothing beyond limit is
// looked at.
func (c *cast) leans(p *page, who *person, s, e, from, limit int) int {
	if p.lex.free {
		return c.leansFree(p, who, s, e, from)
	}
	if k := p.roleOwned(e, limit); k >= 0 {
		return k
	}
	return p.roleOf(s, from)
}

// roleOwned returns the role that follows a name in the possessive or before
// its noun: "Sorin's long-time | aide", "the Sorin | aide".
func (p *page) roleOwned(e, limit int) int {
	owned, role := p.tokens[e-1].possessive, -1
	if !owned && p.tokens[e-1].shape&endsNation != 0 {
		return -1 // "the Drovian tycoon"
	}
	for k := e; k < limit && k < e+5 && p.tokens[k].before&hard == 0; k++ {
		t := &p.tokens[k]
		switch {
		case t.capital && t.class&isRole == 0, t.class&(isAuxiliary|isPreposition|isConjunction) != 0:
			return role
		case t.class&(isRole|isRoles) != 0 && !t.capital && !t.possessive:
			role = k
		case !owned || role >= 0:
			return role
		}
	}
	return role
}

// roleOf returns the role before a preposition that leads to the name at word
// s: "an | aide to former president Sorin".
func (p *page) roleOf(s, from int) int {
	if s > 0 && p.commonNoun(s-1) && p.officeBefore(s) >= 0 {
		return -1 // "secretary of state Ann Lee"
	}
	k := s - 1
	for k >= from && p.tokens[k+1].before&hard == 0 && (p.tokens[k].class&(isDeterminer|isTitle|isRole) != 0 || p.tokens[k].capital || p.tokens[k].class == 0) && s-k < longestChain && p.tokens[k].class&(isPreposition|isTo) == 0 {
		k--
	}
	if k < from || p.tokens[k+1].before&hard != 0 || p.tokens[k].class&(isOf|isTo|isNominal) == 0 || p.tokens[k].class&isBy != 0 {
		return -1
	}
	k--
	if k > from && p.tokens[k].class&isNear != 0 && p.tokens[k].before&hard == 0 {
		return k - 1 // "a person close to"
	}
	if k < from || p.tokens[k].class&(isRole|isRoles) == 0 || p.tokens[k+1].before&hard != 0 || p.tokens[k].capital {
		return -1
	}
	return k
}

// leansFree finds the role that a name only explains, where cases tell: a declined
// name behind a role in the nominative is not its holder's. Where the role is declined
// too, as in «по словам помощника Сорина», roles that are somebody's take the name,
// unless the one so named is known to hold them: «по словам пресс-секретаря Рудина».
func (c *cast) leansFree(p *page, who *person, s, e, from int) int {
	declined := c.declined(p, who, s, e)
	nearest := -1
	for k := s - 1; k >= from && s-k <= longestChain && p.tokens[k+1].before&hard&^quoteMark == 0; k-- {
		t := &p.tokens[k]
		if t.class&(isRole|isRoles) == 0 {
			if k == s-1 && t.class&isNear != 0 {
				return p.roleWithin(from, k) // «министра времен Сорина»
			}
			if p.endsChain(k) {
				return -1
			}
			if k == s-1 && t.class&(isOrganisation|isDocument|isLocative) != 0 && c.book.group(who.id) {
				return -1 // «пресс-служба Кремля»
			}
			if k == s-1 && (declined && (who.id != "" || t.class&isOrganisation != 0) || t.class&isOrganisation != 0 && p.maybeGenitive(s, e)) && p.nounAhead(k, from) {
				return k // «офис Сорина»
			}
			continue
		}
		if !p.obliqueRole(k) && !(k == from && p.asksGenitive(k)) {
			if declined || k == s-1 && t.class&isRelational != 0 && (who.id != "" && p.undeclinable(e-1) && !c.inOffice(who, p.name(k)) || p.maybeGenitive(s, e)) {
				return k
			}
			return -1
		}
		switch {
		case nearest >= 0:
			if t.class&isRelational != 0 && c.inOffice(who, p.name(nearest)) {
				return k // «помощника президента Дровии Виктора Сорина»
			}
			return -1
		case t.class&isRelational != 0:
			if k == s-1 && who.id != "" && !c.inOffice(who, p.name(k)) {
				return k
			}
			if !p.nominativeBefore(k, from) {
				return -1
			}
		}
		nearest = k
	}
	return -1
}

// roleWithin returns the last role among words, or -1.
func (p *page) roleWithin(from, to int) int {
	for k := to - 1; k >= from && p.tokens[k+1].before&hard == 0; k-- {
		if p.tokens[k].class&isRole != 0 {
			return k
		}
	}
	return -1
}

// nounAhead tells whether word k can be the noun that a name in the genitive
// explains, where nothing asks for a genitive itself, as «по словам» does.
func (p *page) nounAhead(k, from int) bool {
	t := &p.tokens[k]
	if p.asksGenitive(from) || len(t.entry.verbs) > 0 {
		return false
	}
	return t.class&^(isOrganisation|isDocument|isLocative|isNoun) == 0 && (!t.capital || k == from) && !p.oblique(k) && !numeral(t.fold)
}

// asksGenitive tells whether the word before word i governs it: «по словам»,
// «заявление».
func (p *page) asksGenitive(i int) bool {
	return i > 0 && p.tokens[i].before&hard == 0 && p.tokens[i-1].class&(isPreposition|isNounCue|isSpeechNoun) != 0 && p.tokens[i-1].class&isIn == 0
}

// nominativeBefore tells whether a role in the nominative leads to word k:
// «советник | помощника».
func (p *page) nominativeBefore(k, from int) bool {
	return k > from && p.tokens[k-1].class&(isRole|isRoles) != 0 && !p.obliqueRole(k-1) && p.tokens[k].before&hard == 0
}

// endsChain tells whether word k parts a name from the roles before it.
func (p *page) endsChain(k int) bool {
	t := &p.tokens[k]
	if t.class&isPreposition != 0 {
		return t.class&isNominal == 0 // «советник при Сорине»
	}
	return t.class&(isPronoun|isAuxiliary|isThat|isRelative|isConjunction|isNegation) != 0 ||
		!t.capital && t.class == 0 && (len(t.entry.verbs) > 0 || p.finiteEnding(k))
}

// inOffice tells whether somebody is known to hold a role, by the book or by
// the text.
func (c *cast) inOffice(who *person, role string) bool {
	return slices.Contains(who.roles, role) || who.id != "" && c.book.mayHold(who.id, []string{role}, c.day)
}

// declined tells whether a name stands in another case than the nominative: a
// name of the book as none of its spellings, another one by its endings.
func (c *cast) declined(p *page, who *person, s, e int) bool {
	if who.id != "" {
		return !c.book.spelt(p, who.id, e)
	}
	return e-s > 1 && p.oblique(s)
}

// leadsOblique tells whether a declined role heads a noun phrase: «по словам |
// помощника Сорина Павла Горта».
func (p *page) leadsOblique(s stretch) bool {
	t := &p.tokens[s.first]
	return t.class&isRole != 0 && p.obliqueRole(s.first)
}

// namesake tells whether the surname at word k is that of another one than the
// speaker of the book: "Clara Sorin" for Viktor Sorin.
func (p *page) namesake(b *Book, id string, k, unit int) bool {
	t := &p.tokens[k-1]
	if t.initial {
		return b.otherGiven(id, t.fold)
	}
	if b.group(id) || t.possessive || p.shouted(k-1) || t.class&^(isFemaleName|isGiven) != 0 || len(t.entry.verbs) > 0 || p.tokens[k].before&hard != 0 {
		return false
	}
	if t.class == 0 {
		opens := unit < 0 || unit >= len(p.units) || k-1 == p.units[unit].first && !p.capitalWithin(t.key)
		if opens || p.part == tracker.Title || p.lex.free && (p.oblique(k-1) || t.shape&endsVowel != 0 || k > 1 && p.tokens[k-2].class&isPreposition != 0) {
			return false
		}
	}
	return b.otherGiven(id, t.fold)
}

// maybeGenitive tells whether the lone name [s,e) may be that of a man, or of a woman,
// in the genitive: «Гортова», «Оленки», not «Анна».
func (p *page) maybeGenitive(s, e int) bool {
	t := &p.tokens[s]
	return e-s == 1 && t.shape&endsGenitive != 0 && t.class&(isGiven|isFemaleName) == 0 && !p.shouted(s)
}

// undeclinable tells whether the name that ends with word i has one form for
// all cases.
func (p *page) undeclinable(i int) bool { return p.tokens[i].shape&endsFixed != 0 }

// dependentRun returns how many words at the head of a run of capitalised words
// [s,e) behind a role name another than its holder: «помощник | Виктора Сорина
// | Павел Горт».
func (c *cast) dependentRun(p *page, s, e int) int {
	if p.lex.free && e-s == 2 && p.tokens[s].class&isOrganisation != 0 && p.maybeGenitive(s+1, e) && (s == 0 || p.tokens[s].before&hard != 0) {
		return 1 // «Пресслужба | Гортова»
	}
	if p.lex.free && e-s == 2 && !p.oblique(s) {
		id, n := c.book.nameAt(p, s+1, e)
		if n == 1 && !c.book.group(id) && !c.book.spelt(p, id, e) && p.tokens[s].class&isGiven == 0 && (s == 0 || p.tokens[s].before&hard != 0) {
			return 1 // «Офис | Сорина»
		}
	}
	if p.lex.free && e-s == 3 && !p.oblique(s) && p.tokens[s].class&isGiven == 0 && p.tokens[s].shape&endsTrueSurname == 0 && p.genitiveName(s+1) && p.oblique(s+1) && (s == 0 || p.tokens[s].before&(stop|lineBreak|question|exclaim) != 0) {
		return 1 // «Интересы | Павла Гортова»
	}
	if !p.lex.free || s == 0 || e-s < 3 || p.tokens[s].before&hard != 0 {
		return 0
	}
	if id, n := c.book.nameAt(p, s, e); n > 0 && s+n < e {
		if c.book.group(id) || p.tokens[s+n].shape&endsPatronymic != 0 || c.book.spelt(p, id, s+n) {
			return 0
		}
		return n
	}
	if e-s == 4 && p.tokens[s-1].class&(isRole|isRoles|isPreposition) != 0 && p.oblique(s) && p.tokens[s+1].shape&(endsPatronymic|endsGenitive) == endsGenitive {
		return 2
	}
	return 0
}

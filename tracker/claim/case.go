package claim

import (
	"strings"
)

// This file guesses from endings in which case a word stands, for languages
// whose subjects may stand anywhere: nobody speaks in the dative.

// oblique tells whether word i stands in a case in which no subject stands:
// «министру», «важную», «Александром» before a surname.
func (p *page) oblique(i int) bool {
	t := &p.tokens[i]
	switch {
	case !p.lex.free || len(t.fold) < 6:
		return false
	case t.capital && t.class&(isRole|isRoles) == 0:
		return p.obliqueName(i)
	case t.class&isRole != 0:
		return p.obliqueRole(i)
	case t.class&(isOrganisation|isDocument|isPronoun) != 0:
		return false
	}
	return t.shape&endsOblique != 0
}

// obliqueName tells whether a given name with a surname behind it, or a surname
// alone, is declined.
func (p *page) obliqueName(i int) bool {
	fold := p.tokens[i].fold
	if p.givenMan(i) {
		return false // «Артем», «Максим»
	}
	if i+1 < len(p.tokens) && p.tokens[i+1].capital && p.tokens[i+1].before&hard == 0 {
		return len(fold) > 6 && (p.tokens[i].shape&endsObliqueName != 0 || p.genitiveName(i)) && !p.speltOut(i)
	}
	return len(fold) > 10 && p.tokens[i].shape&endsObliqueSurname != 0
}

// speltOut tells whether a name of the book of several words begins at word i, in the
// nominative: «Большой дворец».
func (p *page) speltOut(i int) bool {
	id, n := p.book.nameAt(p, i, len(p.tokens))
	return n > 1 && p.book.spelt(p, id, i+n)
}

// givenMan tells whether word i is the given name of a man in the nominative.
func (p *page) givenMan(i int) bool {
	t := &p.tokens[i]
	return t.capital && t.class&isGiven != 0 && t.shape&endsGivenGenitive == 0
}

// genitiveName tells «Михаила Мишустина» from «Анна Лунина»: given names in -a
// are few and listed. Where one may be either, the surname decides.
func (p *page) genitiveName(i int) bool {
	t, surname := &p.tokens[i], &p.tokens[i+1]
	if t.shape&(endsGivenGenitive|endsFeminineAdjective) != endsGivenGenitive || t.class&isOrganisation != 0 {
		return false
	}
	if surname.shape&endsSurnameGenitive != 0 {
		return true
	}
	if surname.shape&endsVowel == 0 {
		return false // «Алиса Ленц»: a man's surname would be declined
	}
	return t.class&isGiven == 0 && surname.class&isOrganisation == 0 && (surname.shape&endsGivenGenitive == 0 || surname.shape&endsSurnameOfOther != 0)
}

// obliqueRole tells «министру», «министра» from «министр», «глава».
func (p *page) obliqueRole(i int) bool {
	return p.tokens[i].shape&(endsObliqueRole|endsNominativeRole) == endsObliqueRole
}

// pluralVerb tells whether a verb of a free language stands in the third person
// plural, as it does where only a place is told: «в Кремле заявили».
func (p *page) pluralVerb(i int) bool {
	return p.lex.free && p.tokens[i].shape&endsPlural != 0
}

// heads tells whether a noun phrase that a subject leads may begin at word i: a
// role, a body or a name in the nominative.
func (p *page) heads(i int) bool {
	t := &p.tokens[i]
	if t.quote >= 0 || t.class&(isDay|isPreposition|isAuxiliary|isConjunction|isRelative|isThat|isAdverb) != 0 && t.class&(isRole|isRoles) == 0 {
		return false
	}
	if t.capital && (i == 0 || t.before&(stop|question|exclaim|lineBreak) != 0) && t.class&(isRole|isRoles) == 0 && p.onlyOpens(i) {
		if _, n := p.book.nameAt(p, i, len(p.tokens)); n == 0 {
			return false
		}
	}
	return (t.class&(isRole|isRoles) != 0 || t.capital) && !p.oblique(i)
}

// subjectShape tells whether a noun phrase before its verb can be its subject:
// it is not declined, no time, no question word, and agrees in number.
func (p *page) subjectShape(s stretch, g group) bool {
	first, last := &p.tokens[s.first], &p.tokens[s.last-1]
	placed := s.first > 0 && p.tokens[s.first-1].class&isIn != 0
	switch {
	case placed, s.len() == 1 && first.class&isPronoun != 0:
		return true
	case !first.capital && first.class == 0 && first.shape&endsInfinitive != 0, p.accusative(s.first) && (!first.capital || s.len() > 1):
		return false
	case p.tokens[g.last-1].shape&endsMasculine != 0 && (!first.capital || p.onlyOpens(s.first)) && first.class&^isNoun == 0 && p.maybePlural(s.first):
		return false // «данные | подтвердил»
	case p.declinedAt(s.first), p.hyphenated(s.first) && s.len() > 1 && p.tokens[s.first+1].class&isRole != 0 && p.obliqueRole(s.first+1), numeral(first.fold) && last.class&isDay != 0, first.class&(isAs|isWhether) != 0 && first.class&isRelative == 0:
		return false
	case first.class&isPossessive != 0 && (s.len() == 1 || first.class&(isHe|isShe|isThey) == 0):
		return false // «своё 20-летие», «его называли»
	}
	return !p.pluralVerb(g.last-1) || !p.onePerson(s)
}

// accusative tells whether a common noun at word i has the ending of an object and of
// whoever is told: «ситуацию пресса называет».
func (p *page) accusative(i int) bool {
	const both = endsDative | endsFixed
	t := &p.tokens[i]
	return p.lex.free && t.class == 0 && t.shape&both == both && (!t.capital || p.onlyOpens(i))
}

// onePerson tells whether a noun phrase is just the name of one person, of whom
// no verb in the plural tells.
func (p *page) onePerson(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if !t.capital || t.class&(isRoles|isOrganisation|isConjunction) != 0 || p.shouted(i) || t.before&comma != 0 && i > s.first {
			return false
		}
	}
	last := p.tokens[s.last-1].shape
	return s.len() == 2 && last&endsTrueSurname != 0 || s.len() == 1 && (last&endsVowel == 0 || last&endsStem != 0 && !p.maybePlural(s.first))
}

// pluralEndings are those of nouns for several who do something.
var pluralEndings = [...]string{"ы", "и", "і", "ї"}

// maybePlural tells whether word i ends as nouns in the plural do.
func (p *page) maybePlural(i int) bool {
	return endsAny(p.tokens[i].fold, pluralEndings[:])
}

// onlyOpens tells whether the word at i is capitalised only because it opens
// its sentence: a lone word that is no surname and stands nowhere else so.
func (p *page) onlyOpens(i int) bool {
	if !p.lex.free || i+1 < len(p.tokens) && p.tokens[i+1].capital && p.tokens[i+1].before&hard == 0 {
		return false
	}
	t := &p.tokens[i]
	return t.class&isRole != 0 || p.describes(i) || t.class&isOrganisation == 0 && t.shape&endsTrueSurname == 0 && !p.shouted(i) && !p.capitalWithin(t.key)
}

// capitalWithin tells whether a word stands capitalised within a sentence.
func (p *page) capitalWithin(key string) bool {
	if p.capitals == nil {
		p.capitals = map[string]bool{}
		for _, u := range p.units {
			for i := u.first + 1; i < u.last; i++ {
				if t := &p.tokens[i]; t.capital && t.before&(hard&^comma) == 0 {
					p.capitals[t.key] = true
				}
			}
		}
	}
	return p.capitals[key]
}

// agree learns from the ending of a verb whether its subject is he or she.
func (w *person) agree(p *page, fr *frame) {
	if !p.lex.free || w.things || fr.verb.form != past {
		return
	}
	switch sh := p.tokens[fr.at].shape; {
	case sh&endsFeminine != 0:
		w.female = !w.male
	case sh&endsMasculine != 0:
		w.male = !w.female
	}
}

// rename takes over the form of a name that stands as a subject, where the text
// had it declined before.
func (w *person) rename(p *page, fr *frame) {
	if !p.lex.free || w.id != "" || w.things || !fr.subject.holds(w.at) || fr.cue.holds(w.at) || fr.sieve == "according to" || fr.sieve == "noun" {
		return
	}
	e := w.at
	for e < fr.subject.last && p.tokens[e].capital && p.tokens[e].class&(isRole|isTitle) == 0 && (e == w.at || p.tokens[e].before&hard == 0) {
		e++
	}
	if name := p.words(w.at, e); e-w.at == strings.Count(w.name, " ")+1 && e > w.at && !p.oblique(w.at) && !(e < fr.subject.last && p.domain(e)) {
		w.name = name
	}
}

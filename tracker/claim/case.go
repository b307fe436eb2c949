package claim

import "strings"

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
		return p.obliqueRole(t.fold)
	case t.class&(isRoles|isOrganisation|isDocument|isPronoun) != 0:
		return false
	}
	return endsWithAny(t.fold, p.lex.oblique)
}

// obliqueName tells whether a given name with a surname behind it, or a surname
// alone, is declined.
func (p *page) obliqueName(i int) bool {
	fold := p.tokens[i].fold
	if i+1 < len(p.tokens) && p.tokens[i+1].capital && p.tokens[i+1].before&hard == 0 {
		return len(fold) > 6 && endsWithAny(fold, p.lex.obliqueNames)
	}
	return len(fold) > 10 && endsWithAny(fold, p.lex.obliqueSurnames)
}

// obliqueRole tells «министру», «министра» from «министр», «глава».
func (p *page) obliqueRole(fold string) bool {
	for _, e := range p.lex.obliqueRoles {
		if strings.HasSuffix(fold, e) {
			return !endsWithAny(fold, p.lex.subjectRoles)
		}
	}
	return false
}

func endsWithAny(s string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// plural tells whether a verb of a free language stands in the third person
// plural, as it does where only a place is told: «в Кремле заявили».
func (p *page) pluralVerb(i int) bool {
	return p.lex.free && endsWithAny(p.tokens[i].fold, p.lex.plurals)
}

// heads tells whether a noun phrase that a subject leads may begin at word i: a
// role, a body or a name in the nominative.
func (p *page) heads(i int) bool {
	t := &p.tokens[i]
	if t.quote >= 0 || t.class&(isDay|isPreposition|isAuxiliary|isConjunction|isRelative|isThat|isAdverb) != 0 && t.class&(isRole|isRoles) == 0 {
		return false
	}
	return (t.class&(isRole|isRoles) != 0 || t.capital) && !p.oblique(i)
}

// onlyOpens tells whether the word at i is capitalised only because it opens
// its sentence: a lone word that is no surname and stands nowhere else so.
func (p *page) onlyOpens(i int) bool {
	if !p.lex.free || i+1 < len(p.tokens) && p.tokens[i+1].capital && p.tokens[i+1].before&hard == 0 {
		return false
	}
	t := &p.tokens[i]
	return t.class&isRole != 0 || t.class&isOrganisation == 0 && !endsWithAny(t.fold, p.lex.trueSurnames) && !p.shouted(i) && !p.capitalWithin(t.key)
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
	switch fold := p.tokens[fr.at].fold; {
	case endsWithAny(fold, p.lex.feminine):
		w.female = !w.male
	case endsWithAny(fold, p.lex.masculine):
		w.male = !w.female
	}
}

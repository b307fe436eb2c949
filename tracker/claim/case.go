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
		return len(fold) > 6 && (endsWithAny(fold, p.lex.obliqueNames) || p.genitiveName(i))
	}
	return len(fold) > 10 && endsWithAny(fold, p.lex.obliqueSurnames)
}

// genitiveName tells «Михаила Мишустина» from «Анна Лунина»: given names in -a
// are few and listed. Where one may be either, the surname decides.
func (p *page) genitiveName(i int) bool {
	t, surname := &p.tokens[i], p.tokens[i+1].fold
	if !endsWithAny(t.fold, []string{"а", "я"}) || strings.HasSuffix(t.fold, "ая") {
		return false
	}
	if endsWithAny(surname, []string{"ого", "ы", "и"}) {
		return true
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(surname, "а"), "я")
	return t.class&isGiven == 0 && p.tokens[i+1].class&isOrganisation == 0 && (stem == surname || endsWithAny(stem, p.lex.surnames))
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
	if t.capital && (i == 0 || t.before&(stop|question|exclaim|lineBreak) != 0) && t.class&(isRole|isRoles) == 0 && p.onlyOpens(i) {
		return false
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
	case !first.capital && first.class == 0 && endsWithAny(first.fold, p.lex.infinitives):
		return false
	case p.oblique(s.first), numeral(first.fold) && last.class&isDay != 0, first.class&(isAs|isWhether) != 0 && first.class&isRelative == 0:
		return false
	case first.class&isPossessive != 0 && (s.len() == 1 || first.class&(isHe|isShe|isThey) == 0):
		return false // «своё 20-летие», «его называли»
	}
	return !p.pluralVerb(g.last-1) || !p.onePerson(s)
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
	last := p.tokens[s.last-1].fold
	return s.len() == 2 && endsWithAny(last, p.lex.trueSurnames) || s.len() == 1 && !endsWithAny(last, p.lex.vowels)
}

// onlyOpens tells whether the word at i is capitalised only because it opens
// its sentence: a lone word that is no surname and stands nowhere else so.
func (p *page) onlyOpens(i int) bool {
	if !p.lex.free || i+1 < len(p.tokens) && p.tokens[i+1].capital && p.tokens[i+1].before&hard == 0 {
		return false
	}
	t := &p.tokens[i]
	return t.class&isRole != 0 || p.describes(i) || t.class&isOrganisation == 0 && !endsWithAny(t.fold, p.lex.trueSurnames) && !p.shouted(i) && !p.capitalWithin(t.key)
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
	if name := p.words(w.at, e); e-w.at == strings.Count(w.name, " ")+1 && e > w.at && !p.oblique(w.at) {
		w.name = name
	}
}

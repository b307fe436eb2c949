package claim

import (
	"slices"
	"strings"

	"onset/tracker"
)

// person is somebody, or some body, that a document names.
type person struct {
	id        string   // of the book, or ""
	name      string   // the fullest form so far
	roles     []string // words that stood with the name, without case endings
	offices   []string // what the roles are of: «иностранных дел России»
	female    bool
	male      bool
	titled    bool   // Mr, Ms or another title stood with the name
	outlet    bool   // a paper, an agency or a channel
	things    bool   // an organisation or a document: no he or she
	many      bool   // several: no he or she
	met       bool   // named before
	quoted    bool   // only what somebody says names them so far
	placed    bool   // a preposition of place led to the name: "in Minsk"
	vague     bool   // a name in passing that may be none: nobody that he or she stands for
	misnamed  bool   // the words of the name are hardly those of a person
	led       bool   // a preposition or a case led to the last mention
	spokenOf  bool   // it stood in what somebody says
	mentions  int    // how often the text named them
	last      int    // word of the last mention
	first     int    // word of the first mention in the words just met
	noSubject bool   // it stood where no subject does
	at        int    // word where the name itself began then
	end       int    // word after it
	unit      int    // of the last mention
	subject   int    // unit in which it was last a subject; -1 never
	shown     string // how the text last called it
}

// cast is who a document has named so far, in order.
type cast struct {
	arena  *Arena
	book   *Book
	day    tracker.Day
	people []*person
	byKey  map[string]*person // by surname or alias
	spoke  []*person          // the last speakers
	told   *person            // the last of them who was one person
	asked  *person            // whom the last question asks
	plural []*person          // the last two or more that stood together

	heads      []explained // roles that the names just met only explain
	askedUnit  int
	lead       int  // of whom the last pronoun or role means over everybody else, in points
	background bool // names are taken in passing, not as those of a speaker
	speechEnd  int  // word before which speech that a dash opened goes on

	weighing bool                // whom a word may stand for is kept
	ranked   []tracker.Candidate // whom the last pronoun or role may stand for, best first
}

// meet takes in the names of the words [first,last).
func (c *cast) meet(p *page, s stretch, unit int) []*person {
	var met []*person
	c.heads = c.heads[:0]
	heads, from := 0, s.first
	if c.background {
		from = p.units[unit].first
	}
	for i := s.first; i < s.last; {
		t := &p.tokens[i]
		opens := unit >= 0 && unit < len(p.units) && i == p.units[unit].first && len(t.entry.verbs) > 0
		if !t.capital || t.class&(isPronoun|isDay) != 0 || opens && (i+1 >= s.last || !p.tokens[i+1].capital) {
			i++ // "Asked about it, she …"
			continue
		}
		who, n := c.nameAt(p, i, stretch{from, s.last}, unit)
		if who != nil {
			who.spokenOf = c.background && (t.quote >= 0 || i < c.speechEnd)
			who.quoted = who.spokenOf && (who.quoted || !who.met)
			who.led, who.mentions = c.ledTo(p, who, i), who.mentions+1
			who.placed = p.ledByPlace(i, n) && (who.placed || !who.met)
			who.met, who.last, who.unit = true, i, unit
			if len(c.heads) > heads {
				heads++
			} else if !slices.Contains(met, who) {
				met, who.first, who.noSubject = append(met, who), i, who.led
			}
		}
		i += max(n, 1)
	}
	return met
}

// ledTo tells whether the name of somebody at word i stands where no subject does:
// behind a preposition, in the possessive, in another case.
func (c *cast) ledTo(p *page, who *person, i int) bool {
	if p.lex.free {
		return c.declined(p, who, who.at, who.end) || i > 0 && p.tokens[i].before&hard == 0 && p.tokens[i-1].class&isPreposition != 0
	}
	return p.tokens[who.end-1].possessive || p.governedAt(i)
}

// ledByPlace tells whether a lone name at word i can be that of a place: "in
// Minsk", "the Minsk-born player".
func (p *page) ledByPlace(i, words int) bool {
	if p.lex.free || words != 1 || i == 0 {
		return false
	}
	return p.tokens[i].before&hard == 0 && p.tokens[i-1].class&isIn != 0 || p.hyphenated(i)
}

// hyphenated tells whether a hyphen joins the word at i to the next.
func (p *page) hyphenated(i int) bool {
	return i+1 < len(p.tokens) && p.raw[p.tokens[i].end] == '-'
}

// nameAt reads the run of capitalised words at word i: titles and roles, then
// a name. It returns the number of words taken. A name that only explains a
// role is added to the heads.
func (c *cast) nameAt(p *page, i int, within stretch, unit int) (*person, int) {
	e, limit := i+1, within.last
	for e < limit && (p.tokens[e].capital || p.particle(e) || p.domain(e)) && p.tokens[e-1].quote == p.tokens[e].quote && !p.tokens[e-1].possessive && p.joins(e) {
		e++
	}
	s, roles := p.leadingRoles(i, e)
	roles, offices := p.rolesBefore(i, roles)
	s += c.dependentRun(p, s, e)
	whole := s
	s = p.skipOffice(i, s, e)
	if s >= e {
		return nil, e - i
	}
	known := len(c.people)
	who := c.identify(p, s, e, unit)
	who.many = who.many || len(c.people) > known && e-s == 1 && i == p.units[max(unit, 0)].first && p.openingPlural(s)
	who.at, who.end = s, e
	titled := s == whole && e-s == 1 && !who.met && s > 0 && p.tokens[s].before&hard == 0 && p.tokens[s-1].class&isDeterminer != 0 // "the Duchess | of Norland"
	if last := p.nameOf(e); (who.things || titled) && who.id == "" && last > e {
		who.name = p.plain(s, last)
	}
	if !p.lex.free && who.id == "" && e-s == 1 {
		opener := len(c.people) > known && i == p.units[max(unit, 0)].first && len(roles) == 0 && !p.capitalWithin(p.tokens[s].key)
		who.vague = (opener || p.modifies(s) || p.tokens[s].shape&endsNation != 0) && (who.vague || !who.met)
	}
	if s > 0 && who.id == "" && p.tokens[s-1].class&isOutlet != 0 && !p.tokens[s-1].capital && p.tokens[s].before&hard&^quoteMark == 0 {
		who.outlet, who.things = true, true // "the portal Nord"
	}
	if who.id == "" && len(c.people) > known && s == i && p.bodyOfOffice(s, e) {
		who.things, roles = true, nil
	}
	if k := c.leans(p, who, s, e, within.first, limit); k >= 0 && (p.lex.free || s == whole || p.tokens[e-1].possessive) {
		c.heads = append(c.heads, p.explain(k, s, e, within.first))
		return who, e - i
	}
	if p.lex.free && who.id == "" && e-s == 1 && (p.describes(s) || p.tokens[s].shape&endsPlace != 0) {
		who.things = true
	}
	if p.lex.free && who.id == "" && e-s == 1 && s > 0 && !p.surname(s) && (p.tokens[s-1].class&(isRole|isRoles|isPreposition) != 0 || p.shouted(s)) {
		who.things = true
	}
	if c.background && p.lex.free && who.id == "" && who.subject < 0 && len(roles) == 0 && p.tokens[e-1].shape&endsStem == 0 && (e-s == 1 || i > 0 && p.tokens[i-1].class&isIn != 0 || unit >= 0 && unit < len(p.units) && s == p.units[unit].first) {
		who.vague = true
	}
	for _, o := range offices {
		if !slices.Contains(who.offices, o) {
			who.offices = append(who.offices, o)
		}
	}
	for k := i; k < e; k++ {
		t := &p.tokens[k]
		who.female = who.female || t.class&isFemaleName != 0 && !p.hyphenated(k) || t.class&isTitle != 0 && t.class&isShe != 0
		who.titled = who.titled || t.class&isTitle != 0 && k < s
		who.male = who.male || t.class&isTitle != 0 && t.class&isHe != 0
	}
	for _, r := range p.rolesAfter(e, limit, roles) {
		if !slices.Contains(who.roles, r) {
			who.roles = append(who.roles, r)
		}
	}
	return who, e - i
}

// modifies tells whether the lone name at word i only describes the noun behind it:
// "the Drovian tycoon", "Drovian magnate Pavel Gort".
func (p *page) modifies(i int) bool {
	if i+2 >= len(p.tokens) || p.tokens[i].possessive {
		return false
	}
	t, next := &p.tokens[i], &p.tokens[i+1]
	if next.capital || next.before&hard != 0 || next.class&^(isRole|isRoles|isOrganisation|isNoun|isOutlet) != 0 {
		return false
	}
	if i > 0 && t.before&hard == 0 {
		return p.tokens[i-1].class&isDeterminer != 0
	}
	return next.class&(isRole|isRoles) != 0 || p.tokens[i+2].capital && p.tokens[i+2].before&hard == 0 && len(next.entry.verbs) == 0
}

// openingPlural tells whether the word at i is a plural that only its sentence gives
// a capital: "Roads are closed", "Orders wait".
func (p *page) openingPlural(i int) bool {
	t := &p.tokens[i]
	if !p.lex.inS || t.class != 0 || !strings.HasSuffix(t.fold, "s") || strings.HasSuffix(t.fold, "ss") || i+1 >= len(p.tokens) || p.tokens[i+1].before&hard != 0 {
		return false
	}
	next := &p.tokens[i+1]
	return !next.capital && next.class&^isAuxiliary == 0 && !strings.HasSuffix(next.fold, "s") && !strings.HasSuffix(next.fold, "d") && !p.capitalWithin(t.key)
}

// describes tells whether a capitalised word is an adjective before its noun:
// «Мурманской области».
func (p *page) describes(i int) bool {
	if i+1 >= len(p.tokens) || p.tokens[i+1].capital || p.tokens[i+1].before&hard != 0 || p.tokens[i+1].class&^(isOrganisation|isLocative|isDocument) != 0 {
		return false
	}
	return p.tokens[i].shape&endsDescribing != 0 && len(p.tokens[i+1].entry.verbs) == 0
}

// leadingRoles returns where the name begins in a run of capitalised words, and
// the roles before it: "Foreign Minister | Viktor Sorin".
func (p *page) leadingRoles(i, e int) (int, []string) {
	s := i
	var roles []string
	for k := i; k < e; k++ {
		c := p.tokens[k].class
		if c&(isRole|isTitle) == 0 || k+1 == e {
			if k != s || c&(isAdverb|isPreposition|isConjunction|isSubordinator|isDeterminer) == 0 && !(p.onlyDay(k) && c&isMonth == 0 && k+1 < e) {
				continue
			}
		}
		for ; s <= k; s++ {
			if c&isRole != 0 || roles != nil {
				roles = append(roles, p.name(s))
			}
		}
	}
	return s, roles
}

// rolesBefore adds the roles in small letters that lead to the name at word i:
// "palace spokesman | Rudin".
func (p *page) rolesBefore(i int, roles []string) (_, offices []string) {
	if p.lex.free {
		over, offices := p.rolesOver(i)
		return append(roles, over...), offices
	}
	from := i - 1
	if role := p.officeBefore(i); role >= 0 {
		from = role
	}
	for k := from; k >= 0 && k > from-5 && p.tokens[k+1].before&hard == 0 && p.tokens[k].quote < 0; k-- {
		t := &p.tokens[k]
		if len(roles) > 0 && t.capital && t.class == 0 {
			return append(roles, p.name(k)), nil // "Drovian | tycoon Gort"
		}
		if t.class&(isRole|isLesser) == 0 && (roles == nil || t.class&^isOrganisation != 0 || len(t.entry.verbs) > 0 && t.class == 0) {
			break
		}
		roles = append(roles, p.name(k))
	}
	return roles, nil
}

// officeBefore returns the role that leads to a name over what the office is of, where
// the words of that and the name begin at word i: "secretary | of state Ann Lee",
// "head | of the Ministry of Trade of Drovia Ann Lee"; -1 for none.
func (p *page) officeBefore(i int) int {
	k := i - 1
	if k > 0 && p.commonNoun(k) && p.tokens[i].before&hard == 0 {
		k--
	}
	for range mostOf {
		if k < 1 || p.tokens[k].class&isOf == 0 || p.tokens[k].class&isBy != 0 || p.tokens[k].before&hard != 0 || p.tokens[k+1].before&hard != 0 {
			return -1
		}
		k--
		from := k
		for ; k > 0 && p.tokens[k].class&isRole == 0 && (p.tokens[k].capital || p.tokens[k].class&isOrganisation != 0) && p.tokens[k].before&hard == 0; k-- {
		}
		switch {
		case k < from:
		case p.tokens[k].class&isRole != 0:
			return k
		default:
			return -1
		}
		if p.tokens[k].class&isDeterminer != 0 {
			k--
		}
	}
	return -1
}

// bodyOfOffice tells whether the capitalised words [s,e) are what an office is of, and
// hold no holder's name: "Minister of | Foreign Affairs | of Drovia", "head of the Council of | Elders".
func (p *page) bodyOfOffice(s, e int) bool {
	if p.lex.free || s == 0 || p.tokens[s-1].class&isOf == 0 || p.tokens[e-1].possessive || p.officeBefore(s) < 0 {
		return false
	}
	of := e < len(p.tokens) && p.tokens[e].class&isOf != 0 && p.tokens[e].before&hard == 0
	return of || e-s < 3 && p.tokens[s].class&(isFemaleName|isGiven) == 0
}

// mostOf is over how many "of" a name may stand behind its role.
const mostOf = 3

// commonNoun tells whether the word at i can be what an office is of, and is not what
// somebody is: not "a friend of blogger Ann Lee".
func (p *page) commonNoun(i int) bool {
	t := &p.tokens[i]
	return !p.lex.free && !t.capital && t.class&^isOrganisation == 0 && t.shape&endsAgent == 0
}

// longestOffice is how many words may stand between a role and its holder.
const longestOffice = 14

// rolesOver returns the roles that lead to the name at word i over what the
// office is of: «министр | иностранных дел Украины | Кулеба». Of nested offices
// the outermost is the holder's: «помощник министра обороны».
func (p *page) rolesOver(i int) (roles, offices []string) {
	var between []string
	for k := i - 1; k >= 0 && k >= i-longestOffice && p.tokens[k+1].before&hard&^quoteMark == 0; k-- {
		t := &p.tokens[k]
		switch {
		case t.class&isRole != 0:
			if k+1 < i && p.tokens[k+1].class&isRole == 0 {
				roles = roles[:0]
			} else if k+1 < i && p.oblique(k+1) && !p.oblique(k) {
				offices, roles = append(offices, roles...), roles[:0] // «заместитель | министра»
			}
			roles = append(roles, p.name(k))
			offices = append(offices, between...)
			between = between[:0]
		case t.class&(isPronoun|isAuxiliary|isThat|isRelative) != 0, t.class&isRoles != 0 && k+1 == i && (k == 0 || p.tokens[k-1].shape&endsAdjective == 0), t.class&isPreposition != 0 && t.class&isNominal == 0 && !p.tokens[k+1].capital:
			return roles, offices
		case len(t.entry.verbs) > 0 && t.class == 0 && !t.capital:
			return roles, offices
		default:
			between = append(between, p.name(k))
		}
	}
	return roles, offices
}

// rolesAfter adds the roles of an apposition: "Mara Holt, the mayor of".
func (p *page) rolesAfter(e, limit int, roles []string) []string {
	if e >= limit || p.tokens[e].before&comma == 0 {
		return roles
	}
	if p.tokens[e].class&isRelative != 0 && e+2 < limit && p.tokens[e+1].class&isBe != 0 {
		for k := e + 2; k < limit && k < e+5; k++ {
			switch c := p.tokens[k].class; {
			case c&isRole != 0:
				return append(roles, p.name(k)) // "Mara Holt, who was | mayor of"
			case c&(isDeterminer|isAdverb|isLesser) == 0:
				return roles
			}
		}
		return roles
	}
	for k := e; k < limit && k < e+5; k++ {
		t := &p.tokens[k]
		if k > e && t.before&hard != 0 || t.capital && t.class&isRole == 0 || t.class&(isPronoun|isAuxiliary) != 0 {
			break
		}
		if t.class&isRole != 0 && !p.doesSay(k+1) {
			roles = append(roles, p.name(k))
		}
	}
	return roles
}

// doesSay tells whether a verb of saying stands directly at word i, so that the
// role before it is its subject: "Speaking to Holt, the mayor said".
func (p *page) doesSay(i int) bool {
	return i < len(p.tokens) && p.tokens[i].before&hard == 0 && p.speaks(i)
}

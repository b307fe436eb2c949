package claim

import "strings"

// This file reads the names of persons: where one begins and ends, and whose it
// is.

// skipOffice steps over the institution that stands between a role and a name:
// "Secretary of State | Ann Lee", «МИД КНР | Линь Цзянь».
func (p *page) skipOffice(i, s, e int) int {
	for s+2 < e && p.tokens[s].class&isOrganisation != 0 && i > 1 && p.tokens[i-1].class&isNominal != 0 && p.tokens[i-2].class&isRole != 0 {
		s++
	}
	if i == s && p.endsWithHolder(i, e) {
		return e - 2 // "Minister of National Defence | Ann Lee"
	}
	if k := p.givenWithin(s, e); k > 0 {
		return k // «голова Великої Криниці | Павло Горт»
	}
	if p.lex.free && e-s > 2 && s > 0 && p.tokens[s].before&hard == 0 {
		if p.tokens[s-1].class&isIn != 0 {
			s = e - 2 // «полпред на Дальнем Востоке | Юрий Трутнев»
		} else if p.ofPlace(s) {
			s++
		}
	}
	for p.lex.free && s+1 < e && (p.shouted(s) || p.tokens[s].class&isOrganisation != 0) && !p.shouted(e-1) {
		s++
	}
	return s
}

// givenWithin returns the given name behind the first of some capitalised words with
// which the name of a person begins that ends them, a patronymic in between; or 0.
func (p *page) givenWithin(s, e int) int {
	for k := max(s+1, e-3); !p.lex.second && k+1 < e; k++ {
		if p.tokens[k].class&isGiven != 0 && p.tokens[s].class&(isGiven|isFemaleName) == 0 && (p.lex.free || p.officeBefore(s) >= 0) && (k+2 == e || p.tokens[k+1].shape&endsPatronymic != 0) && !p.shouted(e-1) {
			return k
		}
	}
	return 0
}

// ofPlace tells whether the first of three capitalised words names the country
// of an office, «Угорщини Петер Сійярто», and is no given name.
func (p *page) ofPlace(s int) bool {
	prev := &p.tokens[s-1]
	if prev.class&isRole != 0 && !p.oblique(s+1) && p.tokens[s+1].shape&endsPatronymic == 0 && p.tokens[s].shape&endsVowel != 0 {
		return true // «мэр Москвы Иван Петров»
	}
	if prev.capital && !p.shouted(s-1) || prev.class&(isPreposition|isConjunction) != 0 || p.tokens[s+1].shape&endsPatronymic != 0 {
		return false
	}
	return p.tokens[s].shape&endsCountry != 0
}

// joins tells whether word e goes on with the name before it.
func (p *page) joins(e int) bool {
	g := p.tokens[e].before
	for _, v := range p.tokens[e].entry.verbs {
		if v.flags&takesClause != 0 && v.form == present && p.tokens[e].class&isNoun == 0 {
			return false // a headline: "Lavrov Says"
		}
	}
	if g&hard == 0 {
		return true
	}
	return g&hard&^stop == 0 && p.abbreviates(e-1)
}

// identify finds or makes the person whose name is the words [s,e).
func (c *cast) identify(p *page, s, e, unit int) *person {
	id, other := "", false
	for k := s; k < e; k++ { // the book's name may be a part of the run
		if found, n := c.book.nameAt(p, k, e); n > 0 {
			if k > s && n == 1 && p.namesake(c.book, found, k, unit) {
				other = true
				break
			}
			if !c.book.group(found) || k+n == e && k == s {
				id = found
				break
			}
			k += n - 1
		}
	}
	if id != "" {
		who := c.byKey["\x00"+id]
		if who == nil {
			who = c.arena.person(person{id: id, name: c.book.Name(id), subject: -1, things: c.book.group(id)})
			c.add(who, "\x00"+id)
		}
		c.byKey[p.name(e-1)] = who
		return who
	}
	key := p.name(e - 1)
	if suffix := p.tokens[e-1].fold; (suffix == "jr" || suffix == "sr") && e-1 > s {
		key = p.name(e - 2)
	}
	who := c.byKey[key]
	if who != nil && (e-s == 1 || who.id != "" && !other || compatible(who.name, p.words(s, e))) {
		if e-s > strings.Count(who.name, " ")+1 && who.id == "" {
			who.name, who.misnamed = p.plain(s, e), p.misnames(s, e)
		}
		return who
	}
	who = c.arena.person(person{name: p.plain(s, e), subject: -1, misnamed: p.misnames(s, e)})
	for k := s; k < e; k++ {
		who.things = who.things || p.tokens[k].class&(isOrganisation|isDocument|isOutlet) != 0
		who.outlet = who.outlet || p.tokens[k].class&isOutlet != 0
	}
	c.add(who, key)
	return who
}

// misnames tells of words that are hardly the name of a person: they end with what
// somebody is, or one of them is all capitals, "US President", "NATO Crew".
func (p *page) misnames(s, e int) bool {
	for i := s; i < e; i++ {
		if p.shouted(i) || p.tokens[i].class&isDay != 0 {
			return true
		}
	}
	return p.tokens[e-1].class&(isRole|isRoles|isOrganisation|isDocument) != 0
}

// persona returns the person of an id as far as the text told of it.
func (c *cast) persona(id string) *person {
	if who := c.byKey["\x00"+id]; who != nil {
		return who
	}
	return &person{id: id}
}

func (c *cast) add(who *person, key string) {
	c.people = append(c.people, who)
	c.byKey[key] = who
}

// compatible tells whether one name may be the other in full: they share the
// first letter or one is a surname alone.
func compatible(known, name string) bool {
	if !strings.Contains(known, " ") || !strings.Contains(name, " ") {
		return true
	}
	return known[0] == name[0]
}

// plain returns the words of a name without the possessive ending.
func (p *page) plain(s, e int) string {
	out := p.words(s, e)
	if t := &p.tokens[e-1]; t.possessive {
		for _, suffix := range []string{"'s", "’s"} {
			out = strings.TrimSuffix(out, suffix)
		}
	}
	return out
}

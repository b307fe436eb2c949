package claim

import (
	"slices"
	"strings"

	"onset/tracker"
)

// person is somebody, or some body, that a document names.
type person struct {
	id      string   // of the book, or ""
	name    string   // the fullest form so far
	roles   []string // words that stood with the name, without case endings
	offices []string // what the roles are of: «иностранных дел России»
	female  bool
	male    bool
	things  bool   // an organisation or a document: no he or she
	vague   bool   // a name in passing that may be none: nobody that he or she stands for
	last    int    // word of the last mention
	at      int    // word where the name itself began then
	end     int    // word after it
	unit    int    // of the last mention
	subject int    // unit in which it was last a subject; -1 never
	shown   string // how the text last called it
}

// cast is who a document has named so far, in order.
type cast struct {
	book   *Book
	day    tracker.Day
	people []*person
	byKey  map[string]*person // by surname or alias
	spoke  []*person          // the last speakers
	plural []*person          // the last two or more that stood together

	heads      []explained // roles that the names just met only explain
	background bool        // names are taken in passing, not as those of a speaker
}

func newCast(book *Book, day tracker.Day) *cast {
	return &cast{book: book, day: day, byKey: map[string]*person{}}
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
			who.last, who.unit = i, unit
			if len(c.heads) > heads {
				heads++
			} else if !slices.Contains(met, who) {
				met = append(met, who)
			}
		}
		i += max(n, 1)
	}
	return met
}

// nameAt reads the run of capitalised words at word i: titles and roles, then
// a name. It returns the number of words taken. A name that only explains a
// role is added to the heads.
func (c *cast) nameAt(p *page, i int, within stretch, unit int) (*person, int) {
	e, limit := i+1, within.last
	for e < limit && p.tokens[e].capital && p.tokens[e-1].quote == p.tokens[e].quote && !p.tokens[e-1].possessive && p.joins(e) {
		e++
	}
	s, roles := p.leadingRoles(i, e)
	roles, offices := p.rolesBefore(i, roles)
	s += c.dependentRun(p, s, e)
	s = p.skipOffice(i, s, e)
	if s >= e {
		return nil, e - i
	}
	who := c.identify(p, s, e, unit)
	who.at, who.end = s, e
	if k := c.leans(p, who, s, e, within.first, limit); k >= 0 {
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
		who.female = who.female || t.class&isFemaleName != 0 || t.class&isTitle != 0 && t.class&isShe != 0
		who.male = who.male || t.class&isTitle != 0 && t.class&isHe != 0
	}
	for _, r := range p.rolesAfter(e, limit, roles) {
		if !slices.Contains(who.roles, r) {
			who.roles = append(who.roles, r)
		}
	}
	return who, e - i
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
			if k != s || c&(isAdverb|isPreposition|isConjunction|isSubordinator|isDeterminer) == 0 {
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
	for k := i - 1; k >= 0 && k > i-6 && p.tokens[k+1].before&hard == 0 && p.tokens[k].quote < 0; k-- {
		t := &p.tokens[k]
		if t.class&isRole == 0 && (roles == nil || t.class&^isOrganisation != 0 || len(t.entry.verbs) > 0 && t.class == 0) {
			break
		}
		roles = append(roles, p.name(k))
	}
	return roles, nil
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
			}
			roles = append(roles, p.name(k))
			offices = append(offices, between...)
			between = between[:0]
		case t.class&(isPronoun|isAuxiliary|isThat|isRelative|isRoles) != 0, t.class&isPreposition != 0 && t.class&isNominal == 0 && !p.tokens[k+1].capital:
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
	for k := e; k < limit && k < e+5; k++ {
		t := &p.tokens[k]
		if k > e && t.before&hard != 0 || t.capital && t.class&isRole == 0 || t.class&(isPronoun|isAuxiliary) != 0 {
			break
		}
		if t.class&isRole != 0 {
			roles = append(roles, p.name(k))
		}
	}
	return roles
}

// skipOffice steps over the institution that stands between a role and a name:
// "Secretary of State | Ann Lee", «МИД КНР | Линь Цзянь».
func (p *page) skipOffice(i, s, e int) int {
	for s+2 < e && p.tokens[s].class&isOrganisation != 0 && i > 1 && p.tokens[i-1].class&isNominal != 0 && p.tokens[i-2].class&isRole != 0 {
		s++
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
			who = &person{id: id, name: c.book.Name(id), subject: -1, things: c.book.group(id)}
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
			who.name = p.plain(s, e)
		}
		return who
	}
	who = &person{name: p.plain(s, e), subject: -1}
	for k := s; k < e; k++ {
		who.things = who.things || p.tokens[k].class&(isOrganisation|isDocument) != 0
	}
	c.add(who, key)
	return who
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

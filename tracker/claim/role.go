package claim

import (
	"slices"
	"strings"
	"unicode"
)

// endsWith tells whether the name of a person ends a noun phrase: in "Trump
// campaign officials" it does not.
func (r *Reading) endsWith(p *page, s stretch, who *person) bool {
	last := &p.tokens[s.last-1]
	if !last.capital || last.class&(isRoles|isDay) != 0 {
		return false
	}
	if p.lex.free && s.len() > 1 && !who.known() && p.cityOf(s.last-1) {
		return false // «мэр Харькова»
	}
	if first := &p.tokens[s.first]; p.lex.free && who.id == "" && who.at > s.first && !first.capital && first.class == 0 && first.quote < 0 && !p.oblique(s.first) &&
		(strings.Contains(who.name, " ") && !p.nominativeName(who.at) || !strings.Contains(who.name, " ") && !p.surname(who.at)) {
		return false // «создатель Facebook», «управление Дровийского Совета»
	}
	if prev := &p.tokens[max(s.first, s.last-2)]; p.lex.free && who.id == "" && s.len() > 1 && p.shouted(s.last-1) && !prev.capital && prev.class&^(isNoun|isOrganisation|isLocative) == 0 && prev.quote < 0 {
		return false // «штаб АТО»
	}
	if p.lex.free && who.id == "" && (p.shouted(s.last-1) || last.quote >= 0 || who.at < s.last-1 && p.tokens[who.at].shape&endsDescribing != 0 && p.tokens[who.at].class&isGiven == 0) && p.roleBefore(s, who.at) {
		return false // «голова Приморської ОТГ», «директор «Маяка»», «голова Ради Старого Міста»
	}
	if p.lex.free && p.oblique(who.at) && p.anyHead(s.first, who.at) && !p.leadsOblique(s) {
		return false // «пресс-секретарь Михаила Мишустина»
	}
	if !p.lex.free || who.id != "" && !r.cast.book.group(who.id) || strings.Contains(who.name, " ") {
		return true
	}
	return !p.roleBefore(s, s.last-1) || p.surname(s.last-1) // «посол Польши» is no Poland
}

// known tells whether somebody is of the book or was named in full.
func (w *person) known() bool { return w.id != "" || strings.Contains(w.name, " ") }

// cityOf tells whether the lone name at word i explains a role of men, as a
// place in the genitive does; a woman's surname would look alike.
func (p *page) cityOf(i int) bool {
	prev := &p.tokens[i-1]
	return prev.class&isRole != 0 && prev.shape&endsVowel == 0 && p.tokens[i].shape&endsVowel != 0 && p.tokens[i].shape&endsGenitive != 0
}

// surname tells whether word i looks like the surname of somebody and not like
// a country or an institution in the genitive.
func (p *page) surname(i int) bool {
	return p.tokens[i].shape&endsSurname != 0 && !p.shouted(i)
}

// shouted tells whether word i is written in capitals throughout.
func (p *page) shouted(i int) bool {
	w := p.words(i, i+1)
	return len(w) > 2 && strings.IndexFunc(w, unicode.IsLower) < 0
}

// roleBefore tells whether a role stands in s before word k, so that what
// follows it in the genitive is not who speaks.
func (p *page) roleBefore(s stretch, k int) bool {
	for i := s.first; i < k; i++ {
		c := p.tokens[i].class
		if c&(isRole|isRoles) != 0 || p.lex.free && c&(isOrganisation|isDocument|isLocative) != 0 {
			return true
		}
	}
	return false
}

// byRole finds who holds the role that a noun phrase names.
func (r *Reading) byRole(p *page, s stretch, unit int) *person {
	words := p.roleWords(s)
	if len(words) == 0 {
		return nil
	}
	if id := r.cast.book.holder(words, p.lesser(s), p.headRole(s), r.cast.day); id != "" && !r.indefinite(p, s) {
		r.how = byOffice
		return r.known(id, s, unit)
	}
	if r.indefinite(p, s) {
		return nil
	}
	r.how = byEpithet
	if p.lex.free {
		return r.byBareRole(p, s, unit)
	}
	e := p.epithetOf(s)
	if e == nil {
		return nil
	}
	return r.cast.antecedent(p.anaphorAt(s.first, unit, e))
}

// byTitle finds who holds an office of the book that is written with capitals
// like a name: "The Kremlin Spokesman", «Президент России».
func (r *Reading) byTitle(p *page, s stretch, unit int) *person {
	head := s.last - 1
	if p.lex.free {
		head = s.first
	}
	if t := &p.tokens[head]; t.class&isRole == 0 || t.possessive || r.indefinite(p, s) {
		return nil
	}
	words := p.roleWords(s)
	if id := r.cast.book.holder(words, p.lesser(s), p.headRole(s), r.cast.day); id != "" && r.cast.book.mayHold(id, words, r.cast.day) {
		r.how = byOffice
		return r.known(id, s, unit)
	}
	return nil
}

// officeOf finds who holds an office whose country stands behind it: "the foreign
// minister of Drovia".
func (r *Reading) officeOf(p *page, s stretch, unit int) *person {
	if p.lex.free || s.len() < 3 || !p.tokens[s.last-1].capital || r.indefinite(p, s) {
		return nil
	}
	for i := s.first + 1; i+1 < s.last; i++ {
		if p.tokens[i].class&isOf == 0 || p.tokens[i-1].class&isRole == 0 || p.tokens[i-1].possessive {
			continue
		}
		words := append(p.roleWords(stretch{s.first, i}), p.roleWords(stretch{i + 1, s.last})...)
		if id := r.cast.book.holder(words, p.lesser(s), p.name(i-1), r.cast.day); id != "" && r.cast.book.mayHold(id, words, r.cast.day) {
			r.how = byOffice
			return r.known(id, s, unit)
		}
		return nil
	}
	return nil
}

// byBareRole finds whom a role without a name or an office takes up: «министр»
// is who holds such a role, «политик» also whoever spoke last.
func (r *Reading) byBareRole(p *page, s stretch, unit int) *person {
	if s.len() > 1 && p.tokens[s.last-1].class&isGeneric != 0 {
		s.last--
	}
	at := s.first // «заместитель | министра», «пресс-секретарь | посла»
	for at+1 < s.last && p.hyphenated(at) {
		at++
	}
	of := stretch{at + 1, s.last}
	var words []string
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].class&isRole == 0 {
			return r.byOffice(p, of)
		}
		words = append(words, p.name(i))
	}
	head := p.tokens[at]
	words = append(words[len(words)-of.len():], words[:len(words)-of.len()]...)
	return r.cast.antecedent(p.anaphorAt(s.first, unit, &epithet{words: words, kin: head.entry.kin, general: head.class&isSomeone != 0, loose: true}))
}

// byOffice finds the one person of the document who holds the role before of over
// what that names: «глава МИД» for the minister of foreign affairs.
func (r *Reading) byOffice(p *page, of stretch) *person {
	head := p.tokens[of.first-1]
	if head.class&isRole == 0 {
		return nil
	}
	var found *person
	for _, who := range r.cast.people {
		if who.things || !who.heldOver(p, of) {
			continue
		}
		if !r.cast.holds(who, []string{head.key}, head.entry.kin) {
			continue
		}
		if found != nil && found != who {
			return nil
		}
		found = who
	}
	return found
}

// heldOver tells whether the offices of a person are those that words name,
// adjectives aside.
func (w *person) heldOver(p *page, of stretch) bool {
	named := false
	for i := of.first; i < of.last; i++ {
		t := &p.tokens[i]
		known := slices.Contains(w.offices, t.key)
		for _, alt := range t.entry.kin {
			known = known || containsEach(alt, w.offices, w.roles)
		}
		if !known && (t.capital || !p.oblique(i)) {
			return false
		}
		named = named || known
	}
	return named
}

// containsEach tells whether each word stands in one of two lists.
func containsEach(words, a, b []string) bool {
	for _, w := range words {
		if !slices.Contains(a, w) && !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// indefinite tells of "a top official": somebody whom the text does not name.
func (r *Reading) indefinite(p *page, s stretch) bool {
	return p.tokens[s.first].class&isSingular != 0 || !p.lex.free && p.unnamed(s)
}

// unnamed tells of a role that the text gave to somebody without a name before: "a
// senior palace official … the official".
func (p *page) unnamed(s stretch) bool {
	head := &p.tokens[p.head(s).last-1]
	if head.capital || head.class&isRole == 0 {
		return false
	}
	for i := 0; i < s.first; i++ {
		if p.tokens[i].key != head.key || p.tokens[i].capital {
			continue
		}
		for k := i - 1; k >= 0 && k > i-5 && p.tokens[k+1].before&hard == 0; k-- {
			if p.tokens[k].class&isSingular != 0 {
				return i+1 >= len(p.tokens) || !p.tokens[i+1].capital || p.tokens[i+1].before&hard != 0
			}
		}
	}
	return false
}

// roleWords returns the words of a role without articles and possessors.
func (p *page) roleWords(s stretch) []string {
	var out []string
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if t.class&(isDeterminer|isPossessive|isAdverb) != 0 {
			continue
		}
		out = append(out, p.name(i))
	}
	return out
}

// headRole returns the word that heads a role phrase: the last one in English,
// the first role where what it is of follows, or the noun before that in another case:
// «соперник | президента».
func (p *page) headRole(s stretch) string {
	for i := s.first; p.lex.free && i < s.last; i++ {
		if p.tokens[i].class&isRole == 0 {
			continue
		}
		if k := i - 1; k >= s.first && p.ownsRole(k) {
			return p.name(k)
		}
		return p.name(i)
	}
	return p.name(s.last - 1)
}

// ownsRole tells whether word i is a noun that the declined role behind it explains.
func (p *page) ownsRole(i int) bool {
	t, role := &p.tokens[i], i+1
	return p.obliqueRole(role) && p.tokens[role].before&hard == 0 && t.class&^isNoun == 0 && len(t.entry.verbs) == 0 && t.shape&endsAdjective == 0
}

// lesser returns the words of a role phrase that make its office another one unless
// its title has them: "deputy", "former", what it is of. In "the then minister" one divides the article from the phrase.
func (p *page) lesser(s stretch) []string {
	out := p.bodyWords(s)
	s = p.withLesser(s)
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].class&isLesser != 0 {
			out = append(out, p.name(i))
		}
	}
	return out
}

// withLesser returns a role phrase with the words before it that make its office another
// one.
func (p *page) withLesser(s stretch) stretch {
	for i := s.first - 1; i >= 0 && p.tokens[i].class&isLesser != 0 && p.tokens[i+1].before&hard == 0; i-- {
		if p.lex.free || i > 0 && p.tokens[i-1].class&isDeterminer != 0 {
			s.first = i
		}
	}
	return s
}

// bodyWords returns the nouns behind the role that heads a phrase of free word order,
// which tell what the office is of: «президент | Федерации бокса Дровии».
func (p *page) bodyWords(s stretch) []string {
	var out []string
	role := s.first
	for role < s.last && p.tokens[role].class&isRole == 0 {
		role++
	}
	for i := role + 1; p.lex.free && i < s.last; i++ {
		if t := &p.tokens[i]; t.class&(isRole|isRoles|isPreposition|isConjunction|isDeterminer|isAdverb) == 0 && t.shape&(endsAdjective|endsOblique) == 0 {
			out = append(out, p.name(i))
		}
	}
	return out
}

// holds tells whether somebody has a role or one that is called so.
func (c *cast) holds(who *person, words []string, kin [][]string) bool {
	head := words[len(words)-1:]
	if containsAll(who.roles, head) {
		return true
	}
	if who.id != "" && (c.book.mayHold(who.id, words, c.day) || c.book.mayHold(who.id, head, c.day)) {
		return true
	}
	for _, alt := range kin {
		if containsAll(who.roles, alt) || who.id != "" && c.book.mayHold(who.id, alt, c.day) {
			return true
		}
	}
	return false
}

// later finds the name of somebody whom the text names only afterwards: "a top
// official said … The comments by Lavrov".
func (r *Reading) later(p *page, fr *frame) *person {
	if fr.link != own || !r.indefinite(p, fr.subject) && fr.subject.len() > 0 {
		return nil
	}
	for n := fr.unit + 1; n < len(p.units) && n <= fr.unit+2; n++ {
		u := p.units[n]
		for i := u.first; i < u.last && i < u.first+14; i++ {
			if p.tokens[i].class&isSpeechNoun == 0 {
				continue
			}
			if i+2 < u.last && p.tokens[i+1].class&isBy != 0 {
				if who := r.cast.meet(p, p.head(p.nounPhraseAfter(u, i+2)), n); len(who) > 0 {
					return who[len(who)-1]
				}
			}
			if i > u.first && p.tokens[i-1].possessive {
				if who := r.cast.meet(p, stretch{u.first, i}, n); len(who) > 0 {
					return who[len(who)-1]
				}
			}
		}
	}
	return nil
}

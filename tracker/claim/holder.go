package claim

// This file finds who holds a role that another name explains: the name behind
// it, or the role itself.

// explained is a role with the name that explains it, and both as one phrase.
type explained struct {
	role   int
	phrase stretch
}

// explain returns the phrase of a role and the name [s,e) that explains it,
// with the articles and adjectives before it.
func (p *page) explain(role, s, e, from int) explained {
	x := explained{role, stretch{min(role, s), p.nameOf(max(role+1, e))}}
	for k := x.phrase.first; !p.lex.free && k > from && k > x.phrase.first-4 && p.tokens[k].before&hard == 0; k-- {
		if t := &p.tokens[k-1]; t.class&isDeterminer != 0 {
			x.phrase.first = k - 1
			break
		} else if t.class&^isNear != 0 || t.capital {
			break
		}
	}
	return x
}

// nameOf returns where the name of a body ends whose first words end before word
// e: "the Ministry | of Sea Trade of Drovia".
func (p *page) nameOf(e int) int {
	for !p.lex.free && e+1 < len(p.tokens) && p.tokens[e].class&(isNominal|isTo) != 0 && p.tokens[e].before&hard == 0 && (p.tokens[e-1].capital || p.tokens[e-1].class&isRole != 0) {
		k := e + 1
		if p.tokens[k].class&isDeterminer != 0 && k+1 < len(p.tokens) {
			k++
		}
		if !p.tokens[k].capital || p.tokens[k].before&hard != 0 {
			break
		}
		e = p.nameEnd(k)
	}
	return e
}

// standIn makes a person of the first role of a sentence that only somebody
// else's name explains: «Адвокат Сорина приехал. Он сообщил …». Where the
// holder is named too it is that one; where the role does nothing, nobody.
func (r *Reading) standIn(p *page, met []*person, unit int) *person {
	if len(r.cast.heads) == 0 {
		return nil
	}
	x := r.cast.heads[0]
	for _, w := range met {
		if !w.things && w.last <= x.phrase.last {
			return w
		}
	}
	if first := x.phrase.first; first > p.units[unit].first && p.tokens[first].before&hard == 0 && p.tokens[first-1].class&(isPreposition|isTo) != 0 || p.oblique(x.role) {
		return nil
	}
	if t := &p.tokens[x.role]; t.class&isRole == 0 || t.quote >= 0 {
		return nil
	}
	name := p.plain(x.phrase.first, x.phrase.last)
	for _, w := range r.cast.people {
		if w.name == name {
			return w
		}
	}
	who := &person{name: name, roles: []string{p.name(x.role)}, subject: -1}
	r.cast.people = append(r.cast.people, who)
	return who
}

// holderBehind returns the name of whom a role phrase is about, where commas set
// it off: "Sorin's aide, | Pavel Gort, | said".
func (p *page) holderBehind(u unit, s stretch) stretch {
	k := s.first + 1
	for k < s.last && p.tokens[k].before&comma == 0 {
		k++
	}
	if k >= u.last || p.tokens[k].before&hard != comma {
		return stretch{}
	}
	role := p.leadingRole(stretch{s.first, min(k, s.last)})
	if role < 0 {
		return stretch{}
	}
	for p.lex.free && k+2 < u.last && p.tokens[k].class&isRole != 0 && !p.tokens[k].capital && p.tokens[k+1].capital {
		k++ // «председатель комитета, сенатор | Павел Горт»
	}
	e := k
	for e < u.last && p.tokens[e].capital && p.tokens[e].quote < 0 && (p.tokens[e].class&(isOrganisation|isDay|isRole|isRoles|isPreposition|isPronoun) == 0 || p.tokens[e].class&isOutlet != 0) && (e == k || p.joins(e)) {
		e++
	}
	if e-k < 2 && p.tokens[role].class&isOutlet == 0 || e-k > 4 || e < u.last && (p.tokens[e].before&hard == 0 || p.tokens[e].class&isConjunction != 0) || p.lex.free && p.oblique(k) != p.oblique(role) {
		return stretch{}
	}
	return stretch{k, e}
}

// leadingRole returns the role that heads a noun phrase whose holder it does not
// name, or -1.
func (p *page) leadingRole(s stretch) int {
	if !p.lex.free {
		h := p.head(s)
		if t := &p.tokens[h.last-1]; t.class&(isRole|isOutlet) != 0 && t.class&isRoles == 0 && !t.possessive && (t.class&isRole != 0 || !t.capital) {
			return h.last - 1
		}
		return -1
	}
	role := -1
	for i := s.first; i < s.last; i++ {
		switch t := &p.tokens[i]; {
		case t.class&isRole != 0 && role < 0:
			role = i
		case t.capital && role >= 0 && i+1 < s.last && p.tokens[i+1].capital && p.oblique(i) == p.oblique(role) && t.class&isOrganisation == 0:
			return -1 // it is named
		}
	}
	return role
}

// leadsOn tells whether the preposition at word i joins a role to whose it is, "an
// adviser | to Sorin", "a person close | to Sorin", or to a place before its holder.
func (p *page) leadsOn(u unit, i int) bool {
	if p.lex.free {
		return p.placeBeforeName(u, i)
	}
	if p.tokens[i].class&(isTo|isNominal) == 0 || i+1 >= u.last || i <= u.first || p.tokens[i].before&hard != 0 || p.tokens[i+1].before&hard != 0 {
		return false
	}
	next := &p.tokens[i+1]
	return p.tokens[i-1].class&(isRole|isRoles|isNear) != 0 && (next.capital || next.class&(isDeterminer|isPossessive|isTitle|isRole) != 0 && len(next.entry.verbs) == 0)
}

// placeBeforeName tells whether a place stands at word i between an office and the
// full name of its holder: «начальник управления | в Западной области | Анна Ленц».
func (p *page) placeBeforeName(u unit, i int) bool {
	if p.tokens[i].class&isIn == 0 || p.tokens[i].before&hard != 0 {
		return false
	}
	for k := i + 2; k+1 < u.last && k < i+6 && p.tokens[k].before&hard == 0; k++ {
		if p.tokens[k].capital && p.nameEnd(k) == k+2 && p.nominative(k) {
			return k+2 == u.last || p.tokens[k+2].before&hard != 0
		}
	}
	return false
}

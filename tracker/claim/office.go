package claim

// This file finds the holder of an office whose name is long: «лидер Движения
// против торговли | Павел Гортов», "the head of the Ministry of Trade | Pavel Gort".

// longestTitle is how many words may stand between a role and its holder, with
// all that the office is of.
const longestTitle = 24

// holderAhead returns the name of whoever holds the office that leads the noun
// phrase s, over what the office is of; nothing where the phrase names its holder
// or none follows.
func (p *page) holderAhead(u unit, s stretch) stretch {
	role := p.leadingRole(s)
	if role < 0 || !p.lex.free || p.oblique(role) {
		return stretch{}
	}
	for k := role + 1; k < u.last && k < role+longestTitle; k++ {
		t := &p.tokens[k]
		switch {
		case t.before&hard&^(quoteMark|comma) != 0 && !(t.before&hard == stop && p.abbreviates(k-1)) || t.before&comma != 0 && !p.secondOffice(k):
			return stretch{}
		case t.quote >= 0 && !p.short(t.quote):
			return stretch{}
		case !t.capital && (t.class&(isThat|isRelative|isAuxiliary|isNegation|isPronoun|isDay) != 0 || len(t.entry.verbs) > 0 && t.class == 0):
			return stretch{}
		case !t.capital || t.quote >= 0 || p.tokens[k-1].class&isPreposition != 0:
			continue
		}
		e := p.nameEnd(k)
		if name := (stretch{max(k, e-2), e}); p.fullName(name) && p.tokens[name.first-1].class&isPreposition == 0 && p.closed(u, e) {
			return name
		}
		k = e - 1
	}
	return stretch{}
}

// secondOffice tells whether another office begins at word i, an adjective before it:
// «лидер Совета, | народный депутат Дровии».
func (p *page) secondOffice(i int) bool {
	t := &p.tokens[i]
	return t.class&isRole != 0 || !t.capital && t.class == 0 && i+1 < len(p.tokens) && p.tokens[i+1].class&isRole != 0 && p.tokens[i+1].before&hard == 0
}

// fullName tells whether words are a given name and a surname in the nominative.
func (p *page) fullName(s stretch) bool {
	return s.len() == 2 && !p.shouted(s.first) && !p.oblique(s.first) && (p.surname(s.last-1) || p.tokens[s.first].class&isGiven != 0) && p.nominativeName(s.first)
}

// closed tells whether a name that ends before word e ends its phrase too: a mark
// or the verb stands there.
func (p *page) closed(u unit, e int) bool {
	return e >= u.last || p.tokens[e].before&hard != 0 || len(p.tokens[e].entry.verbs) > 0 && !p.tokens[e].capital
}

// holderAtEnd returns the name that ends a noun phrase of fixed word order whose
// role is told with all that it is of, where the text uses that surname alone too
// or it stands beside a verb of saying; nothing where that isn't known.
func (p *page) holderAtEnd(s stretch) stretch {
	if p.lex.free || p.lex.second || s.len() < 5 {
		return stretch{}
	}
	h := p.head(s)
	name := stretch{s.last - 2, s.last}
	if h.last >= name.first || !p.holds(h, isRole) || !p.tokens[name.first].capital || !p.tokens[name.last-1].capital || p.tokens[name.last-1].before&hard != 0 {
		return stretch{}
	}
	run := name.first
	for run > s.first && p.tokens[run].before&hard == 0 && p.tokens[run-1].capital {
		run--
	}
	if p.tokens[name.first].class&(isFemaleName|isGiven) == 0 && !p.usedAlone(name.last-1) && !p.endsWithHolder(run, name.last) {
		return stretch{}
	}
	return name
}

// bareOffice tells whether a noun phrase of fixed word order is an office in capitals
// without its holder: "Minister", "the Foreign Minister".
func (p *page) bareOffice(s stretch) bool {
	last := &p.tokens[s.last-1]
	if p.lex.free || last.class&isRole == 0 || !last.capital || last.possessive {
		return false
	}
	return s.len() == 1 || s.len() <= 3 && p.tokens[s.first].class&isDeterminer != 0
}

// usedAlone tells whether the text has the name at word i elsewhere alone, or with one
// word before it: "Gort", "Pavel Gort".
func (p *page) usedAlone(i int) bool {
	for k := range p.tokens {
		if t := &p.tokens[k]; k != i && t.capital && t.key == p.tokens[i].key && (k+1 >= len(p.tokens) || !p.tokens[k+1].capital || p.tokens[k+1].before&hard != 0) && p.capitalsBefore(k) < 2 {
			return true
		}
	}
	return false
}

// capitalsBefore counts the capitalised words directly before word i, up to two.
func (p *page) capitalsBefore(i int) int {
	n := 0
	for k := i; n < 2 && k > 0 && p.tokens[k].before&hard == 0 && p.tokens[k-1].capital; k-- {
		n++
	}
	return n
}

// endsWithHolder tells whether the last two of the capitalised words [i,e) are the name
// of whoever holds the office that leads to them, and those before are what it is of:
// "President of Drovia | Ann Lee". Of three words one has to stand elsewhere too, or
// be a given name that is known.
func (p *page) endsWithHolder(i, e int) bool {
	if p.lex.free || e-i < 3 || i == 0 || p.tokens[i-1].class&isOf == 0 || p.officeBefore(i) < 0 || p.misnames(e-2, e) {
		return false
	}
	return e-i > 3 || p.tokens[e-2].class&(isFemaleName|isGiven) != 0 || p.usedAlone(e-1) || p.usedAlone(i)
}

package claim

import "strings"

// subjectOf finds who does the verb of the group.
func (p *page) subjectOf(u unit, g group) (stretch, link) {
	if g.first == u.first {
		return stretch{}, nobody
	}
	if p.tokens[g.first-1].class&isThere != 0 && p.pluralVerb(g.last-1) {
		return stretch{g.first - 1, g.first}, own
	}
	if s := p.placeBefore(u, g); !s.empty() {
		return s, own
	}
	s, how := p.nounPhraseBefore(u, g.first, 0)
	if p.lex.free && !(how == own && p.plainSubject(s)) && !p.pluralVerb(g.last-1) {
		from := p.clauseStart(u, g.first)
		if n := p.subjectWithin(from, g.first); !n.empty() {
			return n, own
		}
		if q := p.tokens[from].quote; how != own && q >= 0 && p.short(q) && p.tokens[from].capital && p.quotes[q].first == from {
			return stretch{from, p.quotes[q].last}, own // «Вестник» со ссылкой на S сообщил
		}
	}
	return s, how
}

// plainSubject tells whether a noun phrase begins with its head and holds no
// more than one: not «3 марта Сорин на форуме».
func (p *page) plainSubject(s stretch) bool {
	if s.len() == 1 && p.tokens[s.first].class&isPronoun != 0 {
		return true
	}
	if t := &p.tokens[s.first]; s.empty() || s.len() > 1 && s.first > 0 && t.before&hard == 0 && p.tokens[s.first-1].class&isIn != 0 || t.capital && p.givenOblique(s.first) && p.nameEnd(s.first) > s.first+1 || p.lex.second && t.class&isDeterminer != 0 && t.shape&endsOblique != 0 || numeral(t.fold) || t.class&(isDay|isAdverb) != 0 {
		return false
	}
	return true
}

// nounPhraseBefore finds the noun phrase that ends before word e. An
// apposition between commas is stepped over, a relative pronoun leads to its
// antecedent.
func (p *page) nounPhraseBefore(u unit, e, depth int) (stretch, link) {
	if e <= u.first || depth > 3 {
		return stretch{}, nobody
	}
	before, prev := p.tokens[e].before, &p.tokens[e-1]
	if c := p.insertionBefore(u, e); c > u.first {
		if p.tokens[c-1].class&isPronoun != 0 {
			return stretch{c - 1, c}, own
		}
		return p.chunk(u, c), own
	}
	if s := p.withName(u, e); !s.empty() {
		return s, own
	}
	if prev.quote >= 0 && (before&dash == 0 || before&comma != 0) && !(p.lex.free && before&comma != 0 && p.short(prev.quote) && p.quotes[prev.quote].first > u.first && p.tokens[p.quotes[prev.quote].first].before&hard == quoteMark) {
		return stretch{}, nobody
	}
	if before&(comma|dash|closeParen) != 0 {
		return p.stepOver(u, e, depth)
	}
	if before&hard&^stop != 0 || before&stop != 0 && !p.abbreviates(e-1) {
		return stretch{}, nobody
	}
	switch {
	case prev.class&isRelative != 0 || prev.class&isThat != 0:
		if e-1 <= u.first {
			return stretch{}, nobody
		}
		if p.tokens[e-1].before&comma != 0 {
			return p.antecedent(u, e-1), own
		}
		return p.nounPhraseBefore(u, e-1, depth+1)
	case prev.class&isConjunction != 0:
		return stretch{}, chained
	case prev.class&isPronoun != 0:
		return stretch{e - 1, e}, own
	}
	c := p.chunk(u, e)
	if c.empty() {
		return c, chained
	}
	return p.beforeRelative(u, c), own
}

// beforeRelative steps from a noun phrase that is the object of a relative clause
// without commas to whom the clause is about: "the envoy | who visited Drovia | said".
func (p *page) beforeRelative(u unit, c stretch) stretch {
	for k := c.first; !p.lex.free && k > u.first+1 && k > c.first-longestRelative && p.tokens[k].before&hard == 0; k-- {
		t, next := &p.tokens[k-1], &p.tokens[k]
		if t.class&isRelative == 0 {
			if p.speaks(k-1) || t.class&(isThat|isConjunction) != 0 {
				break
			}
			continue
		}
		if t.before&hard != 0 || next.capital || next.class&isAuxiliary == 0 && !p.finiteShape(k) {
			break
		}
		if np := p.chunk(u, k-1); !np.empty() {
			return np
		}
		break
	}
	return c
}

// longestRelative is how many words may stand between a relative pronoun and the last
// noun phrase of its clause.
const longestRelative = 8

// insertionBefore returns where the words between commas begin that end before
// word e and part a subject from its verb, «в частности», or 0.
func (p *page) insertionBefore(u unit, e int) int {
	if !p.lex.free || p.tokens[e].before&comma == 0 {
		return 0
	}
	for c := e - 1; c > u.first && c > e-5; c-- {
		if p.tokens[c].before&comma == 0 {
			continue
		}
		if _, n := p.phraseAt(c, u.last, insertion); n == e-c {
			return c
		}
		break
	}
	return 0
}

// withName returns the noun phrase before word e that ends with a name in
// quotation marks: «компания «Газпром»», «Лавров в беседе с газетой «Взгляд»».
func (p *page) withName(u unit, e int) stretch {
	q := p.tokens[e-1].quote
	if !p.lex.free || !p.short(q) || p.tokens[e].before&hard&^quoteMark != 0 || !p.tokens[p.quotes[q].first].capital || p.quotes[q].last > e {
		return stretch{}
	}
	first := p.quotes[q].first
	if first <= u.first || p.tokens[first].before&hard&^quoteMark != 0 {
		return stretch{first, e}
	}
	if s := p.chunk(u, first); !s.empty() {
		return stretch{s.first, e}
	}
	return stretch{}
}

// farApposition is how many words an apposition may have.
const farApposition = 60

// stepOver finds the noun phrase before an apposition or parenthesis that ends
// before word e: "Lavrov, the foreign minister, said".
func (p *page) stepOver(u unit, e, depth int) (stretch, link) {
	if np := p.betweenDashes(u, e); !np.empty() {
		return np, own
	}
	for c := e - 1; c > u.first && c > e-farApposition; c-- {
		t := &p.tokens[c]
		if t.quote >= 0 && t.before&quoteMark != 0 && t.before&(comma|stop) != 0 {
			return stretch{}, chained
		}
		if t.before&(semicolon|colon|question|exclaim) != 0 {
			return stretch{}, chained
		}
		if t.before&(comma|dash|openParen) == 0 {
			continue
		}
		if t.class&(isConjunction|isPronoun) != 0 {
			return stretch{}, chained
		}
		np := p.chunk(u, c)
		if !np.empty() && p.named(np) {
			return p.outermost(u, p.overRelative(u, np)), own
		}
	}
	return stretch{}, chained
}

// betweenDashes finds the noun phrase at the head of a sentence before words between
// two dashes of which the second stands before word e: "Drovia - which has denied it,
// once and again - | calls".
func (p *page) betweenDashes(u unit, e int) stretch {
	if p.tokens[e].before&dash == 0 {
		return stretch{}
	}
	for c := e - 1; c > u.first && c > e-farApposition; c-- {
		if p.tokens[c].before&dash == 0 {
			continue
		}
		if np := p.chunk(u, c); np.first == u.first && p.named(np) {
			return np
		}
		break
	}
	return stretch{}
}

// overRelative steps from a noun phrase within a relative clause to whom the
// clause explains: "Lee, whose latest firm, Datum, makes maps, said".
func (p *page) overRelative(u unit, np stretch) stretch {
	for k := np.first; k > u.first && k > np.first-10; k-- {
		t := &p.tokens[k]
		if k < np.first && t.before&(semicolon|colon|quoteMark) != 0 {
			return np
		}
		if t.class&isRelative != 0 && t.before&comma != 0 {
			if a := p.antecedent(u, k); !a.empty() && p.named(a) {
				return a
			}
			return np
		}
	}
	return np
}

// antecedent returns what a relative clause at word e explains: the name
// before it, or the noun phrase since the last article.
func (p *page) antecedent(u unit, e int) stretch {
	c := p.chunk(u, e)
	k := e
	for k > c.first {
		t := &p.tokens[k-1]
		if !t.capital && (t.class&(isNominal|isTitle) == 0 || k-2 < c.first || !p.tokens[k-2].capital) {
			break
		}
		k--
	}
	if k < e {
		if role := p.roleOf(k, c.first); role >= 0 && !p.lex.free {
			return p.explain(role, k, e, c.first).phrase // "an aide to Lee, who said"
		}
		return stretch{k, e}
	}
	for k = e - 1; k > c.first; k-- {
		if p.tokens[k].class&isDeterminer != 0 {
			return stretch{k, e}
		}
	}
	return c
}

// outermost steps from an apposition to the name that it explains, over further
// commas: "Clinton, 35, the daughter of …, said".
func (p *page) outermost(u unit, np stretch) stretch {
	for np.first > u.first && p.tokens[np.first].before&comma != 0 && p.tokens[np.first-1].quote < 0 {
		wider := p.chunk(u, np.first)
		if wider.empty() || !p.named(wider) || !p.tokens[wider.last-1].capital && !numeral(p.tokens[wider.last-1].fold) {
			break
		}
		if wider.first > u.first && p.tokens[wider.first].before&(comma|quoteMark) == 0 {
			break
		}
		np = wider
	}
	return np
}

// named tells whether a noun phrase looks like one who may speak.
func (p *page) named(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if t.class&(isRole|isRoles|isDocument|isTitle|isOrganisation) != 0 && t.class&isPreposition == 0 || t.class&isPronoun != 0 && t.class&isIt == 0 {
			return true
		}
		if t.capital && t.class&(isDay|isDeterminer|isPreposition|isSubordinator|isAdverb|isConjunction) == 0 {
			return true
		}
	}
	return false
}

// abbreviates tells whether the full stop after word i belongs to the word.
func (p *page) abbreviates(i int) bool {
	t := &p.tokens[i]
	return t.class&isTitle != 0 || strings.IndexByte(t.fold, '.') >= 0 || t.end-t.start <= 2 || t.capital && t.end-t.start <= 4
}

// nounPhraseAfter returns the noun phrase that begins at word k, for subjects
// that stand after their verb.
func (p *page) nounPhraseAfter(u unit, k int) stretch {
	e := k
	if k < u.last && p.tokens[k].class&isPreposition != 0 && !p.tokens[k].capital {
		return stretch{k, k}
	}
	for e < u.last {
		t := &p.tokens[e]
		if t.quote >= 0 && p.tokens[k].quote < 0 {
			if !p.short(t.quote) {
				break
			}
		}
		if e > k {
			if t.before&hard&^(stop|quoteMark) != 0 || t.before&stop != 0 && !p.abbreviates(e-1) {
				break
			}
			if t.before&quoteMark != 0 && t.quote >= 0 && !p.short(t.quote) {
				break
			}
		}
		if t.class&(isAuxiliary|isThat|isSubordinator|isRelative|isDay|isNegation) != 0 && t.class&isConjunction == 0 && !(t.capital && t.class&isAuxiliary != 0) {
			break
		}
		if e > k && t.class&isPreposition != 0 && t.class&isNominal == 0 && !p.leadsOn(u, e) {
			break
		}
		if t.class&isAdverb != 0 && !t.capital && e > k {
			break
		}
		if t.class&isPronoun != 0 {
			if e == k {
				e++
			}
			break
		}
		e++
	}
	for e > k && p.tokens[e-1].class&(isConjunction|isPreposition|isDeterminer) != 0 {
		e--
	}
	return stretch{k, e}
}

// short tells whether a quotation is a name or a single expression, as in the
// names of companies and newspapers.
func (p *page) short(q int32) bool {
	if q < 0 {
		return false
	}
	return p.quotes[q].last-p.quotes[q].first <= 4
}

package claim

// chunk returns the noun phrase that ends before word e, without clause
// starters and leading prepositional phrases.
func (p *page) chunk(u unit, e int) stretch {
	s := p.chunkStart(u, e)
	skip := isConjunction | isAdverb | isSubordinator | isThat
	if p.lex.free {
		skip |= isWhen | isWhether
	}
	for s < e && p.tokens[s].class&skip != 0 && p.tokens[s].class&isRoles == 0 {
		s++
	}
	if s < e && p.tokens[s].class&isPreposition != 0 {
		s = p.lastPhrase(s, e)
	}
	if n := p.overDay(s, e); n > s {
		s = n
	}
	for !p.lex.free && s+1 < e && (p.onlyDay(s) || s+2 < e && p.onlyDay(s+1)) {
		s++ // "This morning | Peskov", "last month | Peskov", told to be days already
	}
	if !p.lex.free && s+2 < e && !p.tokens[s+1].capital && p.tokens[s+1].class&isOccasion != 0 && p.tokens[s].class&(isDeterminer|isAdverb) != 0 && p.tokens[s+2].capital {
		s += 2 // "This morning | Peskov"
	}
	return stretch{p.overManner(s, e), e}
}

// onlyDay tells whether word i is good for nothing but a day.
func (p *page) onlyDay(i int) bool { return p.tokens[i].class&^(isMonth|isOccasion) == isDay }

// overDay returns where a name begins behind a time that opens the words [s,e):
// "Late on Sunday | Rudin"; s where there is none.
func (p *page) overDay(s, e int) int {
	if p.lex.free || s+3 >= e || p.tokens[s].class != 0 || p.tokens[s+1].class&(isPreposition|isDay) == 0 && p.tokens[s+2].class&isDay == 0 {
		return s
	}
	if n := p.lastPhrase(s+1, e); n < e && p.tokens[n-1].class&isDay != 0 {
		return n
	}
	return s
}

func (p *page) chunkStart(u unit, e int) int {
	k := e
	for k > u.first && e-k < 40 {
		t, prev := &p.tokens[k-1], (*token)(nil)
		if k < e {
			prev = &p.tokens[k]
			if prev.before&hard&^stop != 0 || prev.before&stop != 0 && !p.abbreviates(k-1) {
				break
			}
		}
		if t.quote >= 0 {
			break
		}
		if t.class&isConjunction != 0 {
			left := p.coordinated(u, k-1)
			if left < 0 || k == e {
				break
			}
			return left
		}
		if t.class&isAs != 0 && !p.lex.free && k < e && (p.tokens[k].capital || p.tokens[k].class&isDeterminer != 0) {
			break // "the report came as | Anna Berg said"
		}
		if t.class&(isAuxiliary|isPronoun|isThat|isNegation) != 0 && !t.capital ||
			t.class&(isSubordinator|isRelative) != 0 && t.class&isPreposition == 0 {
			break
		}
		if t.class&isPronoun != 0 && t.capital {
			break
		}
		if p.speaks(k-1) || k < e && p.transitive(u, k-1) {
			break
		}
		k--
	}
	return k
}

// overManner steps over words in other cases that lead to a role: «таким образом
// | секретарь», «накануне вечером | министр».
func (p *page) overManner(s, e int) int {
	if !p.lex.free {
		return s
	}
	if n := p.nameAtEnd(s, e); n > s && !p.heads(s) {
		return n // «ситуацию в крае | Иван Петров»
	}
	if e-1 > s && p.accusative(s) && !p.accusative(e-1) && !p.oblique(e-1) && p.tokens[e-2].class&isPreposition == 0 {
		return e - 1 // «ситуацию с долгами | пресса»
	}
	for k := s; k < e; k++ {
		t := &p.tokens[k]
		if t.class&(isRole|isRoles) != 0 && !p.oblique(k) {
			return k
		}
		if t.shape&endsOblique == 0 && t.class&isAdverb == 0 || t.class&isRole != 0 {
			break
		}
	}
	return s
}

// nameAtEnd returns where the name in the nominative begins that ends the words
// [s,e), or 0.
func (p *page) nameAtEnd(s, e int) int {
	last := e - 1
	if last < s || last >= len(p.tokens) || !p.tokens[last].capital || !p.surname(last) || p.tokens[last].class&isOrganisation != 0 {
		return 0
	}
	if last-1 >= s && p.tokens[last-1].capital && p.tokens[last].before&hard == 0 && !p.oblique(last-1) && (last-2 < s || p.tokens[last-2].class&isPreposition == 0) {
		return last - 1
	}
	if last > s && p.tokens[last].shape&endsTrueSurname != 0 && p.tokens[last].shape&endsVowel == 0 && p.tokens[last-1].class&isPreposition == 0 && !p.heads(s) {
		return last
	}
	return 0
}

// transitive tells whether word i looks like a finite verb with its object:
// "blocked a number of …".
func (p *page) transitive(u unit, i int) bool {
	t := &p.tokens[i]
	if t.class&isTo != 0 {
		return !p.leadsOn(u, i)
	}
	if t.capital || t.class&^(isAspect|isFinite|isVehicle) != 0 || i == u.first || !p.finiteEnding(i) || p.tokens[i-1].class&(isDeterminer|isPossessive) != 0 {
		return false
	}
	return p.tokens[i+1].class&(isDeterminer|isPossessive|isTo) != 0
}

// speaks tells whether word i can only be a finite verb of saying.
func (p *page) speaks(i int) bool {
	t := &p.tokens[i]
	if len(t.entry.verbs) == 0 || t.class != 0 || t.capital {
		return false
	}
	v := t.entry.verbs[len(t.entry.verbs)-1]
	return len(v.tail) == 0 && v.flags&takesClause != 0 && v.form == past
}

// coordinated returns where the noun phrase before the conjunction at word c
// begins, if what follows the conjunction is its second half, else -1.
func (p *page) coordinated(u unit, c int) int {
	if c <= u.first || p.tokens[c].before&hard != 0 || p.tokens[c].class&isGloss != 0 {
		return -1
	}
	left := p.chunkStart(u, c)
	if left >= c || c-left > 12 || !p.named(stretch{left, c}) {
		return -1
	}
	if left > u.first && p.tokens[left].before&hard == 0 && p.tokens[left-1].class&(isSubordinator|isThat|isConjunction) == 0 {
		return -1
	}
	if q := &p.tokens[max(left-1, 0)]; left > u.first && q.quote >= 0 && !p.tokens[p.quotes[q.quote].first].capital {
		return -1 // "would “not rule out” boats in Drovia and | Gort said"
	}
	for i := left; i < c; i++ {
		if vs := p.tokens[i].entry.verbs; len(vs) > 0 && p.tokens[i].class == 0 && !p.tokens[i].capital || i > left && p.hasObject(i) {
			return -1
		}
	}
	return left
}

// hasObject tells whether word i is a finite verb with its object behind it, "met
// Sorin", so that a clause and no noun phrase ends with that.
func (p *page) hasObject(i int) bool {
	t, next := &p.tokens[i], &p.tokens[i+1]
	return !p.lex.free && !t.capital && t.class&^isFinite == 0 && (t.class&isFinite != 0 || t.shape&endsFinite != 0) && p.tokens[i-1].class&(isDeterminer|isPossessive) == 0 &&
		next.before&hard == 0 && (next.capital || next.class&(isDeterminer|isPossessive|isPronoun) != 0)
}

// lastPhrase returns where the noun phrase begins that ends a stretch which
// opens with a preposition: "On Wednesday | the minister".
func (p *page) lastPhrase(s, e int) int {
	if p.lex.free {
		for k := s + 2; k < e; k++ {
			if p.tokens[k].class&(isRole|isRoles|isTitle) != 0 && p.tokens[k-1].class&isPreposition == 0 {
				return k
			}
		}
	}
	if s+1 < e && numeral(p.tokens[s+1].fold) && p.tokens[e-1].class&isDay == 0 && !p.tokens[e-1].capital && !p.lex.free {
		return s + 1 // "about 9 percent"
	}
	for k := e - 1; k > s; k-- {
		t := &p.tokens[k]
		if t.class&isDeterminer != 0 || t.class&isPronoun != 0 {
			if p.tokens[k-1].class&isPreposition == 0 {
				return k
			}
			continue
		}
		if t.capital && t.class&isDay == 0 && !p.tokens[k-1].capital && p.tokens[k-1].class&(isPreposition|isDeterminer) == 0 {
			return k
		}
		if p.tokens[k-1].class&isDay != 0 {
			return k
		}
	}
	return e
}

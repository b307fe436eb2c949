package claim

// contentEnd returns where what was said from word start ends: at the end of
// its sentence, or where another frame begins.
func (p *page) contentEnd(u unit, start int, how opening) int {
	if how == quoted {
		return p.quotedEnd(u, start)
	}
	for k := start + 1; k < u.last; k++ {
		t := &p.tokens[k]
		if t.quote >= 0 {
			continue
		}
		if t.before&(comma|dash|semicolon|quoteMark|closeParen) == 0 {
			if p.conjoinedFrame(u, k) || p.leavesUnsaid(u, k) {
				return k
			}
			continue
		}
		if p.newFrame(u, start, k) || p.glosses(u, k) {
			return k
		}
	}
	return u.last
}

// glosses tells whether the clause at word k, after a comma, is the outlet's own
// word on what was said: ", which …", ", but …".
func (p *page) glosses(u unit, k int) bool {
	if p.tokens[k].class&isGloss == 0 || p.tokens[k].before&comma == 0 || p.is(k+1, u, isThat) {
		return false
	}
	for i := k + 1; i < u.last && i < k+4; i++ {
		if p.finiteCue(u, i) && p.tokens[k].class&isRelative != 0 {
			return false // ", which he called …": the speaker goes on
		}
	}
	return true
}

// quotedEnd returns where content ends that begins with a quotation: with the
// quotation, or with the clause that goes on after it.
func (p *page) quotedEnd(u unit, start int) int {
	q := p.quotes[p.tokens[start].quote]
	e := min(q.last, u.last)
	if e <= start {
		return min(start+1, u.last)
	}
	for e < u.last {
		t := &p.tokens[e]
		switch {
		case t.quote >= 0 && t.before&(stop|question|exclaim) == 0:
			// the next quotation of a list: `"A" and "B"`
			e = min(p.quotes[t.quote].last, u.last)
		case t.before&(hard&^quoteMark) != 0:
			if t.quote < 0 && !p.goesOn(u, e) {
				return e
			}
			return p.contentEnd(u, e, bare)
		default:
			return p.contentEnd(u, e, bare)
		}
	}
	return e
}

// goesOn tells whether the words after a quotation at word e still belong to
// what was said: `"no", "never" and "not now"`.
func (p *page) goesOn(u unit, e int) bool {
	t := &p.tokens[e]
	if t.before&comma == 0 || t.class&isConjunction == 0 {
		return false
	}
	for i := e; i < u.last && i < e+12; i++ {
		if p.tokens[i].quote >= 0 {
			return true
		}
		if i > e && p.tokens[i].before&hard&^quoteMark != 0 || p.finiteCue(u, i) {
			return false
		}
	}
	return false
}

// newFrame tells whether the clause that begins at word k, after a mark, says
// anew who says something: ", adding that", ", and he said", ", according to".
func (p *page) newFrame(u unit, start, k int) bool {
	if _, n := p.phraseAt(k, u.last, according); n > 0 {
		return true
	}
	if p.lex.free && p.tokens[k].class&isThat != 0 {
		return false // «…, чтобы она отвечала потребностям»
	}
	if !p.lex.free && p.tokens[k].class&isPreposition != 0 && p.withSaying(u, k) {
		return true
	}
	i := k
	for i < u.last && i < k+3 && p.tokens[i].class&(isConjunction|isAdverb|isSubordinator) != 0 {
		i++
	}
	if i >= u.last {
		return false
	}
	if v, _ := p.verbAt(i, u.last); v.form == gerund && v.flags&outletReads == 0 {
		return true
	}
	if i == k && p.tokens[k].class&isRelative != 0 {
		who := &p.tokens[k-1]
		named := who.capital || who.class&(isRole|isRoles|isOrganisation|isDocument|isOutlet) != 0
		return named && k+1 < u.last && p.finiteCue(u, k+1) && p.sayable(k+1, u) // not «те, кто утверждает»
	}
	if i == k && p.tokens[k].before&semicolon == 0 && start < k && !p.statement(stretch{start, k}) {
		return false // "said that during his visit, the minister announced"
	}
	return p.clauseFrame(u, i, 7)
}

// withSaying tells whether a preposition leads to somebody with a participle of
// saying: ", with the governor writing that".
func (p *page) withSaying(u unit, k int) bool {
	for i := k + 2; i < u.last && i < k+lookahead/2 && p.tokens[i].before&hard == 0; i++ {
		if v, _ := p.verbAt(i, u.last); v.form == gerund && v.flags&takesClause != 0 && p.tokens[i].class == 0 {
			return p.named(stretch{k + 1, i})
		}
	}
	return false
}

// clauseFrame tells whether a subject and a verb of saying stand at word i,
// within some words and before any mark.
func (p *page) clauseFrame(u unit, i, words int) bool {
	for j := i; j < u.last && j < i+words; j++ {
		t := &p.tokens[j]
		if t.quote >= 0 || j > i && t.before&hard&^stop != 0 {
			return false
		}
		if t.class&(isThat|isRelative) != 0 && t.class&isSubordinator == 0 {
			return false
		}
		if p.finiteCue(u, j) {
			return j == i && (p.tokens[i-1].class&isConjunction != 0 || t.before&comma != 0) || j > i && p.named(stretch{i, j})
		}
	}
	return false
}

// finiteCue tells whether word i is a finite verb that frames what was said.
func (p *page) finiteCue(u unit, i int) bool {
	v, n := p.verbAt(i, u.last)
	if n == 0 || v.flags&(takesClause|takesQuote|takesPerson|takesObject|takesTo) == 0 {
		return false
	}
	t := &p.tokens[i]
	if t.capital || v.form == gerund || v.form == base || v.flags&(outletReads|believes|byDocument) != 0 && v.flags&takesQuote == 0 {
		return false
	}
	if v.form == present && t.class != 0 && !(i > 0 && p.tokens[i-1].class&isOutlet != 0) {
		return false
	}
	g := p.groupAt(u, i, n)
	return !g.infinitive && !(g.passive && v.form != gerund) && !(g.modal)
}

// sayable tells whether the verb at word i takes a clause or a quotation.
func (p *page) sayable(i int, u unit) bool {
	v, _ := p.verbAt(i, u.last)
	return v.flags&(takesClause|takesPerson) != 0
}

// leavesUnsaid tells whether words begin at the conjunction at word k that tell what
// somebody did not say: "but didn't say what".
func (p *page) leavesUnsaid(u unit, k int) bool {
	if p.lex.free || p.tokens[k].class&isConjunction == 0 || k+2 >= u.last {
		return false
	}
	_, refused := p.phraseAt(k+1, u.last, refusePhrase)
	not, i := refused > 0, k+1+refused
	for ; i < u.last && p.tokens[i].before&hard == 0 && p.tokens[i].class&(isAdverb|isAuxiliary|isNegation|isTo) != 0; i++ {
		not = not || p.tokens[i].class&isNegation != 0
	}
	if v, n := p.verbAt(i, u.last-1); not && n > 0 && v.form == base && v.flags&(takesClause|takesPerson) != 0 {
		return p.tokens[i+n].class&(isWhether|isWhen|isRelative|isThat) != 0
	}
	return false
}

// conjoinedFrame tells whether "and said" or "but insisted" stands at word k
// without a mark before it.
func (p *page) conjoinedFrame(u unit, k int) bool {
	t := &p.tokens[k]
	if t.class&isConjunction == 0 || k+1 >= u.last {
		return false
	}
	i := k + 1
	for i < u.last && p.tokens[i].class&(isAdverb|isDo) != 0 && p.tokens[i].class&isNegation == 0 {
		i++
	}
	if i >= u.last || p.tokens[i].before&hard != 0 {
		return false
	}
	v, _ := p.verbAt(i, u.last)
	if v.form == base && p.tokens[i-1].class&isDo != 0 && v.flags&(takesClause|takesPerson) != 0 {
		return true // "but did tell"
	}
	also := p.lex.free && v.flags&(takesObject|takesQuote) == takesObject|takesQuote // «и призвал»
	if v.flags&(takesClause|takesPerson) == 0 && !also || p.tokens[i].class != 0 {
		return false
	}
	if v.form == gerund {
		return true
	}
	return v.form == past && p.finiteCue(u, i)
}

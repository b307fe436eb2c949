package claim

// opening tells how what was said is joined to its verb.
type opening uint8

// The openings.
const (
	noContent   opening = iota // nothing follows
	afterThat                  // "that …", «что …»
	afterColon                 // ": …"
	quoted                     // a quotation
	bare                       // a clause or an object
	anyQuestion                // "whether …"
)

// lookahead is how many words a frame may hold between its verb and "that".
const lookahead = 18

// complement finds what follows the verb group that ends before word k. It
// returns where the content begins, and where the adverbials of the frame end.
func (p *page) complement(u unit, k int, v verb) (start, frameEnd int, how opening) {
	k = p.skipAdverbials(u, k)
	if k >= u.last {
		return k, k, noContent
	}
	if s, how := p.opens(u, k, v); how != noContent {
		return s, k, how
	}
	g, t := p.tokens[k].before, &p.tokens[k]
	if g&hard&^(quoteMark|stop) != 0 {
		return p.afterParenthesis(u, k, v)
	}
	if p.lex.free {
		if s, how := p.ahead(u, k, v); how != noContent && (how != quoted || v.flags&takesObject == 0) {
			return s, k, how
		}
	}
	addressed := v.flags&takesPerson != 0 && t.class&isPreposition == 0
	if t.class&isPreposition != 0 && v.flags&(takesClause|takesPerson|takesQuote) != 0 || addressed {
		if s, how := p.ahead(u, k, v); how != noContent {
			return s, s, how
		}
		if !addressed && v.flags&takesObject == 0 {
			return k, p.adverbialEnd(u, k), noContent
		}
		k = p.skipAddressee(u, k)
		if k >= u.last || p.tokens[k].before&hard&^quoteMark != 0 {
			return k, k, noContent
		}
		if s, how := p.opens(u, k, v); how != noContent {
			return s, k, how
		}
	}
	return k, k, bare
}

// opens tells whether content begins right at word k.
func (p *page) opens(u unit, k int, v verb) (int, opening) {
	t := &p.tokens[k]
	switch {
	case t.before&colon != 0:
		return k, afterColon
	case t.quote >= 0 && t.before&quoteMark != 0 && v.flags&(takesQuote|takesClause|takesObject|takesPerson) != 0:
		return k, quoted
	case t.class&isThat != 0 && v.flags&(takesClause|takesPerson) != 0 && t.before&hard&^comma == 0 && p.complementiser(u, k):
		if k+1 < u.last && p.tokens[k+1].class&isAuxiliary != 0 && !p.lex.free {
			return k, afterThat // "said that was wrong"
		}
		if k+1 < u.last {
			return k + 1, afterThat
		}
	case (t.class&isWhether != 0 || t.class&isWhen != 0 && v.flags&asks != 0) && (t.before&hard == 0 || p.lex.free && t.before&hard == comma) && v.flags&(takesClause|asks|takesPerson|takesWhether) != 0:
		return k, anyQuestion
	}
	return k, noContent
}

// complementiser tells "said that he" from "said that day".
func (p *page) complementiser(u unit, k int) bool {
	if p.tokens[k].before&comma != 0 && !p.lex.free || k > u.first && p.tokens[k-1].class&(isPreposition|isTo) != 0 && !p.lex.free {
		return false
	}
	return k+1 < u.last && (p.tokens[k+1].class&isDay == 0 || p.tokens[k+1].capital)
}

// skipAdverbials steps over adverbs, weekdays and dates after a verb.
func (p *page) skipAdverbials(u unit, k int) int {
	for k < u.last {
		t := &p.tokens[k]
		if t.quote >= 0 || t.before&hard&^stop != 0 && k > u.first {
			return k
		}
		switch {
		case t.class&isDay != 0, t.class&isAdverb != 0 && t.class&(isPreposition|isWhether|isDeterminer) == 0 && !t.capital:
			k++
		case t.class&isDeterminer != 0 && k+1 < u.last && p.tokens[k+1].class&isOccasion != 0 && p.tokens[k+1].before&hard == 0:
			k += 2 // "this week"
		case t.class&isPreposition != 0 && k+1 < u.last && p.tokens[k+1].class&isDay != 0:
			k += 2
			for k < u.last && p.tokens[k].before&hard == 0 && numeral(p.tokens[k].fold) {
				k++
			}
		default:
			return k
		}
	}
	return k
}

func numeral(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// ahead looks for "that", a colon or a quotation behind adverbials: "said in a
// statement on Monday that".
func (p *page) ahead(u unit, k int, v verb) (int, opening) {
	for i := k; i < u.last && i < k+lookahead; i++ {
		t := &p.tokens[i]
		if i > k {
			if s, how := p.opens(u, i, v); how == afterThat || how == afterColon || how == quoted && (!p.short(t.quote) || v.flags&takesQuote != 0) ||
				how == anyQuestion && p.lex.free && t.before&comma != 0 {
				return s, how
			}
		}
		if i > k && t.before&hard&^stop != 0 || t.class&isAuxiliary != 0 && !t.capital {
			break
		}
		if t.class&isRelative != 0 {
			break
		}
	}
	return k, noContent
}

// afterParenthesis looks for content behind a parenthesis after the verb:
// "said, in an interview with RT, that …".
func (p *page) afterParenthesis(u unit, k int, v verb) (start, frameEnd int, how opening) {
	t := &p.tokens[k]
	if t.before&(comma|dash|openParen) == 0 || v.flags&(takesClause|takesPerson) == 0 {
		return k, k, noContent
	}
	if t.class&(isPreposition|isAdverb) == 0 && t.before&openParen == 0 {
		return k, k, noContent
	}
	for i := k + 1; i < u.last && i < k+lookahead; i++ {
		n := &p.tokens[i]
		if n.before&(comma|dash|closeParen) == 0 {
			if n.before&colon != 0 {
				return i, k, afterColon
			}
			continue
		}
		if n.class&isThat != 0 && i+1 < u.last {
			return i + 1, k, afterThat
		}
		if n.quote >= 0 {
			return i, k, quoted
		}
	}
	return k, k, noContent
}

// adverbialEnd returns where the prepositional phrase at word k ends.
func (p *page) adverbialEnd(u unit, k int) int {
	i := k + 1
	for i < u.last && p.tokens[i].before&hard&^stop == 0 {
		i++
	}
	return i
}

// skipAddressee steps over the one who was told.
func (p *page) skipAddressee(u unit, k int) int {
	if p.tokens[k].class&(isPronoun|isObject) != 0 {
		return k + 1
	}
	np := p.nounPhraseAfter(u, k)
	if np.empty() {
		return k
	}
	// A run of capitals ends the name: "told CNN the plan".
	if p.tokens[k].capital {
		for i := k; i < np.last; i++ {
			if !p.tokens[i].capital && p.tokens[i].class&(isConjunction|isNominal) == 0 {
				return i
			}
		}
	} else {
		for i := k + 1; i < np.last; i++ {
			if p.tokens[i].class&(isDeterminer|isPossessive) != 0 || p.tokens[i].capital && p.tokens[i-1].class&(isRoles|isRole) != 0 {
				return i
			}
		}
	}
	return np.last
}

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
			if n := p.conjoinedFrame(u, k); n {
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
	return p.tokens[k].class&isGloss != 0 && p.tokens[k].before&comma != 0 && !p.is(k+1, u, isThat)
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
		return k+1 < u.last && p.finiteCue(u, k+1) && p.sayable(k+1, u)
	}
	if i == k && p.tokens[k].before&semicolon == 0 && start < k && !p.statement(stretch{start, k}) {
		return false // "said that during his visit, the minister announced"
	}
	return p.clauseFrame(u, i, 7)
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
	if v.form == present && t.class != 0 {
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

// conjoinedFrame tells whether "and said" or "but insisted" stands at word k
// without a mark before it.
func (p *page) conjoinedFrame(u unit, k int) bool {
	t := &p.tokens[k]
	if t.class&isConjunction == 0 || k+1 >= u.last {
		return false
	}
	i := k + 1
	for i < u.last && p.tokens[i].class&isAdverb != 0 {
		i++
	}
	if i >= u.last || p.tokens[i].before&hard != 0 {
		return false
	}
	v, _ := p.verbAt(i, u.last)
	if v.flags&(takesClause|takesPerson) == 0 || p.tokens[i].class != 0 {
		return false
	}
	if v.form == gerund {
		return true
	}
	return v.form == past && p.finiteCue(u, i)
}

package claim

// This file tells what stands beside what: what is set against a negation, what is
// concluded, and where a question begins.

// setAgainst denies words of which one is what another is set against: "the north, not
// | the south, mined the port", "the north rather than | the south".
func (c *chain) setAgainst(at, target int) {
	for i := c.first; i < c.last; i++ {
		own := c.of(i)
		if i == target || own < 0 || !c.hit(i) {
			continue
		}
		opener := c.all[own].opener
		if c.all[own].relation == notClause && own != at && c.negativeHead(opener) && !(opener > c.first && c.hit(opener-1)) {
			c.flip(opener, 1)
			return
		}
		if i > c.first && c.tokens[i-1].class&isNegation != 0 && own != at && c.adversative(c.all[at].opener) {
			c.flip(i-1, 1) // «не паром, | а баржа потоплена»
			return
		}
		for _, q := range c.cuesOf(own, max(c.first, i-longestInstead), i) {
			if q.kind == insteadPhrase && c.governs(q, i) && !c.governs(q, target) && !(q.at > c.first && c.hit(q.at-1)) {
				c.flip(q.at, q.words)
				return
			}
		}
	}
}

// longestInstead is how many words may lead from "rather than" to what is not.
const longestInstead = 5

// contrasted returns the clause that stands on a level with what a "but" at word i
// leads to: "it is not that A, but B" says B as it says the clause around A.
func (c *clauses) contrasted(at, i int) int {
	over := c.all[at].parent
	if over < 0 || c.all[at].relation != thatClause || !c.adversative(i) {
		return at
	}
	for k := c.all[over].opener; k < c.all[at].opener; k++ {
		if c.of(k) != over {
			continue
		}
		if _, n := c.phraseAt(k, c.last, affirmative); n > 0 {
			return at
		}
		if _, n := c.phraseAt(k, c.last, negativePhrase); n > 0 || c.tokens[k].class&isNegation != 0 {
			return over
		}
	}
	return at
}

// adversative tells whether a conjunction sets what follows against a negation:
// "not the north but the south".
func (c *clauses) adversative(i int) bool {
	if _, n := c.phraseAt(max(i-1, c.first), c.last, affirmative, negativePhrase); n > 1 {
		return false // "anything but"
	}
	_, n := c.phraseAt(i, c.last, butPhrase)
	return n > 0
}

// negativeHead tells whether words begin with a negation, after a conjunction.
func (c *clauses) negativeHead(i int) bool {
	if c.tokens[i].class&isConjunction != 0 && i+1 < c.last {
		i++
	}
	if _, n := c.phraseAt(i, c.last, affirmative); n > 0 {
		return false
	}
	return c.tokens[i].class&isNegation != 0
}

// participleOf tells whether a negated participle opens words that end at a mark: «, то
// есть не входящая ни в какие союзы,».
func (c *clauses) participleOf(i, end int) bool {
	if !c.lex.free || c.lex.second {
		return false
	}
	if _, n := c.phraseAt(i, c.last, insertion); n > 0 {
		i += n
	}
	return i+1 < end && end-i <= shortContrast && c.tokens[i].class&isNegation != 0 && c.tokens[i+1].shape&(endsFeminineAdjective|endsOblique) != 0 && !c.finiteWithin(i+1, end)
}

// inserted tells whether word i ends words that are only put in: «то есть».
func (p *page) inserted(i int) bool {
	_, n := p.phraseAt(i-1, len(p.tokens), insertion)
	return n == 2
}

// concludes tells whether a conclusion begins at word i: ", therefore …", "– hence …".
func (c *clauses) concludes(i int) bool {
	if i == c.first {
		return false
	}
	k := i
	if c.tokens[i].class&isConjunction != 0 && i+1 < c.last {
		k++
	} else if c.tokens[i].before&(comma|dash) == 0 {
		return false
	}
	_, n := c.phraseAt(k, c.last, hencePhrase)
	return n > 0 && k+n < c.last
}

// settled tells whether a condition is complete before the mark at word i, though no
// verb was seen in it: «если честно, …», «якщо міст упаде, …».
func (c *clauses) settled(cur, i int) bool {
	cl := &c.all[cur]
	if cl.relation != ifClause {
		return false
	}
	if !c.lex.free {
		return i-cl.opener > 3
	}
	_, n := c.phraseAt(cl.opener, c.last, ifPhrase)
	k := cl.opener + max(1, n)
	return k < i && c.tokens[k].before&hard == 0
}

// questionFrom returns the first word that the question mark behind a stretch asks
// about: what it tells before "…, so why", or before a bracket, it does not ask. It
// returns the end where no question mark stands there.
func (p *page) questionFrom(s stretch) int {
	if s.empty() || p.gapAfter(s.last-1)&question == 0 {
		return s.last
	}
	for i := s.last - 1; i > s.first; i-- {
		before := p.tokens[i].before
		switch {
		case before&(stop|exclaim) != 0 && !p.abbreviates(i-1), before&openParen != 0:
			return i
		case before&(comma|dash|colon) != 0 && p.asksAnew(i, s.last, before&comma != 0):
			return i
		}
	}
	return s.first
}

// upToQuestion returns a stretch up to the first question mark behind word i, which
// stands within one where a headline goes on: "Is it true? What S said".
func (p *page) upToQuestion(s stretch, i int) stretch {
	for k := i + 1; k < s.last; k++ {
		if p.tokens[k].before&question != 0 && p.tokens[k].quote < 0 {
			return stretch{s.first, k}
		}
	}
	return s
}

// asksAnew tells whether a question of its own begins at word i; behind a comma a
// conjunction leads to it: ", so why …".
func (p *page) asksAnew(i, limit int, joined bool) bool {
	k := i
	for k < limit && (p.tokens[k].class&(isConjunction|isAdverb) != 0 || p.hence(k, limit)) {
		k++
	}
	if k == limit || joined && k == i {
		return false
	}
	t := &p.tokens[k]
	switch {
	case t.class&isThat != 0:
		return p.lex.free && k > i && limit-k <= shortQuestion // «и что дальше?»
	case t.class&isWhether != 0:
		return true
	}
	return t.class&(isWhen|isRelative) != 0 && t.class&isSubordinator == 0
}

// shortQuestion is how many words a question has in which "that" is what is asked.
const shortQuestion = 4

// hence tells whether one word at word k draws a conclusion.
func (p *page) hence(k, limit int) bool {
	_, n := p.phraseAt(k, limit, hencePhrase)
	return n == 1
}

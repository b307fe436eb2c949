package claim

import "slices"

// This file reads what stands in a noun phrase of somebody's attitude: "its demand for
// a neutral port", "fears of a war", "security demands". Who tells of it does not state
// it, and who does not answer it does not deny it.

// attitude tells whether a cue is a noun or a verb of what somebody claims, wants or
// fears.
func (q *cue) attitude() bool {
	return q.kind == attitudePhrase || q.kind == speechPhrase || q.kind == 0 && q.verb.form == 0
}

// attitudeVerb returns the verb of an attitude, which nouns stand for too: "demands".
func (c *chain) attitudeVerb(i int) verb {
	if v, n := c.verbAt(i, c.last); n > 0 && !c.nounAt(i) {
		return v
	}
	return verb{flags: takesClause}
}

// held tells whether the words are those of an attitude: they depend on it, or stand
// before it as what it is about.
func (c *chain) held(q cue, target int) bool {
	switch {
	case q.kind == pretextPhrase:
		return true
	case !q.attitude():
		return false
	case q.at < target:
		return c.dependsOn(q.at+q.words, target)
	}
	for i := target + 1; i <= q.at; i++ {
		if c.tokens[i].before&hard != 0 || c.tokens[i].class&(isPreposition|isConjunction|isAuxiliary|isThat|isRelative) != 0 || c.lex.free {
			return false
		}
	}
	return true
}

// dependsOn tells whether word target depends on the noun before word i: no verb and no
// other clause stands between, unless it only says what the noun is: "his argument is".
func (c *chain) dependsOn(i, target int) bool {
	for ; i < target; i++ {
		t := &c.tokens[i]
		if t.before&(semicolon|colon|stop|dash|openParen|closeParen) != 0 || t.class&isBe == 0 && c.finiteAt(i) && !c.describes(i) {
			return false
		}
	}
	return true
}

// describes tells whether what looks like a verb is a participle before its noun: "of a
// mined port".
func (c *chain) describes(i int) bool {
	return (!c.lex.free || c.lex.second) && c.tokens[i].class&isAuxiliary == 0 && c.tokens[i-1].class&(isDeterminer|isPreposition|isPossessive) != 0 && c.tokens[i].before&hard == 0
}

// heldOver takes in the noun that a relative clause is about, or a participle behind one:
// "demands, which include", "lies that they spread, saying that".
func (c *chain) heldOver(at int) {
	for levels := 0; at >= 0 && levels < 2; levels++ {
		opener := c.all[at].opener
		for i := opener - 1; i >= c.first && i >= opener-nounBefore && c.of(i) == c.all[at].parent; i-- {
			kind, n := c.phraseAt(i, c.last, attitudePhrase, speechPhrase, falsePhrase)
			switch {
			case kind == falsePhrase && i+n == opener:
				c.lie = !c.lie
				c.flip(i, n)
				return
			case n > 0 && kind != falsePhrase || c.tokens[i].class&(isNounCue|isClaimNoun) != 0:
				c.told = true
				return
			}
		}
		at = c.all[at].parent
	}
}

// nounBefore is how many words may lead from a noun, or its verb, to a relative clause
// about it.
const nounBefore = 6

// unshared tells whether a negation before the words only says that an attitude is not
// met: "did not answer the demand for …". Who has, sees or shares none denies it.
func (c *chain) unshared(at int, neg cue, target int) bool {
	from := neg.at + neg.words
	if neg.at > target {
		from = c.all[at].opener // «erwähnt die Forderung nach … nicht»
	}
	for i := from; i < target; i++ {
		if _, n := c.phraseAt(i, target, sharedPhrase); n > 0 && c.of(i) == at && !(c.tokens[i].class&isAuxiliary != 0 && c.finiteShape(i+1)) {
			return false
		}
	}
	for _, q := range c.cuesOf(at, from, target) {
		switch {
		case q.kind == 0 && q.verb.flags&(opinion|believes) != 0:
			return false
		case q.attitude():
			return (neg.at > target || q.at > neg.at+c.reachOf(neg)) && c.held(q, target)
		}
	}
	return false
}

// reachOf tells how many words behind a negation may lead to the noun that it denies: none
// behind that of a verb, "not answer demands".
func (c *chain) reachOf(neg cue) int {
	if neg.words == 1 && c.tokens[neg.at].class&isNegation != 0 && c.tokens[neg.at].class&isDeterminer == 0 {
		return 1
	}
	return longestDenied
}

// longestDenied is how many words may lead from a negation to the noun that it denies:
// "no such plans".
const longestDenied = 2

// exceeds tells whether an infinitive of a degree has the words: "too old to be sold".
func (c *chain) exceeds(q cue, target int) bool {
	for i := q.at + q.words; i < target; i++ {
		t := &c.tokens[i]
		switch {
		case t.before&hard == comma && c.lex.second:
			return true // ", um …"
		case t.before&hard&^quoteMark != 0:
			return false
		case t.class&isTo != 0:
			return true
		case c.finiteAt(i):
			return false
		}
	}
	return false
}

// counterfactual tells whether a word that makes a clause unreal does so to the words:
// "would have been sunk"; where the language has one word for it, beside a condition that
// is unreal too: «затопили бы, если бы …».
func (c *chain) counterfactual(q cue) bool {
	if !c.lex.free {
		i := q.at + q.words
		return i < c.last && (c.tokens[i].class&(isBe|isAdverb) != 0 || c.finiteShape(i)) // "would have weapons"
	}
	return slices.ContainsFunc(c.all, func(cl clause) bool {
		if cl.relation != ifClause {
			return false
		}
		_, n := c.phraseAt(cl.opener, c.last, ifPhrase)
		_, k := c.phraseAt(min(cl.opener+n, c.last)-1, c.last, unrealPhrase)
		return k > 0
	})
}

// otherwiseClaimed tells whether somebody only says that there are claims: "there were
// accusations that". Whose they are is not told, and nobody affirms them.
func (c *chain) otherwiseClaimed(at int, all []cue) bool {
	if len(all) == 0 || !all[len(all)-1].attitude() {
		return false
	}
	last := all[len(all)-1].at
	if c.tokens[last].class&isClaimNoun == 0 || slices.ContainsFunc(all, func(q cue) bool { return q.kind == negativePhrase || q.kind == falsePhrase }) {
		return false
	}
	for i := c.all[at].opener; i < last; i++ {
		if c.of(i) == at && c.tokens[i].class&isBe != 0 {
			return true
		}
	}
	return false
}

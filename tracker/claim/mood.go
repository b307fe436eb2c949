package claim

import "slices"

// This file decides whether a verb of speech within a sentence tells of words that
// are only possible: "may soon call them targets", «назвал бы их целью».

// voices tells whether a verb says the words behind it or calls something by
// them, and does nothing else: no promise, no threat, no denial.
func (v *verb) voices() bool {
	says := v.flags&takesClause != 0 && v.flags&takesQuote != 0
	calls := v.flags&takesObject != 0 && v.flags&takesQuote != 0
	return (says || calls) && v.flags&(takesPerson|takesTo|denies|refuses|asks) == 0
}

// perhapsVoiced takes in the mood of a verb of speech that has the words in its
// own clause: "could declare ships legitimate targets". Only somebody voices them:
// "the raid could signal a war".
func (c *chain) perhapsVoiced(at int, q cue) {
	if q.verb.voices() && c.somebody(at, q.at, isHe|isShe|isThey) {
		c.perhaps(at, q)
	}
}

// somebody tells whether a clause names, before word i, one who may speak: a
// name, a role, a body or one of the pronouns.
func (c *chain) somebody(at, i int, pronouns class) bool {
	may := isRole | isRoles | isOrganisation | pronouns
	for k := i - 1; k >= c.first && c.of(k) == at; k-- {
		t := &c.tokens[k]
		switch {
		case t.class&(isAuxiliary|isAdverb|isNegation|isTo) != 0 && !t.capital:
		case c.proper(k) || t.class&may != 0:
			return true
		case !c.lex.free:
			return false // its subject is the nearest noun
		}
	}
	return false
}

// proper tells whether word k is a name and no noun that only opens its sentence.
func (c *chain) proper(k int) bool {
	if !c.tokens[k].capital {
		return false
	}
	if _, n := c.book.nameAt(c.page, k, c.last); n > 0 {
		return true
	}
	return k > c.first || c.capitalWithin(c.tokens[k].key)
}

// perhaps takes in the mood of a verb of speech.
func (c *chain) perhaps(at int, q cue) {
	if q.verb.form == future {
		c.note(&c.unsaid, q.at, q.words)
		return
	}
	if _, n := c.phraseAt(min(q.at+q.words, c.last-1), c.last, unrealPhrase); n > 0 {
		c.note(&c.unsaid, q.at, q.words+n)
		return
	}
	for k := q.at - 1; k >= c.first && c.of(k) == at && k > q.at-5 && c.tokens[k+1].before&hard == 0; k-- {
		t := &c.tokens[k]
		if t.class&isModal != 0 && c.tokens[k+1].class&isNegation == 0 && !(t.capital && k > c.first) {
			if k == c.first || c.tokens[k-1].class&isFirstPerson == 0 {
				c.note(&c.unsaid, k, 1)
			}
			return
		}
	}
}

// neither tells whether the denial at word i is the second of two verbs that leave
// all open: "neither confirmed nor denied", «не подтвердил и не опроверг».
func (p *page) neither(i int) bool {
	k := i - 1
	for k > 0 && p.tokens[k].class&(isConjunction|isNegation) != 0 {
		k--
	}
	if k < 1 || k == i-1 {
		return false
	}
	_, n := p.phraseAt(k-1, k, negativePhrase)
	return (n > 0 || p.tokens[k-1].class&isNegation != 0) && slices.ContainsFunc(p.tokens[k].entry.verbs, func(v verb) bool { return v.flags&denies == 0 })
}

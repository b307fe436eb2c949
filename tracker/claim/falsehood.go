package claim

// This file tells of what a word of falsehood is said: "a lie", "the tale was invented".

// labelledFalse tells whether the label of sentence n is a verdict on it: "Fake: …",
// «Миф 3: …».
func (p *page) labelledFalse(n int) bool {
	u := p.units[n]
	i := u.first + p.verdictAt(u.first, u.last)
	for i > u.first && i < u.last && numeral(p.tokens[i].fold) {
		i++
	}
	return i > u.first && i < u.last && p.tokens[i].before&colon != 0
}

// verdictOnly tells whether sentence n is a label with a verdict: "Rating: false."
func (p *page) verdictOnly(n int) bool {
	u := p.units[n]
	i := p.colonBehind(u, u.first+1)
	return i > 0 && i+p.verdictAt(i, u.last) == u.last
}

// verdictAt returns how many words the verdict at word i has, 0 for none. "No: …" is
// an answer and not one.
func (p *page) verdictAt(i, last int) int {
	kind, n := p.phraseAt(i, last, falsePhrase, verdictPhrase, debunkPhrase)
	if kind == verdictPhrase && p.tokens[i].class&isNegation != 0 {
		return 0
	}
	return n
}

// falseHere tells whether a word of falsehood in the clause of the words is said
// of them.
func (c *chain) falseHere(q cue) bool {
	if c.named != plain {
		return c.named == names
	}
	opens := q.words > 1 && q.at == c.all[c.of(q.at)].opener // «неправильно называть …»
	return opens || q.words >= longFalsehood || c.predicated(q.at)
}

// longFalsehood is how many words of falsehood are a predicate by themselves: «не
// соответствует действительности».
const longFalsehood = 3

// predicated tells whether a word of falsehood at word i is said of its clause:
// "… is a lie", «… — это ложь».
func (c *chain) predicated(i int) bool {
	for k := i; k >= c.first && k > i-5; k-- {
		t := &c.tokens[k]
		if k < i && t.class&isBe != 0 {
			return true
		}
		if k > c.first && t.before&hard != 0 {
			at := c.of(i)
			return c.lex.free && (t.before&dash != 0 || i-k < 2 && c.all[at].relation == thatClause && !c.all[c.all[at].parent].finite) // «мысль, будто …, нелепа»
		}
	}
	return c.lex.free && c.rumoured(i)
}

// rumoured tells whether a clause without a verb is about rumours or claims, of which
// word i is said: «слухи о … беспочвенны».
func (c *chain) rumoured(i int) bool {
	at := c.of(i)
	if at < 0 || c.all[at].finite || i+1 < c.last && c.of(i+1) == at && c.tokens[i+1].before&hard == 0 {
		return false
	}
	for k := c.all[at].opener; k < i; k++ {
		if _, n := c.phraseAt(k, c.last, attitudePhrase); n > 0 && c.of(k) == at {
			return true
		}
	}
	return false
}

// madeUp tells whether what a phrase calls invented is a story, a report or a claim:
// "the tale that … was invented", and not "the ferry was invented".
func (c *chain) madeUp(q cue) bool {
	if c.named != plain {
		return c.named == names
	}
	if !c.lex.free && !c.predicated(q.at) {
		return false // "an invented tale"
	}
	for i := q.at - 1; i >= c.first; i-- {
		if !c.spans(i, q.at) || i > c.first && c.tokens[i-1].class&isPreposition != 0 || i > c.first+1 && c.tokens[i-1].class&isDeterminer != 0 && c.tokens[i-2].class&isPreposition != 0 {
			continue // "in the report …"
		}
		if _, n := c.phraseAt(i, q.at, mediumPhrase); n > 0 || c.tokens[i].class&(isNounCue|isClaimNoun) != 0 {
			return true
		}
	}
	return false
}

// spans tells whether word i stands in the clause of word k, or in the one over it
// that has no verb yet: "the tale that … | was invented".
func (c *chain) spans(i, k int) bool {
	at, own := c.of(i), c.of(k)
	return at >= 0 && (at == own || at == c.all[own].parent && !c.all[at].finite)
}

// errs takes in what is said of those who say the words in relative clause at: "those who
// claim that …, are wrong", «те, кто утверждает, что …, лгут».
func (c *chain) errs(at int) {
	opener := c.all[at].opener
	if c.tokens[opener].class&isRelative == 0 || c.tokens[opener].class&isSubordinator != 0 || len(c.over) < 2 {
		return
	}
	for i := c.over[0].first; i < c.last; i++ {
		if _, n := c.phraseAt(i, c.last, erringPhrase); n > 0 && !c.hit(i) && c.over[0].last <= i+n {
			c.lie = !c.lie
			c.flip(i, n)
			return
		}
	}
}

// refutedBehind takes in what a clause says, behind the one that it has, of its noun:
// «рассказ о том, что …, придуман».
func (c *chain) refutedBehind(at, opener int) {
	for _, q := range c.cuesOf(at, opener, c.last) {
		if q.kind == madeUpPhrase && c.madeUp(q) || q.kind == falsePhrase && c.named == plain && c.finiteWithin(opener, q.at) && c.predicated(q.at) {
			c.lie = !c.lie
			c.flip(q.at, q.words)
			return
		}
	}
}

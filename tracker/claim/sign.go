package claim

import (
	"slices"

	"onset/tracker"
)

// sign is what is done to some words by everything that stands over them: the
// clauses from the root of a claim, or of a sentence, down to the words.
type sign struct {
	denied bool
	asked  bool
	unsaid bool // said by nobody: perhaps, tomorrow, if, in a forgery
	told   bool // somebody says, thinks or demands it, or makes it look so
	lie    bool // it is called false
	reason bool // they tell why: "because …"
	why    []string
	over   []stretch // the words that stand over them, clause by clause
}

// stance is the stance of a sign, to words that are affirmed without it.
func (s *sign) stance() tracker.Stance {
	switch {
	case s.unsaid:
		return tracker.NotSaid
	case s.asked:
		return tracker.Asks
	case s.denied:
		return tracker.Denies
	}
	return tracker.Affirms
}

// under is the stance of words with a sign within a claim of a stance.
func (s *sign) under(outer tracker.Stance) tracker.Stance {
	inner := s.stance()
	switch {
	case outer == tracker.NotSaid || inner == tracker.NotSaid:
		return tracker.NotSaid
	case outer == tracker.Asks || inner == tracker.Asks:
		return tracker.Asks
	case outer == inner:
		return tracker.Affirms
	}
	return tracker.Denies
}

// chain walks from some words up to the root that their sign is composed from.
type chain struct {
	*clauses
	sign
	hit func(int) bool // what a rule matched: what these words do is not done to them
	// someone holds within a claim: what somebody denies to have said they deny.
	// Outside of one it is said by nobody.
	someone bool
	// named is what a claim calls something: words of falsehood there are its sign,
	// unless its verb denies by itself.
	named naming
}

// naming tells what the verb of a claim does with words of falsehood behind it.
type naming uint8

// The namings.
const (
	plain   naming = iota
	names          // "called the story a lie": the lie is the sign
	rejects        // "dismissed the story as a lie": the verb is
)

// signAt composes the sign of word target from the root of a stretch of words
// down to it. Words of skip are left out.
func (p *page) signAt(s, skip stretch, target int, hit func(int) bool, someone bool, n naming) sign {
	c := &chain{clauses: p.clausesOf(s, skip), hit: hit, someone: someone, named: n}
	target = c.headOf(target)
	at := c.of(target)
	if at < 0 {
		return sign{}
	}
	c.own(at, target)
	c.setAgainst(at, target)
	c.climb(at, false)
	return c.sign
}

// headOf returns the word of a matched phrase that its sign is that of: the last one of
// its main clause, "this war, if we help".
func (c *chain) headOf(target int) int {
	head := target
	for i := target - 1; i >= c.first && c.hit(i); i-- {
		if at := c.of(i); at >= 0 && c.of(head) >= 0 && c.depth(at) < c.depth(c.of(head)) {
			head = i
		}
	}
	return head
}

// depth tells how many clauses stand over a clause.
func (c *clauses) depth(at int) int {
	n := 0
	for at = c.all[at].parent; at >= 0; at = c.all[at].parent {
		n++
	}
	return n
}

// climb takes in the clauses over clause at, the nearest first; speech tells
// that the clause says that somebody says something.
func (c *chain) climb(at int, speech bool) {
	for {
		cl := &c.all[at]
		c.over = append(c.over, c.extent(at))
		switch cl.relation {
		case askedClause:
			c.note(&c.asked, cl.opener, 1)
		case ifClause:
			c.note(&c.unsaid, cl.opener, 1)
		case asideClause:
			c.heldOver(at)
			c.errs(at)
			t := &c.tokens[cl.opener]
			c.reason = c.reason || t.class&isSubordinator != 0 && t.class&isRelative == 0
			return
		case cleftClause:
			c.negate(cl.parent, c.cuesOf(cl.parent, c.first, cl.opener), false, false, false)
		}
		if cl.parent < 0 {
			c.unreal(at)
			return
		}
		if cl.relation == thatClause {
			speech = c.governed(cl.parent, cl.opener, speech) || speech
		}
		at = cl.parent
	}
}

// extent returns the words from the first to the last of a clause.
func (c *chain) extent(at int) stretch {
	s := stretch{c.last, c.first}
	for i := c.first; i < c.last; i++ {
		if c.of(i) == at {
			s.first, s.last = min(s.first, i), i+1
		}
	}
	return s
}

// unreal takes in what a main clause beside the root says of all: «Скажи он,
// что …, ему ответили бы».
func (c *chain) unreal(root int) {
	if c.someone {
		return
	}
	for k := range c.all {
		if c.all[k].parent >= 0 {
			continue
		}
		for _, q := range c.cuesOf(k, c.first, c.last) {
			if q.kind == unrealPhrase {
				c.note(&c.unsaid, q.at, q.words)
			}
		}
	}
}

// note sets a part of the sign and keeps the words that did it.
func (c *chain) note(part *bool, i, n int) {
	*part = true
	c.why = append(c.why, c.words(i, min(i+n, c.last)))
}

// flip denies what was affirmed, and the other way round.
func (c *chain) flip(i, n int) {
	d := !c.denied
	c.note(&c.denied, i, n)
	c.denied = d
}

// own takes in the clause that the words stand in.
func (c *chain) own(at, target int) {
	negated, rejected := false, false
	for _, q := range c.cuesOf(at, c.first, c.last) {
		before := q.at < target
		switch {
		case q.kind == negativePhrase:
			if !negated && before && c.forbids(at, q) {
				negated = true // "no state may strengthen …": a norm, of which the words are a part
			}
			if !negated && (before || c.lex.second) && c.unshared(at, q, target) {
				negated, c.told = true, true
				c.note(&c.unsaid, q.at, q.words)
			}
			if !negated && (before && !(q.words == 1 && c.ofPhrase(q.at, target)) || !before && c.predicate(at, target, q.at)) {
				negated = true
				c.flip(q.at, q.words)
			}
		case q.kind == falsePhrase && c.falseHere(q) || q.kind == madeUpPhrase && c.madeUp(q):
			c.lie = !c.lie
			c.flip(q.at, q.words)
		case q.kind == falsePhrase && before && c.tokens[q.at].class&isNegation != 0 && !negated:
			negated = true // "saw no evidence of …"
			c.flip(q.at, q.words)
		case q.kind == excessPhrase && before && c.exceeds(q, target):
			c.flip(q.at, q.words)
		case q.kind == unrealPhrase && c.counterfactual(q), q.kind == preventPhrase && before:
			c.note(&c.unsaid, q.at, q.words)
		case c.held(q, target):
			c.told = true
		case q.kind == insteadPhrase && before && (c.governs(q, target) || c.acts(q.at+q.words) && c.together(q.at, target)):
			c.flip(q.at, q.words)
		case q.kind == dissuadePhrase && before && c.dissuades(q, target):
			c.told = true
			c.flip(q.at, q.words)
		case q.kind == withoutPhrase && before && c.governs(q, target):
			c.flip(q.at, q.words)
		case q.kind == portrayedPhrase && c.portrays(q.at, at):
			c.note(&c.told, q.at, q.words)
		case before && !rejected && (q.kind == refusePhrase || q.kind == retractPhrase || q.kind == 0 && q.verb.flags&(denies|refuses) != 0 && c.inflected(q)):
			rejected, c.told = true, true
			c.flip(q.at, q.words)
		case before && q.kind == 0:
			c.told = c.told || q.verb.demands() || q.verb.voices() && c.is(q.at+q.words, unit{first: c.first, last: target}, isTo) // "claimed to be"
			c.perhapsVoiced(at, q)
		}
	}
}

// governs tells whether a cue governs a word: only words of one noun phrase or a
// verb with its object stand between.
func (c *chain) governs(q cue, target int) bool {
	for i := q.at + q.words; i <= target; i++ {
		t := &c.tokens[i]
		if t.before&hard&^quoteMark != 0 || t.class&(isConjunction|isPreposition|isAuxiliary) != 0 && t.class&isOf == 0 || i > q.at+q.words && c.finiteAt(i) {
			return false
		}
	}
	return true
}

// acts tells whether word i is what somebody does: "instead of selling".
func (c *chain) acts(i int) bool {
	return i < c.last && (c.tokens[i].shape&(endsGerund|endsInfinitive) != 0 || c.tokens[i].class&isTo != 0)
}

// governed takes in a clause that has the words behind it: noun, verb and adverb,
// from the nearest one outwards, and its negation last. It tells whether the
// clause says that somebody says them.
func (c *chain) governed(at, limit int, speech bool) bool {
	all := c.cuesOf(at, c.first, limit)
	c.told = true
	rejected, contradicted, factive, nearest, verbal := false, false, false, true, speech
	for _, q := range slices.Backward(all) {
		switch {
		case q.kind == madeUpPhrase && c.madeUp(q):
			q.kind = falsePhrase
		case q.kind == attitudePhrase:
			q.kind = 0
		}
		switch q.kind {
		case falsePhrase:
			switch {
			case c.named == rejects && c.all[at].parent < 0:
			case verbal && !c.someone:
				c.note(&c.unsaid, q.at, q.words) // false is that it was said
			case !rejected:
				rejected, c.lie = true, !c.lie
				c.flip(q.at, q.words)
			}
		case speechPhrase:
			speech = speech || nearest
		case refusePhrase, retractPhrase:
			c.refuse(speech, q)
		case factivePhrase:
			factive = factive || nearest && !c.byUs(at, q.at)
		case excessPhrase:
			if nearest {
				c.flip(q.at, q.words)
			}
		case dissuadePhrase:
			if k := c.dissuadedFrom(q.at, limit); k > 0 && !rejected {
				rejected = true
				c.flip(q.at, q.words) // "warned against believing that"
			}
		case expectedPhrase:
			if speech {
				c.note(&c.unsaid, q.at, q.words)
			}
		case unrealPhrase:
			if !rejected || q.at == c.first || c.tokens[q.at-1].class&isBe == 0 { // «было бы ошибкой считать»
				c.note(&c.unsaid, q.at, q.words)
			}
		case 0:
			switch f := q.verb.flags; {
			case f&denies != 0 && c.neither(q.at):
				c.note(&c.unsaid, q.at, q.words)
			case f&refuses != 0:
				c.refuse(speech, q)
			case f&denies != 0 && !rejected:
				rejected, contradicted = true, q.verb.contradicts()
				c.flip(q.at, q.words)
			case f&opinion != 0:
			case f&(takesClause|takesPerson|takesQuote) != 0 && nearest:
				speech, verbal = true, verbal || q.verb.form != 0
				c.perhaps(at, q)
			}
		}
		nearest = nearest && (q.kind == affirmative || q.kind == negativePhrase)
	}
	if c.someone && !rejected && c.otherwiseClaimed(at, all) {
		c.note(&c.unsaid, limit, 1)
	}
	c.refutedBehind(at, limit)
	c.negate(at, all, speech && !rejected || contradicted && !c.someone && c.whoNegates(at, all), verbal, factive)
	return speech
}

// refuse takes in a refusal: of saying, or of doing.
func (c *chain) refuse(speech bool, q cue) {
	if speech && !c.someone {
		c.note(&c.unsaid, q.at, q.words)
		return
	}
	c.flip(q.at, q.words)
}

// whoNegates tells whether somebody who may speak stands before the negation of a
// clause: "Sorin did not deny", and not "nobody denies".
func (c *chain) whoNegates(at int, all []cue) bool {
	i := slices.IndexFunc(all, func(q cue) bool { return q.kind == negativePhrase })
	return i >= 0 && c.somebody(at, all[i].at, isHe|isShe|isThey)
}

// negate takes in the negation of a clause that has the words behind it.
// What another one than the speaker did not say is said by nobody.
func (c *chain) negate(at int, all []cue, speech, verbal, factive bool) {
	for _, q := range all {
		if q.kind != negativePhrase {
			continue
		}
		switch {
		case factive:
		case speech && (!c.someone || verbal && c.somebody(at, q.at, 0)):
			c.note(&c.unsaid, q.at, q.words)
		default:
			c.flip(q.at, q.words)
		}
		return // many count as one: «никто никогда не»
	}
}

// nothing is matched by no rule.
func nothing(int) bool { return false }

package claim

// This file finds the words that a sign is composed from, and tells what they are
// said of.

// cue is what a word or a phrase of the tables does to a sign.
type cue struct {
	at, words int
	kind      phraseKind
	verb      verb // where kind is none
}

var signPhrases = []phraseKind{
	affirmative, negativePhrase, falsePhrase, madeUpPhrase, dissuadePhrase, refusePhrase, retractPhrase, factivePhrase, expectedPhrase, portrayedPhrase, insteadPhrase, withoutPhrase, unrealPhrase, speechPhrase, attitudePhrase, pretextPhrase, preventPhrase, excessPhrase,
}

// cuesOf returns the cues of a clause among words [first,last), in order.
func (c *chain) cuesOf(at, first, last int) []cue {
	var out []cue
	for i := first; i < last; i++ {
		if c.of(i) != at {
			continue
		}
		if kind, n := c.phraseAt(i, c.last, signPhrases...); n > 0 {
			if c.hit(i) {
				c.told = c.told || kind == refusePhrase || kind == attitudePhrase
			} else if last := len(out) - 1; kind == refusePhrase && last >= 0 && out[last].kind == negativePhrase && i-out[last].at <= longestDenied {
				out = out[:last] // "does not hesitate to"
			} else {
				q := cue{at: i, words: n, kind: kind}
				if kind == attitudePhrase {
					q.verb = c.attitudeVerb(i)
				}
				out = append(out, q)
			}
			i += n - 1
			continue
		}
		t := &c.tokens[i]
		if c.hit(i) || t.capital && i > c.first || c.interjects(i) {
			continue
		}
		if t.class&isNegation != 0 {
			out = append(out, cue{at: i, words: 1, kind: negativePhrase})
		} else if v, n := c.verbAt(i, c.last); n > 0 && !c.nounAt(i) {
			out = append(out, cue{at: i, words: n, verb: v})
		} else if t.class&(isNounCue|isClaimNoun) != 0 {
			out = append(out, cue{at: i, words: 1, verb: verb{flags: takesClause}})
		}
	}
	return out
}

// interjects tells whether a negation only answers: "No, the bridge will fall".
func (c *chain) interjects(i int) bool {
	return c.tokens[i].class&isNegation != 0 && i+1 < c.last && c.tokens[i+1].before&comma != 0 && (i == c.first || c.tokens[i].before&hard != 0)
}

// nounAt tells whether a word that may be a verb of speech is a noun: "claims" in
// "no truth in claims".
func (c *chain) nounAt(i int) bool {
	return c.tokens[i].class&(isNounCue|isClaimNoun) != 0 && i > c.first && c.tokens[i].before&hard == 0 &&
		c.tokens[i-1].class&(isPreposition|isDeterminer|isPossessive) != 0
}

// inflected tells a verb from a noun of the same form: a base form is one behind
// what an infinitive follows.
func (c *chain) inflected(q cue) bool {
	return q.verb.form != base || q.at > c.first && c.tokens[q.at-1].class&(isAuxiliary|isNegation|isTo) != 0
}

// demands tells whether what a verb takes as its object, or as an infinitive, is
// somebody's: what is demanded, promised, called something.
func (v *verb) demands() bool {
	return v.form != base && (v.flags&takesTo != 0 || v.flags&takesObject != 0 && v.flags&takesQuote != 0)
}

// predicate tells whether a negation behind the words is that of their clause:
// «целью суда не станут», and not of something else behind its verb: «рухнет не
// через год».
func (c *chain) predicate(at, target, neg int) bool {
	if neg+1 < c.last && (c.tokens[neg+1].class&isTo != 0 || c.lex.free && c.tokens[neg+1].class&isPreposition != 0) {
		return false
	}
	for i := c.first; i < neg; i++ {
		if c.of(i) == at && (c.finiteAt(i) && (i+1 != neg || c.carries(i) && !c.finiteAt(min(neg+1, c.last-1))) || i > target && c.tokens[i].class&isConjunction != 0) {
			return false
		}
	}
	return true
}

// carries tells whether the verb at word i is one that a negation stands before,
// and not behind as in "are not": "fights not for land".
func (c *chain) carries(i int) bool { return !c.lex.second && c.tokens[i].class&isAuxiliary == 0 }

// ofPhrase tells whether a negation at word neg is only that of a phrase before the
// words: "a ship with no flag rammed the ferry".
func (c *chain) ofPhrase(neg, target int) bool {
	return neg > c.first && target > neg+2 && c.tokens[neg].class&isDeterminer != 0 && c.tokens[neg-1].class&isPreposition != 0 && c.tokens[neg].before&hard == 0
}

// byUs tells whether the subject of a verb at word i is who speaks: what "we
// don't know" nobody affirms.
func (c *chain) byUs(at, i int) bool {
	for k := max(c.first, i-5); k < i; k++ {
		if c.of(k) == at && c.tokens[k].class&isFirstPerson != 0 {
			return true
		}
	}
	return false
}

// portrays tells whether a word at i tells how something is made to
// look: "is being packaged … as".
func (c *chain) portrays(i, at int) bool {
	for k := i + 1; k < c.last; k++ {
		if c.of(k) == at && c.tokens[k].class&isAs != 0 {
			return true
		}
	}
	return false
}

// together tells whether no mark stands between two words.
func (c *chain) together(i, k int) bool {
	for i++; i <= k; i++ {
		if c.tokens[i].before&hard&^quoteMark != 0 {
			return false
		}
	}
	return true
}

package claim

// This file reads norms: what nobody may do is upheld, and not denied.

// forbids tells whether a clause tells what nobody may, can or has to do, without
// naming that as what a rule matched: «никто не может укреплять свою безопасность за
// счёт других» upholds a norm, and denies nothing.
func (c *chain) forbids(at int, q cue) bool {
	i := q.at + q.words
	if q.at > c.all[at].opener && c.of(q.at-1) == at || i >= c.last {
		return false // "the north may not …": no norm for everybody
	}
	if _, n := c.phraseAt(i, c.last, normPhrase); n > 0 && c.lex.free && c.tokens[q.at].class&isNegation != 0 {
		return false // «не может укреплять север»
	}
	if _, n := c.phraseAt(q.at, c.last, normPhrase); n > 0 {
		i = q.at // «нельзя укреплять»
	}
	for ; i < c.last && i < q.at+q.words+longestNobody && c.of(i) == at; i++ {
		_, n := c.phraseAt(i, c.last, normPhrase)
		if n == 0 {
			continue
		}
		for i += n; i < c.last && c.tokens[i].class&(isTo|isAdverb) != 0; i++ {
		}
		return i < c.last && !c.hit(i)
	}
	return false
}

// longestNobody is how many words may stand between "no" and what nobody may.
const longestNobody = 4

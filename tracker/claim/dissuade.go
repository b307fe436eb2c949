package claim

// This file reads who warns somebody against something: "warned the north against
// closing the harbour". What stands behind the preposition is not to be, whoever is
// warned.

// dissuadedFrom returns the first word behind the preposition that belongs to a verb of
// warning at word i, 0 for none.
func (p *page) dissuadedFrom(i, limit int) int {
	_, n := p.phraseAt(i, limit, dissuadePhrase)
	if n == 0 {
		return 0
	}
	for k := i + n; k+1 < limit && k <= i+n+longestWarned; k++ {
		t := &p.tokens[k]
		if t.before&hard != 0 || t.class&(isThat|isTo|isRelative|isConjunction|isAuxiliary|isAbout) != 0 {
			return 0
		}
		if _, n := p.phraseAt(k, limit, againstPhrase); n > 0 {
			return k + n
		}
	}
	return 0
}

// longestWarned is how many words may name who is warned, and when.
const longestWarned = 6

// dissuades tells whether a verb of warning has a word behind its preposition.
func (c *chain) dissuades(q cue, target int) bool {
	from := c.dissuadedFrom(q.at, c.last)
	return from > 0 && c.governs(cue{at: from - 1, words: 1}, target)
}

// dissuaded files "S warned T against X" as words that say no to X.
func (f *finder) dissuaded(u unit, fr frame) bool {
	from := f.dissuadedFrom(fr.at, u.last)
	if from == 0 || fr.negated || fr.modal {
		return false
	}
	fr.verb.flags = takesObject | denies
	fr.ends, fr.content = from, stretch{from, f.contentEnd(u, from, bare)}
	f.file(fr, "object")
	return true
}

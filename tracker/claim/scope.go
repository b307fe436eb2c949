package claim

// This file cuts a sentence into its clauses, as far as the sign of its words
// needs them: which clause a word stands in, and which clause that one hangs
// on.

// relation tells how a clause hangs on the one before it.
type relation uint8

// The relations.
const (
	mainClause  relation = iota
	thatClause           // what is done by its governor is done to its words
	askedClause          // "whether …"
	ifClause             // holds only perhaps
	asideClause          // relative, causal: stated for itself
	notClause            // ", not X": only its own words are negated
	cleftClause          // "it was not X that …": what is denied of X is denied of it
)

// clause is one clause of a sentence.
type clause struct {
	opener int // its first word
	parent int // index of the clause it hangs on; -1 for none
	relation
	finite bool // a finite verb was seen
	verb   int  // the first of them; -1 for none

	does  stretch // who does that verb, once it was asked for
	asked bool
}

// clauses are the clauses of a stretch of words.
type clauses struct {
	*page
	stretch
	skip  stretch // words of the frame that stands within
	all   []clause
	owner []int16 // clause of each word of the stretch; -1 for skipped ones
}

func (p *page) clausesOf(s, skip stretch) *clauses {
	c := &clauses{page: p, stretch: s, skip: skip, owner: make([]int16, s.len())}
	c.all = append(make([]clause, 0, 4), clause{opener: s.first, parent: -1, verb: -1}) // few have more
	cur := 0
	for i := s.first; i < s.last; i++ {
		if skip.holds(i) {
			c.owner[i-s.first] = -1
			continue
		}
		cur = c.turn(cur, i)
		if cl := &c.all[cur]; cl.verb < 0 && c.finiteAt(i) {
			cl.finite = true
			if !c.nounLike(i) {
				cl.verb = i
			}
		}
		c.owner[i-s.first] = int16(cur)
	}
	return c
}

// sentence returns the clauses of a unit.
func (p *page) sentence(n int) *clauses {
	s := p.units[n].stretch()
	if p.parsed == nil || p.parsed.stretch != s {
		p.parsed = p.clausesOf(s, stretch{})
	}
	return p.parsed
}

// of returns the clause of a word, -1 for words outside.
func (c *clauses) of(i int) int {
	if !c.stretch.holds(i) {
		return -1
	}
	return int(c.owner[i-c.first])
}

// turn returns the clause that word i belongs to, when the word before it
// belongs to clause cur.
func (c *clauses) turn(cur, i int) int {
	t := &c.tokens[i]
	if rel := c.opensAt(i); rel != mainClause {
		if rel == asideClause && c.cleft(cur, i) {
			rel = cleftClause
		}
		if i == c.first {
			return c.open(0, i, rel)
		}
		return c.open(c.governing(cur, i, rel), i, rel)
	}
	switch {
	case i == c.first:
		if c.inverted(i) {
			return c.open(0, i, ifClause)
		}
	case t.before&(semicolon|colon|stop|question|exclaim|lineBreak) != 0 && !c.abbreviates(i-1):
		if t.before&colon != 0 && c.saysBefore(i) {
			return c.open(cur, i, thatClause)
		}
		c.all = append(c.all, clause{opener: i, parent: -1, verb: -1})
		return len(c.all) - 1
	case c.concludes(i):
		return c.beside(0, i)
	case t.before&(comma|dash|openParen|closeParen) != 0:
		return c.resume(cur, i)
	case c.bareAt(i):
		return c.open(cur, i, thatClause)
	case c.closesRelative(cur, i):
		return c.all[cur].parent
	case t.class&isConjunction != 0 && (c.all[cur].finite && c.finiteWithin(i+1, c.segment(i)) || c.adversative(i)):
		return c.beside(c.contrasted(cur, i), i)
	}
	return cur
}

// opensAt tells which kind of dependent clause word i opens; mainClause for
// none.
func (c *clauses) opensAt(i int) relation {
	t := &c.tokens[i]
	apart := i == c.first || t.before&hard != 0
	if c.inPhrase(i) {
		return mainClause
	}
	if kind, n := c.phraseAt(i, c.last, whetherPhrase, ifPhrase); n > 0 {
		switch {
		case kind == ifPhrase && i > c.first && c.tokens[i-1].class&(isModal|isTo|isDo) != 0:
			// "he could imagine"
		case kind == ifPhrase && c.asksBefore(i):
			return askedClause
		case kind == ifPhrase:
			return ifClause
		case apart || !c.lex.free:
			return askedClause
		}
	}
	switch {
	case apart && c.particleWithin(i):
		return askedClause
	case t.class&isThat != 0 && i+1 < c.last:
		return c.thatAt(i)
	case t.class&isRelative != 0 && i > c.first && t.class&isSubordinator == 0 && !c.hyphened(i):
		return asideClause
	case t.class&isWhether != 0 && t.class&isSubordinator != 0 && i > c.first:
		return thatClause // "explained why"
	case t.class&isSubordinator != 0 && t.class&isConjunction == 0:
		if c.lex.free && apart || !c.lex.free && c.finiteWithin(i+1, c.segment(i)) && (t.class&isPreposition == 0 || c.clauseAt(unit{first: c.first, last: c.last}, i+1, true)) {
			return asideClause
		}
	}
	return mainClause
}

// inPhrase tells whether word i goes on with a phrase: "as though", «мало кто верит».
func (c *clauses) inPhrase(i int) bool {
	if i == c.first {
		return false
	}
	_, n := c.phraseAt(i-1, c.last, ifPhrase, affirmative, negativePhrase)
	return n > 1
}

// hyphened tells whether a hyphen joins word i to the next: «кто-то» opens nothing.
func (p *page) hyphened(i int) bool {
	return i+1 < len(p.tokens) && p.raw[p.tokens[i].end:p.tokens[i+1].start] == "-"
}

// thatAt tells a "that" which opens what is said from one that opens a
// relative clause, and from a pronoun.
func (c *clauses) thatAt(i int) relation {
	t := &c.tokens[i]
	if c.lex.free {
		if i == c.first || t.before&hard != 0 || c.tokens[i-1].class&(isConjunction|isOf) != 0 {
			return thatClause
		}
		return mainClause
	}
	if i == c.first {
		if c.clauseAt(unit{first: c.first, last: c.last}, i+1, false) {
			return thatClause
		}
		return mainClause
	}
	prev, next := &c.tokens[i-1], &c.tokens[i+1]
	if prev.class&isPreposition != 0 && prev.class&isSubordinator == 0 {
		return mainClause
	}
	if len(prev.entry.verbs) == 0 && prev.class&isNounCue == 0 && (next.class&isAuxiliary != 0 || c.finiteAt(i+1)) {
		return asideClause // "troops that do not leave"
	}
	return thatClause
}

// bareAt tells whether a clause opens at word i that its verb has without
// "that": "said the port was mined".
func (c *clauses) bareAt(i int) bool {
	if c.lex.free || i == c.first || c.tokens[i].before&hard != 0 || c.tokens[i].class&isObject != 0 && c.tokens[i].class&(isPossessive|isIt) == 0 {
		return false // "if you ask me"
	}
	v, n := c.verbAt(i-1, c.last)
	return n == 1 && (v.form == base && c.tokens[i-1].class&isNoun == 0 || c.finiteAt(i-1)) && v.flags&(takesClause|opinion) != 0 && c.clauseAt(unit{first: c.first, last: c.last}, i, true)
}

// governing returns the clause that a dependent clause hangs on which opens at
// word i: "said that A and that B" has both on the same.
func (c *clauses) governing(cur, i int, rel relation) int {
	if c.all[cur].relation == notClause {
		cur = c.all[cur].parent
	}
	if c.all[cur].relation == rel && rel != asideClause && c.tokens[i-1].class&isConjunction != 0 && c.of(i-1) == cur {
		return c.all[cur].parent
	}
	if rel == thatClause && c.insertion(cur, i) {
		return c.governing(c.all[cur].parent, i, rel)
	}
	return cur
}

func (c *clauses) open(parent, i int, rel relation) int {
	c.all = append(c.all, clause{opener: i, parent: parent, relation: rel, verb: -1})
	return len(c.all) - 1
}

// beside opens a clause that hangs where clause cur hangs.
func (c *clauses) beside(cur, i int) int {
	return c.open(c.all[cur].parent, i, c.all[cur].relation)
}

// carrying returns the nearest clause over cur, itself included, that goes on
// after a comma: asides, conditions and questions end there.
func (c *clauses) carrying(cur int) int {
	for c.all[cur].parent >= 0 && c.all[cur].relation != thatClause {
		cur = c.all[cur].parent
	}
	return cur
}

// resume returns the clause that goes on after a comma or a dash: the one that
// was interrupted, the same one, or a new one beside it.
func (c *clauses) resume(cur, i int) int {
	end := c.segment(i)
	if c.adversative(i) && !c.negativeHead(i) || c.tokens[i].class&isConjunction != 0 && c.finiteWithin(i, end) {
		return c.beside(c.contrasted(c.carrying(cur), i), i)
	}
	if c.participle(i) {
		return c.open(cur, i, asideClause)
	}
	if p := c.participleOf(i, end); p || !c.finiteWithin(i, end) {
		switch {
		case p:
			return c.open(cur, i, notClause)
		case c.negativeHead(i) && end-i <= shortContrast:
			return c.open(cur, i, notClause)
		case c.all[cur].relation == notClause:
			return c.all[cur].parent
		}
		return cur
	}
	if !c.all[cur].finite && c.all[cur].relation != notClause && !c.settled(cur, i) {
		return cur
	}
	for a := c.all[cur].parent; a >= 0; a = c.all[a].parent {
		if !c.all[a].finite {
			return a
		}
	}
	return c.beside(c.carrying(cur), i)
}

// participle tells whether a participle begins the words at word i, where the
// verb needs a subject before it: ", asked whether …,".
func (c *clauses) participle(i int) bool {
	if c.lex.free {
		return false
	}
	for _, v := range c.tokens[i].entry.verbs {
		if v.form == past || v.form == part || v.form == gerund {
			return c.tokens[i].before&comma != 0
		}
	}
	return false
}

// shortContrast is how many words ", not X" may have.
const shortContrast = 8

// segment returns where the words end that begin at word i and that no mark
// and no opener of a clause interrupts.
func (c *clauses) segment(i int) int {
	for j := i + 1; j < c.last; j++ {
		if c.skip.holds(j) || c.tokens[j].before&hard&^quoteMark != 0 || c.tokens[j].class&(isThat|isRelative|isConjunction) != 0 {
			return j
		}
	}
	return c.last
}

func (c *clauses) finiteWithin(first, last int) bool {
	for i := first; i < last; i++ {
		if c.finiteAt(i) {
			return true
		}
	}
	return false
}

// finiteAt guesses whether a word is a finite verb, or stands for one.
func (c *clauses) finiteAt(i int) bool {
	t := &c.tokens[i]
	switch {
	case i > c.first && c.inserted(i):
		return false
	case t.class&isAuxiliary != 0:
		return !(i > c.first && (t.capital || c.tokens[i-1].class&isTo != 0 && t.class&isModal == 0)) // "to be"
	case t.capital || t.class&isNoun != 0 || len(t.fold) < 2:
		return false
	case c.lex.free && i > c.first && len(t.fold) > 6 && t.shape&endsPredicate != 0:
		return true
	}
	return i > 0 && c.finiteShape(i)
}

// asksBefore tells whether a verb of asking stands before word i: "asked if".
func (c *clauses) asksBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-6 && c.tokens[k+1].before&hard == 0; k-- {
		for _, v := range c.tokens[k].entry.verbs {
			if v.flags&asks != 0 {
				return true
			}
		}
	}
	return false
}

// particleWithin tells whether the clause at word i is a question by a particle
// in its second place: «станут ли войска целью».
func (c *clauses) particleWithin(i int) bool {
	if !c.lex.free {
		return false
	}
	for k := i + 1; k < c.last && k < i+4 && c.tokens[k].before&hard&^quoteMark == 0; k++ {
		if _, n := c.phraseAt(k-1, c.last, negativePhrase); n > 1 {
			continue // «вряд ли»
		}
		if _, n := c.phraseAt(k, c.last, whetherPhrase); n > 0 && c.tokens[k].class&isConjunction == 0 {
			return true
		}
	}
	return false
}

// inverted tells whether a sentence opens a condition with its verb: "Had Lavrov
// said that, …", «Скажи Лавров, что …».
func (c *clauses) inverted(i int) bool {
	if _, n := c.phraseAt(i, c.last, invertedIf); n == 0 || c.gapAfter(c.last-1)&question != 0 {
		return false
	}
	for k := i + 2; k < c.last; k++ {
		if c.tokens[k].before&comma != 0 {
			return true
		}
	}
	return false
}

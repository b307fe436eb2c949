package claim

import "slices"

// This file tells relative clauses from what looks like them, and where they end.

// cleft tells whether the relative clause at word i tells of what clause cur picks
// out: "it was not the north that …".
func (c *clauses) cleft(cur, i int) bool {
	k := c.all[cur].opener
	if k < i && c.tokens[k].class&isThat != 0 {
		k++
	}
	return !c.lex.free && k+1 < i && c.tokens[k].class&isIt != 0 && c.tokens[k+1].class&isBe != 0 && c.tokens[i].before&hard == 0
}

// closesRelative tells whether the verb at word i is that of the clause around a
// relative clause that no comma ends: "those who did not vote | would pay".
func (c *clauses) closesRelative(cur, i int) bool {
	cl := &c.all[cur]
	if c.lex.free || cl.relation != asideClause || cl.parent < 0 || !cl.finite || c.all[cl.parent].finite || c.tokens[cl.opener].class&isRelative == 0 || c.tokens[cl.opener].before&hard != 0 || !c.finiteAt(i) && !c.presentAt(i) {
		return false
	}
	return c.tokens[i-1].class&(isAuxiliary|isTo|isConjunction|isAdverb|isNegation) == 0
}

// presentAt tells whether the tables have word i as a verb in the present: "doubts".
func (c *clauses) presentAt(i int) bool {
	return slices.ContainsFunc(c.tokens[i].entry.verbs, func(v verb) bool { return v.form == present && len(v.tail) == 0 })
}

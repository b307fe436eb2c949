package claim

// This file finds what a clause hangs on over something put in between, and over a
// colon.

// insertion tells whether clause cur is only put in between what governs the
// clause at word i and that clause: ", as Rudin does, that …".
func (c *clauses) insertion(cur, i int) bool {
	cl := &c.all[cur]
	if cl.relation != asideClause || cl.parent < 0 || c.tokens[i].before&comma == 0 {
		return false
	}
	if c.tokens[cl.opener].class&isAs != 0 {
		return true
	}
	for k := cl.opener; k < i; k++ {
		if v, n := c.verbAt(k, c.last); n > 0 && c.of(k) == cur && v.flags&(takesClause|opinion|believes|takesPerson) != 0 {
			return false
		}
	}
	return true
}

// saysBefore tells whether a verb of saying leads to the colon before word i.
func (c *clauses) saysBefore(i int) bool {
	for k := i - 1; k >= c.first && k > i-6 && c.of(k) == c.of(i-1); k-- {
		if v, n := c.verbAt(k, i); n > 0 && !c.tokens[k].capital && v.flags&takesClause != 0 && v.flags&takesQuote != 0 {
			return c.tokens[min(k+n, i-1)].class&isIt == 0 // not "say it again: …"
		}
	}
	return false
}

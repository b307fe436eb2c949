package claim

// This file finds the subject of each clause of a sentence, and whose verb a participle
// or a verb without a subject is.

// subject returns the noun phrase that does the finite verb of clause k, or nothing.
func (c *clauses) subject(k int) stretch {
	cl := &c.all[k]
	if !cl.asked {
		cl.does, cl.asked = c.findSubject(cl.verb), true
	}
	return cl.does
}

// findSubject returns the noun phrase that does the verb at word v, or nothing.
func (c *clauses) findSubject(v int) stretch {
	if v < 0 {
		return stretch{}
	}
	u := unit{first: c.first, last: c.last}
	g := c.groupAt(u, v, 1)
	s, how := c.page.subjectOf(u, g)
	if how == own && !s.empty() && c.named(s) && !c.opensAside(s) {
		return s
	}
	if c.lex.free {
		return c.subjectWithin(g.last, c.last)
	}
	return stretch{}
}

// nounLike tells whether what looks like a finite verb at word i is rather a noun: "the
// Kremlin officials", "Western penalties,".
func (c *clauses) nounLike(i int) bool {
	t := &c.tokens[i]
	if len(t.entry.verbs) > 0 || t.class&(isAuxiliary|isFinite) != 0 || t.shape&(endsFinite|endsPredicate) != 0 {
		return false
	}
	return t.class&(isRole|isRoles|isOrganisation|isOutlet|isDocument) != 0 || i+1 >= c.last || c.tokens[i+1].before&hard != 0
}

// leansOn returns the clause that clause k takes its subject from where it has none of
// its own: that of whoever says it, for a verb of saying that a conjunction joins to what
// is said; the one before it beside it; the one around it; -1 for none.
func (c *clauses) leansOn(k int) int {
	cl := &c.all[k]
	if !c.participial(k) && !(cl.relation == thatClause && c.says(k)) {
		for j := k - 1; j >= 0; j-- {
			if c.all[j].parent == cl.parent && c.all[j].relation == cl.relation {
				return j
			}
		}
	}
	return cl.parent
}

// participial tells whether clause k begins with a participle, so that its finite verbs
// are those of others: ", saying he had left", "before claiming that".
func (c *clauses) participial(k int) bool {
	cl := &c.all[k]
	if cl.relation != asideClause || cl.opener <= c.first {
		return false
	}
	at := cl.opener
	if t := &c.tokens[at]; t.class&isSubordinator != 0 && at+1 < c.last {
		v, n := c.verbAt(at+1, c.last)
		return n > 0 && (v.form == gerund || v.form == part)
	}
	return c.participle(at)
}

// says tells whether clause k has a finite verb of saying.
func (c *clauses) says(k int) bool {
	u := unit{first: c.first, last: c.last}
	for i := c.all[k].opener; i < c.last && c.of(i) == k; i++ {
		if c.finiteCue(u, i) {
			return true
		}
	}
	return false
}

// leading finds who does the verb of a chained frame: the claim before it that is told
// by the clause it leans on (-1 for none), or the subject of that clause. A participle behind a comma
// leans on no relative clause and on nothing that is only said.
func (r *Reading) leading(p *page, fr *frame) (claim int, subject stretch) {
	c := p.sentence(fr.unit)
	k := c.of(fr.at)
	if k < 0 {
		return -1, stretch{}
	}
	for aside := c.participial(k); k >= 0; k = c.leansOn(k) {
		if i := r.madeIn(c, k, fr); i >= 0 {
			return i, stretch{}
		}
		if c.participial(k) || aside && c.all[k].relation != mainClause && !c.says(k) || c.all[k].verb > fr.at {
			continue
		}
		if s := c.subject(k); !s.empty() {
			return -1, s
		}
	}
	return -1, stretch{}
}

// madeIn returns the last claim before a frame whose speaker does a verb in clause k of
// its sentence, -1 where there is none.
func (r *Reading) madeIn(c *clauses, k int, fr *frame) int {
	for i := len(r.made) - 1; i >= 0; i-- {
		m := &r.made[i]
		if m.page != c.page || m.frame.unit != fr.unit {
			break
		}
		if m.frame.verb.form != 0 && m.frame.sieve != "by" && m.frame.at < fr.at && c.of(m.frame.at) == k && !m.frame.does().empty() {
			return i
		}
	}
	return -1
}

// standing tells whether words are the subject of the clause in which the verb of a frame
// stands, and whether they stand in another clause.
func (p *page) standing(fr *frame, s stretch) (subject, elsewhere bool) {
	if fr.verb.form == 0 || s.empty() {
		return false, false
	}
	c := p.framed
	if c == nil || c.skip != fr.content || !c.stretch.holds(fr.at) {
		c = p.sentence(fr.unit)
	}
	k := c.of(fr.at)
	if k < 0 {
		return false, false
	}
	does := c.subject(k)
	if s.first >= fr.cue.last && s.first <= fr.cue.last+2 {
		return does.empty() || does.overlaps(s), false // "said S"
	}
	subject = does.overlaps(s)
	return subject, !subject && c.of(s.first) != k
}

// does returns the words for who does the verb of a frame, or nothing.
func (f *frame) does() stretch {
	if f.link == chained {
		return f.leader
	}
	return f.subject
}

package claim

// This file finds those whose words somebody is told or hears: whoever is told is not
// the speaker, whom a preposition names is.

// byAgent takes "T was told by S that X" and "T heard from S that X".
func (f *finder) byAgent(u unit, g group, fr frame, leads class) {
	np := f.agentOf(u, g, leads)
	if np.empty() || !f.named(np) {
		return
	}
	if fr.verb.flags&hears != 0 {
		fr.verb.flags |= takesClause
	}
	start, end, how := f.complement(u, max(np.last, g.last), fr.verb)
	fr.subject, fr.begins, fr.ends, fr.sieve = np, min(g.first, np.first), max(end, np.last, g.last), "by"
	switch {
	case how == afterThat, how == quoted, how == afterColon, how == bare && f.bareTold(u, fr.verb, start):
		fr.content = stretch{start, f.contentEnd(u, start, how)}
	case how == noContent:
		f.toldAround(u, g, &fr)
	}
	if !fr.content.empty() {
		f.file(fr, "by")
	}
}

// bareTold tells whether a clause without "that" is what somebody was told: "was told
// by S the mine had flooded".
func (f *finder) bareTold(u unit, v verb, start int) bool {
	return !f.lex.free && v.flags&(hears|takesPerson) != 0 && f.clauseAt(u, start, true)
}

// toldAround gives a frame the clause around it: "as T heard from S, X", "X, T learnt
// from S".
func (f *finder) toldAround(u unit, g group, fr *frame) {
	if f.tokens[u.first].class&isAs != 0 && fr.ends < u.last && f.tokens[fr.ends].before&comma != 0 {
		fr.sieve, fr.begins, fr.content = "as", u.first, stretch{fr.ends, f.contentEnd(u, fr.ends, bare)}
		return
	}
	if s, link := f.subjectOf(u, g); link == own {
		fr.begins = min(s.first, fr.begins)
	}
	if f.behindStatement(u, fr) && f.tokens[fr.begins].before&comma != 0 {
		fr.content, fr.follows = f.before(u, fr.begins), true
	}
}

// agentReach is how many words may stand between a verb and whom its words are from.
const agentReach = 6

// agentOf returns whom a preposition of a class names behind a verb, or, where the
// order is free, at the head of its sentence.
func (f *finder) agentOf(u unit, g group, leads class) stretch {
	for k := g.last; k+1 < u.last && k < g.last+agentReach && f.tokens[k].before&hard == 0; k++ {
		if f.tokens[k].class&leads != 0 {
			return f.nounPhraseAfter(u, k+1)
		}
	}
	if first := u.first; f.lex.free && f.tokens[first].class&leads != 0 && first+1 < g.first && f.tokens[first+1].capital {
		return stretch{first + 1, min(f.nameEnd(first+1), g.first)}
	}
	return stretch{}
}

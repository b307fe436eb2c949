package claim

// This file finds those whom somebody else quotes: "the Herald quoted S as
// saying", "L accused S of claiming", «цитирует газета S», «со ссылкой на S».
// Whoever quotes only passes the words on.

// longestCited is how many words may name the one who is quoted.
const longestCited = 12

// cited takes the verb of a group whose object is who said it. It returns false
// where the verb quotes nobody.
func (f *finder) cited(u unit, g group, v verb) bool {
	if g.passive || v.form == base && !g.auxiliary {
		return false
	}
	if f.lex.free {
		return f.citedFree(u, g, v)
	}
	at, s := f.citedSaying(u, g)
	if at < 0 {
		return false
	}
	said, n := f.verbAt(at, u.last)
	fr := frame{sieve: "cited", verb: said, at: at, cue: stretch{at, at + n}, subject: s, begins: g.first, alleged: v.flags&accuses != 0, negated: g.negated, modal: g.modal}
	if by, how := f.subjectOf(u, g); how == own {
		fr.via, fr.begins = []relay{{by, own}}, by.first
	} else if how == chained {
		fr.via = []relay{{link: chained}}
	}
	start, end, how := f.complement(u, fr.cue.last, said)
	fr.ends = max(end, fr.cue.last)
	f.taken = at
	if how == noContent || start >= u.last || how == bare && f.parenthetical(u, start) {
		f.postposed(u, &fr, start, noContent)
		return true
	}
	fr.content = stretch{start, f.contentEnd(u, start, how)}
	fr.ends = start
	f.file(fr, "cited")
	return true
}

// citedSaying finds the participle of saying behind a verb, "as saying", "of
// claiming", "telling", and who says it; -1 where there is none.
func (f *finder) citedSaying(u unit, g group) (int, stretch) {
	for k := g.last; k < u.last && k < g.last+longestCited; k++ {
		t := &f.tokens[k]
		if t.quote >= 0 || t.before&hard&^(stop|comma) != 0 || t.class&(isThat|isAuxiliary) != 0 && !t.capital {
			break
		}
		v, n := f.verbAt(k, u.last)
		if n == 0 || v.form != gerund || v.flags&(takesClause|takesPerson|believes) == 0 || k == g.last {
			continue
		}
		e := k
		if p := &f.tokens[k-1]; p.class&(isAs|isOf) != 0 {
			e--
		} else if t.before&comma != 0 {
			break // "accused L of lying, insisting that": the accuser insists
		}
		if s := (stretch{g.last, e}); !s.empty() && f.named(s) && f.tokens[s.first].class&isPossessive == 0 {
			return k, s
		}
		break
	}
	return -1, stretch{}
}

// citedFree takes «цитирует «Вестник» Сорина», «приводит ТАСС слова Сорина»,
// «Ленц процитировала Сорина: …».
func (f *finder) citedFree(u unit, g group, v verb) bool {
	begins, whose, by := f.citedBefore(u, g)
	if whose.empty() {
		whose, by = f.citedObject(u, g)
		begins = g.first
	}
	if whose.empty() {
		return false
	}
	fr := frame{sieve: "cited", verb: v, at: g.last - 1, cue: stretch{g.first, g.last}, subject: whose, begins: begins, ends: max(whose.last, g.last), negated: g.negated, modal: g.modal}
	if by.empty() {
		if s, how := f.subjectOf(u, g); how == own {
			by, fr.begins = s, min(s.first, g.first)
		}
	}
	if !by.empty() {
		fr.via = []relay{{by, own}}
		fr.ends = max(fr.ends, by.last)
	}
	k := fr.ends
	for k < u.last && f.tokens[k].before&(colon|quoteMark) == 0 && f.tokens[k].class&isThat == 0 && k < fr.ends+longestCited {
		k++
	}
	switch {
	case v.flags&accuses == 0 && fr.begins > u.first && f.tokens[fr.begins].before&(comma|dash|quoteMark|question|exclaim) != 0 && f.statement(f.before(u, fr.begins)):
		fr.content, fr.follows = f.before(u, fr.begins), true
	case v.flags&accuses != 0 && !f.saysAt(u, k+1):
		return false // «обвинил Сорина в том, что шахта брошена»: that is what the accuser says
	case k < u.last && f.tokens[k].class&isThat != 0 && k+1 < u.last:
		fr.content = stretch{k + 1, f.contentEnd(u, k+1, afterThat)}
	case k < u.last && (f.tokens[k].before&colon != 0 || f.tokens[k].quote >= 0):
		fr.content = stretch{k, f.contentEnd(u, k, openingAt(&f.tokens[k]))}
	default:
		return false
	}
	f.file(fr, "cited")
	return true
}

// saysAt tells whether the clause at word k opens with somebody's saying: «он
// сказал, будто».
func (f *finder) saysAt(u unit, k int) bool {
	for i := k; i < u.last && i < k+4 && f.tokens[i].before&hard == 0; i++ {
		if v, n := f.verbAt(i, u.last); n > 0 && v.flags&takesClause != 0 {
			return true
		}
	}
	return false
}

// citedBefore returns whose words stand before the verb of a free language that quotes
// them, where they begin, and who quotes them behind it: «слова S приводит ТАСС», «его
// слова».
func (f *finder) citedBefore(u unit, g group) (begins int, whose, by stretch) {
	k := g.first - 1
	for k > u.first && f.tokens[k].class&isSpeechNoun == 0 && f.tokens[k].before&hard&^quoteMark == 0 {
		k--
	}
	if k < u.first || f.tokens[k].class&isSpeechNoun == 0 || f.tokens[g.first].before&hard != 0 {
		return 0, stretch{}, stretch{}
	}
	begins, whose, by = k, stretch{k + 1, g.first}, f.nounPhraseAfter(u, g.last)
	if whose.empty() && k > u.first && f.tokens[k-1].class&isPossessive != 0 {
		begins, whose = k-1, stretch{k - 1, k}
	} else if !whose.empty() && !f.named(whose) {
		whose = stretch{}
	}
	if by.empty() {
		return 0, stretch{}, by // «слова S приводят к войне»
	}
	return begins, whose, by
}

// citedObject returns whose words a verb of a free language quotes, and who
// quotes them where that one stands behind the verb.
func (f *finder) citedObject(u unit, g group) (whose, by stretch) {
	before := g.first > u.first && f.tokens[g.first].before&hard == 0
	for k := g.last; k < u.last && k < g.last+longestCited; k++ {
		t := &f.tokens[k]
		if t.before&hard&^quoteMark != 0 || t.class&isThat != 0 {
			break
		}
		switch {
		case t.class&isPossessive != 0 && k+1 < u.last && t.class&(isHe|isShe|isThey) != 0:
			return stretch{k, k + 1}, by
		case t.class&(isNounCue|isSpeechNoun) != 0 && k+1 < u.last && f.tokens[k+1].before&hard&^quoteMark == 0 && (f.tokens[k+1].capital || f.tokens[k+1].class&(isRole|isRoles) != 0 || f.oblique(k+1)):
			return f.beforeOutlet(f.nounPhraseAfter(u, k+1), by)
		case t.quote >= 0 && !f.short(t.quote):
			return whose, by
		case !t.capital && t.class&(isRole|isRoles) == 0 || t.class&isPreposition != 0:
		case !before && by.empty() && (t.quote >= 0 || t.class&isOutlet != 0 || f.foreign(k, g.first) || f.nominative(k)):
			for by.first, by.last = k, k+1; by.last < u.last && (f.tokens[by.last].quote >= 0 && f.tokens[by.last].quote == t.quote || t.quote < 0 && f.foreign(by.last, g.first)); by.last++ {
			}
			k = by.last - 1
		default:
			return f.beforeOutlet(f.nounPhraseAfter(u, k), by)
		}
	}
	return whose, by
}

// foreign tells whether word i stands in Latin letters and the verb of its clause does
// not, as the names of outlets do: «цитирует | Reuters».
func (p *page) foreign(i, verb int) bool {
	const latin = 'z'
	return p.tokens[i].fold[0] <= latin && p.tokens[verb].fold[0] > latin && p.tokens[i].before&hard == 0
}

// beforeOutlet parts who is quoted from the outlet behind: «главу порта Горта |
// газета «Речник»».
func (f *finder) beforeOutlet(s, by stretch) (_, _ stretch) {
	for i := s.first + 1; by.empty() && i < s.last; i++ {
		if t := &f.tokens[i]; (t.class&isOutlet != 0 || t.class&(isOrganisation|isDocument) != 0 && !t.capital) && !f.oblique(i) || t.quote >= 0 {
			if t.quote < 0 && f.raw[t.start-1] == '-' {
				i-- // «пресс-служба»
			}
			return stretch{s.first, i}, stretch{i, s.last}
		}
	}
	return s, by
}

// mergeCitations gives the words that an outlet tells to whom it cites: «ТАСС
// сообщает со ссылкой на S, что …», "…, the Herald reported, citing S".
func (f *finder) mergeCitations(frames []frame) []frame {
	kept := frames[:0]
	for i := range frames {
		c := &frames[i]
		if c.citing && (f.citedBy(frames, c) || !f.lex.free) {
			continue // "citing Exodus": nobody says that they do
		}
		kept = append(kept, *c)
	}
	return kept
}

// citesAt tells whether a phrase at word i cites somebody. A verb that is good for
// more, "referring to", does only where an outlet stands in its sentence.
func (f *finder) citesAt(u unit, i int) bool {
	if _, n := f.phraseAt(i, u.last, citingPhrase); n == 0 {
		return false
	}
	v, n := f.verbAt(i, u.last)
	return n == 0 || v.flags&(takesObject|cites) != takesObject || f.holds(u.stretch(), isOutlet)
}

// citedBy lets the frame of an outlet that cites somebody be that one's.
func (f *finder) citedBy(frames []frame, c *frame) bool {
	for j := range frames {
		o := &frames[j]
		if o.citing || o.link != own || o.sieve == "cited" || o.at == c.at {
			continue
		}
		if o.verb.flags&relays == 0 && !f.outlet(o.subject) && f.tokens[o.subject.last-1].quote < 0 {
			continue
		}
		o.via = append(o.via, o.relay())
		o.subject, o.sieve, o.byPronoun = c.subject, "cited", false
		if !o.follows && o.content.holds(c.at) && c.begins > o.content.first {
			o.content.last = c.begins
		}
		return true
	}
	return false
}

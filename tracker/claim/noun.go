package claim

// accordingTo takes "according to S", "in the words of S", «по словам S».
func (f *finder) accordingTo(u unit) {
	for _, c := range f.cuesIn(u.stretch()) {
		i := int(c)
		t := &f.tokens[i]
		if t.quote >= 0 {
			continue
		}
		kind, n := f.phraseAt(i, u.last, according, accordingDocument, accordingPronoun, citingPhrase)
		whose := stretch{i + 1, i + 2}
		if n == 0 {
			if n, whose = f.accordingWhose(u, i); n > 0 {
				kind = accordingPronoun
			}
		}
		if n == 0 || i+n >= u.last && kind != accordingPronoun || kind == citingPhrase && !f.citesAt(u, i) || kind == accordingPronoun && !f.aside(u, i, n) {
			continue
		}
		if kind != accordingPronoun && f.lex.free && f.tokens[i+n].before&hard&^quoteMark != 0 {
			continue // «по последним данным, …»
		}
		np := f.source(u, i+n)
		for k := np.first + 1; kind == citingPhrase && k < np.last; k++ {
			if len(f.tokens[k].entry.verbs) > 0 && f.finiteCue(u, k) {
				np.last = k // «со ссылкой на Сорина | сообщил»
			}
		}
		if kind == accordingPronoun {
			np = whose
		}
		if np.empty() || f.holdsCue(u, np) || kind != accordingPronoun && f.tokens[np.first].class&isPossessive != 0 && (f.lex.free || np.len() == 1) || kind == accordingDocument && !f.named(np) {
			continue // «агентство со ссылкой на источники утверждает»
		}
		if h := f.holderBehind(u, np); !h.empty() {
			np.last = h.last
		}
		fr := frame{sieve: "according to", at: i, cue: stretch{i, i + n}, subject: np, begins: i, ends: max(np.last, i+n), citing: kind == citingPhrase}
		if i == u.first || f.tokens[i].before&(comma|dash) == 0 && f.leads(u, i) || f.lex.free && f.tokens[max(i-1, u.first)].class&(isConjunction|isThat) != 0 && f.tokens[i-1].before&comma != 0 || f.tokens[max(i-1, u.first)].class&isThat != 0 {
			f.accordingFirst(u, &fr)
		} else {
			fr.content, fr.follows = f.before(u, i), true
			if f.goOn(u, &fr); fr.content.last > fr.ends {
				fr.content.first = f.adversativeBefore(fr.content.first, i)
			}
			if !f.lex.free && fr.content.last <= i && fr.ends < u.last && f.tokens[fr.ends].before&comma != 0 && !f.statement(fr.content) {
				fr.follows = false
				f.accordingFirst(u, &fr) // "This week, according to his lawyer, …"
			}
		}
		if !fr.content.empty() {
			f.frames = append(f.frames, fr)
		}
	}
}

// accordingWhose takes a phrase like "in his view" in which a name stands for the
// pronoun, "in Viktor Sorin's view": how many words it has, and whose view that is.
func (f *finder) accordingWhose(u unit, i int) (int, stretch) {
	for _, ph := range f.tokens[i].entry.phrases {
		if f.lex.free || ph.kind != accordingPronoun || len(ph.tail) != 2 {
			continue
		}
		for k := i + 1; k+1 < u.last && k <= i+longestWhose && (k == i+1 || f.tokens[k].before&hard&^stop == 0); k++ {
			if t := &f.tokens[k]; t.possessive && (t.capital || t.class&isRole != 0) && f.tokens[k+1].fold == ph.tail[1] {
				return k + 2 - i, stretch{i + 1, k + 1}
			}
		}
	}
	return 0, stretch{}
}

// longestWhose is how many words may name whose view something is.
const longestWhose = 6

// aside tells whether the n words at word i, "in his view", are a phrase of their own:
// "was in his eyes a friend" and "in his opinion piece" are none.
func (f *finder) aside(u unit, i, n int) bool {
	if f.lex.free || i+n >= u.last {
		return true
	}
	opens := i == u.first || f.tokens[i].before&hard != 0 || f.tokens[i-1].class&(isConjunction|isThat) != 0
	t := &f.tokens[i+n]
	return opens && (t.before&hard != 0 || t.capital || t.class&(isDeterminer|isPronoun|isThere) != 0)
}

// holdsCue tells whether a finite verb of saying stands among words.
func (f *finder) holdsCue(u unit, s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if f.lex.free && len(f.tokens[i].entry.verbs) > 0 && f.finiteCue(u, i) {
			return true
		}
	}
	return false
}

// goOn lets what was said go on behind the frame: «Россия, по словам S, не
// примет этого», "the talks, according to S, have failed".
func (f *finder) goOn(u unit, fr *frame) {
	k := fr.ends
	switch {
	case k >= u.last || f.tokens[k].before&comma == 0:
		return
	case !f.lex.free && !f.parts(u, fr, fr.content):
		return
	case f.lex.free && (f.tokens[k].class&(isConjunction|isRelative|isSubordinator) != 0 && f.tokens[k].class&isThat == 0 || f.newFrame(u, k, k)):
		return
	}
	fr.content.last = f.contentEnd(u, k, openingAt(&f.tokens[k]))
}

// adversativeBefore returns where the clause begins that holds word i, where a
// conjunction sets it against the one before: «…, а сын директора, по данным S, |
// работал там»; else from.
func (f *finder) adversativeBefore(from, i int) int {
	for k := i - 1; k > from; k-- {
		if _, n := f.phraseAt(k, i, butPhrase); n > 0 && f.tokens[k].before&comma != 0 && f.tokens[k].quote < 0 {
			return k + n
		}
	}
	return from
}

// leads tells whether only small words stand before word i in its sentence.
func (f *finder) leads(u unit, i int) bool {
	for k := u.first; k < i; k++ {
		if f.tokens[k].class&(isConjunction|isAdverb|isSubordinator) == 0 {
			return false
		}
	}
	return true
}

// source returns the noun phrase after "according to", long ones included.
func (f *finder) source(u unit, k int) stretch {
	e := k
	for e < u.last {
		t := &f.tokens[e]
		if e > k && (t.before&hard&^(stop|quoteMark) != 0 || t.before&stop != 0 && !f.abbreviates(e-1)) {
			break
		}
		if e > k && (t.class&isAuxiliary != 0 && !t.capital || f.lex.free && f.tokens[e-1].capital && (t.quote >= 0 && f.tokens[e-1].quote < 0 || t.class&isDocument != 0 && !t.capital)) {
			break
		}
		e++
	}
	return stretch{k, e}
}

// accordingFirst takes the clause after "According to S,".
func (f *finder) accordingFirst(u unit, fr *frame) {
	k := fr.ends
	for k < u.last && f.tokens[k].class&isRelative != 0 || k < u.last && k > fr.ends && f.tokens[k].before&comma == 0 {
		k++
	}
	if k < u.last {
		fr.content = stretch{k, f.contentEnd(u, k, openingAt(&f.tokens[k]))}
	}
}

// nounCue takes "Lavrov's claim that …", "the claim by Lavrov that …".
func (f *finder) nounCue(u unit, i int) {
	that := -1
	for k := i + 1; k < u.last && k < i+10; k++ {
		t := &f.tokens[k]
		if t.class&isThat != 0 && (t.before&hard&^comma == 0) && f.complementiser(u, k) {
			that = k
			break
		}
		if t.quote >= 0 || t.before&hard != 0 || t.class&isAuxiliary != 0 && !t.capital {
			break
		}
	}
	if that < 0 {
		f.claimAbout(u, i)
		return
	}
	if that+1 >= u.last || f.tokens[that+1].class&isAuxiliary != 0 {
		return
	}
	if v, _ := f.verbAt(that+1, u.last); v.form == past && f.tokens[that+1].class == 0 {
		return // "a statement that said": a relative clause
	}
	fr := frame{sieve: "noun", at: i, cue: stretch{i, i + 1}, begins: i, ends: that, denied: f.tokens[i].class&isNounDeny != 0}
	fr.subject, fr.link = f.possessor(u, i, that)
	if fr.link == nobody {
		return
	}
	fr.begins = min(fr.begins, fr.subject.first)
	fr.content = stretch{that + 1, f.nounContentEnd(u, that+1)}
	f.frames = append(f.frames, fr)
}

// claimAbout takes "Lavrov's February 4 claim about a staged attack".
func (f *finder) claimAbout(u unit, i int) {
	if f.tokens[i].class&isClaimNoun == 0 {
		return
	}
	k := i + 1
	for f.lex.free && k < u.last && k < i+5 && f.tokens[k].before&hard == 0 && f.tokens[k].class&isAbout == 0 {
		k++
	}
	if k+1 >= u.last || f.tokens[k].class&isAbout == 0 || f.tokens[k+1].before&hard&^quoteMark != 0 {
		return
	}
	fr := frame{sieve: "noun", at: i, cue: stretch{i, i + 1}, begins: i, ends: k + 1}
	if f.lex.free && k > i+1 {
		fr.subject = stretch{i + 1, k}
	} else {
		fr.subject, fr.link = f.possessor(u, i, i)
	}
	if fr.link == nobody {
		fr.subject, fr.link = f.spreaders(u, i)
	}
	if fr.link == nobody || fr.subject.empty() {
		return
	}
	fr.begins = min(fr.begins, fr.subject.first)
	end := k + 1
	for end < u.last && (end == k+1 || f.tokens[end].before&hard&^(stop|quoteMark) == 0) && f.tokens[end].class&(isAuxiliary|isRelative) == 0 && (f.tokens[end].quote >= 0 || f.tokens[end].capital || !f.finiteWord(end) || f.tokens[end-1].class&(isDeterminer|isAbout|isPossessive) != 0 || f.finiteWord(end-1)) {
		end++
	}
	fr.content = stretch{k + 1, end}
	if !fr.content.empty() {
		f.frames = append(f.frames, fr)
	}
}

// spreaders takes "the build-up by S of a narrative about".
func (f *finder) spreaders(u unit, i int) (stretch, link) {
	of := -1
	for k := i - 1; k >= u.first && k > i-14 && f.tokens[k+1].before&hard == 0; k-- {
		switch c := f.tokens[k].class; {
		case c&isBy != 0 && of > k+1:
			return stretch{k + 1, of}, own
		case c&isNominal != 0 && of < 0 && k >= i-3:
			of = k
		case c&(isAuxiliary|isRelative|isThat) != 0:
			return stretch{}, nobody
		}
	}
	return stretch{}, nobody
}

// finiteWord tells whether word i looks like a finite verb and like nothing
// else.
func (f *finder) finiteWord(i int) bool {
	return f.tokens[i].class&^(isFinite|isVehicle|isAspect) == 0 && f.finite(i)
}

// colonNoun takes "S gave a plain answer: X".
func (f *finder) colonNoun(u unit, i int) {
	k := i + 1
	if k >= u.last || f.tokens[k].before&colon == 0 || f.tokens[k].quote < 0 && !f.clauseAt(u, k, false) {
		return
	}
	s := f.unitSubject(u, i)
	if s.empty() {
		return
	}
	f.frames = append(f.frames, frame{sieve: "colon", at: i, cue: stretch{s.last, i + 1}, subject: s, begins: s.first, ends: k,
		content: stretch{k, f.contentEnd(u, k, openingAt(&f.tokens[k]))}})
}

// holdsFinite tells whether a finite verb stands among words in small letters.
func (f *finder) holdsFinite(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if t := &f.tokens[i]; !t.capital && t.class == 0 && f.finiteEnding(i) {
			return true
		}
	}
	return false
}

// nounContentEnd ends the clause of a noun before the main verb of a sentence
// in which it is the subject: "Lavrov's claim that … is false".
func (f *finder) nounContentEnd(u unit, start int) int {
	end := f.contentEnd(u, start, afterThat)
	adverbial := f.tokens[u.first].class&(isPreposition|isAs|isSubordinator) != 0 // "As for S's claim that …, its owners"
	for k := start + 1; k < end; k++ {
		if f.tokens[k].quote >= 0 {
			continue
		}
		if (f.lex.free || adverbial) && f.tokens[k].before&comma != 0 {
			return k
		}
		if _, n := f.phraseAt(k, u.last+1, debunkPhrase); n > 0 {
			return k // "S's claim that … has been debunked"
		}
		if v, n := f.verbAt(k, u.last); n > 0 && v.form == present && v.flags&(outletReads|readsInPresent) != 0 {
			return k // the main verb: "Lavrov's insistence that … implies"
		}
	}
	return end
}

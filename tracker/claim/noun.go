package claim

// accordingTo takes "according to S", "in the words of S", «по словам S».
func (f *finder) accordingTo(u unit) {
	for i := u.first; i < u.last; i++ {
		t := &f.tokens[i]
		if t.quote >= 0 || len(t.entry.phrases) == 0 {
			continue
		}
		_, n := f.phraseAt(i, u.last, according)
		if n == 0 || i+n >= u.last {
			continue
		}
		np := f.source(u, i+n)
		if np.empty() {
			continue
		}
		fr := frame{sieve: "according to", at: i, cue: stretch{i, i + n}, subject: np, begins: i, ends: np.last}
		if i == u.first || f.tokens[i].before&(comma|dash) == 0 && f.leads(u, i) {
			f.accordingFirst(u, &fr)
		} else {
			fr.content, fr.follows = f.before(u, i), true
		}
		if !fr.content.empty() {
			f.frames = append(f.frames, fr)
		}
	}
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
		if e > k && t.class&isAuxiliary != 0 && !t.capital {
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
	if that < 0 || that+1 >= u.last || f.tokens[that+1].class&isAuxiliary != 0 {
		return
	}
	if v, _ := f.verbAt(that+1, u.last); v.form == past && f.tokens[that+1].class == 0 {
		return // "a statement that said": a relative clause
	}
	fr := frame{sieve: "noun", at: i, cue: stretch{i, i + 1}, begins: i, ends: that}
	fr.subject, fr.link = f.possessor(u, i, that)
	if fr.link == nobody {
		return
	}
	fr.begins = min(fr.begins, fr.subject.first)
	fr.content = stretch{that + 1, f.nounContentEnd(u, that+1)}
	f.frames = append(f.frames, fr)
}

// possessor finds whose claim the noun at word i is.
func (f *finder) possessor(u unit, i, that int) (stretch, link) {
	for k := i + 1; k < that; k++ {
		if t := &f.tokens[k]; t.class&isOf != 0 {
			return stretch{k + 1, that}, own
		}
	}
	for k := i - 1; k >= u.first && k > i-8; k-- {
		t := &f.tokens[k]
		if t.quote >= 0 || f.tokens[k+1].before&hard&^stop != 0 || t.class&(isAuxiliary|isRelative|isThat) != 0 {
			break
		}
		if t.class&isPossessive != 0 {
			return stretch{k, k + 1}, own
		}
		if t.possessive {
			c := f.chunk(u, k+1)
			if c.empty() {
				c = stretch{k, k + 1}
			}
			return c, own
		}
	}
	return stretch{}, nobody
}

// nounContentEnd ends the clause of a noun before the main verb of a sentence
// in which it is the subject: "Lavrov's claim that … is false".
func (f *finder) nounContentEnd(u unit, start int) int {
	return f.contentEnd(u, start, afterThat)
}

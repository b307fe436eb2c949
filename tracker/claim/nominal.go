package claim

// This file takes words that a noun gives to somebody: "S's view is that X",
// "X; that was the message of S", «Позиция S такова: X».

// nounIs takes the noun at word i as the subject of what was said.
func (f *finder) nounIs(u unit, i int) {
	if f.lex.free {
		f.nounIsFree(u, i)
		return
	}
	k, whose := f.nounOwner(u, i)
	if k >= u.last || f.tokens[k].class&isBe == 0 || f.tokens[k].before&hard != 0 {
		return
	}
	for k++; k < u.last && k < i+4 && f.tokens[k].before&hard == 0 && f.tokens[k].class&isThat == 0; k++ {
	}
	if k+1 >= u.last || f.tokens[k].class&isThat == 0 && f.tokens[k].before&colon == 0 || f.tokens[k].before&hard&^colon != 0 {
		return
	}
	s, how := whose, own
	if whose.empty() {
		s, how = f.possessor(u, i, i)
	}
	if how != own {
		return
	}
	fr := frame{sieve: "noun", at: i, cue: stretch{i, i + 1}, subject: s, begins: min(i, s.first), ends: k}
	if f.tokens[k].class&isThat != 0 {
		k++
	}
	fr.content = stretch{k, f.contentEnd(u, k, openingAt(&f.tokens[k]))}
	f.frames = append(f.frames, fr)
}

// nounOwner returns the word behind the noun at word i and whose it is: "the verdict
// of | Mara Holt | was".
func (f *finder) nounOwner(u unit, i int) (int, stretch) {
	k := i + 1
	if k >= u.last || f.tokens[k].class&isOf == 0 {
		return k, stretch{}
	}
	for k++; k < u.last && k < i+longestCited && f.tokens[k].before&hard&^stop == 0 && f.tokens[k].class&(isAuxiliary|isPreposition) == 0; k++ {
	}
	if s := (stretch{i + 2, k}); !s.empty() && f.named(s) {
		return k, s
	}
	return k, stretch{}
}

// nounIsFree takes «Мнение S таково: X» and «Точка зрения S — X».
func (f *finder) nounIsFree(u unit, i int) {
	if i > u.first+1 || i+2 >= u.last || f.tokens[i+1].before&hard != 0 {
		return
	}
	k, name := i+1, i+1
	for ; k < u.last && k < i+longestCited && f.tokens[k].before&hard&^(quoteMark|stop) == 0; k++ {
		if f.tokens[k].class&(isPreposition|isThat|isAuxiliary)&^isBe != 0 || f.tokens[k].class == 0 && len(f.tokens[k].entry.verbs) > 0 {
			return
		}
		if f.tokens[k].capital || f.tokens[k].class&(isRole|isRoles|isOrganisation|isPronoun) != 0 {
			name = k + 1
		}
	}
	if k >= u.last || f.tokens[k].before&(colon|dash) == 0 || name == i+1 || k-name > 3 {
		return
	}
	f.frames = append(f.frames, frame{sieve: "noun", at: i, cue: stretch{i, i + 1}, subject: stretch{i + 1, name}, begins: i, ends: k,
		content: stretch{k, f.contentEnd(u, k, openingAt(&f.tokens[k]))}})
}

// thatWas takes "X. That was the message of S": the sentence before is S's.
func (f *finder) thatWas(n int) {
	u := f.units[n]
	if n == 0 || u.last-u.first < 5 || f.tokens[u.first].class&isThat == 0 || f.tokens[u.first+1].class&isBe == 0 || f.units[n-1].paragraph != u.paragraph || f.hasFrame(n-1) {
		return
	}
	for k := u.first + 2; k+2 < u.last && k < u.first+5; k++ {
		if f.tokens[k].class&(isNounCue|isSpeechNoun) == 0 || f.tokens[k+1].class&isOf == 0 {
			continue
		}
		if s := f.nounPhraseAfter(u, k+2); !s.empty() && f.named(s) {
			f.frames = append(f.frames, frame{sieve: "noun", at: k, cue: stretch{u.first, k + 2}, subject: s, begins: u.first, ends: u.last, follows: true,
				content: f.units[n-1].stretch(), unit: n})
		}
		return
	}
}

// gapped splits the words of a frame where somebody else takes over its verb:
// «S назвал сделку «шагом», | а T — «ошибкой»».
func (f *finder) gapped(u unit, frames []frame) []frame {
	for n := range frames {
		fr := &frames[n]
		if fr.follows || fr.sieve != "object" && fr.sieve != "clause" && fr.sieve != "bare clause" && fr.sieve != "quotation" {
			continue
		}
		at, s, k := f.takeover(u, fr.content)
		if at == 0 {
			continue
		}
		other := *fr
		other.subject, other.link, other.at, other.begins, other.ends, other.via = s, own, s.first, at, k, nil
		other.cue = s
		other.content = stretch{k, fr.content.last}
		fr.content.last = at
		frames = append(frames, other)
	}
	return frames
}

// takeover finds ", and T — “…”" among words: the word of the conjunction, who
// takes over, and where the words of that one begin; 0 where there is none.
func (f *finder) takeover(u unit, s stretch) (at int, who stretch, k int) {
	for i := s.first + 1; i+2 < s.last; i++ {
		t := &f.tokens[i]
		if t.quote >= 0 || t.class&isConjunction == 0 || t.before&(comma|quoteMark) == 0 || !f.tokens[i+1].capital && f.tokens[i+1].class&isRole == 0 {
			continue
		}
		for k = i + 2; k < s.last && f.tokens[k].before&hard == 0; k++ {
		}
		if k >= s.last || f.tokens[k].quote < 0 || f.tokens[k].before&quoteMark == 0 || f.tokens[k].before&dash == 0 && f.lex.free {
			continue
		}
		if who = (stretch{i + 1, k}); f.named(who) && !f.holdsCue(u, who) && !f.holdsFinite(who) {
			return i, who, k
		}
	}
	return 0, who, 0
}

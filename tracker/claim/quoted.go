package claim

// continued marks a frame whose speaker is that of the claim before it.
const continued link = nobody + 1

// leftQuotes gives quotations without a frame of their own to whoever spoke
// before: the rest of a split quotation, a paragraph that is only a quotation,
// a quotation after a colon.
func (f *finder) leftQuotes() {
	byUnit := make([]int, len(f.units)) // last frame of a unit, +1
	for i := range f.frames {
		byUnit[f.frames[i].unit] = i + 1
	}
	for n := range f.units {
		u := f.units[n]
		if byUnit[n] == 0 {
			if f.beside(n); len(f.frames) > 0 && f.frames[len(f.frames)-1].unit == n && f.frames[len(f.frames)-1].sieve == "beside" {
				byUnit[n] = len(f.frames)
			}
		}
		if byUnit[n] != 0 || f.tokens[u.first].quote < 0 {
			continue
		}
		whole := f.pureQuote(u)
		if n > 0 && f.units[n-1].paragraph == u.paragraph && byUnit[n-1] != 0 {
			if i := f.extendable(byUnit[n-1]-1, u, whole); i >= 0 {
				f.frames[i].content.last = f.quoteRunEnd(u)
				f.frames[i].ends = max(f.frames[i].ends, u.first)
				byUnit[n] = i + 1
				continue
			}
		}
		if fr, ok := f.signed(n, whole); ok {
			f.frames = append(f.frames, fr)
			byUnit[n] = len(f.frames)
			continue
		}
		if !whole || u.last-u.first < 3 || n == 0 {
			continue
		}
		if fr, ok := f.behind(n); ok && byUnit[n-1] == 0 {
			f.frames = append(f.frames, fr)
			byUnit[n] = len(f.frames)
			continue
		}
		fr := f.orphan(n)
		if fr.link == continued && !f.talked(n, byUnit) {
			continue
		}
		f.frames = append(f.frames, fr)
		byUnit[n] = len(f.frames)
	}
}

// talked tells whether somebody is quoted in the paragraph before unit n, or
// earlier in its own.
func (f *finder) talked(n int, byUnit []int) bool {
	at := f.units[n].paragraph
	for k := n - 1; k >= 0 && f.units[k].paragraph >= at-1; k-- {
		if byUnit[k] == 0 {
			continue
		}
		if f.anyQuoted(f.frames[byUnit[k]-1].content) {
			return true
		}
	}
	return false
}

// pureQuote tells whether all words of a unit are quoted.
func (f *finder) pureQuote(u unit) bool {
	for i := u.first; i < u.last; i++ {
		if f.tokens[i].quote < 0 {
			return false
		}
	}
	return true
}

func (f *finder) quoteRunEnd(u unit) int {
	e := u.first
	for e < u.last && f.tokens[e].quote >= 0 {
		e++
	}
	return e
}

// extendable returns which frame goes on with the quotation of unit u, counting
// down from frame i through those of its sentence, or -1.
func (f *finder) extendable(i int, u unit, whole bool) int {
	for at := f.frames[i].unit; i >= 0 && f.frames[i].unit == at; i-- {
		if f.extends(&f.frames[i], u, whole) {
			return i
		}
	}
	return -1
}

// extends tells whether a quotation goes on with the next unit:
// `"A," she said. "B."`
func (f *finder) extends(fr *frame, u unit, whole bool) bool {
	if !whole {
		return false
	}
	last := fr.content.last - 1
	if fr.follows {
		return f.tokens[last].quote >= 0
	}
	return last == u.first-1 && f.tokens[last].quote >= 0 || fr.content.last >= u.first && f.tokens[last].quote >= 0
}

// signed takes a quotation with a name under it: «“…” ― Name».
func (f *finder) signed(n int, whole bool) (frame, bool) {
	u := f.units[n]
	e := f.quoteRunEnd(u)
	at := u
	if whole {
		if n+1 >= len(f.units) {
			return frame{}, false
		}
		at = f.units[n+1]
		e = at.first
	}
	if at.last-e < 1 || at.last-e > 9 || f.tokens[e].quote >= 0 || f.tokens[e].before&dash == 0 || !f.tokens[e].capital {
		return frame{}, false
	}
	for i := e; i < at.last; i++ {
		if len(f.tokens[i].entry.verbs) > 0 && f.tokens[i].class == 0 && !f.tokens[i].capital || f.tokens[i].class&isAuxiliary != 0 {
			return frame{}, false
		}
	}
	s := f.nounPhraseAfter(at, e)
	if s.empty() {
		return frame{}, false
	}
	return frame{sieve: "signature", at: e, subject: s, begins: e, ends: at.last, follows: true,
		content: stretch{u.first, f.quoteRunEnd(u)}, unit: n}, true
}

// orphan makes a frame for a quotation that has none.
func (f *finder) orphan(n int) frame {
	u, prev := f.units[n], f.units[n-1]
	fr := frame{sieve: "continuation", at: u.first, begins: u.first, ends: u.first, link: continued, content: stretch{u.first, u.last}, unit: n}
	if f.gapAfter(prev.last-1)&colon == 0 {
		return fr
	}
	fr.sieve = "colon"
	if p, ok := f.pending[n-1]; ok {
		p.content, p.unit, p.sieve = fr.content, n, "colon"
		return p
	}
	if s := f.unitSubject(prev, prev.last); !s.empty() {
		fr.subject, fr.link = s, own
		fr.begins, fr.ends = prev.first, prev.last
	}
	return fr
}

// unitSubject returns the subject of a sentence: the noun phrase before its
// first finite verb.
func (p *page) unitSubject(u unit, limit int) stretch {
	for i := u.first; i < limit && i < u.first+40; i++ {
		t := &p.tokens[i]
		if t.quote >= 0 {
			continue
		}
		aux := t.class&isAuxiliary != 0 && !t.capital
		if !aux && (t.class&^(isVehicle|isAspect|isFinite) != 0 || t.capital || i == u.first || !p.finite(i)) {
			continue
		}
		g := p.groupAt(u, i, 1)
		if g.first == u.first {
			continue
		}
		if s, how := p.nounPhraseBefore(u, g.first, 0); how == own && !s.empty() && p.named(s) && !p.opensAside(s) {
			return s
		}
	}
	return stretch{}
}

// opensAside tells whether words begin with a participle that says what somebody
// else did meanwhile: "Speaking after new talks".
func (p *page) opensAside(s stretch) bool {
	t := &p.tokens[s.first]
	return s.len() > 1 && t.shape&endsGerund != 0 && t.class&^isAdverb == 0 && !p.tokens[s.first+1].capital
}

func (p *page) finite(i int) bool {
	t := &p.tokens[i]
	for _, v := range t.entry.verbs {
		if v.form == past || v.form == present {
			return true
		}
	}
	if t.class&isVehicle != 0 {
		return true
	}
	return p.finiteEnding(i)
}

// finiteEnding guesses from its ending whether a word is a finite verb.
func (p *page) finiteEnding(i int) bool {
	t := &p.tokens[i]
	if t.class&isFinite != 0 || t.shape&endsFiniteLong != 0 {
		return true
	}
	n := len(t.fold)
	return p.lex.inS && n > 3 && t.fold[n-1] == 's' && t.fold[n-2] != 's'
}

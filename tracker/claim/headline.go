package claim

// This file reads headlines: "S: X", "X: S", "X — S".

// headline takes a headline that names its speaker by a colon or a dash. Where
// both sides of a colon may speak, the one that is known does, the first before
// the last.
func (f *finder) headline() {
	first, last := f.headMarks()
	front, back := f.beforeTopic(stretch{0, first}), f.beforeTopic(stretch{last, len(f.tokens)})
	switch {
	case first > 0 && f.tokens[first].before&colon != 0 && f.label(front) && !f.explains(first) && !(f.speakerAtEnd(back) && !f.surelyNames(front)):
		f.frames = append(f.frames, frame{sieve: "headline", subject: f.underDay(front), ends: first, content: stretch{first, len(f.tokens)}})
	case last > 0 && f.speakerAtEnd(back):
		f.frames = append(f.frames, frame{sieve: "headline", at: last, subject: back, begins: last, ends: len(f.tokens), follows: true, content: stretch{0, last}})
	}
}

// beforeTopic cuts from whoever a headline names what it is that they speak about:
// «Лавров | о саммите: …», "… – Lavrov | on the summit".
func (f *finder) beforeTopic(s stretch) stretch {
	for i := s.first + 1; i < s.last && f.tokens[i].before&hard == 0; i++ {
		t := &f.tokens[i]
		if topic := t.class&isAbout != 0 && f.lex.free || t.class&isPreposition != 0 && t.class&(isIn|isOf|isTo) == 0 && !f.lex.free; topic && !t.capital {
			if id, n := f.book.nameAt(f.page, s.first, i); n > 0 && s.first+n == i && !f.book.group(id) {
				return stretch{s.first, i}
			}
			break
		}
	}
	return s
}

// explains tells whether a headline goes on at word i with what it explains and
// nobody says: "Rudin and Sorin: what the treaty means".
func (f *finder) explains(i int) bool {
	t := &f.tokens[i]
	return t.class&isWhether != 0 && t.class&isThat == 0 && t.quote < 0 && f.gapAfter(len(f.tokens)-1)&question == 0
}

// headMarks returns the words behind the first colon, if one stands near the
// beginning, and behind the last colon or dash; 0 for none.
func (f *finder) headMarks() (first, last int) {
	for i := 1; i < len(f.tokens); i++ {
		if f.tokens[i].quote >= 0 && f.tokens[i].quote == f.tokens[i-1].quote {
			continue
		}
		before := f.tokens[i].before
		if before&colon != 0 && first == 0 && i <= longestHeadLabel {
			first = i
		}
		if before&(colon|dash) != 0 {
			last = i
		}
	}
	return first, last
}

const (
	longestHeadLabel = 8 // words of who speaks, at the head of a headline
	longestHeadTail  = 6 // at its end
)

// speakerAtEnd tells whether the words behind the last mark of a headline name
// somebody: "— Lavrov", ": Russian Foreign Ministry", «— МИД РФ», "— officials".
func (f *finder) speakerAtEnd(s stretch) bool {
	if s.first == 0 || s.empty() || s.len() > longestHeadTail || f.gapAfter(s.last-1)&question != 0 {
		return false
	}
	for i := s.first; i < s.last; i++ {
		t := &f.tokens[i]
		if t.quote >= 0 && !f.short(t.quote) || i > s.first && t.before&hard&^(stop|quoteMark|openParen|closeParen) != 0 || numeral(t.fold) ||
			t.class&(isLabel|isAuxiliary|isPronoun|isDeterminer|isRelative|isThat|isNegation) != 0 && !t.capital || f.speaks(i) {
			return false
		}
	}
	head := &f.tokens[s.first]
	if head.class&(isLabel|isPreposition|isConjunction|isPossessive) != 0 && head.class&(isRole|isRoles|isOrganisation) == 0 {
		return false
	}
	return f.surelyNames(s) || f.holds(s, isRole|isRoles|isOrganisation|isOutlet|isLocative) && (head.capital || s.len() <= 3 && head.class&(isRole|isRoles|isOutlet) != 0)
}

// surelyNames tells whether words name somebody known: a speaker of the book,
// somebody whom the text below names, a body or a holder of a role.
func (f *finder) surelyNames(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if id, n := f.book.nameAt(f.page, i, s.last); n > 0 && (i+n == s.last || !f.book.group(id) && f.tokens[i+n].before&(comma|openParen) != 0) {
			return true
		}
	}
	last := &f.tokens[s.last-1]
	if !last.capital || last.class&(isDay|isLabel) != 0 {
		return false
	}
	if f.lex.free && s.len() <= 4 && f.surname(s.last-1) && (s.len() > 1 || last.shape&endsTrueSurname != 0) && f.heads(s.first) {
		return true
	}
	return f.below != nil && f.below.speaksBelow(last.key)
}

// speaksBelow tells whether the text has somebody of a name beside a verb of
// saying or behind a role.
func (p *page) speaksBelow(key string) bool {
	if p.speakers == nil {
		p.speakers = map[string]bool{}
		for i := range p.tokens {
			if t := &p.tokens[i]; t.capital && (i > 0 && (p.tokens[i-1].class&(isRole|isTitle) != 0 || p.speaks(i-1)) || i+1 < len(p.tokens) && p.speaks(i+1)) {
				p.speakers[t.key] = true
			}
		}
	}
	return p.speakers[key]
}

// holds tells whether a word of a class stands in s.
func (p *page) holds(s stretch, c class) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].class&c != 0 {
			return true
		}
	}
	return false
}

// underDay takes the day off a label: «3 марта | Сорин: …».
func (f *finder) underDay(s stretch) stretch {
	k := s.first
	for k < s.last-1 && (numeral(f.tokens[k].fold) || f.tokens[k].class&(isDay|isMonth|isAdverb) != 0 && f.tokens[k].class&isRole == 0) {
		k++
	}
	return stretch{k, s.last}
}

// label tells whether words before a colon can be a speaker: names and roles.
func (f *finder) label(s stretch) bool {
	named := false
	if _, n := f.phraseAt(s.first, s.last+1, debunkPhrase, verdictPhrase); n > 0 || f.tokens[s.first].class&isLabel != 0 && f.tokens[s.first].class&isQuestion == 0 {
		return false // "Fake: …", "Exclusive: …"
	}
	for i := s.first; i < s.last; i++ {
		t := &f.tokens[i]
		if t.quote >= 0 || i > s.first && t.before&hard&^(stop|openParen|closeParen|comma) != 0 || t.class&(isAuxiliary|isPronoun|isRelative) != 0 && !t.capital {
			return false
		}
		if len(t.entry.verbs) > 0 && t.class == 0 && !t.capital {
			return false
		}
		named = named || t.capital && t.class&(isDeterminer|isPreposition|isAdverb|isSubordinator|isWhether) == 0
	}
	s = f.underDay(s)
	return named && !s.empty() && !f.anyNumeral(s) && f.labelNames(s)
}

// fullName tells whether words of a language without cases are the name of a
// person: two capitalised words or more, or one that the text below has too.
func (f *finder) fullName(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		t := &f.tokens[i]
		if t.before&openParen != 0 && i > s.first {
			break
		}
		if !t.capital || t.possessive || t.class&(isDeterminer|isPossessive|isLabel|isDay|isPreposition|isWhether) != 0 {
			return false
		}
	}
	return s.len() > 1 && s.len() <= 4 || s.len() == 1 && (f.below == nil || f.below.capitalWithin(f.tokens[s.first].key))
}

func (f *finder) anyNumeral(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if numeral(f.tokens[i].fold) {
			return true
		}
	}
	return false
}

// labelNames tells whether a label names somebody: it holds a role or a body, is
// a name, or ends with a surname. «Символы Победы» and "The Valley File" do not.
func (f *finder) labelNames(s stretch) bool {
	if f.surelyNames(s) {
		return true
	}
	if !f.lex.free {
		return f.holds(s, isRole|isRoles|isOrganisation|isTitle|isQuestion) || f.fullName(s)
	}
	for i := s.first; i < s.last; i++ {
		if f.tokens[i].class&(isRole|isRoles|isOrganisation|isLocative|isDocument) != 0 || f.shouted(i) {
			return f.tokens[s.first].class&isPreposition == 0 || s.len() <= 3
		}
	}
	last := s.last - 1
	if !f.tokens[last].capital || s.len() > 4 || f.tokens[s.first].class&isPreposition != 0 {
		return false
	}
	if s.len() > 1 {
		return f.surname(last)
	}
	return f.below == nil || f.tokens[last].shape&endsTrueSurname != 0 || f.below.capitalWithin(f.tokens[last].key)
}

package said

// plausible tells whether a match is really a date, by what stands around it.
// The tables say which words are everyday words too.
func (f *finder) plausible(m match) bool {
	switch m.action.op {
	case opNever:
		return false
	case opYear:
		return f.plausibleYear(m)
	case opMonth:
		return f.plausibleMonth(m)
	case opAgo:
		return f.plausibleAgo(m)
	case opWeekday:
		return !f.nameAround(m)
	case opBrief:
		return f.before(m, 1, "BRIEFLEAD") || f.beforeIsDate(m)
	case opOffset:
		return f.plausibleOffset(m)
	case opEve:
		return !f.token(m.end).letters || !f.lang.has(f.token(m.end-1).word, "BEFORE") // no "the day before the vote"
	case opAhead:
		return f.plausibleAhead(m)
	case opDay:
		return f.plausibleDay(m)
	case opDate:
		return f.plausibleDate(m)
	case opSeason:
		return len(m.caps) > 1 || m.action.given || f.before(m, 1, "MONTHLEAD") && !f.after(m, "MONTHSTOP")
	case opDecade:
		return f.plausibleDecade(m)
	}
	return true
}

// token returns the token i, an empty one outside the sentence.
func (f *finder) token(i int) *token {
	if i < 0 || i >= len(f.m.tokens) {
		return &token{}
	}
	return &f.m.tokens[i]
}

// before tells whether the token n places before a match is in a set.
func (f *finder) before(m match, n int, set string) bool {
	return f.lang.has(f.token(m.first-n).word, set)
}

// after tells whether the token behind a match is in a set.
func (f *finder) after(m match, set string) bool {
	return f.lang.has(f.token(m.end).word, set)
}

func (f *finder) beforeIsDate(m match) bool {
	t := f.token(m.first - 1)
	return t.word.in(slotWeekday) || t.word.in(slotShort)
}

// plausibleYear tells a year from a number: what is counted, bought or scored
// is none, nor is what names an aeroplane or a section of a law.
func (f *finder) plausibleYear(m match) bool {
	if m.end-m.first > 1 || m.caps[0].slot != slotYear {
		return true
	}
	t := m.caps[0].token
	switch p := f.token(m.first - 1).punct; {
	case p == '№', p == '#', p == '$', p == '€', p == '£':
		return false
	case t.num < 1700 || t.num > 2099:
		return f.before(m, 1, "YEARLEAD") && t.num < 2150 && !f.after(m, "COUNTED")
	case f.before(m, 1, "NUMBERED"), f.after(m, "COUNTED"):
		return false
	case f.token(m.end).punct == '%', f.glued(m.end):
		return false
	}
	return !f.after(m, "WEIGHED") || f.before(m, 1, "YEARLEAD")
}

// glued tells whether token i is a sign stuck to the one before and the one
// behind it, as in "2000-pound", which makes neither a date.
func (f *finder) glued(i int) bool {
	t, next := f.token(i), f.token(i+1)
	if t.punct != '-' || f.token(i-1).end != t.start || next.start != t.end || !next.letters {
		return false
	}
	return f.lang.has(next.word, "COUNTED") || f.lang.has(next.word, "OLD")
}

// plausibleDecade tells "the 1970's" from what belongs to a year, and the
// seventies from an age.
func (f *finder) plausibleDecade(m match) bool {
	for _, c := range m.caps {
		if c.slot == slotYear && c.value%10 != 0 {
			return false
		}
	}
	return !f.token(m.first).letters || len(m.caps) > 1 || m.end-m.first > 1
}

// plausibleMonth tells a month from a name and from an everyday word.
func (f *finder) plausibleMonth(m match) bool {
	if m.end-m.first > 1 {
		return !m.caps[0].token.word.hasWeak() || f.token(m.first).capital || m.action.given || len(m.caps) > 1
	}
	t, next := m.caps[0].token, f.token(m.end)
	lead := f.before(m, 1, "MONTHLEAD")
	switch {
	case f.nameAround(m):
		return false
	case t.word.weak && !t.capital:
		return false
	case lead:
		return !next.letters || !next.capital || !t.word.weak || f.lang.has(next.word, "MONTHNOUN")
	case t.word.weak:
		return f.before(m, 1, "DETERMINER") && !f.after(m, "MONTHSTOP") && next.letters && !next.capital
	case next.letters && next.capital && !f.before(m, 1, "DETERMINER"):
		return false
	}
	return true
}

func (w *word) hasWeak() bool { return w != nil && w.weak }

// nameAround tells whether a month or weekday is part of a name.
func (f *finder) nameAround(m match) bool {
	next := f.token(m.end)
	return f.before(m, 1, "NAMEBEFORE") && f.token(m.first-1).capital ||
		f.after(m, "NAMEAFTER") && next.capital
}

// plausibleAgo tells a date from the age of a page: "Updated 10 months ago", or
// a line that says nothing else.
func (f *finder) plausibleAgo(m match) bool {
	if f.before(m, 1, "FURNITURE") || f.before(m, 2, "FURNITURE") {
		return false
	}
	return m.first > 0 || m.end < len(f.m.tokens)
}

// plausibleOffset tells "the day before", meant against publication, from the
// eve of an event, and "today" from the name of a newspaper.
func (f *finder) plausibleOffset(m match) bool {
	first := f.token(m.first)
	if first.capital && f.before(m, 1, "PAPER") {
		return false
	}
	if !f.lang.has(first.word, "EVE") {
		return true
	}
	next := f.token(m.end)
	if f.lang.has(next.word, "EVENT") {
		return false
	}
	if !next.letters || next.capital || next.word != nil {
		return true
	}
	if f.tense(m.end) == behind {
		return true
	}
	w := f.raw[next.start:next.end]
	for _, ending := range f.lang.eve {
		if len(w) > len(ending) && w[len(w)-len(ending):] == ending {
			return false
		}
	}
	return true
}

// plausibleAhead accepts "in two weeks" only where the words look ahead: it is
// a duration elsewhere.
func (f *finder) plausibleAhead(m match) bool {
	if !f.lang.has(f.token(m.first).word, "WITHIN") {
		return true
	}
	if len(m.caps) > 0 && m.caps[0].slot == slotN && m.caps[0].value == 1 {
		return false // "once in a year"
	}
	for i := m.first - 1; i >= 0 && m.first-i <= reach; i-- {
		if s := f.tense(i); s != near {
			return s == ahead
		}
	}
	return false
}

// plausibleDate tells "on the 20th" from "on the 20th floor": nothing that it
// could count follows.
func (f *finder) plausibleDate(m match) bool {
	next := f.token(m.end)
	return !next.letters || f.lang.has(next.word, "CLAUSE") || f.lang.has(next.word, "DID") || f.lang.has(next.word, "WILL") || f.lang.has(f.token(m.end-1).word, "DATEWORD")
}

// plausibleDay refuses a weak month in small letters before a number that
// counts something: "may 5 people".
func (f *finder) plausibleDay(m match) bool {
	if f.after(m, "COUNTED") && m.caps[len(m.caps)-1].slot == slotDay {
		return false
	}
	for _, c := range m.caps {
		if c.slot == slotMonth && c.token.word.weak && !c.token.capital {
			return len(m.caps) > 2 || m.caps[0].slot == slotDay || c.token.word.abbr
		}
	}
	return true
}

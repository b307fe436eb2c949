package claim

import (
	"unicode/utf8"
)

// This file takes back marks that part nothing: the full stop of an initial, the
// colon of a clock, the commas within a date or between a town and its country.
// It is done once, so that every sieve sees plain words.

// soften goes through the words of a page.
func (p *page) soften() {
	for i := range p.tokens {
		t := &p.tokens[i]
		switch {
		case t.before&(colon|stop) != 0 && i > 0 && p.clock(i):
			t.before &^= colon | stop
		case t.before&stop != 0 && i > 0 && p.initialAt(i-1):
			prev := &p.tokens[i-1]
			prev.word = initial(prev.form)
			t.before &^= stop
		case t.before&hard == comma && i > 1:
			p.softenComma(i)
		}
		if t.capital && t.class&isModal != 0 && i+1 < len(p.tokens) && p.speaks(i+1) && p.tokens[i+1].before&hard == 0 {
			t.word = surname(t.form) // "May said"
		}
	}
}

// clock tells whether word i is the minutes of a time of day: "10:30".
func (p *page) clock(i int) bool {
	t, prev := &p.tokens[i], &p.tokens[i-1]
	return t.start == prev.end+1 && numeral(t.fold) && numeral(prev.fold) && prev.end-prev.start <= 2
}

// initialAt tells whether word i is one capital letter, whose full stop a
// surname or another initial follows.
func (p *page) initialAt(i int) bool {
	t := &p.tokens[i]
	if !t.capital || utf8.RuneCountInString(t.fold) != 1 || numeral(t.fold) {
		return false
	}
	next := &p.tokens[i+1]
	gap := p.raw[t.end:next.start]
	if gap != "." && gap != ". " && gap != ".\u00a0" || !next.capital {
		return false
	}
	// "the letter A. Then": in small text of English an initial opens or follows a name
	return gap == "." || i == 0 || t.before&(hard&^comma) != 0 || t.before&comma != 0 || p.lex.free || p.tokens[i-1].capital
}

// softenComma takes back a comma before word i that stands within a date, "May
// 1, 2023, that", or between a town and its country, "in Riga, Latvia, that",
// and the one that closes it.
func (p *page) softenComma(i int) {
	switch {
	case p.yearOfDate(i):
	case p.landOfTown(i):
	default:
		return
	}
	p.tokens[i].before &^= comma
	e := i + 1
	for e < len(p.tokens) && p.tokens[e].before&hard == 0 && p.tokens[e].capital && p.tokens[i].capital {
		e++
	}
	if e < len(p.tokens) && p.tokens[e].before&hard == comma && p.tokens[e].class&(isThat|isPreposition) != 0 && p.tokens[e].class&isRelative == 0 {
		p.tokens[e].before &^= comma
	}
}

// yearOfDate tells whether word i is the year behind a month and a day.
func (p *page) yearOfDate(i int) bool {
	t := &p.tokens[i]
	if !numeral(t.fold) || len(t.fold) != 4 {
		return false
	}
	a, b := &p.tokens[i-2], &p.tokens[i-1]
	return a.class&isMonth != 0 && numeral(b.fold) || b.class&isMonth != 0 && numeral(a.fold)
}

// landOfTown tells whether word i is the country of the town before it, which a
// preposition of place leads.
func (p *page) landOfTown(i int) bool {
	t := &p.tokens[i]
	if !t.capital || t.class&(isTitle|isRole|isPronoun|isDay) != 0 || !p.tokens[i-1].capital {
		return false
	}
	k := i - 1
	for k > 0 && k > i-4 && p.tokens[k].capital && p.tokens[k].before&hard == 0 {
		k--
	}
	if p.tokens[k].class&isIn == 0 || p.tokens[k].capital && k > 0 && p.tokens[k].before&hard == 0 || k > 0 && len(p.tokens[k-1].entry.verbs) == 0 && !p.placed(k) {
		return false
	}
	e := i + 1
	for e < len(p.tokens) && e < i+3 && p.tokens[e].capital && p.tokens[e].before&hard&^stop == 0 {
		e++
	}
	return e < len(p.tokens) && p.tokens[e].before&hard&^stop == comma && len(p.tokens[e].entry.verbs) == 0
}

// placed tells whether the preposition at word k opens its sentence or follows
// an occasion: "In Riga, Latvia, …", "at a rally in Riga, Latvia, …".
func (p *page) placed(k int) bool {
	return p.tokens[k].before&(stop|question|exclaim|lineBreak|quoteMark) != 0 || p.tokens[k-1].class&(isOccasion|isDay|isMonth) != 0 || numeral(p.tokens[k-1].fold)
}

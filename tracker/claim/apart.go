package claim

import (
	"slices"

	"onset/tracker/said"
)

// This file cuts off a phrase what stands between a speaker and the verb and is no part
// of who speaks: a time, and whoever is told.

// beforeTime cuts the time off the end of a phrase of fixed word order: "the minister |
// last week".
func (r *Reading) beforeTime(p *page, s stretch) stretch {
	for !p.lex.free && s.len() > 1 && slices.ContainsFunc(r.exprs, func(e said.Expr) bool { return e.Contains(p.span(stretch{s.last - 1, s.last})) }) {
		s.last--
	}
	return s
}

// toldEndings are those of common nouns for several who are told something.
var toldEndings = [...]string{"ам", "ям"}

// beforeOthers cuts a phrase of free word order before whoever is told and before the
// day on which it was said: «пострадавшие | журналистам», «советник | 24 мая на форуме».
func (p *page) beforeOthers(s stretch) stretch {
	for i := s.first + 1; p.lex.free && !p.lex.second && i < s.last; i++ {
		t := &p.tokens[i]
		if t.class&isDay != 0 || numeral(t.fold) && i+1 < s.last && p.tokens[i+1].class&isDay != 0 {
			return stretch{s.first, i}
		}
		if from := p.toldFrom(s.first+1, i); from > 0 && p.tokens[s.first].shape&endsOblique == 0 {
			return stretch{s.first, from}
		}
	}
	return s
}

// toldFrom returns where whoever is told something begins, with the adjectives before the
// noun at word i, which no preposition governs; 0 where that noun is no such one.
func (p *page) toldFrom(from, i int) int {
	if t := &p.tokens[i]; t.capital || !endsAny(t.fold, toldEndings[:]) || p.hyphenated(i-1) {
		return 0
	}
	for i > from && !p.tokens[i-1].capital && p.tokens[i-1].shape&endsOblique != 0 {
		i--
	}
	if p.tokens[i-1].class&isPreposition != 0 {
		return 0
	}
	return i
}

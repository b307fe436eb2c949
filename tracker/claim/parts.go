package claim

import "strings"

// This file cuts noun phrases: a coordination into its parts, a phrase to its
// head.

// parts splits a coordination: "Lavrov and Peskov".
func (p *page) parts(s stretch) []stretch {
	var out []stretch
	from := s.first
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if t.class&isConjunction != 0 && i > from && i+1 < s.last && !p.joinsPlaces(from, i) && !p.joinsParty(from, i, s.last) {
			out = append(out, stretch{from, i})
			from = i + 1
		} else if i > from && t.before&comma != 0 && t.capital {
			out = append(out, stretch{from, i})
			from = i
		}
	}
	out = append(out, stretch{from, s.last})
	for i := range out {
		out[i] = p.head(out[i])
	}
	return out
}

// partOfName tells whether the preposition at word i belongs to a title before
// a name: "Secretary of State Ann Lee".
func (p *page) partOfName(i, limit int) bool {
	if i == 0 || p.tokens[i-1].class&isRole == 0 || !p.tokens[i-1].capital || i+3 >= limit {
		return false
	}
	for k := i + 1; k <= i+3; k++ {
		if !p.tokens[k].capital || k > i+1 && p.tokens[k].before&hard != 0 {
			return false
		}
	}
	return true
}

// joinsPlaces tells whether the conjunction at word c joins what depends on the
// head before it: "officials from Moscow and Kiev".
func (p *page) joinsPlaces(from, c int) bool {
	if p.tokens[c+1].class&(isDeterminer|isRole|isRoles|isTitle) != 0 || p.tokens[c+1].fold == "" {
		return false
	}
	for i := from + 1; i < c; i++ {
		if p.tokens[i].class&isPreposition != 0 {
			return p.tokens[from].class&(isRoles|isDocument|isSpeechNoun) != 0 || !p.tokens[from].capital
		}
	}
	return false
}

// joinsParty tells whether the conjunction at word c stands in the name of a party
// before its member: "Law | and | Justice MP Marek Gort".
func (p *page) joinsParty(from, c, limit int) bool {
	role := c + 2
	if p.lex.free || c != from+1 || role+1 >= limit || p.tokens[role].class&isRole == 0 || p.tokens[role].before&hard != 0 {
		return false
	}
	w := p.words(role, role+1)
	return p.tokens[from].capital && p.tokens[c+1].capital && p.tokens[role+1].capital && strings.ToUpper(w) == w
}

// head cuts a noun phrase before its first preposition, relative pronoun or
// comma: who speaks is named there.
func (p *page) head(s stretch) stretch {
	for i := s.first + 1; i < s.last; i++ {
		t := &p.tokens[i]
		if t.class&isNominal != 0 && p.partOfName(i, s.last) {
			continue
		}
		if p.lex.free && t.class == 0 && !t.capital && t.shape&endsManner != 0 || t.class&(isPreposition|isRelative|isThat) != 0 && !t.capital || t.before&(comma|openParen|dash) != 0 || t.class&(isDay|isAdverb) != 0 && !p.tokens[i-1].possessive || numeral(t.fold) && !p.hyphenated(i) {
			return stretch{s.first, i}
		}
	}
	return s
}

// anyConjunction tells whether words may join several.
func (p *page) anyConjunction(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].class&isConjunction != 0 || i > s.first && p.tokens[i].before&comma != 0 {
			return true
		}
	}
	return false
}

// onlyRoles tells whether a noun phrase is a role without a name.
func (p *page) onlyRoles(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].class&isRole == 0 || p.shouted(i) {
			return false
		}
	}
	return !s.empty()
}

package claim

import (
	"slices"
	"strings"

	"onset/tracker"
)

// This file knows an office by other words than those of the book where cases tell whose
// it is: «глава российского МИД» for «министр иностранных дел России».

// rewording is a way to write an office: where all words of from stand in a title, it
// says the same as with those of to.
type rewording struct{ from, to []string }

// plainly writes a title in the words that the tables prefer. They are those of names,
// folded and without case endings.
func (l *lexicon) plainly(title []string) []string {
	for _, r := range l.rewordings {
		var at []int
		for _, w := range r.from {
			if i := slices.IndexFunc(title, func(x string) bool { return sameCountry(x, w) }); i >= 0 {
				at = append(at, i)
			}
		}
		if len(at) < len(r.from) {
			continue
		}
		first := slices.Min(at)
		out := make([]string, 0, len(title)+len(r.to))
		for i, w := range title {
			if i == first {
				out = append(out, r.to...)
			}
			if !slices.Contains(at, i) {
				out = append(out, w)
			}
		}
		title = out
	}
	return title
}

// sameOffice returns who alone holds an office on a day that is called by words of a
// language, all of which say what one of its titles says.
func (b *Book) sameOffice(lex *lexicon, words []string, day tracker.Day) string {
	if b == nil {
		return ""
	}
	words = lex.plainly(words)
	found := ""
	for _, o := range b.roles {
		title := o.plain[lex.name]
		if len(title) != len(words) || !o.on(day) || !sayTheSame(title, words) {
			continue
		}
		if found != "" && found != o.id {
			return ""
		}
		found = o.id
	}
	return found
}

// sayTheSame tells whether two titles of as many words are one, in any order.
func sayTheSame(title, words []string) bool {
	var used [longestTitle]bool
	if len(words) > len(used) {
		return false
	}
	for _, w := range title {
		i := 0
		for i < len(words) && (used[i] || !sameCountry(w, words[i])) {
			i++
		}
		if i == len(words) {
			return false
		}
		used[i] = true
	}
	return true
}

// sameCountry tells whether two words are the same, or one is the adjective of the
// country that the other names.
func sameCountry(a, b string) bool { return a == b || ofCountry(a, b) || ofCountry(b, a) }

// ofCountry tells whether a Cyrillic word is the adjective of a country, both without
// case endings: «российск» of «росси», «українськ» of «україн», «французск» of «франци».
func ofCountry(adjective, country string) bool {
	const letter = 2 // bytes
	if !slices.ContainsFunc(adjectival[:], func(e string) bool { return strings.HasSuffix(adjective, e) }) {
		return false
	}
	n := 0
	for n+letter <= len(adjective) && n+letter <= len(country) && adjective[n:n+letter] == country[n:n+letter] {
		n += letter
	}
	return n >= 4*letter && len(country)-n <= 2*letter && len(adjective)-n <= 4*letter
}

// adjectival are the endings of adjectives that are made of names, without their cases.
var adjectival = [...]string{"ск", "цк", "ськ", "цьк", "зьк"}

// inOtherWords finds who holds the office that a noun phrase with its country names,
// where no title of the book is written so.
func (r *Reading) inOtherWords(p *page, s stretch, unit int) *person {
	if !p.lex.free || len(p.lex.rewordings) == 0 || s.len() < 2 || r.indefinite(p, s) || !p.anyRole(s) {
		return nil
	}
	if id := r.cast.book.sameOffice(p.lex, p.roleWords(s), r.cast.day); id != "" {
		r.how = byOffice
		return r.known(id, s, unit)
	}
	return nil
}

// anyRole tells whether a phrase holds the name of a role.
func (p *page) anyRole(s stretch) bool {
	return slices.ContainsFunc(p.tokens[s.first:s.last], func(t token) bool { return t.class&isRole != 0 })
}

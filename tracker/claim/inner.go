package claim

import (
	"slices"
	"sort"

	"onset/tracker"
)

// This file finds whom a quotation quotes: "Drovia says it wants peace," Sorin said.
// Those words are Drovia's, and Sorin passes them on.

// inner makes the claims that stand within the quotations of the body's claims. It
// comes when those are made: nobody who is only quoted there is meant by a pronoun, or
// goes on speaking.
func (r *Reading) inner(f *finder) {
	for n := range r.made {
		fr := r.made[n].frame
		if r.made[n].page != f.page || fr.sieve == "turn" {
			continue
		}
		for i := fr.content.first; i < fr.content.last; i++ {
			if s := f.quotedSentence(i, fr.content.last); s.len() > 1 {
				r.quotedIn(f, n, s)
				i = s.last - 1
			}
		}
	}
}

// quotedSentence returns the words from word i on that are of one quotation and of one
// sentence, before limit.
func (p *page) quotedSentence(i, limit int) stretch {
	q := p.tokens[i].quote
	if q < 0 {
		return stretch{}
	}
	all := p.text.Sentences
	k := sort.Search(len(all), func(k int) bool { return all[k].Last > i })
	if k == len(all) {
		return stretch{}
	}
	return stretch{i, min(limit, all[k].Last, p.quotes[q].last)}
}

// quotedIn makes the claims of those whom the speaker of claim n quotes in the words s.
func (r *Reading) quotedIn(f *finder, n int, s stretch) {
	if !f.tells(s) {
		return
	}
	q := f.tokens[s.first].quote
	for i := s.first; i < s.last; i++ {
		f.tokens[i].quote = -1
	}
	for _, fr := range f.framesIn(s) {
		fr.unit, fr.inner = r.made[n].frame.unit, true
		made := len(r.claims)
		if r.one(f.page, &fr); len(r.claims) > made {
			c, by := &r.claims[made], &r.claims[n]
			c.Said, c.Via = nil, append(slices.Concat(by.Via, by.Speakers), c.Via...)
			if c.Hand == "" {
				c.Hand = tracker.Relayed
			}
		}
	}
	for i := s.first; i < s.last; i++ {
		f.tokens[i].quote = q
	}
}

// tells tells whether a finite verb stands among words that says something.
func (p *page) tells(s stretch) bool {
	for i := s.first + 1; i < s.last; i++ {
		if slices.ContainsFunc(p.tokens[i].entry.verbs, verb.tells) {
			return true
		}
	}
	return false
}

// tells tells of a finite verb that says something, and does not only believe it.
func (v verb) tells() bool {
	return v.flags&(takesClause|takesPerson) != 0 && v.flags&(believes|byDocument|outletReads) == 0 && (v.form == past || v.form == present)
}

// framesIn returns the frames that open a sentence and name somebody who says something.
func (f *finder) framesIn(s stretch) []frame {
	in := &finder{page: f.page}
	u := unit{first: s.first, last: s.last}
	for i := s.first + 1; i < s.last; i++ {
		if v, n := in.verbAt(i, s.last); n > 0 && v.tells() {
			in.atVerb(u, i)
		}
	}
	return slices.DeleteFunc(in.settle(in.frames, false), func(fr frame) bool { return fr.follows || !in.namesOther(&fr) || !in.leadsContent(s.first, &fr) })
}

// namesOther tells whether a frame names somebody by a name, by a role or by he, she or
// they, and gives them a clause.
func (f *finder) namesOther(fr *frame) bool {
	if fr.link != own || fr.sieve != "clause" && fr.sieve != "bare clause" && fr.sieve != "told" || fr.content.len() < 2 {
		return false
	}
	if t := &f.tokens[fr.subject.first]; fr.byPronoun {
		return t.class&(isHe|isShe|isThey) != 0
	}
	return f.named(fr.subject) && !(f.lex.free && (fr.subject.len() > longestInner || f.holdsFinite(fr.subject)))
}

// longestInner is how many words of a free language may name whom a quotation quotes.
const longestInner = 4

// unnamedWithin tells of a frame within a quotation whose speaker no name tells: it is
// nobody whom the text around it named.
func (p *page) unnamedWithin(fr *frame) bool {
	if !fr.inner {
		return false
	}
	for i := fr.subject.first; i < fr.subject.last; i++ {
		if t := &p.tokens[i]; t.capital && t.class&isPronoun == 0 {
			return false
		}
	}
	return true
}

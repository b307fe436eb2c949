package claim

import "slices"

// This file finds whose words a quotation is that nobody frames: "“The road is shut,” S
// said. / “It stays shut.”"

// goesOnOpen tells whether the quotation at word i goes on with one that the
// paragraph before left open.
func (p *page) goesOnOpen(i int) bool {
	q := p.tokens[i].quote
	return q > 0 && p.quotes[q-1].open && p.quotes[q-1].paragraph == p.quotes[q].paragraph-1
}

// heir returns who goes on in a quotation that nobody frames, and leaves the claim that
// it goes on from: whose quotation ends where it begins, or was left open. Behind a
// question that is who was asked. Behind words of the outlet it is who spoke before
// them, unless their sentence is about somebody else or names somebody else who may speak.
func (r *Reading) heir(p *page, fr *frame) []*person {
	if !fr.cue.empty() {
		return r.addedBy(p, fr)
	}
	open := p.goesOnOpen(fr.content.first)
	if !open && r.lastAsks(p) {
		if r.cast.asked != nil {
			return []*person{r.cast.asked}
		}
		return nil
	}
	who, same := r.cast.spoke, p.units[fr.unit].paragraph == p.units[fr.unit-1].paragraph
	if i := r.quotedBefore(p, fr); i >= 0 && (open || same || !r.anotherNamed(p, fr)) {
		if who = r.made[i].who; open || same || fr.content.len() > longestHeading {
			r.after = i
		}
	} else if s := r.subjectOfUnit(p, fr.unit-1); !open && (s != nil && !r.spoke(s) || r.anotherNamed(p, fr)) {
		return nil
	}
	if r.speaksOf(p, fr.content, who) {
		r.after = -1
		return nil
	}
	return who
}

// longestHeading is how many words a quotation has that may be the heading of a section.
const longestHeading = 6

// speaksOf tells whether words name one of some people, so that they are another's.
func (r *Reading) speaksOf(p *page, s stretch, people []*person) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].capital && slices.Contains(people, r.cast.byKey[p.name(i)]) {
			return true
		}
	}
	return false
}

// quotedBefore returns the last claim that ends where a frame's quotation begins and has
// quoted words, -1 where there is none.
func (r *Reading) quotedBefore(p *page, fr *frame) int {
	for i := len(r.made) - 1; i >= 0; i-- {
		m := &r.made[i]
		if m.page != p || max(m.frame.content.last, m.frame.ends) < fr.content.first {
			return -1
		}
		if m.frame.link != nobody && len(m.who) > 0 && p.anyQuoted(m.frame.content) && !m.frame.inner {
			return i
		}
	}
	return -1
}

// subjectOfUnit returns the one person whom the first main clause of a unit is about,
// nil where that is nobody.
func (r *Reading) subjectOfUnit(p *page, n int) *person {
	c := p.sentence(n)
	for k := range c.all {
		if c.all[k].relation != mainClause {
			continue
		}
		if s := c.subject(k); !s.empty() {
			if who, _ := r.resolve(p, s, n); len(who) == 1 && !who[0].things {
				return who[0]
			}
			return nil
		}
	}
	return nil
}

// anotherNamed tells whether the paragraph before names somebody known, outside of
// quotations, who is not who spoke.
func (r *Reading) anotherNamed(p *page, fr *frame) bool {
	for _, w := range r.cast.people {
		if !w.things && !w.vague && !r.spoke(w) && w.unit >= 0 && w.unit < len(p.units) && (w.id != "" || w.known()) &&
			p.units[w.unit].paragraph == p.units[fr.unit].paragraph-1 && p.tokens[min(w.at, len(p.tokens)-1)].quote < 0 {
			return true
		}
	}
	return false
}

// dropsSubject tells whether a sentence opens with a verb of saying whose subject is that
// of the sentence before: «И добавил, что …», «Додала: …».
func (f *finder) dropsSubject(u unit, g group, v verb) bool {
	opens := g.first == u.first || g.first == u.first+1 && f.tokens[u.first].class&isConjunction != 0
	if !f.lex.free || f.lex.second || !opens || g.passive || v.form != past && v.form != present || f.pluralVerb(g.last-1) ||
		v.flags&(takesClause|takesQuote) == 0 || v.flags&(believes|byDocument|relays) != 0 {
		return false
	}
	n := f.unitOf(u.first, 0)
	_, _, how := f.complement(u, g.last, v)
	return n > 0 && f.units[n-1].paragraph == u.paragraph && f.hasFrame(n-1) && (how == afterThat || how == afterColon || how == quoted)
}

// addedBy returns who spoke in the sentence before a verb without a subject, where the
// ending of the verb does not speak against them.
func (r *Reading) addedBy(p *page, fr *frame) []*person {
	last := len(r.made) - 1
	if last < 0 || r.made[last].frame.unit != fr.unit-1 || len(r.cast.spoke) != 1 {
		return nil
	}
	w, verb := r.cast.spoke[0], p.tokens[fr.at].shape
	if verb&endsFeminine != 0 && w.male || verb&endsMasculine != 0 && w.female {
		return nil
	}
	r.after = last
	return r.cast.spoke
}

package claim

import (
	"slices"
	"strings"

	"onset/tracker"
)

// voices finds the speakers of a frame.
func (r *Reading) voices(p *page, fr *frame) []tracker.ClaimSpeaker {
	var who []*person
	text := ""
	r.how, r.cast.lead, r.cast.ranked, r.after = byWords, certain, nil, -1
	switch fr.link {
	case continued:
		who = r.heir(p, fr)
	case chained:
		who, text = r.chainedVoices(p, fr)
	case own:
		if fr.known != "" {
			who, r.how = []*person{r.known(fr.known, stretch{fr.at, fr.at}, fr.unit)}, byOwnName
			break
		}
		if p.unnamedWithin(fr) {
			text = p.plain(fr.subject.first, fr.subject.last)
			break
		}
		if w := r.bound(p, fr); w != nil {
			who = []*person{w}
			break
		}
		if w := r.answerer(p, fr); w != nil {
			who, r.how = []*person{w}, byPronoun
			break
		}
		who, text = r.resolve(p, fr.subject, fr.unit)
		if len(who) == 0 && r.later(p, fr) != nil {
			who, r.how, r.cast.lead = []*person{r.later(p, fr)}, byEpithet, certain
		}
	}
	if len(who) == 0 {
		if text == "" || fr.link == own && fr.subject.len() == 1 && p.tokens[fr.subject.first].class&isIt != 0 && fr.verb.form == present {
			return nil // "it threatens to": nothing that speaks
		}
		who = []*person{r.nameless(p, text, fr)}
	}
	r.cast.spoke = who
	if len(who) == 1 && !who[0].things {
		r.cast.told = who[0]
	}
	if fr.link == own && len(who) == 1 {
		who[0].agree(p, fr)
		who[0].rename(p, fr)
	}
	out := make([]tracker.ClaimSpeaker, 0, len(who))
	for _, w := range who {
		w.subject, w.vague = fr.unit, false
		out = append(out, tracker.ClaimSpeaker{ID: w.id, Text: w.called()})
	}
	if len(who) > 1 {
		r.cast.plural = who
	}
	r.ask(p, fr)
	return out
}

// passers returns who passes the words of a frame on.
func (r *Reading) passers(p *page, fr *frame) []tracker.ClaimSpeaker {
	var out []tracker.ClaimSpeaker
	for i, v := range fr.via {
		who, text := r.lastVoices, ""
		if v.link == own {
			who, text = r.resolve(p, v.subject, fr.unit)
		}
		if len(who) == 0 && text != "" {
			out = append(out, tracker.ClaimSpeaker{Text: text})
		}
		for _, w := range who {
			out = append(out, tracker.ClaimSpeaker{ID: w.id, Text: w.called()})
		}
		if len(who) > 0 && !who[0].things && i == 0 {
			r.cast.spoke = who // "he added" means whoever told of it
			who[0].subject, who[0].unit = fr.unit, fr.unit
		}
	}
	return out
}

// called returns the words by which a claim names its speaker: those of the
// text for speakers of the book, else the fullest name so far.
func (w *person) called() string {
	if w.shown != "" {
		return w.shown
	}
	return w.name
}

// nameless makes a speaker who has no name in the text.
func (r *Reading) nameless(p *page, text string, fr *frame) *person {
	who := &person{name: text, last: fr.at, unit: fr.unit, subject: fr.unit}
	if fr.link != own {
		return who
	}
	for i := fr.subject.first; i < fr.subject.last; i++ {
		if c := p.tokens[i].class & (isRole | isRoles); c != 0 {
			who.many = c == isRoles
			who.roles = append(who.roles, p.name(i))
			if p.lex.free {
				break // the role that heads the phrase comes first
			}
		}
	}
	who.things = len(who.roles) == 0 && p.holds(fr.subject, isOutlet|isOrganisation|isDocument)
	return who
}

// chainedVoices finds the subject that a participle or "and said" leans on.
func (r *Reading) chainedVoices(p *page, fr *frame) ([]*person, string) {
	before, s := r.leading(p, fr)
	who := r.lastVoices
	switch {
	case before >= 0:
		who, fr.leader = r.made[before].who, r.made[before].frame.does()
	case s.empty() && fr.unit == r.lastUnit && len(who) > 0 && r.lastAt < fr.at:
		before = len(r.made) - 1
	case s.empty():
		return r.resolve(p, p.chainedSubject(fr), fr.unit)
	}
	if before >= 0 {
		m := &r.made[before]
		r.how, r.cast.lead, r.cast.ranked = m.how, m.lead, r.claims[before].Antecedents
		return who, ""
	}
	fr.leader = s
	return r.resolve(p, s, fr.unit)
}

// chainedSubject returns the subject of the sentence of a chained frame.
func (p *page) chainedSubject(fr *frame) stretch {
	u := p.units[fr.unit]
	if p.lex.free && fr.begins == u.first && fr.content.last < u.last {
		u.first = fr.content.last
		return p.unitSubject(u, u.last) // «заявив, что …, Лавров добавил»
	}
	return p.unitSubject(u, fr.begins)
}

// resolve finds who a noun phrase names: persons known by name, by pronoun or
// by role, else its words.
func (r *Reading) resolve(p *page, s stretch, unit int) ([]*person, string) {
	if s.empty() {
		return nil, ""
	}
	if t := &p.tokens[s.first]; s.len() == 1 && t.class&(isPronoun|isPossessive) != 0 {
		if who := r.cast.pronoun(p, s.first, unit); len(who) > 0 {
			r.how = byPronoun
			return who, ""
		}
		return nil, r.subjectBefore(p, s, unit)
	}
	if s.len() == 1 && p.tokens[s.first].class&isThere != 0 {
		if len(r.cast.spoke) == 1 {
			r.how = byEpithet
			return r.cast.spoke, ""
		}
		return nil, ""
	}
	r.how, s = byOwnName, r.beforeTime(p, s)
	if h := p.holderBehind(p.units[unit], s); !h.empty() {
		return r.resolve(p, h, unit)
	}
	if h := p.holderAhead(p.units[unit], s); !h.empty() {
		return r.resolve(p, h, unit)
	}
	if h := p.holderAtEnd(s); !h.empty() {
		return r.resolve(p, h, unit)
	}
	if id := r.whole(p, s); id != "" {
		if p.lex.free && s.len() == 1 && s.first > p.units[unit].first && !r.cast.book.group(id) && !r.cast.book.spelt(p, id, s.last) &&
			p.tokens[s.first].before&hard == 0 && p.tokens[s.first-1].class&isDocument == 0 && !p.tokens[s.first-1].capital && p.nounAhead(s.first-1, s.first-1) {
			return nil, p.plain(s.first-1, s.last) // «заявил кум Сорина»
		}
		return []*person{r.named(p, id, s, unit)}, ""
	}
	if issuer := p.issued(s); !issuer.empty() {
		return r.resolve(p, issuer, unit)
	}
	if who := r.issuingOffice(p, s, unit); who != nil {
		return []*person{who}, ""
	}
	if who := r.placed(p, s, unit); who != nil {
		return []*person{who}, ""
	}
	if who := r.among(p, s, unit); len(who) > 1 {
		return who, ""
	}
	if p.lex.free {
		if w := r.byName(p, s, unit); w != nil && !p.anyConjunction(s) && p.roleBefore(s, s.last-1) {
			return []*person{w}, "" // «представитель Дровии при ООН Сорин»
		}
	}
	if w := r.inOtherWords(p, s, unit); w != nil {
		return []*person{w}, ""
	}
	if w := r.officeOf(p, s, unit); w != nil {
		return []*person{w}, ""
	}
	var who []*person
	for _, part := range p.parts(s) {
		w := r.resolvePart(p, part, unit)
		if last := s.last - 1; w != nil && r.how == byEpithet && p.lex.free && part.last < s.last && p.tokens[last].capital && !strings.Contains(w.name, p.words(last, s.last)) {
			continue // «Министр по сборам Анна Ленц» is not the minister named before
		}
		if w != nil && !slices.Contains(who, w) {
			if r.how == byEpithet && p.holdsName(s, w) {
				r.how = byOwnName
			}
			who = append(who, w)
		}
	}
	if len(who) > 0 {
		return who, ""
	}
	if k := p.headBehind(s); k > 0 {
		return r.resolve(p, stretch{k, s.last}, unit)
	}
	r.how, r.cast.lead = byEpithet, certain
	if all := r.cast.together(p, s, unit); len(all) > 1 {
		return all, ""
	}
	if who := r.behind(p, s, unit); len(who) > 0 {
		return who, ""
	}
	r.how = byWords
	if h := p.head(s); p.lex.free && !p.named(h) && p.tokens[s.first].class&isPreposition == 0 {
		s = h // «тень подозрения | на Сорина»: no name that it only holds
	}
	if alone := p.beforeOthers(s); alone.last < s.last {
		return r.resolve(p, alone, unit)
	}
	return nil, p.plain(s.first, s.last)
}

// holdsName tells whether a phrase has the name of somebody in it.
func (p *page) holdsName(s stretch, w *person) bool {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].capital && p.tokens[i].class&(isRole|isRoles) == 0 && strings.Contains(w.name, p.plain(i, i+1)) {
			return true
		}
	}
	return false
}

// among finds who is named of many in a parenthesis: "voices (S and T among
// them)".
func (r *Reading) among(p *page, s stretch, unit int) []*person {
	for k := s.first + 1; k < s.last; k++ {
		if p.tokens[k].before&openParen == 0 {
			continue
		}
		var who []*person
		for _, w := range r.cast.meet(p, stretch{k, s.last}, unit) {
			if !w.things && (w.id != "" || strings.Contains(w.name, " ")) {
				who = append(who, w)
			}
		}
		return who
	}
	return nil
}

// subjectBefore returns the words for a pronoun that leads to nobody known: the
// role that was the subject of the sentence before, else the pronoun.
func (r *Reading) subjectBefore(p *page, s stretch, unit int) string {
	if unit > 0 && p.tokens[s.first].class&(isHe|isShe) != 0 {
		prev := p.units[unit-1]
		if np := p.unitSubject(prev, prev.last); !np.empty() && p.roleBefore(np, np.last) {
			np = p.head(np)
			return p.plain(np.first, np.last)
		}
	}
	return p.words(s.first, s.last)
}

// whole returns the speaker whose name is the whole phrase, articles aside.
func (r *Reading) whole(p *page, s stretch) string {
	if s.len() > 1 && p.tokens[s.first].class&isDeterminer != 0 {
		s.first++
	}
	if id, n := r.cast.book.nameAt(p, s.first, s.last); n == s.len() {
		return id
	}
	return ""
}

// known returns the person of an id, met now.
func (r *Reading) known(id string, s stretch, unit int) *person {
	who := r.cast.byKey["\x00"+id]
	if who == nil {
		who = &person{id: id, name: r.cast.book.Name(id), subject: -1, things: r.cast.book.group(id)}
		r.cast.add(who, "\x00"+id)
	}
	who.last, who.unit = s.first, unit
	return who
}

// named returns the person of an id whom the words of s name. Declined names
// are shown as the book has them.
func (r *Reading) named(p *page, id string, s stretch, unit int) *person {
	w := r.known(id, s, unit)
	if !p.lex.free {
		w.shown = p.plain(s.first, s.last)
	}
	return w
}

// resolvePart finds the one person that a simple noun phrase names.
func (r *Reading) resolvePart(p *page, s stretch, unit int) *person {
	c := r.cast
	if who := r.byName(p, s, unit); who != nil {
		return who
	}
	if who := r.byTitle(p, s, unit); who != nil {
		return who
	}
	if p.lex.free && p.onlyRoles(s) {
		return r.byRole(p, s, unit)
	}
	if p.bareOffice(s) {
		if p.is(s.last, p.units[unit], isOf) {
			return nil // "the Minister | of Sea Trade"
		}
		return r.byRole(p, s, unit)
	}
	met := c.meet(p, s, unit)
	if n := len(met); n > 0 && met[n-1].last < s.last && (len(c.heads) == 0 || met[n-1].end == s.last) && r.endsWith(p, s, met[n-1]) {
		return met[n-1]
	}
	return r.byRole(p, s, unit)
}

// byName finds the speaker of the book whose name ends a noun phrase.
func (r *Reading) byName(p *page, s stretch, unit int) *person {
	c := r.cast
	if p.tokens[s.last-1].possessive {
		return nil
	}
	for k := s.first; k < s.last; k++ {
		id, n := c.book.nameAt(p, k, s.last)
		if n == 0 || k+n != s.last || c.book.group(id) && p.roleBefore(s, k) {
			continue
		}
		if p.lex.free && k > s.first && p.tokens[k-1].class&isPreposition != 0 {
			return nil // «министр при Сорине»
		}
		if n == 1 && k > s.first && p.namesake(c.book, id, k, unit) || c.leans(p, c.persona(id), k, s.last, s.first, s.last) >= 0 {
			return nil
		}
		return r.named(p, id, stretch{k, s.last}, unit)
	}
	return nil
}

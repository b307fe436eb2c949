package claim

// This file finds who stands behind the document, the site or the place that a text tells
// in place of a speaker.

// placed returns the institution of which only the place is told: «в главном
// управлении разведки». It is one speaker throughout a document.
func (r *Reading) placed(p *page, s stretch, unit int) *person {
	if !p.lex.free || s.first == 0 || p.tokens[s.first-1].class&isIn == 0 {
		return nil
	}
	if id, n := r.cast.book.nameAt(p, s.first, s.last); n > 0 {
		return r.named(p, id, stretch{s.first, s.first + n}, unit)
	}
	key := "\x01" + p.name(s.first) + p.name(s.last-1)
	who := r.cast.byKey[key]
	if who == nil {
		who = &person{name: p.plain(s.first, s.last), subject: -1, things: true}
		r.cast.byKey[key] = who
	}
	who.last, who.unit = s.first, unit
	return who
}

// issued returns the name of whoever issued the document that a phrase tells, or on
// whose site it stands: «в заявлении | Рудина», «на странице | Рудина».
func (p *page) issued(s stretch) stretch {
	i := p.headOfPlace(s.first, s.last)
	t := &p.tokens[i]
	if !p.lex.free || i+1 >= s.last || t.class&(isRole|isRoles) != 0 || t.class&(isDocument|isNounCue|isSpeechNoun|isOutlet) == 0 || t.class&isOutlet != 0 && !p.ledIn(s.first) {
		return stretch{}
	}
	id, n := p.book.nameAt(p, i+1, s.last)
	if e := i + 1 + n; n > 0 && (p.book.group(id) || !p.book.spelt(p, id, e)) && (e == s.last || p.tokens[e].class&isPreposition != 0) {
		return stretch{i + 1, e}
	}
	return stretch{}
}

// issuingOffice returns who holds the office that the document, or the site, is of that a
// phrase tells: «в указе | президента Дровии».
func (r *Reading) issuingOffice(p *page, s stretch, unit int) *person {
	k := p.headOfPlace(s.first, s.last) + 1
	if !p.lex.free || k >= s.last || p.tokens[k-1].class&isDocument == 0 || p.tokens[k-1].class&(isRole|isOutlet) != 0 || p.tokens[k].class&isRole == 0 || !p.oblique(k) {
		return nil
	}
	if who := r.resolvePart(p, p.head(stretch{k, s.last}), unit); who != nil && who.id != "" {
		return who
	}
	return nil
}

// ledIn tells whether a preposition of place leads to word i.
func (p *page) ledIn(i int) bool {
	return i > 0 && p.tokens[i].before&hard == 0 && p.tokens[i-1].class&isIn != 0
}

// headBehind returns where the noun phrase begins that a document is of where it only
// holds a name, "the statement of | the leadership of Drovia"; 0 where there is none.
func (p *page) headBehind(s stretch) int {
	for k := s.first; !p.lex.free && k+3 < s.last; k++ {
		if p.tokens[k].class&isDocument == 0 || p.tokens[k+1].class&isOf == 0 || p.tokens[k+2].class&isDeterminer == 0 {
			continue
		}
		if h := p.head(stretch{k + 2, s.last}); h.last < s.last && p.tokens[h.last].class&isOf != 0 && !p.tokens[h.last-1].capital {
			return k + 2
		}
	}
	return 0
}

// behind finds who stands behind words or a document: "comments S made", "a
// report from S".
func (r *Reading) behind(p *page, s stretch, unit int) []*person {
	for k, head := s.first, p.head(s); k < s.last-1; k++ {
		t := &p.tokens[k]
		said := t.class&(isSpeechNoun|isNounCue) != 0 && k >= head.first
		if said || t.class&isDocument != 0 && p.tokens[k+1].class&isOf != 0 {
			who := r.cast.meet(p, stretch{k + 1, s.last}, unit)
			if len(who) > 0 && !(who[0].end < s.last && p.tokens[who[0].end-1].possessive) {
				return who[:1] // not "a statement from | Sorin's office"
			}
		}
	}
	return nil
}

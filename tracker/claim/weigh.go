package claim

import (
	"slices"
	"strings"

	"onset/tracker"
)

// made remembers how a claim came by its speakers.
type made struct {
	frame *frame
	page  *page
	who   []*person
	how   means
	at    traits // what can be seen at the frame itself
	lead  int    // in points over everybody else who may be meant
	after int    // the claim whose quotation goes on in this one, -1 for none
}

// weigh gives every claim its points and marks the speakers who are not sure.
// It comes last, when all is known of who speaks in the text.
func (r *Reading) weigh() {
	named := r.namedClaims()
	for i := range r.made {
		m, c := &r.made[i], &r.claims[i]
		if len(c.Speakers) == 0 {
			continue
		}
		t := r.traits(i, named)
		rival := r.rivals(m, t, c)
		t = t.with(fRival, rival || m.lead < clearLead)
		c.Score = t.score()
		if r.doc.Weigh {
			c.Candidates = append([]tracker.Candidate{{ID: c.Speakers[0].ID, Text: c.Speakers[0].Text, Score: c.Score, Why: t.why()}}, c.Candidates...)
		}
		r.settleSpeakers(i, t)
	}
}

// namedClaims counts the claims of each speaker in which a name or an office
// stands at the verb.
func (r *Reading) namedClaims() map[string]int {
	out := map[string]int{}
	for i := range r.made {
		if m := &r.made[i]; m.plainlyNamed() {
			for _, s := range r.claims[i].Speakers {
				out[speakerKey(s)]++
			}
		}
	}
	return out
}

// plainlyNamed tells whether the frame of a claim itself names its speaker.
func (m *made) plainlyNamed() bool {
	return m.frame.link == own && (m.how == byOwnName || m.how == byOffice)
}

// takesUp tells whether a word that stands for somebody leads to the speaker.
func (m *made) takesUp() bool { return m.how == byPronoun || m.how == byEpithet }

func speakerKey(s tracker.ClaimSpeaker) string {
	if s.ID != "" {
		return "\x00" + s.ID
	}
	return s.Text
}

// traits returns all features of the speakers of claim i.
func (r *Reading) traits(i int, named map[string]int) traits {
	m, c := &r.made[i], &r.claims[i]
	t := m.at
	elsewhere := named[speakerKey(c.Speakers[0])]
	if m.plainlyNamed() {
		elsewhere--
	}
	t = t.with(fSpeaksOften, elsewhere > 1).with(fSpeaksOnce, elsewhere == 1).with(fClear, m.lead >= clearLead && m.takesUp())
	if len(m.who) > 0 {
		w := m.who[0]
		t = t.with(fTitled, w.titled).with(fInFull, strings.Contains(w.name, " ")).with(fRole, len(w.roles) > 0 || t.has(fRole))
		t = t.with(fKnown, w.id != "" && m.how == byOwnName)
	}
	t = t.with(fNearBy, r.speaksNear(i))
	others := m.page.othersNamed(m.frame)
	return t.with(fAlone, others == 0).with(fCrowd, others > 3)
}

// speaksNear tells whether the speaker of claim i is named at another one in its
// paragraph or the one before.
func (r *Reading) speaksNear(i int) bool {
	return r.namedNear(i, 1)
}

// namedNear tells whether the speaker of claim i is named at another claim, at
// most some paragraphs before it or in its own.
func (r *Reading) namedNear(i, paragraphs int) bool {
	m, c := &r.made[i], &r.claims[i]
	at := m.page.units[m.frame.unit].paragraph
	for j := range r.made {
		o := &r.made[j]
		if j == i || o.page != m.page || !o.plainlyNamed() || len(r.claims[j].Speakers) == 0 {
			continue
		}
		d := at - o.page.units[o.frame.unit].paragraph
		if d >= 0 && d <= paragraphs && speakerKey(r.claims[j].Speakers[0]) == speakerKey(c.Speakers[0]) {
			return true
		}
	}
	return false
}

// settleSpeakers keeps, doubts or takes away the name of a claim's speakers.
func (r *Reading) settleSpeakers(i int, t traits) {
	m, c := &r.made[i], &r.claims[i]
	if m.how == byWords && c.Speakers[0].ID == "" && m.page.noSpeaker(m.frame.subject) {
		c.Speakers = []tracker.ClaimSpeaker{}
		return
	}
	unsure := c.Score < sureScore || t.has(fRival) || m.frame.sieve == "behind"
	switch {
	case m.frame.link == continued:
		unsure = m.after < 0
		if m.after >= 0 {
			c.Speakers = slices.Clone(r.claims[m.after].Speakers)
			unsure = len(c.Speakers) == 0 || c.Speakers[0].Unsure
		}
	case m.how == byEpithet, m.frame.sieve == "noun" && !m.plainlyNamed():
		unsure = true
	case m.how == byPronoun:
		unsure = unsure || m.lead < sureLead || t.without(fClear).score() < sureScore || !r.namedNear(i, 0) || m.frame.link == chained && r.unsureBefore(i)
	case m.frame.link == chained && r.unsureBefore(i):
		unsure = true
	}
	if !unsure {
		return
	}
	if words := m.words(); m.namesNobody(t) {
		c.Speakers = []tracker.ClaimSpeaker{}
		if words != "" && c.Score >= wordsScore {
			c.Speakers = append(c.Speakers, tracker.ClaimSpeaker{Text: words})
		}
	}
	for k := range c.Speakers {
		c.Speakers[k].Unsure = true
	}
}

// namesNobody tells whether an unsure speaker is left unnamed, so that the words at the
// verb stand for them: too few points or, where a pronoun or a role stands for them,
// too small a lead over others. Of those who stay named some 85 in 100 are right: 82 in
// annotated news, 86 where a pronoun was put in the place of a name.
func (m *made) namesNobody(t traits) bool {
	least := namedScore
	if m.frame.link == chained {
		least = chainedScore
	}
	return t.score() < least || m.takesUp() && m.lead < namedLead
}

// noSpeaker tells of words that cannot be who speaks: no name, no role and no body
// among them, and a verb or an adverb at their head.
func (p *page) noSpeaker(s stretch) bool {
	if p.lex.free && !s.empty() && p.nothingNominative(s) {
		return true
	}
	if s.empty() || p.holds(s, isRole|isRoles|isTitle|isOrganisation|isDocument|isOutlet|isLocative|isPronoun|isDeterminer) {
		return false
	}
	first := &p.tokens[s.first]
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].capital && !(i == s.first && p.onlyOpens(i)) {
			return first.class&(isDay|isMonth) != 0 && s.len() == 1 && !p.speaks(s.last) || !first.capital && first.shape&endsFinite != 0
		}
	}
	return first.class&(isAdverb|isSubordinator|isPreposition|isConjunction|isDay) != 0 || len(first.entry.verbs) > 0 || first.shape&(endsFinite|endsManner) != 0 ||
		p.lex.free && s.len() == 1 && strings.HasSuffix(first.fold, "о")
}

// nothingNominative tells whether words in small letters hold none that may be a
// subject: «всем постоянно», «своими впечатлениями». Behind «в» a body may speak.
func (p *page) nothingNominative(s stretch) bool {
	if s.first > 0 && p.tokens[s.first].before&hard == 0 && p.tokens[s.first-1].class&(isPreposition|isOf|isAbout) != 0 {
		return false
	}
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if t.capital && !(i == s.first && p.onlyOpens(i)) || t.quote >= 0 || t.class&(isRole|isRoles|isOrganisation|isDocument|isLocative|isOutlet) != 0 {
			return false
		}
		if t.class&(isHe|isShe|isThey) != 0 && t.class&isPossessive == 0 || t.class&(isAdverb|isPossessive|isObject) == 0 && t.shape&endsOblique == 0 && !(t.class == 0 && len(t.fold) > 10 && strings.HasSuffix(t.fold, "но")) {
			return false
		}
	}
	return true
}

// unsureBefore tells whether the claim before claim i has an unsure speaker.
func (r *Reading) unsureBefore(i int) bool {
	if i == 0 || len(r.claims[i-1].Speakers) == 0 {
		return true
	}
	return r.claims[i-1].Speakers[0].Unsure
}

// words returns how the text calls the speaker at the frame itself.
func (m *made) words() string {
	if s := m.frame.subject; !s.empty() {
		return m.page.plain(s.first, s.last)
	}
	return ""
}

// othersNamed counts the names in the sentence of a frame outside what was said
// and outside its subject.
func (p *page) othersNamed(fr *frame) int {
	n := 0
	p.eachName(fr, func(stretch) { n++ })
	return n
}

// eachName calls a function with each name in the sentence of a frame, outside
// what was said and the words for its speaker.
func (p *page) eachName(fr *frame, do func(stretch)) {
	u := p.units[fr.unit]
	for i := u.first; i < u.last; i++ {
		t := &p.tokens[i]
		inside := fr.content.holds(i) && !(fr.begins <= i && i < fr.ends)
		if !t.capital || inside || fr.subject.holds(i) || t.class&(isDay|isMonth|isPronoun|isDeterminer|isPreposition|isConjunction|isSubordinator|isAdverb|isAs) != 0 || i == u.first && p.onlyOpens(i) {
			continue
		}
		e := min(p.nameEnd(i), u.last)
		do(stretch{i, e})
		i = e - 1
	}
}

// rivals tells whether somebody else in the sentence has nearly as many points
// as its speaker.
func (r *Reading) rivals(m *made, t traits, c *tracker.Claim) bool {
	if m.frame.link != own || m.how == byPronoun || t.has(fLabel) {
		return false
	}
	chosen, near := t.score(), false
	p, fr := m.page, m.frame
	common := t & (1<<fStart | 1<<fPureVerb | 1<<fDirect | 1<<fClause | 1<<fAlone | 1<<fCrowd)
	p.eachName(fr, func(s stretch) {
		if !p.personal(s) || fr.subject.last > s.first && s.last > fr.subject.first || p.names(s, c.Speakers[0], r.cast.book) {
			return
		}
		o := p.traitsOf(common.with(fNames, true), fr, s)
		o = o.with(fLed, o.has(fLed) || p.governedAt(s.first)).with(fDeclined, o.has(fDeclined) || p.lex.free && !p.nominative(s.first))
		o = o.with(fCommonBefore, p.tokens[s.last-1].possessive || s.last < len(p.tokens) && p.tokens[s.last].class&(isRole|isRoles|isNoun|isNounCue|isDocument|isSpeechNoun) != 0 && p.tokens[s.last].before&hard == 0)
		if d := p.distance(fr, s); d > 2 {
			o = o &^ (1<<fVerbFirst | 1<<fBeforeVerb)
			o = o.with(fApart, true)
		}
		points := o.score()
		near = near || points > chosen-margin
		if r.doc.Weigh {
			id, _ := r.cast.book.nameAt(p, s.first, s.last)
			c.Candidates = append(c.Candidates, tracker.Candidate{ID: id, Text: p.plain(s.first, s.last), Score: points, Why: o.why()})
		}
	})
	return near
}

// distance is how many words stand between a name and the verb of a frame.
func (p *page) distance(fr *frame, s stretch) int {
	if s.first >= fr.cue.last {
		return s.first - fr.cue.last
	}
	return max(0, fr.cue.first-s.last)
}

// governedAt tells whether a preposition leads to the name at word i, roles and
// adjectives between them.
func (p *page) governedAt(i int) bool {
	for k := i - 1; k >= 0 && k > i-longestOffice && p.tokens[k+1].before&hard == 0; k-- {
		t := &p.tokens[k]
		if t.class&(isPreposition|isTo|isOf) != 0 {
			return true
		}
		if t.class&(isAuxiliary|isThat|isRelative|isConjunction) != 0 || len(t.entry.verbs) > 0 && t.class == 0 && !t.capital {
			return false
		}
	}
	return false
}

// names tells whether words name a speaker.
func (p *page) names(s stretch, who tracker.ClaimSpeaker, b *Book) bool {
	if id, n := b.nameAt(p, s.last-1, s.last); n > 0 && id == who.ID {
		return true
	}
	if id, n := b.nameAt(p, s.first, s.last); n > 0 && id == who.ID {
		return true
	}
	return strings.Contains(who.Text, p.words(s.last-1, s.last))
}

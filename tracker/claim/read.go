package claim

import (
	"slices"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

// Document is an article as far as claims need it. Title may be nil.
type Document struct {
	Title, Body *text.Text
	Source      tracker.Source
	Published   tracker.Stamp
	// Furniture tells whether a paragraph repeats across the source's pages;
	// such a paragraph yields no claims. It may be nil.
	Furniture func(paragraph string) bool
	// Weigh lets every claim tell who else might speak in it, with points and
	// reasons.
	Weigh bool
	// Dates are the expressions of the body, when the caller has found them
	// already; nil lets Open find them.
	Dates []said.Expr
	// Arena is where the reading lies, which is good until the next one in it; nil
	// gives it memory of its own.
	Arena *Arena
}

// Reading is a document that was read for its claims.
type Reading struct {
	doc         Document
	cast        *cast
	claims      []tracker.Claim
	made        []made
	outlet      said.Outlet
	exprs       []said.Expr
	title, body *page
	hasFrame    map[int]bool // units of the current page with a claim
	talk        bool         // the body is a transcript
	day         tracker.Day  // that the head of an institution's page gives; 0 for none
	verdict     bool         // a fact checker's article says that its claim is false

	said map[*person]*tracker.Said // the last date of a speaker that passes on
	lead map[*person]*tracker.Said // the first one, from the head of the text

	how   means // by which words the last frame led to its speaker
	after int   // the claim that the last quotation without a frame goes on from, -1 for none

	lastUnit   int
	lastAt     int
	lastVoices []*person
	lastSaid   *tracker.Said
}

// Open reads a document. A nil book knows nobody.
func Open(doc Document, book *Book) *Reading {
	r := newReading(doc, book)
	if doc.Title != nil && len(doc.Title.Words) > 0 && Reads(doc.Title.Lang) {
		r.title = &r.cast.arena.title
		r.title.open(doc.Title, tracker.Title, r.cast.book)
	}
	if doc.Body != nil && len(doc.Body.Words) > 0 && Reads(doc.Body.Lang) {
		r.body = &r.cast.arena.body
		r.body.open(doc.Body, tracker.Body, r.cast.book)
	}
	r.verdict = r.factChecked()
	if r.title != nil {
		r.readTitle(r.title)
	}
	if r.body != nil {
		r.readBody(r.body)
	}
	r.backdate()
	r.weigh()
	r.sortClaims()
	return r
}

// Claims returns the attributed claims, those of the title first.
func (r *Reading) Claims() []tracker.Claim { return r.claims }

func newReading(doc Document, book *Book) *Reading {
	if book == nil {
		book = NewBook(nil)
	}
	in := doc.Arena
	if in == nil {
		in = new(Arena)
	}
	in.empty()
	in.cast.open(book, doc.Published.Day, doc.Weigh, in)
	return &Reading{
		doc: doc, cast: &in.cast, lastUnit: -1,
		outlet: said.Outlet{Published: doc.Published.Day, Country: doc.Source.Country},
		said:   map[*person]*tracker.Said{}, lead: map[*person]*tracker.Said{},
	}
}

// title reads a headline.
func (r *Reading) readTitle(p *page) {
	r.exprs = said.Find(p.text, r.outlet)
	p.markDays(r.exprs)
	f := &finder{page: p, below: r.body}
	f.headline()
	if len(f.frames) == 0 {
		f.find()
	}
	r.claim(f)
	r.lastUnit = -1
	for i := range r.cast.people {
		r.cast.people[i].unit, r.cast.people[i].subject = -4, min(r.cast.people[i].subject, -1)
	}
	r.cast.spoke, r.cast.told = nil, nil
}

// body reads the text of an article.
func (r *Reading) readBody(p *page) {
	exprs := r.doc.Dates
	if exprs == nil {
		exprs = said.Find(p.text, r.outlet)
	}
	r.exprs = exprs
	p.markDays(exprs)
	f, official := &finder{page: p}, r.doc.Source.Kind == tracker.Official
	if official {
		r.day, f.speaker = r.headDay(), r.headSpeaker()
	}
	if r.talk = f.transcript(official); !r.talk {
		r.talk = official && f.questioned() // a talk, though its turns cannot be read
		f.find()
		f.wholeSpeech()
		f.between()
		f.answersByDash()
		f.leftQuotes()
	}
	slices.SortStableFunc(f.frames, func(a, b frame) int { return a.content.first - b.content.first })
	r.claim(f)
	r.inner(f)
}

// claim turns frames into claims, in the order of the text, while taking in
// the names on the way.
func (r *Reading) claim(f *finder) {
	p := f.page
	r.hasFrame = map[int]bool{}
	for i := range f.frames {
		r.hasFrame[f.frames[i].unit] = true
	}
	slices.SortStableFunc(f.frames, func(a, b frame) int {
		if a.unit != b.unit {
			return a.unit - b.unit
		}
		return a.at - b.at
	})
	r.claims = slices.Grow(r.claims, len(f.frames))
	r.made = slices.Grow(r.made, len(f.frames))
	next, speech := 0, 0
	for n, u := range p.units {
		from := u.first
		if p.opensItem(n) {
			r.cast.forget()
		}
		r.cast.learn(p, n)
		speech = p.dashSpeech(n, speech)
		r.cast.speechEnd = speech
		for ; next < len(f.frames) && f.frames[next].unit == n; next++ {
			fr := &f.frames[next]
			behind := p.namelessBehind(fr)
			if !behind && fr.at > from {
				r.meet(p, stretch{from, fr.at}, n)
				from = fr.at
			}
			r.one(p, fr)
			if behind && fr.at > from {
				r.meet(p, stretch{from, fr.at}, n)
				from = fr.at
			}
		}
		r.meet(p, stretch{from, u.last}, n)
		if !r.hasFrame[n] && n < 4 {
			r.occasion(p, n)
		}
	}
}

// namelessBehind tells whether words without a name stand behind what a frame reports:
// nobody whom only that names is meant, "Selonia was obliged to pay, she said", "the
// Borderlands too - said the minister".
func (p *page) namelessBehind(fr *frame) bool {
	s := fr.subject
	if !fr.follows || fr.link != own || s.empty() || fr.content.first >= s.first {
		return false
	}
	if s.len() == 1 && p.tokens[s.first].class&isPronoun != 0 {
		return p.tokens[s.first].class&(isHe|isShe) != 0
	}
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].capital {
			return false
		}
	}
	return !p.lex.free
}

// opensItem tells whether a unit begins an item of a list that is told bit by
// bit: a time of day opens its paragraph, as in a live blog.
func (p *page) opensItem(n int) bool {
	u := p.units[n]
	if n > 0 && p.units[n-1].paragraph == u.paragraph || u.last-u.first < 3 {
		return false
	}
	return u.first+1 < u.last && p.raw[p.tokens[u.first].end] == ':' && p.clock(u.first+1)
}

// forget lets nobody named before be meant by he, she or a quotation that goes
// on: another item begins.
func (c *cast) forget() {
	c.spoke, c.told, c.plural, c.asked = nil, nil, nil, nil
	for _, w := range c.people {
		w.unit, w.subject = min(w.unit, -itemApart), min(w.subject, -1)
	}
}

// itemApart is how far apart, in sentences, names of another item count as.
const itemApart = 8

// sortClaims puts the claims in the order of the text, and their frames with them.
func (r *Reading) sortClaims() {
	order := make([]int, len(r.claims))
	for i := range order {
		order[i] = i
	}
	inText := func(i, k int) int {
		a, b := &r.claims[i], &r.claims[k]
		if a.Part != b.Part {
			if a.Part == tracker.Title {
				return -1
			}
			return 1
		}
		return a.Start - b.Start
	}
	if slices.IsSortedFunc(order, inText) {
		return
	}
	slices.SortStableFunc(order, inText)
	claims, frames := make([]tracker.Claim, len(order)), make([]made, len(order))
	for to, from := range order {
		claims[to], frames[to] = r.claims[from], r.made[from]
	}
	r.claims, r.made = claims, frames
}

// meet takes in the names of some words; the first person of a sentence that
// no preposition leads counts as its subject.
func (r *Reading) meet(p *page, s stretch, unit int) {
	if s.first == p.units[unit].first && p.onlyOpens(s.first) {
		s.first++
	}
	r.cast.background = true
	met := r.cast.meet(p, s, unit)
	r.cast.background = false
	if w := r.standIn(p, met, unit); w != nil && s.first <= p.units[unit].first+1 {
		w.last, w.unit, w.subject = s.first, unit, unit
		return
	}
	for i, w := range met {
		if w.things && !w.outlet || w.noSubject {
			continue
		}
		if w.subject != unit && s.first == p.units[unit].first && p.tokens[w.first].quote < 0 {
			w.subject = unit
		}
		if i+1 == len(met) || !p.joinedBy(w, met[i+1]) {
			break
		}
	}
}

// joinedBy tells whether only a conjunction stands between two names: "Gort and Berg".
func (p *page) joinedBy(a, b *person) bool {
	return b.first == a.end+1 && p.tokens[a.end].class&isConjunction != 0
}

func (r *Reading) framed(unit int) bool { return r.hasFrame[unit] }

// one makes the claim of a frame.
func (r *Reading) one(p *page, fr *frame) {
	if r.furniture(p, fr.unit) {
		return
	}
	voices := r.voices(p, fr)
	if len(voices) == 0 {
		return
	}
	sg := r.signOf(p, fr)
	if sg.unsaid {
		return // nobody said it: no claim of theirs
	}
	if fr.ofTitle && (r.title == nil || len(r.claims) > 0) {
		r.saidOf(p, fr) // the headline names its speaker itself; the day is worth knowing
		return
	}
	meant := r.cast.ranked // before those who pass the words on
	if r.how == byOwnName || r.how == byOffice {
		meant = nil
	}
	how := made{frame: fr, page: p, who: r.cast.spoke, how: r.how, lead: r.cast.lead, after: r.after, at: p.traitsAt(fr, r.how)}
	if fr.sieve != "noun" || fr.unit != r.lastUnit && fr.begins <= p.units[fr.unit].first+1 {
		r.lastUnit, r.lastAt, r.lastVoices = fr.unit, fr.at, r.cast.spoke
	}
	span := p.span(fr.content)
	c := tracker.Claim{
		Span: span, Part: p.part, Text: p.raw[span.Start:span.End], Speakers: voices, Form: p.formOf(fr),
		Via: r.passers(p, fr), Hand: fr.hand(), Stance: sg.under(r.stanceOf(p, fr)), Treatment: r.treatmentOf(p, fr), Novelty: r.noveltyOf(p, fr), Rule: fr.sieve, Antecedents: meant,
	}
	if fr.cue.first < fr.cue.last {
		c.Cue = p.span(fr.cue)
	}
	if fr.ofTitle {
		r.ofTitle(&c)
	}
	c.Said = r.saidOf(p, fr)
	r.lastSaid = c.Said
	r.claims = append(r.claims, c)
	r.made = append(r.made, how)
}

// ofTitle gives a claim the words of the headline: «Об этом сообщил Лавров» at
// the head of a text.
func (r *Reading) ofTitle(c *tracker.Claim) {
	whole := stretch{0, len(r.title.tokens)}
	c.Span, c.Part, c.Cue = r.title.span(whole), tracker.Title, tracker.Span{}
	c.Text = r.title.raw[c.Start:c.End]
	c.Form = r.title.formOf(&frame{content: whole})
}

func (r *Reading) furniture(p *page, unit int) bool {
	if r.doc.Furniture == nil || p.part == tracker.Title {
		return false
	}
	par := p.text.Paragraphs[p.units[unit].paragraph]
	return r.doc.Furniture(p.raw[par.Start:par.End])
}

// opensWithDash tells whether a paragraph begins at word i with the dash of
// direct speech, «— Мы готовы, — сказал он»; in languages of fixed word order any
// sentence may, "… . - We are ready - he said", as translations have it.
func (p *page) opensWithDash(i int) bool {
	before := p.tokens[i].before
	return before&dash != 0 && (i == 0 || before&lineBreak != 0 || !p.lex.free && before&(stop|question|exclaim) != 0)
}

// formOf tells how much of what was said is quoted.
func (p *page) formOf(fr *frame) tracker.Form {
	if fr.sieve == "turn" {
		return tracker.Direct
	}
	quoted, plain := 0, 0
	for i := fr.content.first; i < fr.content.last; i++ {
		switch {
		case p.tokens[i].quote >= 0:
			quoted++
		case i < fr.begins || i >= fr.ends:
			plain++
		}
	}
	switch {
	case quoted == 0 && fr.follows && p.opensWithDash(fr.content.first):
		return tracker.Direct
	case quoted == 0:
		return tracker.Indirect
	case plain == 0:
		return tracker.Direct
	}
	return tracker.Mixed
}

package claim

import (
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/said"
)

// saidOf returns when the words of a frame were said: by its own date, by that
// of its sentence, by an earlier claim of the speaker, else not after
// publication.
func (r *Reading) saidOf(p *page, fr *frame) *tracker.Said {
	s := r.dayOf(p, fr)
	if s.Dates() && r.foretells(p, fr, s) {
		older := *s
		older.Flag = BeforeItsEvent
		return &older
	}
	return s
}

// dayOf returns when the words of a frame were said, unless something in them
// speaks against it.
func (r *Reading) dayOf(p *page, fr *frame) *tracker.Said {
	if r.doc.Source.Kind == tracker.Official && fr.sieve == "turn" {
		return r.primary()
	}
	if fr.link == continued {
		if s := r.inherited(p, fr); s != nil {
			return s // it goes on with words that have their day
		}
	}
	if s := r.attachOutside(p, p.saidFrame(fr), p.apposition(fr)); s != nil {
		if !fr.background(p) {
			r.remember(s, fr.unit)
		}
		return s
	}
	if fr.again != nil {
		if s := r.attach(p, p.saidFrame(fr.again)); s != nil {
			r.remember(s, fr.unit)
			return s
		}
	}
	if s := r.onOccasion(p, fr); s != nil {
		r.remember(s, fr.unit)
		return s
	}
	if p.tellsPaper(fr) {
		for _, w := range r.cast.spoke {
			delete(r.said, w) // another occasion, of which the day isn't told
		}
	}
	if s := r.inherited(p, fr); s != nil {
		return r.afterwards(p, fr, s)
	}
	if r.ownSpeaker() {
		return r.primary()
	}
	return said.Bounded(r.doc.Published.Day)
}

// background tells of words that the text only recalls: «Песков в среду уточнял»,
// «ранее он заявил». Their date is not that of the occasion it reports.
func (fr *frame) background(p *page) bool {
	if fr.verb.flags&imperfective != 0 {
		return true
	}
	for i := max(0, fr.begins-2); i < fr.cue.last; i++ {
		if p.tokens[i].class&isEarlier != 0 && !fr.content.holds(i) {
			return true
		}
	}
	return false
}

// onOccasion dates a frame by a day that stands between its verb and what was
// said: "told them during their Monday meeting that".
func (r *Reading) onOccasion(p *page, fr *frame) *tracker.Said {
	if fr.cue.empty() || fr.follows || fr.content.first <= fr.cue.last || fr.sieve == "noun" {
		return nil
	}
	frame := p.span(stretch{fr.cue.last, p.toAside(fr.cue.last, fr.content.first)})
	for i := range r.exprs {
		e := &r.exprs[i]
		if !frame.Contains(e.Span) || e.Lead != "" || e.Future {
			continue
		}
		from, to, precision, ok := e.Spoken(r.doc.Published.Day)
		if ok && to-from < tracker.MaxDatingDays {
			return &tracker.Said{From: from, To: to, Precision: precision, Basis: e.Basis, Cue: e.Text, Rule: "occasion/" + string(e.Kind), Flag: e.Flag}
		}
	}
	return nil
}

// toAside returns where the first relative clause between two words begins, which
// tells of whoever speaks: "according to S, | who came on Monday, …"; the second word where
// there is none.
func (p *page) toAside(from, to int) int {
	for i := from; i < to; i++ {
		if t := &p.tokens[i]; t.class&isRelative != 0 && t.class&isThat == 0 && t.before&comma != 0 {
			return i
		}
	}
	return to
}

// inherited returns the date that a claim takes from another: that of its
// sentence, of the quotation that it goes on with, of its speaker.
func (r *Reading) inherited(p *page, fr *frame) *tracker.Said {
	if fr.link == chained {
		if s := r.fromSentence(p, fr); s != nil {
			return s
		}
	}
	if fr.link == continued {
		if s := said.Inherit(r.lastSaid, "continuation"); s != nil {
			return s
		}
	}
	if fr.background(p) {
		return nil // recalled beside what the text reports
	}
	for _, w := range r.cast.spoke {
		if s := said.Inherit(r.said[w], "same-speaker"); s != nil {
			return s
		}
	}
	return nil
}

// afterwards widens an inherited date up to publication where the frame says
// that the words came later.
func (r *Reading) afterwards(p *page, fr *frame, s *tracker.Said) *tracker.Said {
	if fr.cue.empty() {
		return s
	}
	for i := max(fr.cue.first-1, 0); i <= fr.cue.last && i < len(p.tokens); i++ {
		if p.tokens[i].class&isLater != 0 && !fr.content.holds(i) && r.doc.Published.Day > s.To {
			s.To, s.Precision, s.Cue, s.Rule = r.doc.Published.Day, tracker.Fuzzy, p.words(i, i+1), "later"
			s.Minute = time.Time{}
		}
	}
	return s
}

// ownSpeaker tells whether an institution reports its own speaker, or a member
// of the group it is.
func (r *Reading) ownSpeaker() bool {
	if r.doc.Source.Kind != tracker.Official {
		return false
	}
	for _, w := range r.cast.spoke {
		if w.id != "" && (w.id == r.doc.Source.Speaker || slices.Contains(r.cast.book.Groups(w.id), r.doc.Source.Speaker)) {
			return true
		}
	}
	return false
}

// primary is the date of an institution's own words: that of the head of its page,
// else that of publication.
func (r *Reading) primary() *tracker.Said {
	day, rule := r.day, "head"
	if day == 0 {
		day, rule = r.doc.Published.Day, "primary"
	}
	if day == 0 {
		return said.Bounded(0)
	}
	return &tracker.Said{From: day, To: day, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: day.String(), Rule: rule}
}

// farFromPublication is how many days before publication a said date may lie
// and still pass on to the speaker's other claims: older words are history.
const farFromPublication = 45

// leadUnits is how many sentences count as the head of an article.
const leadUnits = 6

// remember lets the speaker's later claims take this date.
func (r *Reading) remember(s *tracker.Said, unit int) {
	if !s.Dates() || r.doc.Published.Day != 0 && s.To < r.doc.Published.Day-farFromPublication {
		return
	}
	for _, w := range r.cast.spoke {
		if r.lead[w] == nil && unit <= leadUnits {
			r.lead[w] = s
		}
		if old := r.said[w]; old == nil || old.To-old.From >= s.To-s.From {
			r.said[w] = s
		}
	}
}

// backdate gives the headline and the first sentences the date that the lead
// gives their speaker a little later.
func (r *Reading) backdate() {
	for i := range r.made {
		m, c := &r.made[i], &r.claims[i]
		if c.Said == nil || c.Said.From != 0 || c.Part == tracker.Body && m.frame.unit > 3 {
			continue
		}
		for _, w := range m.who {
			if s := r.lead[w]; s != nil {
				c.Said = said.Inherit(s, "lead")
			}
		}
	}
}

// fromSentence dates a participle by the claim that it leans on, or by the
// main verb of its sentence.
func (r *Reading) fromSentence(p *page, fr *frame) *tracker.Said {
	if n := len(r.made); n > 0 && r.made[n-1].frame.unit == fr.unit && r.claims[n-1].Part == p.part {
		return said.Inherit(r.lastSaid, "same-sentence")
	}
	s := r.ofSentence(p, fr.unit, fr.begins)
	if s != nil {
		r.remember(s, fr.unit)
	}
	return said.Inherit(s, "same-sentence")
}

// ofSentence returns the date of the main verb of a sentence.
func (r *Reading) ofSentence(p *page, unit, limit int) *tracker.Said {
	u := p.units[unit]
	s := p.unitSubject(u, limit)
	if s.empty() {
		return nil
	}
	begin := p.overRelativeClause(s.last, limit)
	v := begin
	for v < limit-1 && (p.tokens[v].class&(isAuxiliary|isAdverb) != 0 || !p.finite(v)) && v < begin+12 {
		v++
	}
	fr := said.Frame{Verb: p.span(stretch{v, v + 1}), Nominal: true}
	aside := p.span(stretch{s.last, begin})
	if p.lex.free {
		s = p.head(s)
	}
	if aside.Len() == 0 {
		fr.Subject = p.span(s)
	}
	return r.attachOutside(p, fr, aside)
}

// overRelativeClause returns the word behind the relative clause between commas that
// begins at word i; i where none does.
func (p *page) overRelativeClause(i, limit int) int {
	if i >= limit || p.tokens[i].before&comma == 0 || p.tokens[i].class&isRelative == 0 {
		return i
	}
	for k := i + 1; k < limit; k++ {
		if p.tokens[k].before&comma != 0 {
			return k
		}
	}
	return i
}

func (r *Reading) attach(p *page, fr said.Frame) *tracker.Said {
	return r.attachOutside(p, fr, tracker.Span{})
}

// attachOutside returns the day of a frame, whose words stand outside of a span.
func (r *Reading) attachOutside(p *page, fr said.Frame, out tracker.Span) *tracker.Said {
	if len(r.exprs) == 0 || fr.Verb.Len() == 0 {
		return nil
	}
	exprs := r.exprs
	if out.Len() > 0 {
		exprs = slices.DeleteFunc(slices.Clone(exprs), func(e said.Expr) bool { return out.Contains(e.Span) })
	}
	s := said.Attach(p.text, exprs, fr, r.outlet)
	if s != nil && s.Flag == said.AfterPublication {
		late := said.Bounded(r.doc.Published.Day) // no day of words that are in print
		late.Cue, late.Flag = s.Cue, s.Flag
		return late
	}
	return s
}

func (p *page) span(s stretch) tracker.Span {
	if s.empty() {
		return tracker.Span{}
	}
	return tracker.Span{Start: int(p.tokens[s.first].start), End: int(p.tokens[s.last-1].end)}
}

// saidFrame describes a frame to package said.
func (p *page) saidFrame(fr *frame) said.Frame {
	out := said.Frame{
		Subject: p.span(p.head(fr.subject)), Verb: p.span(fr.cue), Complement: p.span(fr.content),
		Nominal: fr.sieve == "object" && !p.lex.free || fr.sieve == "occasion" || fr.sieve == "noun",
	}
	if fr.cue.empty() && !fr.subject.empty() {
		out.Verb = p.span(stretch{fr.subject.last - 1, fr.subject.last}) // «29 февраля Лавров: …»
	}
	if fr.sieve == "noun" {
		out.Subject = p.span(stretch{fr.subject.first, max(fr.subject.last, fr.at)})
	}
	var rest stretch // what was said behind the frame
	switch {
	case fr.ofTitle:
		out.Complement = tracker.Span{}
	case fr.follows && fr.content.first < fr.begins && fr.begins < fr.content.last:
		out.Complement = p.span(stretch{fr.content.first, fr.begins}) // a split quotation
		rest = stretch{max(fr.ends, fr.begins), fr.content.last}
	}
	out.Quotes = p.quoteSpans(p.units[fr.unit])
	if !rest.empty() {
		out.Quotes = append(out.Quotes, p.span(rest))
	}
	return out
}

// quoteSpans returns the quotations of a sentence, without the frames that
// interrupt them.
func (p *page) quoteSpans(u unit) []tracker.Span {
	var out []tracker.Span
	for i := u.first; i < u.last; i++ {
		q := p.tokens[i].quote
		if q < 0 {
			continue
		}
		from := i
		for i+1 < u.last && p.tokens[i+1].quote == q {
			i++
		}
		out = append(out, p.span(stretch{from, i + 1}))
	}
	return out
}

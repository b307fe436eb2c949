package claim

import (
	"slices"

	"onset/tracker"
	"onset/tracker/said"
)

// saidOf returns when the words of a frame were said: by its own date, by that
// of its sentence, by an earlier claim of the speaker, else not after
// publication.
func (r *Reading) saidOf(p *page, fr *frame) *tracker.Said {
	if r.doc.Source.Kind == tracker.Official && fr.sieve == "turn" {
		return r.primary()
	}
	if s := r.attach(p, p.saidFrame(fr)); s != nil {
		r.remember(s, fr.unit)
		return s
	}
	if fr.link == chained {
		if s := r.fromSentence(p, fr); s != nil {
			return s
		}
	}
	if fr.sieve == "continuation" || fr.link == continued {
		if s := said.Inherit(r.lastSaid, "continuation"); s != nil {
			return s
		}
	}
	for _, w := range r.cast.spoke {
		if s := said.Inherit(r.said[w], "same-speaker"); s != nil {
			return s
		}
	}
	if r.ownSpeaker() {
		return r.primary()
	}
	return said.Bounded(r.doc.Published.Day)
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

// primary is the date of an institution's own words.
func (r *Reading) primary() *tracker.Said {
	day := r.doc.Published.Day
	if day == 0 {
		return said.Bounded(0)
	}
	return &tracker.Said{From: day, To: day, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: day.String(), Rule: "primary"}
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
	v := s.last
	for v < limit-1 && (p.tokens[v].class&(isAuxiliary|isAdverb) != 0 || !p.finite(v)) && v < s.last+12 {
		v++
	}
	return r.attach(p, said.Frame{Subject: p.span(s), Verb: p.span(stretch{v, v + 1}), Nominal: true})
}

func (r *Reading) attach(p *page, fr said.Frame) *tracker.Said {
	if len(r.exprs) == 0 {
		return nil
	}
	return said.Attach(p.text, r.exprs, fr, r.outlet)
}

// occasion remembers the date of a sentence at the head of an article that
// tells of speaking without saying what was said: "On 2 May X and Y commented".
func (r *Reading) occasion(p *page, unit int) {
	u := p.units[unit]
	s := r.ofSentence(p, unit, u.last)
	if s == nil || !s.Dates() {
		return
	}
	subject := p.unitSubject(u, u.last)
	who, _ := r.resolve(p, subject, unit)
	for _, w := range who {
		w.unit, w.subject = unit, unit
		if r.said[w] == nil {
			r.said[w], r.lead[w] = s, s
		}
	}
	if len(who) > 1 {
		r.cast.plural = who
	}
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
		Nominal: fr.sieve == "object" || fr.sieve == "occasion" || fr.sieve == "noun",
	}
	if fr.sieve == "noun" {
		out.Subject = p.span(stretch{fr.subject.first, max(fr.subject.last, fr.at)})
	}
	u, last := p.units[fr.unit], int32(-1)
	for i := u.first; i < u.last; i++ {
		if q := p.tokens[i].quote; q > last {
			out.Quotes = append(out.Quotes, p.quotes[q].Span)
			last = q
		}
	}
	return out
}

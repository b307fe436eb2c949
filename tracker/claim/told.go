package claim

import (
	"slices"

	"onset/tracker"
)

// Told is who does what to some words of a text.
type Told struct {
	Claim tracker.Claim // that says the words, or the outlet's own
	Index int           // of the claim in [Reading.Claims]; -1 for the outlet's own
	// Stance is what is done to the words themselves, composed from the root of
	// the claim down to them; only what is affirmed was said.
	Stance tracker.Stance
	Why    []string // the words that made the stance, the nearest first
}

// At tells who says words of a sentence, and what is done to them. hits are the
// words; without any the whole sentence is meant.
//
// The claim is the one that covers most of the words; where none does the
// outlet speaks. What nobody said makes no claim: the outlet then only reports
// words that are [tracker.NotSaid].
func (r *Reading) At(part tracker.Part, sentence tracker.Span, hits []tracker.Span) Told {
	p := r.pageOf(part)
	if p == nil {
		return r.unread(part, sentence)
	}
	covered := hits
	if len(hits) == 0 {
		covered = []tracker.Span{sentence}
	}
	if n := r.covering(part, covered); n >= 0 {
		return r.inClaim(p, n, sentence, hits)
	}
	words := p.within(sentence)
	target := p.lastOf(words, hits)
	s := p.signAt(words, stretch{}, target, p.hitting(hits), false, plain)
	s.asked = s.asked || target >= p.questionFrom(p.upToQuestion(words, target))
	forged := p.forged(words, stretch{})
	if forged {
		s.unsaid, s.told = s.unsaid || s.told, true
	}
	own := r.ownVoice(part, sentence, &s)
	if forged && !s.unsaid && own.Treatment != tracker.Debunks && p.utters(stretch{words.first, target}) {
		s.unsaid = true // "in a doctored clip, S tells the army to …"
		own = r.ownVoice(part, sentence, &s)
	}
	if len(hits) > 0 && own.Treatment == tracker.Asserts && p.quoted(hits) {
		own.Treatment = tracker.Reports // words in quotation marks are somebody's
	}
	return Told{Claim: own, Index: -1, Stance: own.Stance, Why: s.why}
}

// utters tells whether a verb of saying or of asking somebody to do something
// stands among words.
func (p *page) utters(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if v, n := p.verbAt(i, s.last); n > 0 && v.flags&(takesClause|takesPerson|takesTo) != 0 && !p.tokens[i].capital {
			return true
		}
	}
	return false
}

// inClaim tells what claim n does to some of its words.
func (r *Reading) inClaim(p *page, n int, sentence tracker.Span, hits []tracker.Span) Told {
	c, fr := r.claims[n], r.made[n].frame
	cue := touches(hits, c.Cue)
	if cue && fr.rejects() && touches(hits, p.span(fr.subject)) {
		// "Kyiv refuses talks" is told of Kyiv: it is no accusation of its own
		own := r.ownVoice(p.part, sentence, &sign{told: true})
		return Told{Claim: own, Index: -1, Stance: own.Stance}
	}
	s := r.within(p, p.content(c.Span, fr), sentence, hits)
	outer := c.Stance
	if cue && outer == tracker.Denies {
		outer = tracker.Affirms // "rejected guarantees": the rule takes the denial itself
	}
	if s.reason && outer == tracker.Denies {
		outer = tracker.Affirms // "rejected the plan because …"
	}
	if outer != tracker.Affirms && c.Cue.Len() > 0 {
		s.why = append(s.why, p.raw[c.Cue.Start:c.Cue.End])
	}
	return Told{Claim: c, Index: n, Stance: s.under(outer), Why: s.why}
}

// rejects tells whether a frame says what its subject won't have or do.
func (fr *frame) rejects() bool { return fr.verb.flags&(denies|refuses) != 0 }

// covering returns the index of the claim that covers most of the words in
// bytes, the shortest of several; -1 for none.
func (r *Reading) covering(part tracker.Part, hits []tracker.Span) int {
	best, most := -1, 0
	for i, c := range r.claims {
		if c.Part != part {
			continue
		}
		covered := 0
		for _, h := range hits {
			covered += c.Overlap(h)
		}
		if covered > most || covered == most && covered > 0 && c.Len() < r.claims[best].Len() {
			best, most = i, covered
		}
	}
	return best
}

// content returns the words of a claim on a page; a frame that stands within
// them is left out by the caller.
func (p *page) content(span tracker.Span, fr *frame) contentWords {
	out := contentWords{stretch: p.within(span), named: fr.naming()}
	if out.holds(fr.at) && !fr.ofTitle {
		out.frame = stretch{max(fr.begins, out.first), min(max(fr.ends, fr.at+1), out.last)}
	}
	return out
}

// contentWords are the words of a claim and those of the frame among them.
type contentWords struct {
	stretch
	frame stretch
	named naming
}

// naming tells whether a frame calls something by a name.
func (fr *frame) naming() naming {
	switch {
	case fr.sieve != "object":
		return plain
	case fr.rejects():
		return rejects
	case fr.verb.flags&takesQuote != 0:
		return names
	}
	return plain
}

// within composes the sign of hits in the words of a claim: in their own
// sentence, and in the part of it that the claim holds.
func (r *Reading) within(p *page, c contentWords, sentence tracker.Span, hits []tracker.Span) sign {
	in := p.within(sentence)
	s := stretch{max(in.first, c.first), min(in.last, c.last)}
	target := -1
	for i := s.first; i < s.last; i++ {
		if !c.frame.holds(i) && (len(hits) == 0 || touches(hits, p.span(stretch{i, i + 1}))) {
			target = i
		}
	}
	if target < 0 {
		return sign{}
	}
	out := p.signAt(s, c.frame, target, p.hitting(hits), true, c.named)
	out.asked = out.asked || s.last == in.last && target >= p.questionFrom(s)
	return out
}

// lastOf returns the last word of a sentence that the hits touch, its last word
// where there are none.
func (p *page) lastOf(s stretch, hits []tracker.Span) int {
	for i := s.last - 1; i >= s.first; i-- {
		if len(hits) == 0 || touches(hits, p.span(stretch{i, i + 1})) {
			return i
		}
	}
	return s.last - 1
}

// hitting tells which words of a page the hits touch.
func (p *page) hitting(hits []tracker.Span) func(int) bool {
	return func(i int) bool { return touches(hits, p.span(stretch{i, i + 1})) }
}

// quoted tells whether all hits stand in quotation marks.
func (p *page) quoted(hits []tracker.Span) bool {
	return !slices.ContainsFunc(hits, func(h tracker.Span) bool {
		return !slices.ContainsFunc(p.quotes, func(q quotation) bool { return q.Overlap(h) > 0 })
	})
}

func touches(hits []tracker.Span, s tracker.Span) bool {
	return slices.ContainsFunc(hits, func(h tracker.Span) bool { return h.Overlap(s) > 0 })
}

func (r *Reading) pageOf(part tracker.Part) *page {
	if part == tracker.Title {
		return r.title
	}
	return r.body
}

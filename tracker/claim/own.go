package claim

import (
	"onset/tracker"
)

// OwnVoice reads a sentence that no claim covers: the outlet's own words. For
// more than one sentence of a document use [Open] and [Reading.OwnVoice].
func OwnVoice(doc Document, part tracker.Part, sentence tracker.Span) tracker.Claim {
	return newOwn(doc).OwnVoice(part, sentence)
}

// newOwn prepares a document without looking for claims.
func newOwn(doc Document) *Reading {
	r := newReading(doc, nil)
	if doc.Title != nil {
		r.title = newPage(doc.Title, tracker.Title)
	}
	if doc.Body != nil {
		r.body = newPage(doc.Body, tracker.Body)
	}
	r.verdict = r.factChecked()
	return r
}

// OwnVoice tells how the outlet carries a sentence of its own: whether it
// asserts, distances or debunks it, whether it only asks, and what it says of
// its novelty. On an institution's own page the institution speaks, on the
// published day.
func (r *Reading) OwnVoice(part tracker.Part, sentence tracker.Span) tracker.Claim {
	c := tracker.Claim{
		Span: sentence, Part: part, Speakers: []tracker.ClaimSpeaker{}, Form: tracker.OwnVoice,
		Stance: tracker.Affirms, Treatment: tracker.Asserts, Rule: "own voice",
	}
	p := r.body
	if part == tracker.Title {
		p = r.title
	}
	if r.doc.Source.Kind == tracker.Official && r.doc.Source.Speaker != "" {
		c.Speakers = append(c.Speakers, tracker.ClaimSpeaker{ID: r.doc.Source.Speaker, Text: r.doc.Source.Name})
		c.Said = r.primary()
	}
	if p == nil {
		return c
	}
	c.Text = p.raw[max(0, min(sentence.Start, len(p.raw))):max(0, min(sentence.End, len(p.raw)))]
	s := p.within(sentence)
	if s.empty() {
		return c
	}
	if p.onlyQuestion(s) {
		c.Stance = tracker.Asks
	}
	c.Treatment = r.ownTreatment(p, s)
	c.Novelty = p.noveltyIn(s)
	return c
}

// within returns the words of a span.
func (p *page) within(span tracker.Span) stretch {
	s := stretch{len(p.tokens), 0}
	for i := range p.tokens {
		if int(p.tokens[i].start) >= span.Start && int(p.tokens[i].end) <= span.End {
			s.first, s.last = min(s.first, i), i+1
		}
	}
	return s
}

// ownTreatment tells how the outlet carries a sentence of its own. A verdict
// counts in the sentence and at the head of the one after it.
func (r *Reading) ownTreatment(p *page, s stretch) tracker.Treatment {
	if r.verdict || r.debunksIn(p, s, nil) {
		return tracker.Debunks
	}
	n := p.unitOf(s.last-1, 0)
	if n+1 < len(p.units) {
		next := p.units[n+1]
		if r.debunksIn(p, stretch{next.first, min(next.last, next.first+verdictWords)}, nil) && !r.framed(n+1) {
			return tracker.Debunks
		}
	}
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].quote >= 0 {
			continue
		}
		if _, n := p.phraseAt(i, s.last+1, distancePhrase, distanceBefore); n > 0 {
			return tracker.Distances
		}
	}
	return tracker.Asserts
}

// verdictWords is how many words of the next sentence may hold a verdict on
// this one.
const verdictWords = 14

// factChecked tells whether the article of a fact checker says in its headline
// or its first sentences that something is false.
func (r *Reading) factChecked() bool {
	if r.doc.Source.Kind != tracker.FactChecker {
		return false
	}
	if r.title != nil && r.title.phraseIn(stretch{0, len(r.title.tokens)}, nil, debunkPhrase, verdictPhrase) {
		return true
	}
	if r.body == nil || len(r.body.units) == 0 {
		return false
	}
	head := r.body.units[min(len(r.body.units), headUnits)-1].last
	return r.body.phraseIn(stretch{0, head}, nil, debunkPhrase, verdictPhrase)
}

// headUnits is how many sentences of a fact check may hold its verdict.
const headUnits = 4

// noveltyIn returns the first cue of novelty in a stretch.
func (p *page) noveltyIn(s stretch) *tracker.Novelty {
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].quote >= 0 {
			continue
		}
		if kind, n := p.phraseAt(i, s.last+1, newPhrase, repeatedPhrase, continuedPhrase); n > 0 {
			return &tracker.Novelty{Value: noveltyNames[kind], Cue: p.words(i, min(i+n, len(p.tokens)))}
		}
	}
	return nil
}

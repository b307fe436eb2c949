package claim

import "onset/tracker"

// ownVoice reads a sentence, or words of it, that no claim covers: the outlet's
// own words, with the sign that its root gives them. On an institution's own
// page the institution speaks, on the published day.
func (r *Reading) ownVoice(part tracker.Part, sentence tracker.Span, s *sign) tracker.Claim {
	p := r.pageOf(part)
	c := r.outletClaim(part, sentence)
	words := p.within(sentence)
	if words.empty() {
		return c
	}
	c.Novelty = p.noveltyIn(words)
	s.asked = s.asked || p.onlyQuestion(words)
	if c.Treatment != tracker.Reports {
		c.Treatment = r.ownTreatment(p, words, s)
	}
	if s.lie {
		s.denied = false // the outlet debunks it
	}
	if c.Stance = s.stance(); c.Stance == tracker.NotSaid {
		c.Speakers, c.Said = []tracker.ClaimSpeaker{}, nil
	}
	return c
}

// outletClaim is a sentence in the voice of its outlet, not looked into yet.
func (r *Reading) outletClaim(part tracker.Part, sentence tracker.Span) tracker.Claim {
	c := tracker.Claim{
		Span: sentence, Part: part, Speakers: []tracker.ClaimSpeaker{}, Form: tracker.OwnVoice,
		Stance: tracker.Affirms, Treatment: tracker.Asserts, Rule: "own voice",
	}
	if r.talk && part == tracker.Body {
		c.Treatment = tracker.Reports // nobody's turn: the institution does not say it
	} else if r.doc.Source.Kind == tracker.Official && r.doc.Source.Speaker != "" {
		c.Speakers = append(c.Speakers, tracker.ClaimSpeaker{ID: r.doc.Source.Speaker, Text: r.doc.Source.Name})
		c.Said = r.primary()
	}
	t := r.doc.Body
	if part == tracker.Title {
		t = r.doc.Title
	}
	if t != nil {
		c.Text = t.Raw[max(0, min(sentence.Start, len(t.Raw))):max(0, min(sentence.End, len(t.Raw)))]
	}
	return c
}

// unread is a sentence of a language without a table: nobody knows who says it
// nor what is done to it.
func (r *Reading) unread(part tracker.Part, sentence tracker.Span) Told {
	c := r.outletClaim(part, sentence)
	c.Speakers, c.Said = []tracker.ClaimSpeaker{}, nil
	c.Form, c.Stance, c.Treatment, c.Rule = tracker.UnreadForm, tracker.UnreadStance, tracker.UnreadTreatment, "unread"
	return Told{Claim: c, Index: -1, Stance: c.Stance}
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

// ownTreatment tells how the outlet carries words of its own: only what the root
// of its sentence states it asserts. A verdict counts over the words and at the
// head of the sentence after them.
func (r *Reading) ownTreatment(p *page, s stretch, words *sign) tracker.Treatment {
	n := p.unitOf(s.last-1, 0)
	if r.verdict || words.lie && words.denied || !words.denied && r.debunksOver(p, s, words) || p.labelledFalse(n) || r.refutedAfter(p, n) {
		return tracker.Debunks
	}
	for i := s.first; i < s.last; i++ {
		if p.tokens[i].quote >= 0 {
			continue
		}
		if _, n := p.phraseAt(i, s.last+1, distancePhrase, distanceBefore); n > 0 {
			return tracker.Distances
		}
	}
	if words.told || words.unsaid || words.asked || n > 0 && p.asksForClaim(p.units[n-1]) || p.announces(s) {
		return tracker.Reports
	}
	return tracker.Asserts
}

// announces tells whether a headline only says what the text is about: "What S said of
// X", "How S explains X".
func (p *page) announces(s stretch) bool {
	return p.part == tracker.Title && p.tokens[s.first].class&isWhether != 0 && p.utters(s)
}

// refutedAfter tells whether the sentence behind sentence n says at its head that it
// is false.
func (r *Reading) refutedAfter(p *page, n int) bool {
	if n++; n >= len(p.units) {
		return false
	}
	u := p.units[n]
	return (r.debunksIn(p, stretch{u.first, min(u.last, u.first+verdictWords)}, nil) || p.verdictOnly(n)) && !r.framed(n)
}

// asksForClaim tells whether a sentence only asks for what somebody says, which the
// next one tells then: "His argument?"
func (p *page) asksForClaim(u unit) bool {
	if u.last-u.first > shortQuestion || !p.onlyQuestion(u.stretch()) {
		return false
	}
	for i := u.first; i < u.last; i++ {
		if _, n := p.phraseAt(i, u.last, attitudePhrase, pretextPhrase, speechPhrase); n > 0 || p.tokens[i].class&(isNounCue|isClaimNoun) != 0 {
			return true
		}
	}
	return false
}

// debunksOver tells whether a verdict stands in a clause over some words, or in
// one that holds nothing else.
func (r *Reading) debunksOver(p *page, s stretch, words *sign) bool {
	for _, over := range words.over {
		if r.debunksIn(p, stretch{max(over.first, s.first), min(over.last, s.last)}, nil) {
			return true
		}
	}
	return false
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

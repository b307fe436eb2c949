package claim

import "onset/tracker"

// onlyQuestion tells whether a stretch is one question.
func (p *page) onlyQuestion(s stretch) bool {
	return p.questionFrom(s) == s.first
}

// treatmentOf tells how the outlet carries a claim.
func (r *Reading) treatmentOf(p *page, fr *frame) tracker.Treatment {
	if r.refuted(p, fr) {
		return tracker.Debunks
	}
	if fr.verb.flags&distancing != 0 {
		return tracker.Distances
	}
	u := p.units[fr.unit]
	for i := max(u.first, fr.begins); i < fr.ends && i < u.last; i++ {
		if fr.content.holds(i) && !fr.follows {
			break
		}
		if _, n := p.phraseAt(i, len(p.tokens), distanceBefore, distancePhrase); n > 0 {
			return tracker.Distances
		}
	}
	for i := fr.content.last; i < u.last && i < fr.content.last+8; i++ {
		if _, n := p.phraseAt(i, u.last, distanceBefore); n > 0 {
			return tracker.Distances
		}
	}
	for _, c := range p.cuesIn(fr.content) {
		i := int(c)
		if p.tokens[i].quote >= 0 {
			continue
		}
		if _, n := p.phraseAt(i, fr.content.last, distancePhrase); n > 0 {
			return tracker.Distances
		}
	}
	return tracker.Reports
}

// refuted tells whether the outlet says that a claim is false: beside it in
// its sentence, in the sentence after it, or over the whole article of a fact
// checker.
func (r *Reading) refuted(p *page, fr *frame) bool {
	u := p.units[fr.unit]
	if r.debunksIn(p, stretch{u.first, fr.content.first}, fr) || r.debunksIn(p, stretch{fr.content.last, u.last}, fr) {
		return true
	}
	return p.labelledFalse(fr.unit) || r.refutedAfter(p, p.unitOf(fr.content.last-1, fr.unit)) || r.verdict && !fr.denied
}

// debunksIn tells whether a verdict stands among words, outside quotations and
// outside the frame's own words.
func (r *Reading) debunksIn(p *page, s stretch, fr *frame) bool {
	return p.phraseIn(s, fr, debunkPhrase)
}

// phraseIn tells whether a phrase of the kinds stands among words, outside
// quotations and the frame's own words.
func (p *page) phraseIn(s stretch, fr *frame, kinds ...phraseKind) bool {
	for _, c := range p.cuesIn(s) {
		i := int(c)
		if p.tokens[i].quote >= 0 {
			continue
		}
		if fr != nil && i >= fr.begins && i < fr.ends && fr.sieve != "noun" {
			continue
		}
		if _, n := p.phraseAt(i, s.last+1, kinds...); n > 0 {
			return true
		}
	}
	return false
}

// unitOf returns the unit that holds word i, at or after unit n.
func (p *page) unitOf(i, n int) int {
	for n+1 < len(p.units) && p.units[n].last <= i {
		n++
	}
	return n
}

// noveltyOf returns what the frame says about how new a claim is: the cue
// nearest to what was said.
func (r *Reading) noveltyOf(p *page, fr *frame) *tracker.Novelty {
	u := p.units[fr.unit]
	var best *tracker.Novelty
	near := 1 << 30
	limit := u.last
	if fr.sieve == "noun" {
		limit = fr.content.first // what follows is the predicate, not the claim's
	}
	for _, c := range p.cuesIn(stretch{u.first, limit}) {
		i := int(c)
		if fr.content.holds(i) || p.tokens[i].quote >= 0 {
			continue
		}
		kind, n := p.phraseAt(i, len(p.tokens), newPhrase, repeatedPhrase, continuedPhrase)
		if n == 0 {
			continue
		}
		d := min(abs(fr.at-i), abs(fr.content.first-i))
		if kind == newPhrase {
			d -= 6 // the rarer and stronger cue
		}
		if d < near {
			near = d
			best = &tracker.Novelty{Value: noveltyNames[kind], Cue: p.words(i, i+n)}
		}
	}
	if best == nil && fr.verb.flags&repeats != 0 {
		best = &tracker.Novelty{Value: tracker.NovelRepeated, Cue: p.words(fr.at, fr.at+1)}
	}
	return best
}

var noveltyNames = map[phraseKind]string{
	newPhrase: tracker.NovelNew, repeatedPhrase: tracker.NovelRepeated, continuedPhrase: tracker.NovelContinued,
}

func abs(i int) int {
	if i < 0 {
		return -i
	}
	return i
}

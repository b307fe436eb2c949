package claim

import (
	"slices"

	"onset/tracker"
)

// settle drops the frames that stand inside what another frame reports, unless
// they name somebody else whose words they are: then they keep who passes them
// on. told tells that the sentence only tells who said the one before it.
func (p *page) settle(frames []frame, told bool) []frame {
	if len(frames) < 2 && !told {
		return frames
	}
	frames = p.passNouns(p.dropRelays(frames, told))
	frames = withinAs(frames)
	p.endAtTrailers(frames)
	slices.SortStableFunc(frames, func(a, b frame) int { return b.content.len() - a.content.len() })
	kept := frames[:0:0]
	for _, f := range frames {
		if p.stands(&kept, &f) {
			kept = append(kept, f)
		}
	}
	kept = slices.DeleteFunc(kept, func(f frame) bool { return f.passedOn })
	slices.SortStableFunc(kept, func(a, b frame) int { return a.begins - b.begins })
	return kept
}

// passNouns gives the words of a noun to whose it is where a verb leads over it:
// "W recalled a statement by S that".
func (p *page) passNouns(frames []frame) []frame {
	for i := range frames {
		for j := range frames {
			n, o := &frames[i], &frames[j]
			if o.rejects() && !o.passedOn && o.at < n.at && o.cue.last <= n.begins && (n.sieve == "noun" && o.content.first == n.content.first || p.deniedNoun(o, n)) {
				n.passedOn = true // "denied media reports that": whoever denies speaks
			} else if n.sieve == "noun" && n.link == own && o.sieve != "noun" && !o.passedOn && o.at < n.at && o.cue.last <= n.begins && (o.content.first == n.content.first || p.ofAnother(o, n)) || p.whatAnother(o, n) {
				n.passOn(o)
				o.passedOn = true
			}
		}
	}
	return slices.DeleteFunc(frames, func(f frame) bool { return f.passedOn })
}

// ofAnother tells whether what frame o speaks of is what frame n says is somebody
// else's: "W mocked | S's claim that". Who takes it up says it too.
func (p *page) ofAnother(o, n *frame) bool {
	return o.sieve == "object" && !o.rejects() && o.verb.flags&(endorses|repeats) == 0 && n.begins <= o.content.first+1 && o.content.holds(n.content.first) && p.tokens[n.subject.first].class&isPossessive == 0
}

// whatAnother tells whether frame o tells what frame n says, before a colon: "W recalled
// what S had said: that …".
func (p *page) whatAnother(o, n *frame) bool {
	if p.lex.free || o.passedOn || n.link != own || o.at >= n.at || n.follows || n.content.last != o.content.last || n.begins <= o.cue.last || n.begins > o.cue.last+2 {
		return false
	}
	said := n.content.first
	if p.tokens[said-1].class&isThat != 0 {
		said--
	}
	return p.tokens[n.begins-1].class&(isWhether|isRelative|isThat) != 0 && p.tokens[said].before&colon != 0
}

// deniedNoun tells whether the verb of frame n is a noun that frame o denies: "denied
// media | reports that".
func (p *page) deniedNoun(o, n *frame) bool {
	return !p.lex.free && o.content.holds(n.at) && n.at < o.content.first+4 && p.tokens[n.at].class&(isNounCue|isSpeechNoun|isClaimNoun|isNoun|isDocument) != 0
}

// relay is somebody who passes on what another says.
type relay struct {
	subject stretch
	link    link
}

func (f *frame) relay() relay { return relay{f.subject, f.link} }

// hand tells through how many hands the words of a frame came, where it is more
// than one.
func (f *frame) hand() tracker.Hand {
	switch {
	case f.alleged:
		return tracker.Alleged
	case len(f.via) > 0:
		return tracker.Relayed
	}
	return ""
}

// dropRelays drops the frames of those who only pass on what others say:
// «Лавров заявил, что …, передаёт ТАСС». The frames that they pass on keep them.
func (p *page) dropRelays(frames []frame, told bool) []frame {
	if !told && !slices.ContainsFunc(frames, p.mayRelay) {
		return frames
	}
	kept := frames[:0:0]
	for i := range frames {
		f := &frames[i]
		passes := p.mayRelay(*f) && relaysAnother(p, frames, i)
		if f.sieve == "about this" || !passes && !(told && (f.verb.flags&relays != 0 || f.sieve == "according to")) {
			kept = append(kept, *f)
		}
	}
	return kept
}

// mayRelay tells of a frame whose verb or whose subject passes words on.
func (p *page) mayRelay(f frame) bool {
	return f.verb.flags&relays != 0 || f.link == own && p.outlet(f.subject)
}

// relaysAnother tells whether frame i passes on another one, and lets that one
// know.
func relaysAnother(p *page, frames []frame, i int) bool {
	f, any := &frames[i], false
	for j := range frames {
		o := &frames[j]
		if j == i || o.link != own || o.at == f.at || p.mayRelay(*o) {
			continue
		}
		if f.content.holds(o.at) || o.sieve == "about this" || f.follows && o.content == f.content || o.content.holds(f.at) && f.follows && o.follows {
			o.passOn(f)
			any = true
		}
	}
	return any
}

// passOn notes that what f says is known through another frame.
func (f *frame) passOn(by *frame) {
	f.via = append(append(slices.Clone(by.via), by.relay()), f.via...)
}

// endAtTrailers ends what somebody is said to have said where the sentence
// names who tells all of it: "NATO promised not to expand, | Putin said". Who is
// only put in between does not: "it is wrong, as Rudin claims, that …".
func (p *page) endAtTrailers(frames []frame) {
	for i := range frames {
		for j := range frames {
			a, b := &frames[i], &frames[j]
			if i != j && b.follows && b.link == own && !b.byPronoun && !a.follows && a.content.holds(b.begins) && a.content.holds(b.at) && b.content.holds(a.at) && !p.thatBehind(b.ends, a.content.last) {
				a.content.last = b.begins
			}
		}
	}
}

// thatBehind tells whether a clause goes on with "that" at word i.
func (p *page) thatBehind(i, limit int) bool {
	return i < limit && p.tokens[i].class&isThat != 0 && p.tokens[i].before&comma != 0
}

// withinAs drops the frames that take the words of "as S said, X" for what
// another one says: «Как отметила S, посольство продолжит работу».
func withinAs(frames []frame) []frame {
	return slices.DeleteFunc(frames, func(k frame) bool {
		return slices.ContainsFunc(frames, func(f frame) bool {
			return f.sieve == "as" && f.at != k.at && !f.follows && k.follows && f.content.holds(k.at) && k.content.holds(f.at)
		})
	})
}

// stands tells whether f may stand beside the frames kept so far; it may cut
// theirs short.
func (p *page) stands(kept *[]frame, f *frame) bool {
	for i := range *kept {
		k := &(*kept)[i]
		switch {
		case k.sieve == "according to" && f.follows && k.content.holds(f.at) && f.sieve != "according to" && f.ends <= k.begins && f.content.len() > 3:
			// "…," Lavrov said, according to TASS: the agency only relays
			f.passOn(k)
			*k = *f
			return false
		case k.at == f.at:
			return false
		case k.content.holds(f.at) && p.nests(k, f):
			f.passOn(k)
			k.passedOn = k.passedOn || p.mayRelay(*k)
		case k.content.holds(f.at) && f.content.holds(k.at):
			// "Lavrov said A, B, he added": the one who is named speaks
			if k.follows && !f.follows && k.byPronoun {
				*k = *f
			}
			return false
		case k.content.holds(f.at):
			return false
		case f.content.holds(k.begins) && f.content.first <= k.begins && f.content.last > k.begins:
			f.content.last = k.begins
			if f.content.empty() {
				return false
			}
		case k.content.holds(f.content.first) && !f.content.empty():
			f.content.first = k.content.last
			if f.content.empty() {
				return false
			}
		}
	}
	return !f.content.empty()
}

// nests tells whether f, within what k reports, names somebody else with words
// of their own: "Lenz said that | Rudin had warned that …".
func (p *page) nests(k, f *frame) bool {
	if f.link != own || f.byPronoun || k.content.first > f.begins || f.content.first < k.content.first || f.content.last > k.content.last || f.content.len() < 2 {
		return false
	}
	if f.verb.flags&believes != 0 || !p.leadsContent(k.content.first, f) {
		return false
	}
	if f.verb.flags&(takesClause|takesQuote|cites) == 0 && f.sieve != "according to" || !p.named(f.subject) {
		return false
	}
	for i := f.subject.first; i < f.subject.last; i++ {
		if p.tokens[i].class&(isPronoun|isPossessive) != 0 {
			return false
		}
	}
	return nestingSieves[f.sieve]
}

// leadsContent tells whether a frame opens what another one reports: only times
// and places stand before it, no clause of its own.
func (p *page) leadsContent(from int, f *frame) bool {
	at := f.begins
	if f.follows {
		at = f.content.first
	}
	for i := from; i < at; i++ {
		t := &p.tokens[i]
		if t.class&(isSubordinator|isAuxiliary|isRelative) != 0 && t.class&isPreposition == 0 || t.class&isConjunction != 0 && i > from || len(t.entry.verbs) > 0 && t.class == 0 && !t.capital {
			return false
		}
	}
	return at-from <= lookahead/2
}

// nestingSieves are those that find words and not deeds.
var nestingSieves = map[string]bool{
	"clause": true, "bare clause": true, "told": true, "quotation": true, "postposed": true, "inverted": true, "as": true,
	"according to": true, "colon": true, "cited": true, "participle": true, "object": true, "by": true,
}

// outlet tells whether a noun phrase is a newspaper, an agency or a channel,
// which passes on what others say.
func (p *page) outlet(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		t := &p.tokens[i]
		if t.class&(isRole|isRoles) != 0 && t.class&isOutlet == 0 {
			return false
		}
		if t.class&isOutlet != 0 && (t.capital || i == s.first || i == s.last-1) {
			return true
		}
	}
	return false
}

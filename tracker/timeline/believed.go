package timeline

import (
	"slices"

	"onset/tracker"
)

// earliest are the first of the witnesses that are believed, and the first of
// those that are doubtful.
type earliest struct{ believed, doubted *sight }

// take files a witness. Whether it is doubtful is asked only of those that come before
// what is believed so far: of many witnesses those are few.
func (e *earliest) take(w *sight, doubtful func(*sight) bool, order func(a, b *sight) int) {
	switch {
	case e.believed != nil && order(w, e.believed) >= 0:
	case doubtful(w):
		keep(&e.doubted, w, order)
	default:
		e.believed = w
		if e.doubted != nil && order(e.doubted, w) > 0 {
			e.doubted = nil // it would be no first if a person confirmed it
		}
	}
}

// all returns those that there are: a doubtful one stands beside the first that is
// believed, and comes before it.
func (e earliest) all() []*sight {
	return slices.DeleteFunc([]*sight{e.believed, e.doubted}, func(w *sight) bool { return w == nil })
}

// takeEarliest files a witness under a key.
func takeEarliest[K comparable](m map[K]earliest, k K, w *sight, doubtful func(*sight) bool, order func(a, b *sight) int) {
	e := m[k]
	e.take(w, doubtful, order)
	m[k] = e
}

// learned returns what the verdicts on other mentions say of a witness.
func (p *point) learned(w *sight) []tracker.Ground {
	if !w.compared {
		w.grounds, w.compared = p.memory.Of(w.Witness), true
	}
	return w.grounds
}

// doubted tells whether it resembles what people rejected, or its rule is weak.
func (p *point) doubted(w *sight) bool {
	return slices.ContainsFunc(p.learned(w), tracker.Ground.Doubts)
}

// doubtedSaid tells whether, beside, those who count may not have said it.
func (p *point) doubtedSaid(w *sight) bool { return len(p.unsure(w)) > 0 || p.doubted(w) }

// unsure says why those who count may not have said it: the text leaves open whose
// words they are, or somebody accuses them of it, and no person has confirmed it.
func (p *point) unsure(w *sight) (out []tracker.Ground) {
	if w.Verdict == Confirmed {
		return nil
	}
	counts := func(s tracker.ClaimSpeaker) bool { return s.Unsure && (s.ID == "" || p.allows(s.ID)) }
	if slices.ContainsFunc(w.Speakers, counts) {
		out = append(out, tracker.Ground{Reason: tracker.UnsureSpeaker})
	}
	if w.Hand == tracker.Alleged {
		out = append(out, tracker.Ground{Reason: tracker.AllegedHand})
	}
	return out
}

// vouch says of an event of a witness how far people vouch for it. Of a first before
// which a doubtful one lies everything depends on that, as long as nothing that people
// judged speaks against the earlier one.
func (p *point) vouch(e *tracker.Event, w, doubted *sight) {
	if e.Kind == tracker.FirstSaid {
		e.Grounds = p.unsure(w)
	}
	e.Grounds = append(e.Grounds, p.learned(w)...)
	if doubted != nil && w.Verdict != Confirmed && !p.doubted(doubted) {
		e.Grounds = append(e.Grounds, tracker.Ground{Reason: tracker.EarlierDoubtful, Mention: doubted.ID, Sentence: doubted.Text})
	}
	e.Doubtful = slices.ContainsFunc(e.Grounds, tracker.Ground.Doubts)
	e.State = tracker.StateUnconfirmed
	switch {
	case w.Verdict == Confirmed:
		e.State = tracker.StateConfirmed
		e.Confirmed = &tracker.Judgement{Who: w.Judged.Who, At: w.Judged.At}
	case e.Doubtful:
		e.State = tracker.StateDoubtful
	}
}

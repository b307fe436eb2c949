package claim

import "onset/tracker"

// This file finds who is asked, and so who answers: "a reporter asked S. “…,” he
// replied."

// askedReach is how many sentences an answer may lie behind its question.
const askedReach = 2

// ask remembers whom the frame of a question asks.
func (r *Reading) ask(p *page, fr *frame) {
	if fr.verb.flags&asks == 0 {
		return
	}
	r.cast.asked, r.cast.askedUnit = nil, fr.unit
	u := p.units[fr.unit]
	to := fr.ends
	if fr.follows {
		to = u.last
	}
	from := max(fr.cue.last, fr.subject.last)
	if !p.lex.free {
		from = fr.cue.last
		if fr.subject.first >= from {
			from = fr.subject.last // "…," asked Holt
		}
	}
	for _, w := range r.cast.meet(p, stretch{from, min(to, u.last)}, fr.unit) {
		if !w.things && !r.spoke(w) {
			r.cast.asked = w
			return
		}
	}
}

func (r *Reading) spoke(w *person) bool {
	for _, s := range r.cast.spoke {
		if s == w {
			return true
		}
	}
	return false
}

// answerer returns who was asked, where the frame answers: "he replied".
func (r *Reading) answerer(p *page, fr *frame) *person {
	w := r.cast.asked
	if w == nil || fr.unit-r.cast.askedUnit > askedReach || fr.subject.len() != 1 || p.tokens[fr.subject.first].class&(isHe|isShe) == 0 {
		return nil
	}
	if fr.verb.flags&answers == 0 && !r.lastAsks(p) {
		return nil
	}
	return w
}

// lastAsks tells whether the claim before is a question.
func (r *Reading) lastAsks(p *page) bool {
	n := len(r.claims)
	return n > 0 && r.claims[n-1].Part == p.part && r.claims[n-1].Stance == tracker.Asks
}

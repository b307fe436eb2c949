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

// heir returns who goes on in a quotation that nobody frames: who spoke before,
// where the quotation before it was left open or nobody else may speak; who was
// asked, behind a question; else nobody.
func (r *Reading) heir(p *page, fr *frame) []*person {
	if p.goesOnOpen(fr.content.first) {
		return r.cast.spoke
	}
	if r.lastAsks(p) {
		if r.cast.asked != nil {
			return []*person{r.cast.asked}
		}
		return nil
	}
	for _, w := range r.cast.people {
		if !w.things && !w.vague && !r.spoke(w) && w.unit >= 0 && w.unit < len(p.units) && (w.id != "" || w.known()) &&
			p.units[w.unit].paragraph == p.units[fr.unit].paragraph-1 && p.tokens[min(w.at, len(p.tokens)-1)].quote < 0 {
			return nil
		}
	}
	return r.cast.spoke
}

// goesOnOpen tells whether the quotation at word i goes on with one that the
// paragraph before left open.
func (p *page) goesOnOpen(i int) bool {
	q := p.tokens[i].quote
	return q > 0 && p.quotes[q-1].open && p.quotes[q-1].paragraph == p.quotes[q].paragraph-1
}

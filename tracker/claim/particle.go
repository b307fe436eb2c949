package claim

// This file joins verbs to the particles that German and its like put at the end of
// their clause: «Sorin weist den Vorwurf entschieden | zurück». The particle decides
// which verb it is, and so what it says of its speaker.

const (
	farthestParticle = 40 // words that may stand between a verb and its particle
	nearParticle     = 2  // words between the comma that closes a clause and the particle
)

// joinParticles gives each verb whose particle stands apart the meaning of both. The
// particle itself says nothing more.
func (p *page) joinParticles() {
	if !p.lex.second {
		return
	}
	for _, u := range p.units {
		for i := u.first; i < u.last; i++ {
			for _, v := range p.tokens[i].entry.verbs {
				if k := p.particleOf(u, i, v); k > 0 {
					p.tokens[i].word = p.tokens[i].word.asVerb(v)
					for e := k + len(v.tail); k < e; k++ {
						p.tokens[k].word = p.tokens[k].word.asAdverb()
					}
					break
				}
			}
		}
	}
}

// particleOf returns where the particle of a verb at word i stands that ends its clause,
// over what stands between commas; 0 where it stands beside the verb, or nowhere.
func (p *page) particleOf(u unit, i int, v verb) int {
	if len(v.tail) == 0 || p.follows(i, u.last, v.tail) {
		return 0
	}
	commas, last := 0, i
	for k := i + 1; k+len(v.tail) <= u.last && k < i+farthestParticle; k++ {
		switch before := p.tokens[k].before; {
		case before&hard&^(comma|quoteMark) != 0:
			return 0
		case before&comma != 0:
			commas, last = commas+1, k
		}
		if commas == 1 || commas > 1 && k-last > nearParticle {
			continue // within what stands between commas
		}
		e := k + len(v.tail)
		if p.tokens[k].fold != v.tail[0] || !p.follows(k, u.last, v.tail[1:]) {
			continue
		}
		if e == u.last || p.tokens[e].before&hard != 0 || p.tokens[e].class&isConjunction != 0 {
			return k
		}
	}
	return 0
}

// asVerb returns a word as nothing but a verb whose further words are found.
func (w *word) asVerb(v verb) *word {
	v.tail = nil
	out := *w
	out.entry = &entry{class: w.entry.class, verbs: []verb{v}, phrases: w.entry.phrases, bySecond: w.entry.bySecond}
	return &out
}

// asAdverb returns a word as nothing but an adverb.
func (w *word) asAdverb() *word {
	out := *w
	out.entry, out.class = noEntry, isAdverb
	return &out
}

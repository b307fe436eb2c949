package claim

import "slices"

// This file finds whom he, she, they and "the officials" stand for.

// pronoun returns whom he, she, they or it stands for.
func (c *cast) pronoun(t *token, unit int) []*person {
	he, she := t.class&isHe != 0, t.class&isShe != 0
	if !he && !she {
		if t.class&isThey != 0 && len(c.plural) > 1 && c.plural[0].unit >= unit-2 {
			return c.plural
		}
		if t.class&isIt != 0 {
			return c.it(unit)
		}
		if t.class&isThey != 0 && len(c.spoke) > 0 && !(len(c.spoke) == 1 && (c.spoke[0].male || c.spoke[0].female)) {
			return c.spoke
		}
		return nil
	}
	fits := func(w *person) bool {
		return !w.things && !w.many && !w.vague && !w.quoted && !(w.placed && !w.known()) && !(he && w.female) && !(she && w.male)
	}
	var best *person
	score, second := -1, -1
	for _, w := range c.people {
		if !fits(w) {
			continue
		}
		s := c.salience(w, unit)
		if she && w.female || he && w.male {
			s += 3
		}
		if s > score {
			best, score, second = w, s, score
		} else {
			second = max(second, s)
		}
	}
	c.rival = second > score-nearlyAsSalient
	if len(c.spoke) == 1 && fits(c.spoke[0]) && c.spoke[0].name != "" && !slices.Contains(c.people, c.spoke[0]) && c.spoke[0].unit >= unit-2 && (best == nil || best.subject < c.spoke[0].unit) {
		return c.spoke
	}
	if best == nil {
		return nil
	}
	best.male, best.female = best.male || he, best.female || she
	return []*person{best}
}

// nearlyAsSalient is how many points of salience make an antecedent the only one
// that counts.
const nearlyAsSalient = 4

// salience scores how likely a person is meant by a pronoun in a unit.
func (c *cast) salience(w *person, unit int) int {
	s := 0
	switch {
	case w.subject == unit:
		s += 14
	case w.subject == unit-1:
		s += 10
	case w.subject >= 0 && w.subject >= unit-3:
		s += 6
	}
	if len(c.spoke) > 0 && c.spoke[0] == w {
		s += 5
	}
	switch unit - w.unit {
	case 0:
		s += 4
	case 1:
		s += 3
	case 2, 3:
		s += 1
	}
	return s
}

// together returns the persons that "the officials" stands for: those who were
// last named together.
func (c *cast) together(p *page, s stretch, unit int) []*person {
	head := p.head(s)
	if p.tokens[head.last-1].class&isRoles == 0 || len(c.plural) < 2 || p.tokens[s.first].class&isDeterminer == 0 {
		return nil
	}
	if c.plural[0].unit < unit-2 {
		return nil
	}
	return c.plural
}

// it returns the body that spoke last, or the outlet that was the subject of
// the sentence before; a country or a thing says nothing.
func (c *cast) it(unit int) []*person {
	if len(c.spoke) == 1 && c.spoke[0].things {
		return c.spoke
	}
	for i := len(c.people) - 1; i >= 0; i-- {
		if w := c.people[i]; w.outlet && w.subject == unit-1 {
			return []*person{w}
		}
	}
	return nil
}

// learn takes from a sentence that goes on about the subject of the one before
// whether that one is he or she: "Sorin came. Since then she has been silent."
func (c *cast) learn(p *page, unit int) {
	u := p.units[unit]
	for i := u.first; i < u.last; i++ {
		t := &p.tokens[i]
		if t.quote >= 0 || t.capital && i > u.first && t.class&isPronoun == 0 {
			return // a name comes first, or speech
		}
		he, she := t.class&isHe != 0, t.class&isShe != 0
		if t.class&isPronoun == 0 || he == she {
			continue
		}
		for _, w := range c.people {
			if w.subject == unit-1 && !w.things && !w.many && !w.vague && !w.male && !w.female {
				w.male, w.female, w.subject = he, she, unit
				return
			}
		}
		return
	}
}

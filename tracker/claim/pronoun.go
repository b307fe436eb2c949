package claim

// This file finds whom he, she, they and "the officials" stand for.

// pronoun returns whom the word at i, he, she, they or it, stands for.
func (c *cast) pronoun(p *page, i, unit int) []*person {
	t := &p.tokens[i]
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
	best := c.antecedent(p.anaphorAt(i, unit, nil))
	if best == nil {
		return nil
	}
	if c.lead >= clearLead {
		best.male, best.female = best.male || he, best.female || she
	}
	return []*person{best}
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
		if w := c.antecedent(p.anaphorAt(i, unit, nil)); w != nil && c.lead >= clearLead && w.subject == unit-1 {
			w.male, w.female, w.subject = w.male || he, w.female || she, unit
		}
		return
	}
}

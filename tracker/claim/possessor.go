package claim

// This file finds whose words a noun tells: "S's claim that", "the claim by S that",
// "his claim that".

// possessor finds whose claim the noun at word i is.
func (f *finder) possessor(u unit, i, that int) (stretch, link) {
	for k := i + 1; k < that; k++ {
		if f.lex.free && f.tokens[k].class&(isOf|isPreposition) != 0 {
			if k > i+1 && f.named(stretch{i + 1, k}) && !f.holdsFinite(stretch{i + 1, k}) {
				return stretch{i + 1, k}, own // «заявление Лаврова о том, что»
			}
			break
		}
		if t := &f.tokens[k]; t.class&isOf != 0 {
			if whose := (stretch{k + 1, that}); f.onlyNoun(k+1, that) && f.named(whose) {
				return whose, own
			}
			return stretch{}, nobody
		}
	}
	for k := i - 2; f.lex.free && k >= u.first && k > i-5 && f.tokens[k+1].before&hard == 0; k-- {
		if f.tokens[k].class&isFrom != 0 && f.tokens[k+1].capital {
			return stretch{k + 1, i}, own // «от Сорина заверения, что»
		}
	}
	for k := i - 1; k >= u.first && k > i-8; k-- {
		t := &f.tokens[k]
		if t.quote >= 0 || f.tokens[k+1].before&hard&^stop != 0 || t.class&(isAuxiliary|isRelative|isThat) != 0 {
			break
		}
		if !t.possessive && t.class&isPossessive == 0 && (t.capital && t.class&(isOccasion|isDay) == 0 || t.class&(isPreposition|isRole|isRoles) != 0) {
			break
		}
		if t.class&isPossessive != 0 {
			return stretch{k, k + 1}, own
		}
		if t.possessive {
			return f.ownerBefore(u, k+1), own
		}
	}
	return stretch{}, nobody
}

// ownerBefore returns the noun phrase of an owner that ends before word e: back to its
// article, over no verb and no preposition but the "of" behind a role.
func (f *finder) ownerBefore(u unit, e int) stretch {
	const apart = isConjunction | isAuxiliary | isThat | isRelative | isSubordinator | isTo | isAdverb | isNegation | isPreposition
	k := e - 1
	for k > u.first && f.tokens[k].before&hard&^stop == 0 && f.tokens[k].class&(isDeterminer|isPossessive) == 0 {
		t := &f.tokens[k-1]
		small := !t.capital && t.class&(isTitle|isRole|isRoles|isDeterminer|isPossessive) == 0
		ofRole := t.class&isOf != 0 && k-1 > u.first && f.tokens[k-2].class&(isRole|isRoles) != 0
		if t.quote >= 0 || small && !ofRole && (t.class&apart != 0 || len(t.entry.verbs) > 0 || t.shape&(endsFinite|endsGerund) != 0) {
			break
		}
		k--
	}
	return stretch{k, e}
}

// onlyNoun tells whether words are one noun phrase: after a name no small word
// of unknown kind follows, as a verb would.
func (f *finder) onlyNoun(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if t := &f.tokens[k]; !t.capital && t.class == 0 && f.tokens[k-1].capital {
			return false
		}
	}
	return true
}

// bound returns the one person whom the possessive pronoun of a noun frame means by its
// clause: the subject, where nobody else is named between the two: "S stood by his claim
// that"; nil where that is nobody.
func (r *Reading) bound(p *page, fr *frame) *person {
	s := fr.subject
	if fr.sieve != "noun" || s.len() != 1 || p.tokens[s.first].class&isPossessive == 0 || p.tokens[s.first].class&(isHe|isShe) == 0 {
		return nil
	}
	c := p.sentence(fr.unit)
	for k := c.of(s.first); k >= 0; k = c.leansOn(k) {
		does := c.subject(k)
		if does.empty() || does.last > s.first {
			continue
		}
		for i := does.last; i < s.first; i++ {
			if p.tokens[i].capital {
				return nil
			}
		}
		who, _ := r.resolve(p, does, fr.unit)
		if len(who) != 1 || who[0].things || who[0].many || !who[0].known() && !who[0].male && !who[0].female || p.tokens[s.first].class&isHe != 0 && who[0].female || p.tokens[s.first].class&isShe != 0 && who[0].male {
			return nil
		}
		return who[0]
	}
	return nil
}

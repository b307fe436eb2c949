package claim

// This file steps over what stands between a verb and what was said: times,
// places, addressees.

// skipAdverbials steps over adverbs, weekdays and dates after a verb.
func (p *page) skipAdverbials(u unit, k int) int {
	for k < u.last {
		t := &p.tokens[k]
		if t.quote >= 0 || t.before&hard&^stop != 0 && k > u.first {
			return k
		}
		switch {
		case p.lex.free && numeral(t.fold) && p.is(k+1, u, isDay) && p.tokens[k+1].before&hard == 0:
			k += 2 // «2 февраля»
		case t.class&isMonth != 0 && t.capital && k+1 < u.last && numeral(p.tokens[k+1].fold) && p.tokens[k+1].before&hard&^stop == 0:
			k += 2 // "Feb. 3"
		case t.class&isDay != 0 && t.possessive:
			return k // "said Tuesday's attack"
		case t.class&isDay != 0, t.class&isAdverb != 0 && t.class&(isPreposition|isWhether|isDeterminer) == 0 && !t.capital:
			k++
		case t.class&isDeterminer != 0 && k+1 < u.last && p.tokens[k+1].class&isOccasion != 0 && p.tokens[k+1].before&hard == 0 && !p.tokens[k+1].possessive:
			k += 2 // "this week"
		case t.class&isPreposition != 0 && k+1 < u.last && p.tokens[k+1].class&isDay != 0:
			k = p.overDays(u, k+2)
		default:
			return k
		}
	}
	return k
}

// overDays steps over the numbers that go with a day or month before word k: "on
// February | 2", "on February | 2 and 3".
func (p *page) overDays(u unit, k int) int {
	for k < u.last && p.tokens[k].before&hard == 0 {
		switch {
		case numeral(p.tokens[k].fold):
			k++
		case p.tokens[k].class&isConjunction != 0 && k+1 < u.last && numeral(p.tokens[k-1].fold) && numeral(p.tokens[k+1].fold) && p.tokens[k+1].before&hard == 0:
			k += 2
		default:
			return k
		}
	}
	return k
}

// dateAfterDay returns where a date between commas ends that explains the day
// before word k: "Tuesday, | Feb. 3, 2026, |"; k where there is none.
func (p *page) dateAfterDay(u unit, k int) int {
	if k == 0 || k+1 >= u.last || p.tokens[k].before&hard&^stop != comma || p.tokens[k-1].class&isDay == 0 {
		return k
	}
	d := k + 1 // Feb. 3
	if numeral(p.tokens[k].fold) {
		d = k // 3 февраля
	}
	if !numeral(p.tokens[d].fold) || p.tokens[k+1].before&hard&^stop != 0 {
		return k
	}
	for d = k + 2; d < u.last && numeral(p.tokens[d].fold) && len(p.tokens[d].fold) == 4; d++ {
	}
	return d
}

// clauseBehindDate tells whether a clause without "that" begins behind a date
// between commas, at word d.
func (p *page) clauseBehindDate(u unit, d int) bool {
	return !p.lex.free && d < u.last && p.tokens[d].before&hard == comma && p.tokens[d].quote < 0 && p.clauseAt(u, d, true)
}

func numeral(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// adverbialEnd returns where the prepositional phrase at word k ends.
func (p *page) adverbialEnd(u unit, k int) int {
	i := k + 1
	for i < u.last && p.tokens[i].before&hard&^stop == 0 {
		i++
	}
	return i
}

// skipAddressee steps over the one who was told.
func (p *page) skipAddressee(u unit, k int) int {
	if p.tokens[k].class&(isPronoun|isObject) != 0 {
		return k + 1
	}
	np := p.nounPhraseAfter(u, k)
	if np.empty() {
		return k
	}
	// A run of capitals ends the name: "told CNN the plan".
	if p.tokens[k].capital {
		for i := k; i < np.last; i++ {
			if !p.tokens[i].capital && p.tokens[i].class&(isConjunction|isNominal) == 0 {
				return i
			}
		}
	} else {
		for i := k + 1; i < np.last; i++ {
			if p.tokens[i].class&(isDeterminer|isPossessive) != 0 || p.tokens[i].capital && p.tokens[i-1].class&(isRoles|isRole) != 0 {
				return i
			}
		}
	}
	return np.last
}

package query

import (
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// Roles are told by the order of words, prepositions, passives and, in Russian
// and Ukrainian, by the endings of cases. What stands in another clause, or has
// another name as its subject in between, is not taken: a role that can't be
// told is none.

// roles tells who does what (opDoes), or what is done to whom (opTo): the place
// of the one, and that of the action.
func (m *matcher) roles(n *node, u unit, found func(who, action place)) {
	whoNode, actionNode, related := n.kids[0], n.kids[1], clause.does
	if n.op == opTo {
		whoNode, actionNode, related = n.kids[1], n.kids[0], clause.isDoneTo
	}
	if !m.mayHold(actionNode, u) || !m.mayHold(whoNode, u) {
		return
	}
	from := m.gather(actionNode, u)
	defer func() { m.gathered = m.gathered[:from] }()
	actions := m.gathered[from:len(m.gathered):len(m.gathered)]
	at := m.gather(whoNode, u)
	for _, who := range m.gathered[at:] {
		for _, action := range actions {
			if who.segment == action.segment && !who.overlaps(action) && related(clauseAt(&u[who.segment], action), who, action) {
				found(who, action)
			}
		}
	}
}

// reach is how many words who and action are apart at most, without what stands
// between two commas.
const reach = 12

// clause is the text around an action with the grammar of its language.
type clause struct {
	*segment
	*grammar
	headline bool // capitals say nothing
}

func clauseAt(s *segment, action place) clause {
	f := s.t.Form(action.first)
	g := grammars[f.Lang]
	if g == nil {
		g = &grammar{}
	}
	return clause{s, g, s.part == tracker.Title && f.Lang == text.English}
}

// does tells whether who is the one that acts.
func (c clause) does(who, action place) bool {
	switch {
	case c.attribute(who, action):
		return !c.against[c.fold(who.first-1)]
	case who.last < action.first:
		return action.first-who.last-c.putIn(who.last, action.first) <= reach && !c.indirect(who) &&
			!c.oblique(who) && !c.declined(who) && c.joined(who.last, action.first) && !c.passive(action)
	}
	return who.first-action.last <= reach && c.unbroken(action.last, who.first) && c.isAgent(who, action)
}

// indirect tells whether who is given something: hand Moscow an ultimatum.
func (c clause) indirect(who place) bool {
	return c.determiners[c.fold(who.last+1)] && !strings.Contains(c.gap(who.last+1), ",")
}

// attribute tells whether who belongs to the noun of the action, whatever case
// or preposition that has: of a Ukrainian attack, на российский ультиматум.
func (c clause) attribute(who, action place) bool {
	if who.last+1 != action.first || strings.TrimSpace(c.gap(action.first)) != "" {
		return false
	}
	if c.cases {
		return !c.t.Form(action.first).Verbal() && c.ends(who, adjectival)
	}
	return strings.ContainsAny(c.t.Word(who.last), "'’") || endsInAny(c.fold(who.last), []string{"ian", "ean", "can", "ish", "ese", "ench"})
}

// isAgent tells it of one who is named behind the action: provocation by Kyiv,
// провокация Киева, готовится Киевом.
func (c clause) isAgent(who, action place) bool {
	at := c.governor(who)
	switch {
	case c.sides[c.fold(who.first-1)] || at > action.last && c.agents[c.fold(at)]:
		return true
	case at > action.last && c.partitive[c.fold(at)]:
		return c.sides[c.fold(at-1)]
	case at > action.last:
		return false
	case c.cases && who.first-action.last <= 2 && !c.t.Form(action.last).Verbal():
		return !c.declined(who)
	}
	return c.cases && who.first-action.last <= 4 && c.declined(who) && c.ends(who, instrumental)
}

// isDoneTo tells whether the action is done to whom.
func (c clause) isDoneTo(whom, action place) bool {
	if whom.last < action.first {
		return c.sufferer(whom, action)
	}
	if whom.first-action.last > reach || !c.unbroken(action.last, whom.first) {
		return false
	}
	if at := c.governor(whom); at > action.last {
		return c.objects[c.fold(at)]
	}
	near := whom.first-action.last <= 4
	if c.cases {
		return near
	}
	return near && !c.determined(action)
}

// sufferer tells it of one who is named before the action: Kyiv was attacked,
// handed Moscow an ultimatum, Украину атакуют.
func (c clause) sufferer(whom, action place) bool {
	gap := action.first - whom.last
	switch {
	case gap > reach || !c.unbroken(whom.last, action.first):
		return false
	case c.passive(action):
		return !c.oblique(whom) && c.joined(whom.last, action.first)
	case c.cases:
		return gap <= 4 && !c.oblique(whom) && (c.declined(whom) || c.ends(whom, datives))
	}
	return gap > 1 && gap <= 4 && c.determiners[c.fold(whom.last+1)] && whom.first > c.lo && !c.oblique(whom)
}

// fold returns word i in small letters; "" outside the segment.
func (c clause) fold(i int) string {
	if i < c.lo || i >= c.hi {
		return ""
	}
	return c.t.Fold(i)
}

// gap returns what stands before word i.
func (c clause) gap(i int) string { return c.t.Raw[c.t.Words[i-1].End:c.t.Words[i].Start] }

// breaks are marks that end a clause; a comma may only open what is put in.
const breaks = ";:—–()!?\n"

func (c clause) brokenAt(i int) bool {
	g := c.gap(i)
	return strings.ContainsAny(g, breaks) || strings.Contains(g, " - ")
}

// unbroken tells whether nothing between two words begins another clause.
func (c clause) unbroken(from, to int) bool {
	for i := from + 1; i <= to; i++ {
		if c.brokenAt(i) || strings.Contains(c.gap(i), ",") || i < to && (c.clauses[c.fold(i)] || c.speech[c.fold(i)]) {
			return false
		}
	}
	return true
}

// putIn counts the words that stand between two commas, from one word to another.
func (c clause) putIn(from, to int) int {
	n, since := 0, 0
	for i := from + 1; i <= to; i++ {
		switch {
		case !strings.Contains(c.gap(i), ","):
		case since == 0:
			since = i
		default:
			n, since = n+i-since, 0
		}
	}
	return n
}

// joined tells whether a verb at `to` can belong to a subject at `from`: no
// other subject stands between; what stands between two commas does not count.
func (c clause) joined(from, to int) bool {
	name, sincePreposition := true, reach
	for i := from + 1; i <= to; i++ {
		if strings.Contains(c.gap(i), ",") {
			for i++; i <= to && !strings.Contains(c.gap(i), ","); i++ {
			}
			if i > to {
				return false
			}
			name, sincePreposition = false, reach
		}
		w := c.fold(i)
		switch {
		case c.brokenAt(i) || i < to && (c.clauses[w] || c.speech[w]):
			return false
		case i == to:
		case c.prepositions[w]:
			name, sincePreposition = false, 0
		case !c.t.Form(i).Capital():
			name = name && c.conjunctions[w]
		case !name && !c.headline && sincePreposition > 3:
			return false
		}
		sincePreposition++
	}
	return true
}

// longestTitle is how many words may stand between a preposition and a name.
const longestTitle = 8

// governor returns the preposition that stands before a name, over what belongs
// to the name; -1 when none does.
func (c clause) governor(who place) int {
	skipped := false
	for i := who.first - 1; i >= c.lo && i >= who.first-longestTitle; i-- {
		w := c.fold(i)
		switch {
		case c.brokenAt(i+1) || strings.Contains(c.gap(i+1), ",") || c.clauses[w] || c.conjunctions[w]:
			return -1
		case c.prepositions[w]:
			return i
		case c.determiners[w] || c.t.Form(i).Capital():
		case skipped || c.cases && !c.t.Form(i).Adjectival():
			return -1 // a noun, whose genitive the name is
		default:
			skipped = true
		}
	}
	return -1
}

// oblique tells whether a name depends on a preposition, or stands behind anti-.
// The government of Ukraine is Ukraine, the invasion of Ukraine is not.
func (c clause) oblique(who place) bool {
	if c.against[c.fold(who.first-1)] {
		return true
	}
	at := c.governor(who)
	return at >= 0 && !(c.partitive[c.fold(at)] && c.bodies[c.fold(at-1)])
}

// determined tells whether an action is a noun with a word before it that says so.
func (c clause) determined(action place) bool {
	return c.determiners[c.fold(action.first-1)] || c.determiners[c.fold(action.first-2)] && c.fold(action.first-1) != ""
}

// passive tells whether the action is suffered by its subject.
func (c clause) passive(action place) bool {
	w := c.fold(action.first)
	if c.cases {
		return c.t.Form(action.first).Verbal() && endsInAny(w, shortParticiples)
	}
	return endsInAny(w, participles) && (c.auxiliaries[c.fold(action.first-1)] || c.auxiliaries[c.fold(action.first-2)])
}

// declined tells whether a name stands in a case that no subject has.
func (c clause) declined(who place) bool { return c.cases && c.ends(who, declensions) }

func (c clause) ends(who place, with []string) bool {
	f := c.t.Form(who.last)
	return f.Lang != text.English && len(f.Fold) > 6 && endsInAny(f.Fold, with)
}

func endsInAny(w string, ends []string) bool {
	for _, e := range ends {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

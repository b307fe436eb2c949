package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"onset/tracker"
)

// This file ranks whom "he", "she" or "the minister" may stand for. Whoever a text
// has named has clues, each clue a whole number of points in antecedents.txt, as in
// Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution" (1994). Who
// leads by little is no answer.

//go:embed antecedents.txt
var antecedentTable string

const (
	leastPoints  = 2  // of an antecedent that is believed
	clearLead    = 3  // over every other one
	namedLead    = 7  // over every other one, of an antecedent who is named as the speaker
	sureLead     = 10 // and of one who is sure
	somebodyElse = 1  // points of whoever may be meant and has no name in the text
	certain      = 99 // the lead of somebody whom no pronoun and no role stands for
)

// clue is something that speaks for or against an antecedent.
type clue uint8

// The clues.
const (
	cSubjectHere   clue = iota // the subject of the sentence so far
	cSubjectBefore             // of the sentence before
	cSubjectNear               // of one of the two before that
	cSubjectThere              // of an earlier sentence of the paragraph
	cSpokeLast                 // the last one person who spoke
	cNamedHere                 // named in the sentence
	cNamedBefore               // in the one before
	cNamedNear                 // in one of the two before that
	cNamedFar                  // many sentences ago
	cMain                      // nobody was named more often
	cSomebody                  // in the book, named in full, with a role, a title, or known as he or she
	cBareWord                  // one word of which nothing is known
	cGender                    // known as he, or as she, as the word has it
	cRole                      // holds the role of the word
	cKin                       // holds one that may be called so
	cOtherRole                 // holds other ones alone
	cNoRole                    // no role is known of them, and the word is of one that few have
	cNation                    // the nationality of the word was told of them
	cLed                       // a preposition or a case led to their name
	cSpokenOf                  // somebody else named them, in their own words
	clues
)

var clueNames = [clues]string{
	"subject-here", "subject-before", "subject-near", "subject-there", "spoke-last", "named-here", "named-before", "named-near", "named-far", "main",
	"somebody", "bare-word", "gender", "role", "kin", "other-role", "no-role", "nation", "led", "spoken-of",
}

// cluePoints are the points of the clues.
var cluePoints = sync.OnceValues(func() ([]int, error) { return parsePoints(antecedentTable, clueNames[:]) })

// anaphor is a word that stands for somebody.
type anaphor struct {
	unit    int
	opens   int // the first sentence of its paragraph
	at      int // its first word
	he, she bool
	epithet *epithet // nil for a pronoun
}

// anaphorAt returns word i of a unit as one that stands for somebody: a pronoun, or the
// first word of an epithet.
func (p *page) anaphorAt(i, unit int, e *epithet) *anaphor {
	a := &anaphor{unit: unit, opens: unit, at: i, epithet: e}
	for a.opens > 0 && p.units[a.opens-1].paragraph == p.units[unit].paragraph {
		a.opens--
	}
	if c := p.tokens[i].class; e == nil {
		a.he, a.she = c&isHe != 0, c&isShe != 0
	}
	return a
}

// epithet is a role, or what else somebody is, in place of a name.
type epithet struct {
	words   []string   // without articles
	kin     [][]string // roles that the head may stand for
	lesser  []string   // words that make an office another one
	nation  string     // its adjective
	general bool       // it is said of anybody: "the politician"
	loose   bool       // no article tells that somebody named before is meant
}

// strict tells whether only who is known to have the role may be meant.
func (e *epithet) strict() bool { return e != nil && e.loose && !e.general }

// epithetOf reads a noun phrase of fixed word order, without a name, as what somebody
// is: nil where its head is no word for persons.
func (p *page) epithetOf(s stretch) *epithet {
	h := p.head(s)
	t := &p.tokens[h.last-1]
	agent := t.class == 0 && !t.capital && t.shape&endsAgent != 0 && p.tokens[s.first].class&isDeterminer != 0
	if t.class&isRole == 0 && !agent || t.class&isRoles != 0 || t.possessive {
		return nil
	}
	e := &epithet{words: p.roleWords(h), kin: t.entry.kin, lesser: p.lesser(h), general: agent || t.class&isSomeone != 0, loose: p.tokens[s.first].class&isDeterminer == 0}
	if p.tokens[s.first].class&isPossessive != 0 {
		e.general, e.loose = false, true // "his lawyer" is not he
	}
	for i := h.first; i < h.last-1; i++ {
		if w := &p.tokens[i]; w.capital && w.shape&endsNation != 0 {
			e.nation = p.name(i)
		} else if w.possessive {
			return nil // "Sorin's lawyer"
		}
	}
	return e
}

// fits tells whether somebody can be meant at all; who is named only behind the word,
// or within it, can't.
func (a *anaphor) fits(w *person) bool {
	if w.unit == a.unit && w.last >= a.at && w.mentions < 2 {
		return false
	}
	return !w.things && !w.many && !w.vague && !w.quoted && !(w.placed && !w.known()) && !(a.he && w.female) && !(a.she && w.male)
}

// antecedent returns whom a word stands for, nil for nobody, and leaves by how
// many points they lead.
func (c *cast) antecedent(a *anaphor) *person {
	c.ranked = nil
	most, best := c.mostNamed(a), (*person)(nil)
	first, second := leastPoints-1, somebodyElse
	for _, w := range append(c.people[:len(c.people):len(c.people)], c.unnamed()...) {
		if !a.fits(w) || a.epithet.strict() && !c.holds(w, a.epithet.words, a.epithet.kin) {
			continue
		}
		found := c.cluesOf(w, a, most)
		n := found.points()
		if c.weighing {
			c.ranked = append(c.ranked, tracker.Candidate{ID: w.id, Text: w.called(), Score: n, Why: found.why()})
		}
		if best == nil || best.name != w.name {
			second = max(second, min(n, first))
		}
		if n > first {
			best, first = w, n
		}
	}
	c.lead = 0
	if best != nil {
		c.lead = first - second
	}
	slices.SortStableFunc(c.ranked, func(a, b tracker.Candidate) int { return b.Score - a.Score })
	return best
}

// unnamed returns the last speaker where the text gives no name.
func (c *cast) unnamed() []*person {
	if c.told != nil && c.told.name != "" && !slices.Contains(c.people, c.told) {
		return []*person{c.told}
	}
	return nil
}

// mostNamed is how often anybody who fits was named.
func (c *cast) mostNamed(a *anaphor) int {
	most := 0
	for _, w := range c.people {
		if a.fits(w) {
			most = max(most, w.mentions)
		}
	}
	return most
}

// clueSet holds clues.
type clueSet uint32

func (s clueSet) with(k clue, holds bool) clueSet {
	if holds {
		return s | 1<<k
	}
	return s
}

// points adds up the points of clues.
func (s clueSet) points() int {
	table, err := cluePoints()
	if err != nil {
		panic(err) // the table is part of the binary and tested
	}
	sum := 0
	for k := range clues {
		if s&(1<<k) != 0 {
			sum += table[k]
		}
	}
	return sum
}

// why names the clues with their points, in the order of the table.
func (s clueSet) why() []string {
	table, err := cluePoints()
	if err != nil {
		panic(err)
	}
	out := []string{}
	for k := range clues {
		if s&(1<<k) != 0 {
			out = append(out, fmt.Sprintf("%s %+d", clueNames[k], table[k]))
		}
	}
	return out
}

// Sentences over which somebody stays near, and behind which they are far.
const (
	nearUnits = 3
	farUnits  = 9
)

// cluesOf returns what speaks for and against somebody; most is how often anybody
// was named.
func (c *cast) cluesOf(w *person, a *anaphor, most int) clueSet {
	s, gone := clueSet(0), a.unit-w.unit
	s = s.with(cSubjectHere, w.subject == a.unit).with(cSubjectBefore, w.subject == a.unit-1).with(cSubjectNear, w.subject >= 0 && w.subject < a.unit-1 && w.subject >= a.unit-nearUnits)
	s = s.with(cSubjectThere, w.subject >= a.opens && w.subject < a.unit)
	s = s.with(cNamedHere, gone == 0).with(cNamedBefore, gone == 1).with(cNamedNear, gone > 1 && gone <= nearUnits).with(cNamedFar, gone > farUnits)
	s = s.with(cSpokeLast, c.told == w && w.subject >= a.unit-farUnits).with(cMain, w.mentions > 1 && w.mentions == most)
	some := w.id != "" || w.titled || w.male || w.female || len(w.roles) > 0
	named := strings.Contains(w.name, " ") && !w.misnamed
	s = s.with(cSomebody, some || named).with(cBareWord, !named && (!some || w.misnamed) && slices.Contains(c.people, w))
	s = s.with(cGender, a.he && w.male || a.she && w.female)
	s = s.with(cLed, w.led).with(cSpokenOf, w.spokenOf)
	if e := a.epithet; e != nil {
		s |= c.roleClues(w, e)
	}
	return s
}

// roleClues tells whether somebody has the role and the nationality of an epithet.
func (c *cast) roleClues(w *person, e *epithet) clueSet {
	lesser := len(e.lesser) == 0 || containsAll(w.roles, e.lesser)
	same := lesser && c.holds(w, e.words, nil)
	kin := lesser && !same && c.holds(w, e.words, e.kin)
	others := len(w.roles) > 0 || c.book.inOffice(w.id, c.day)
	s := clueSet(0).with(cRole, same).with(cKin, kin)
	s = s.with(cOtherRole, !same && !kin && !e.general && others).with(cNoRole, !same && !kin && !e.general && !others)
	nation := slices.ContainsFunc(w.roles, func(r string) bool { return r == e.nation || demonym(e.nation, r) })
	return s.with(cNation, e.nation != "" && nation)
}

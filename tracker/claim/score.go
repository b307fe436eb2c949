package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/wordtable"
)

// This file weighs who is said to speak. Each speaker has features, each feature
// a whole number of points in weights.txt, and their sum tells how sure the
// speaker is. The table follows one that was fitted to annotated news by logistic
// regression and rounded; it is the same for all languages.

//go:embed weights.txt
var weightTable string

// The least points of a speaker who is sure, of one who is named at all, of one who is
// named though only the clause before has them, and of words that stand for somebody.
const (
	sureScore    = 6
	namedScore   = 3
	chainedScore = 5
	wordsScore   = -3
)

// margin is how many points a speaker must have over every other candidate.
const margin = 2

// feature is something that is known of a candidate.
type feature uint8

// The features of candidates.
const (
	fStart             feature = iota // everybody
	fNames                            // the words at the verb are their name
	fOffice                           // the words at the verb are their office in full
	fLabel                            // a label, a headline or a turn names them
	fClauseBefore                     // subject taken over from the clause before
	fAside                            // by a participle behind a comma: ", saying"
	fVerbFirst                        // the verb stands before them: "said S"
	fBeforeVerb                       // they stand before the verb
	fSubject                          // they are the subject of the clause of the verb
	fElsewhere                        // they stand in another clause
	fSource                           // a noun or a phrase gives them the words: "according to S"
	fSpeaksOften                      // they speak twice or more elsewhere in the text
	fSpeaksOnce                       // once
	fTitled                           // Mr or Ms stands before their name somewhere
	fInFull                           // the text has their name in full
	fNearBy                           // they speak in the same paragraph or the one before
	fRole                             // a role stands with the name
	fKnown                            // their own name, one of the book, stands at the verb
	fPureVerb                         // a verb that only says
	fDirect                           // the words are quoted
	fClause                           // "S said that X"
	fAlone                            // nobody else is named outside what was said
	fSingleWord                       // one capitalised word
	fCrowd                            // four others or more are named in the sentence
	fApart                            // some words stand between them and the verb
	fLed                              // a preposition or a subordinator stands before them
	fPrepositionInside                // a preposition stands within the words that name them
	fVerbInside                       // a verb does
	fCommonBefore                     // the name is a piece of a longer phrase
	fBracketed                        // in brackets
	fQuoted                           // in quotation marks
	fDeclined                         // in another case than that of subjects
	fPronoun                          // a pronoun leads to them
	fEpithet                          // a role without a name does
	fClear                            // of those whom the pronoun or the role may mean they lead clearly
	fRival                            // somebody else fits nearly as well
	fHeir                             // a quotation goes on without a frame
	fBehind                           // only their neighbourhood gives them the words
	features
)

var featureNames = [features]string{
	"start", "names", "office", "label", "clause-before", "aside", "verb-first", "before-verb", "clause-subject", "other-clause", "source", "speaks-often", "speaks-once", "titled",
	"in-full", "near-by", "role", "known", "pure-verb", "direct", "clause", "alone", "single-word", "crowd", "apart", "led",
	"preposition-inside", "verb-inside", "common-before", "bracketed", "quoted", "declined", "pronoun", "epithet", "clear",
	"rival", "heir", "behind",
}

// weights are the points of the features.
var weights = sync.OnceValues(func() ([]int, error) { return parsePoints(weightTable, featureNames[:]) })

// parsePoints reads a table of points in which each name has some, and returns them in
// the order of the names.
func parsePoints(table string, names []string) ([]int, error) {
	points, err := wordtable.Points(table, func(name string) bool { return slices.Contains(names, name) })
	if err != nil {
		return nil, fmt.Errorf("the points of speakers: %w", err)
	}
	if len(points) != len(names) {
		return nil, fmt.Errorf("the points of speakers: %d of %d names have some", len(points), len(names))
	}
	out := make([]int, len(names))
	for i, name := range names {
		out[i] = points[name]
	}
	return out, nil
}

// traits are the features of one candidate.
type traits uint64

func (t traits) has(f feature) bool { return t&(1<<f) != 0 }

// with adds a feature where a condition holds.
func (t traits) with(f feature, holds bool) traits {
	if holds {
		return t | 1<<f
	}
	return t
}

// without takes a feature away.
func (t traits) without(f feature) traits { return t &^ (1 << f) }

// score adds up the points.
func (t traits) score() int {
	w, err := weights()
	if err != nil {
		panic(err) // the table is part of the binary and tested
	}
	sum := 0
	for f := range features {
		if t.has(f) {
			sum += w[f]
		}
	}
	return sum
}

// why names the features, those with most points first as the table has them.
func (t traits) why() []string {
	w, err := weights()
	if err != nil {
		panic(err)
	}
	out := []string{}
	for f := range features {
		if t.has(f) && f != fStart {
			out = append(out, fmt.Sprintf("%s %+d", featureNames[f], w[f]))
		}
	}
	return out
}

// means tells by what a frame's words lead to its speaker.
type means uint8

// The means.
const (
	byWords   means = iota // nobody known: the words themselves
	byOwnName              // a name
	byOffice               // an office of the book
	byPronoun              // he, she, it, they
	byEpithet              // a role without a name, "there", a group named before
)

// traitsAt returns what can be seen of the speaker at the frame itself.
func (p *page) traitsAt(fr *frame, how means) traits {
	t := traits(1 << fStart)
	t = t.with(fNames, how == byOwnName || how == byWords).with(fOffice, how == byOffice)
	t = t.with(fPronoun, how == byPronoun).with(fEpithet, how == byEpithet)
	s := fr.subject
	switch fr.sieve {
	case "headline", "turn", "label", "signature":
		t = t.with(fLabel, true)
	case "according to", "noun", "cited", "by":
		t = t.with(fSource, true)
	case "clause", "told":
		t = t.with(fClause, true)
	case "continuation":
		return t.with(fHeir, true).with(fDirect, true)
	case "behind":
		return t.with(fBehind, true).with(fDirect, true)
	case "beside":
		t = t.with(fBehind, true)
	}
	t = t.with(fPureVerb, fr.verb.flags&takesClause != 0 && fr.verb.flags&(takesObject|believes|byDocument) == 0).with(fDirect, p.formOf(fr) == tracker.Direct)
	if fr.link == chained {
		return t.with(fClauseBefore, true).with(fSubject, !fr.leader.empty()).with(fAside, fr.verb.form == gerund && p.tokens[fr.cue.first].before&comma != 0)
	}
	if s.empty() || t.has(fLabel) {
		return t
	}
	if !t.has(fSource) {
		subject, elsewhere := p.standing(fr, s)
		t = t.with(fSubject, subject).with(fElsewhere, elsewhere)
	}
	return p.traitsOf(t, fr, s)
}

// traitsOf adds what can be seen of the words s that name somebody.
func (p *page) traitsOf(t traits, fr *frame, s stretch) traits {
	source := t.has(fSource)
	t = t.with(fVerbFirst, s.first >= fr.cue.last && !source).with(fBeforeVerb, s.last <= fr.at && !source)
	gap := fr.cue.first - s.last
	if s.first >= fr.cue.last {
		gap = s.first - fr.cue.last
	}
	t = t.with(fApart, gap > 0 && gap <= 2 && !source && p.tokens[min(s.last, len(p.tokens)-1)].before&comma == 0)
	lower := true
	for i := s.first; i < s.last; i++ {
		w := &p.tokens[i]
		lower = lower && !w.capital
		t = t.with(fRole, w.class&(isRole|isRoles|isTitle) != 0)
		t = t.with(fPrepositionInside, w.class&isPreposition != 0 && w.class&isNominal == 0 && !w.capital && i > s.first)
		t = t.with(fVerbInside, len(w.entry.verbs) > 0 && w.class == 0 && !w.capital)
		t = t.with(fQuoted, w.quote >= 0 && w.capital && !p.short(w.quote))
	}
	if s.first > 0 && p.tokens[s.first].before&hard == 0 {
		prev := &p.tokens[s.first-1]
		t = t.with(fLed, prev.class&(isPreposition|isSubordinator) != 0 && prev.class&(isAs|isThat|isIn|isConjunction|isAdverb) == 0 && !source && s.first != fr.cue.last)
	}
	t = t.with(fBracketed, p.tokens[s.first].before&openParen != 0)
	t = t.with(fSingleWord, s.len() == 1 && p.tokens[s.first].capital)
	t = t.with(fDeclined, p.lex.free && !source && fr.sieve != "object" && p.tokens[s.first].capital && p.oblique(s.first))
	return t
}

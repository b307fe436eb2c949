package discover

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/wordtable"
)

// A change of line is mostly one statement of one speaker on one day. So what is said of
// the parties that the rules speak of is weighed by itself too: who says it, whether it
// takes sides, whether it is made of what the parties are judged by, and where it stands.
// What the year before has like it is no change.
const mostOnce = 3 // single statements a day

// single is a statement of the day, with what it is weighed by.
type single struct {
	d     *doc
	u     *unit
	at    place
	claim *claimed // nil in the outlet's own voice

	contested, hostile, parties float64
	fresh                       []key
	why                         []Reason
	points                      float64
}

// tracked tells whether a speaker of the rules file says it.
func (s *single) tracked() bool {
	return s.claim != nil && slices.ContainsFunc(s.claim.speakers, func(x tracker.ClaimSpeaker) bool { return x.ID != "" })
}

// attributed tells whether a reader learns who says it: by the rules file or by name, not
// by a pronoun or a description.
func (s *single) attributed() bool {
	return !slices.ContainsFunc(s.claim.speakers, func(x tracker.ClaimSpeaker) bool {
		first, _ := utf8.DecodeRuneInString(x.Text)
		return x.ID == "" && (!unicode.IsUpper(first) || anaphors[text.Fold(x.Text)]) || x.Unsure
	})
}

// topic tells whether it is only told what somebody spoke about, not what was said.
func (s *single) topic() bool {
	first, _, _ := strings.Cut(s.claim.text, " ")
	return topics[text.Fold(first)]
}

// calledOld tells whether who reports it says that it is not new ("once again"). What the
// speaker says is repeated may be told for the first time.
func (s *single) calledOld() bool {
	if s.claim == nil {
		return s.u.cue == cueOld
	}
	reported := strings.Replace(s.u.text, s.claim.text, "", 1)
	return s.claim.novelty == tracker.NovelRepeated || s.claim.novelty == tracker.NovelContinued || cueOf(text.Fold(reported)) == cueOld
}

func (s *single) named() bool { return s.claim != nil && len(s.claim.speakers) > 0 && !s.tracked() }

// said is how much of the sentence somebody said.
func (s *single) said() float64 {
	if s.claim == nil {
		return 0
	}
	return min(1, float64(len(s.claim.text))/float64(len(s.u.text)))
}

// singleFeatures are what single statements are told by.
var singleFeatures = []struct {
	name string
	of   func(*single) float64
}{
	{"tracked", func(s *single) float64 { return one(s.tracked()) }},
	{"named", func(s *single) float64 { return one(s.named()) }},
	{"headline", func(s *single) float64 { return one(s.u.part == tracker.Title) }},
	{"said", (*single).said},
	{"judging", func(s *single) float64 { return one(s.u.traits.has(judging)) }},
	{"siding", func(s *single) float64 { return one(s.u.traits.any(modal, wants, judging, charging, denying)) }},
	{"past", func(s *single) float64 { return one(s.u.traits.has(inPast)) }},
	{"counting", func(s *single) float64 { return one(s.u.traits.has(counting)) }},
	{"opening", func(s *single) float64 { return one(s.u.traits.has(opening)) }},
	{"mentioning", func(s *single) float64 { return one(s.u.traits.has(mentioning)) }},
	{"office", func(s *single) float64 { return one(s.u.office) }},
	{"contested", func(s *single) float64 { return min(s.contested, mostContested) }},
	{"hostile", func(s *single) float64 { return s.hostile }},
	{"parties", func(s *single) float64 { return min(s.parties, mostParties) }},
	{"fresh", func(s *single) float64 { return float64(len(s.fresh)) / float64(len(s.u.words)) }},
}

const mostParties = 3.0

func one(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

//go:embed once.txt
var onceTable string

// onceWeights are the points of each feature of a single statement, and those from which
// on it is told, under "told".
var onceWeights = sync.OnceValue(func() map[string]int {
	out, err := parseOnce(onceTable)
	if err != nil {
		panic(err) // a test reads the table
	}
	return out
})

func parseOnce(table string) (map[string]int, error) {
	known := map[string]bool{"told": true}
	for _, f := range singleFeatures {
		known[f.name] = true
	}
	out, err := wordtable.Points(table, func(name string) bool { return known[name] })
	if err != nil {
		return nil, fmt.Errorf("the points of single statements: %w", err)
	}
	return out, nil
}

// StatementPoints returns from how many points on a single statement is told.
func StatementPoints() int { return onceWeights()["told"] }

// once returns the statements of the day that are told though nobody repeats them, those
// with the most points first.
func (f *Finder) once(docs []*doc, today tracker.Day) []Candidate {
	if f.articles < Enough || len(f.parties) == 0 {
		return nil
	}
	f.relearn(today)
	var all []single
	first := f.window.first + len(f.window.docs) - len(docs)
	for i, d := range docs {
		if s, ok := f.mostTelling(d, first+i, today); ok && s.points >= float64(StatementPoints()) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b single) int { return cmp.Compare(b.points, a.points) })
	var out []Candidate
	for _, s := range all {
		if len(out) == mostOnce {
			break
		}
		if c := f.single(s, today); c != nil {
			f.candidates = append(f.candidates, c)
			out = append(out, *c)
		}
	}
	return out
}

// mostTelling returns the statement of an article with the most points.
func (f *Finder) mostTelling(d *doc, serial int, today tracker.Day) (best single, found bool) {
	for i := range d.units {
		if s, ok := f.singleOf(d, i, serial, today); ok && (!found || s.points > best.points) {
			best, found = s, true
		}
	}
	return best, found
}

// singleOf weighs a unit, if it can stand alone as a statement.
func (f *Finder) singleOf(d *doc, i, serial int, today tracker.Day) (single, bool) {
	u := &d.units[i]
	s := single{d: d, u: u, at: placeOf(serial, i, u)}
	if u.explained || u.shows || u.item || len(u.words) < minStems || d.day < today-lately {
		return s, false
	}
	if u.claim >= 0 {
		s.claim = &d.claims[u.claim]
		if !s.claim.stated || !s.attributed() || s.topic() {
			return s, false
		}
	} else if u.part != tracker.Title && i > 1 {
		return s, false // what an outlet asserts it asserts at its beginning
	}
	if s.calledOld() {
		return s, false
	}
	f.weighSingle(&s, today)
	return s, s.parties > 0
}

// weighSingle measures a statement and adds its points up.
func (f *Finder) weighSingle(s *single, today tracker.Day) {
	s.contested, s.hostile = f.contested(s.u.stems()), f.kin.hostile(s.u.roots, f.parties)
	s.parties, s.fresh = float64(f.parties.among(s.u.roots)), f.fresh(s.u.words, s.d, today)
	for _, x := range singleFeatures {
		r := Reason{Feature: x.name, Value: rounded(x.of(s))}
		if r.Points = rounded(r.Value * float64(onceWeights()[x.name])); r.Points != 0 {
			s.why = append(s.why, r)
		}
	}
	sortReasons(s.why)
	s.points = pointsSum(s.why)
}

// single makes a candidate of a statement; nil when it isn't new, can't be understood
// alone or is told already.
func (f *Finder) single(s single, today tracker.Day) *Candidate {
	label, stems := flat(s.u.text), s.u.stems()
	first, _, _ := strings.Cut(s.u.text, " ")
	if len([]rune(label)) < shortest || anaphors[text.Fold(strings.Trim(first, ",.:"))] || len(s.fresh) == 0 || f.told(label, stems, true, today) || f.saidInYear(s) {
		return nil
	}
	keys, _ := f.byFitness(s.d, s.u, s.fresh)
	c := &Candidate{Label: label, stems: stems, roots: s.u.roots, seeds: keys[:1], at: []place{s.at}, DetectedAt: today, Once: true, P: 1, Language: s.d.language}
	c.Score = rounded((s.points - float64(StatementPoints())) / 10)
	m := mention{article: s.d.id, source: s.d.source, origin: s.d.origin, url: s.d.url, day: s.d.day, text: label}
	m.see(s.u, c, f)
	if s.claim != nil {
		m.from, m.to, m.speakers = s.claim.from, s.claim.to, s.claim.speakers
	}
	c.add(m)
	c.settle(today)
	c.Kind, c.Why = Statement, s.why
	c.ID = "o" + candidateID(c.seeds[0], c.FirstPublished)
	if older, _ := f.nearest(stems, c.FirstPublished); older != nil {
		c.NearestOlder = &Example{URL: older.url, Source: older.source, Published: older.day, Text: older.text}
	}
	us := []*unit{s.u}
	c.Phrases = phrasesIn(c.seeds, us)
	c.Stanza = stanza(label, f.pairRules(c.seeds, us, c.Language), c.Phrases, []string{label})
	return c
}

// saidInYear tells whether the year before has a statement that says the same, or that
// holds most of this one.
func (f *Finder) saidInYear(s single) bool {
	own, stems := f.kin.wording(s.u.roots), s.u.stems()
	in := statement{roots: s.u.roots}
	for _, n := range f.sharingTwo(&in) {
		o := &f.memory.all[n]
		if o.article != s.d.id && o.day < s.d.day && (own.likeness(o.roots) >= sameLine || f.covered(stems, o.stems) >= twins) {
			return true
		}
	}
	return false
}

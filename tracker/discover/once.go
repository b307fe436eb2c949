package discover

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// A change of line is mostly one statement of one speaker on one day. So what is said of
// the parties that the rules speak of is weighed by itself too: who says it, whether it
// takes sides, whether it is made of what the parties are judged by, and where it stands.
// What the year before has like it is no change. What an outlet says in its own voice has
// no speaker of weight, and is weighed by points of its own.
const mostOnce = 3 // single statements a day

// single is a statement of the day, with what it is weighed by.
type single struct {
	d     *doc
	u     *unit
	at    place
	claim *claimed // nil in the outlet's own voice

	contested, hostile, parties float64
	adversary                   bool
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
	return topics[firstWord(s.claim.text)]
}

// firstWord is the first word of a text, folded, without the marks around it.
func firstWord(s string) string {
	for word := range strings.FieldsSeq(s) {
		return text.Fold(strings.Trim(word, ",.:"))
	}
	return ""
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

// once returns the statements of the day that are told though nobody repeats them, those
// with the most points first.
func (f *Finder) once(docs []*doc, today tracker.Day) []Candidate {
	if f.articles < Enough || len(f.parties.by) == 0 {
		return nil
	}
	f.relearn(today)
	var all []single
	first := f.window.first + len(f.window.docs) - len(docs)
	for i, d := range docs {
		if s, ok := f.mostTelling(d, first+i, today); ok && s.points >= float64(s.scale().told()) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b single) int { return cmp.Compare(b.lead(), a.lead()) })
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

// lead is how many points a statement has above those from which on it is told.
func (s *single) lead() float64 { return s.points - float64(s.scale().told()) }

// mostTelling returns the statement of an article that leads by most.
func (f *Finder) mostTelling(d *doc, serial int, today tracker.Day) (best single, found bool) {
	for i := range d.units {
		if s, ok := f.singleOf(d, i, serial, today); ok && (!found || s.lead() > best.lead()) {
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
	} else if u.part != tracker.Title && i > 1 || strings.HasSuffix(u.text, "?") {
		return s, false // what an outlet asserts it asserts at its beginning, and who asks asserts nothing
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
	s.parties, s.adversary = float64(f.parties.among(s.u.roots)), f.kin.adversary(s.u.roots, f.parties)
	s.fresh = f.fresh(s.u.words, s.d, today)
	s.why = s.scale().weigh(s)
	s.points = pointsSum(s.why)
}

// single makes a candidate of a statement; nil when it isn't new, can't be understood
// alone or is told already.
func (f *Finder) single(s single, today tracker.Day) *Candidate {
	label, stems := flat(s.u.text), s.u.stems()
	if len([]rune(label)) < shortest || anaphors[firstWord(label)] || len(s.fresh) == 0 || f.told(label, stems, true, today) || f.goesOn(s) || f.saidInYear(s) {
		return nil
	}
	keys, _ := f.byFitness(s.d, s.u, s.fresh)
	us := []*unit{s.u}
	if keys = slices.DeleteFunc(keys, func(k key) bool { return onlyNames(k, us) }); len(keys) == 0 {
		return nil // new is but a name
	}
	c := &Candidate{Label: label, stems: stems, roots: s.u.roots, seeds: keys[:1], at: []place{s.at}, DetectedAt: today, Once: true, P: 1, Language: s.d.language}
	c.Score = rounded(s.lead() / 10)
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
	c.Phrases = phrasesIn(c.seeds, us)
	c.Stanza = stanza(label, f.pairRules(c.seeds, us, c.Language), c.Phrases, []string{label})
	return c
}

// ownLine is the likeness from which what an outlet says itself goes on with what was told:
// lower than sameLine, since it varies its own words.
const ownLine = 0.35

// goesOn tells whether an outlet goes on with what was told not long ago.
func (f *Finder) goesOn(s single) bool {
	own := f.kin.wording(s.u.roots)
	return s.claim == nil && slices.ContainsFunc(f.candidates, func(c *Candidate) bool {
		return c.Kind.Stated() && own.likeness(c.roots) >= ownLine
	})
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

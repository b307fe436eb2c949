package discover

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// A line of three cases in four months never stands out of its fortnight. So each
// statement is also compared with those of the year before, word for word and by
// near-synonyms, and by who acts on whom. What several voices told is a sparse
// candidate. Nothing ranks such candidates but what people decide about them, so
// they stand in a list of their own.
const (
	sparseDays  = 365
	leastTold   = 3    // origins of a sparse candidate
	maxAgreeing = 12   // statements that are held against each other
	agreement   = 0.5  // likeness that they have on average
	sameLine    = 0.55 // likeness from which two statements are told as one line
	mostTried   = 400  // statements that one is compared with
	maxRooted   = 300  // statements under one root, the latest ones
	mostAsked   = 7    // rarest roots by which it is looked for
	mostSparse  = 5    // sparse candidates a day, the most alike
)

// root joins the stems of most of a family: their first letters.
func rootID(stem string) uint32 {
	n := 0
	for i := range stem {
		if n++; n > rootLetters {
			return stemID(stem[:i])
		}
	}
	return stemID(stem)
}

// repeatable tells whether a unit is a statement that can be a line: somebody's,
// or one that judges or holds now, and long enough to be compared.
func (u *unit) repeatable() bool {
	if u.explained || u.shows || u.office || len(u.words) < minStems {
		return false
	}
	return u.claim >= 0 || u.traits.any(inPresent, judging, charging, wants, modal)
}

// told is a statement of the day with what of the year is like it.
type told struct {
	at    int32 // in memory
	like  []int32
	alike float64 // the mean likeness
	wording
}

// sparse finds what was told now and then over the year, in other words, once
// more today; it returns new candidates, the most alike first, and those that
// gained a mention.
func (f *Finder) sparse(today tracker.Day) (found, grown []*Candidate) {
	f.relearn(today)
	several := f.severalSources()
	var all []told
	touched := map[*Candidate]bool{}
	for i := f.memory.today; i < len(f.memory.all); i++ {
		s := &f.memory.all[i]
		if !s.repeatable || len(s.roots) < minStems {
			continue
		}
		t := f.alikeInYear(int32(i))
		if c := f.lineOf(t); c != nil {
			s.line = c.ID
			c.add(f.recalled(s, c))
			touched[c] = true
			continue
		}
		if f.severalTell(append(slices.Clone(t.like), t.at), several) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b told) int { return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.at, b.at)) })
	for _, t := range all {
		if len(found) == mostSparse {
			break
		}
		if c := f.sparseCandidate(t, today); c != nil {
			found = append(found, c)
		}
	}
	for _, c := range f.candidates {
		if touched[c] {
			c.settle(today)
			grown = append(grown, c)
		}
	}
	return found, grown
}

// relearn learns near-synonyms where that is due.
func (f *Finder) relearn(today tracker.Day) {
	const every = 2 * month
	if first := today / every * every; f.kin == nil || f.kin.learned != first {
		f.kin = learnKin(f.memory.all, first, f.parties)
	}
}

// alikeInYear returns the statements of the year before that say the same as one.
func (f *Finder) alikeInYear(at int32) told {
	s := &f.memory.all[at]
	out := told{at: at, wording: f.kin.wording(s.roots)}
	sum := 0.0
	for _, n := range f.sharingTwo(s) {
		o := &f.memory.all[n]
		if o.article == s.article || o.origin == s.origin || o.day > s.day || s.day-o.day > sparseDays {
			continue
		}
		if l := out.likeness(o.roots); l >= sameLine && !opposed(s, o) {
			out.like, sum = append(out.like, n), sum+l
		}
	}
	out.alike = sum / float64(max(1, len(out.like)))
	return out
}

// sharingTwo returns the statements, in their order, that share two roots with
// one, or have what is near them.
func (f *Finder) sharingTwo(s *statement) []int32 {
	m := &f.memory
	m.met = append(m.met, make([]uint8, len(m.all)-len(m.met))...)
	var once, out []int32
	for _, root := range f.asked(s.roots) {
		for _, n := range m.rooted[root] {
			switch m.met[n]++; m.met[n] {
			case 1:
				once = append(once, n)
			case 2:
				out = append(out, n)
			}
		}
	}
	for _, n := range once {
		m.met[n] = 0
	}
	slices.Sort(out)
	return out[max(0, len(out)-mostTried):]
}

// asked returns the rarest roots of a statement and what is near them: what is
// like it has two of these.
func (f *Finder) asked(roots []uint32) []uint32 {
	out := rarest(roots, mostAsked, f.kin.idf)
	for _, r := range out[:min(lookup, len(out)):len(out)] {
		for _, n := range f.kin.near(r) {
			if !slices.Contains(out, n.root) {
				out = append(out, n.root)
			}
		}
	}
	return out
}

// opposed tells whether two statements have two names in opposite order, and so
// who acts on whom turned round, but for one that is told in the passive.
func opposed(a, b *statement) bool {
	names := append(slices.Clone(a.names), b.names...) // what begins a statement may be one, as the other tells
	turned := a.traits.has(passive) != b.traits.has(passive)
	for i, x := range names {
		for _, y := range names[i+1:] {
			xa, ya, xb, yb := slices.Index(a.order, x), slices.Index(a.order, y), slices.Index(b.order, x), slices.Index(b.order, y)
			if x != y && min(xa, ya, xb, yb) >= 0 {
				return (xa < ya) != (xb < yb) != turned
			}
		}
	}
	return false
}

// lineOf returns the sparse candidate to which most of what is like a statement
// belongs, if that is like its label too: a line doesn't wander.
func (f *Finder) lineOf(t told) *Candidate {
	of := map[string]int{}
	for _, n := range t.like {
		if line := f.memory.all[n].line; line != "" {
			of[line]++
		}
	}
	for _, c := range f.candidates {
		if n := of[c.ID]; n > 0 && 2*n >= len(t.like) && t.likeness(c.roots) >= sameLine {
			return c
		}
	}
	return nil
}

// severalTell tells whether statements come from enough voices
// on enough days: three origins, and two outlets where the archive has several.
func (f *Finder) severalTell(statements []int32, several bool) bool {
	origins, sources, days := map[string]bool{}, map[string]bool{}, map[tracker.Day]bool{}
	for _, n := range statements {
		s := &f.memory.all[n]
		origins[s.origin], sources[s.source], days[s.day] = true, true, true
	}
	if several {
		return len(origins) >= leastTold && len(sources) > 1 && len(days) > 1
	}
	return len(days) >= leastTold
}

// agreeing returns a statement with those like it that no line has yet and that
// are like most of each other: two that share different halves of it tell two
// lines.
func (f *Finder) agreeing(t told) []int32 {
	var free []int32
	for _, n := range t.like {
		if f.memory.all[n].line == "" {
			free = append(free, n)
		}
	}
	free = free[max(0, len(free)-maxAgreeing):]
	out := []int32{t.at}
	for _, n := range free {
		sum, w := 0.0, f.kin.wording(f.memory.all[n].roots)
		for _, o := range free {
			if o != n {
				sum += w.likeness(f.memory.all[o].roots)
			}
		}
		if sum >= agreement*float64(len(free)-1) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// sparseCandidate makes a candidate of a statement and those that are like it;
// nil when its label can't be shown, or is that of another.
func (f *Finder) sparseCandidate(t told, today tracker.Day) *Candidate {
	members := f.agreeing(t)
	if !f.severalTell(members, f.severalSources()) {
		return nil
	}
	center := &f.memory.all[t.at]
	label := flat(center.text)
	if len([]rune(label)) < shortest || f.told(label, center.stems, false, today) {
		return nil
	}
	var us []*unit
	var texts []string
	for _, n := range members {
		us, texts = append(us, f.memory.all[n].unit()), append(texts, f.memory.all[n].text)
	}
	seeds, _ := f.cover(us, func(key) bool { return true })
	if len(seeds) == 0 {
		return nil
	}
	c := &Candidate{Label: label, stems: center.stems, roots: center.roots, seeds: seeds, DetectedAt: today, Sparse: true, Score: math.Round(100*t.alike) / 100, P: 1, Language: center.language}
	for _, n := range members {
		c.add(f.recalled(&f.memory.all[n], c))
	}
	c.settle(today)
	c.ID = "s" + candidateID(seeds[0], c.FirstPublished) // what came in a burst may have the same words and day
	if slices.ContainsFunc(f.candidates, func(o *Candidate) bool { return o.ID == c.ID || !o.Sparse && o.tells(c) }) {
		return nil // it is known already
	}
	for _, n := range members {
		f.memory.all[n].line = c.ID
	}
	c.Phrases = phrasesIn(seeds, us)
	c.Stanza = stanza(label, f.pairRules(seeds, us, c.Language), c.Phrases, texts)
	f.candidates = append(f.candidates, c)
	return c
}

// tells tells whether most mentions of another candidate are in articles of this
// one.
func (c *Candidate) tells(o *Candidate) bool {
	n := 0
	for _, m := range o.mentions {
		if slices.ContainsFunc(c.mentions, func(own mention) bool { return own.article == m.article }) {
			n++
		}
	}
	return 2*n > len(o.mentions)
}

// unit reads the text of a statement again.
func (s *statement) unit() *unit {
	t := text.Analyse(s.text, s.language)
	u := newUnit(t, 0, len(s.text), 0, len(t.Words))
	return &u
}

// recalled describes a statement of a sparse candidate.
func (f *Finder) recalled(s *statement, c *Candidate) mention {
	return mention{
		article: s.article, source: s.source, origin: s.origin, url: s.url, day: s.day, text: flat(s.text), speakers: s.speakers,
		traits: s.traits, words: len(s.stems), contested: f.contested(s.stems), alike: f.overlap(s.stems, c.stems),
	}
}

// phrasesIn returns the shortest stretch of the units for each key.
func phrasesIn(seeds []key, us []*unit) []string {
	out := []string{}
	for _, k := range seeds {
		best := ""
		for _, u := range us {
			if i, j, ok := u.find(k); ok {
				if s := tidy(u.text[u.words[i].start:u.words[j].end]); best == "" || len(s) < len(best) {
					best = s
				}
			}
		}
		if best != "" && len(best) <= 2*maxPhrase {
			out = append(out, strings.TrimSpace(best))
		}
	}
	return out
}

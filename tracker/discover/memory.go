package discover

import (
	"cmp"
	"slices"
	"strings"

	"onset/tracker"
)

const (
	maxStatements = 150_000 // that are remembered
	perArticle    = 4       // statements of one article
	maxText       = 400     // bytes of a statement
	memoryLength  = 400     // days
	lookup        = 5       // rarest stems under which a statement is found
	maxListed     = 300     // statements under one stem, the latest ones
	like          = 0.46    // overlap from which two statements say the same
)

// statement is what was said once, for telling what is not new.
type statement struct {
	stems []uint32 // distinct, sorted
	under []uint32 // the rarest ones when it came, by which it is found
	day   tracker.Day
	url   string
	text  string

	// What tells lines in other words.
	roots                             []uint32 // distinct, sorted
	order                             []uint32 // its stems as they come
	names                             []uint32 // those of names
	article, source, origin, language string
	line                              string // the sparse candidate that it belongs to
	speakers                          []tracker.ClaimSpeaker
	traits                            traits
	repeatable                        bool
}

// memory remembers titles and claims of the past year: a sample, when there
// are more than it holds.
type memory struct {
	all    []statement
	by     map[uint32][]int32
	rooted map[uint32][]int32 // root → what can be repeated
	met    []uint8            // by statement: how many roots it shares with one that is being compared
	today  int                // the first statement of the day that is being closed
}

func newMemory() memory { return memory{by: map[uint32][]int32{}, rooted: map[uint32][]int32{}} }

// keep adds the statements of an article: its title and what people say.
func (f *Finder) keep(d *doc) {
	n := 0
	for i := range d.units {
		u := &d.units[i]
		if n < perArticle && len(u.text) <= maxText && (u.part == tracker.Title || u.claim >= 0 || u.repeatable()) {
			f.memory.add(f.remembered(d, u))
			n++
		}
	}
}

// remembered is what is kept of a unit.
func (f *Finder) remembered(d *doc, u *unit) statement {
	stems := u.stems()
	s := statement{
		stems: slices.Clip(stems), under: slices.Clone(rarest(stems, lookup, f.idf)), day: d.day,
		url: d.url, text: strings.Clone(u.text), // a part of the text would hold the whole
		roots: u.roots, article: d.id, source: d.source, origin: d.origin, language: d.language,
		traits: u.traits, repeatable: u.repeatable(),
	}
	if u.claim >= 0 && d.claims[u.claim].affirms {
		s.speakers = d.claims[u.claim].speakers
	}
	s.arrange(u)
	return s
}

// arrange notes in which order the words of a unit stand, and which are names.
func (s *statement) arrange(u *unit) {
	for _, w := range u.words {
		if !slices.Contains(s.order, w.id) {
			s.order = append(s.order, w.id)
		}
		if w.casing == upper && !slices.Contains(s.names, w.id) {
			s.names = append(s.names, w.id)
		}
	}
}

// stems returns the distinct stems of a unit, sorted.
func (u *unit) stems() []uint32 {
	out := make([]uint32, len(u.words))
	for i, w := range u.words {
		out[i] = w.id
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (m *memory) add(s statement) {
	n := int32(len(m.all))
	m.all = append(m.all, s)
	for _, id := range s.under {
		l := m.by[id]
		m.by[id] = append(l[max(0, len(l)-maxListed):], n)
	}
	if !s.repeatable {
		return
	}
	for _, root := range s.roots {
		l := m.rooted[root]
		m.rooted[root] = append(l[max(0, len(l)-maxRooted):], n)
	}
}

// rarest returns the n stems with the greatest weight.
func rarest(stems []uint32, n int, idf func(uint32) float64) []uint32 {
	out := slices.Clone(stems)
	slices.SortFunc(out, func(a, b uint32) int { return cmp.Or(cmp.Compare(idf(b), idf(a)), cmp.Compare(a, b)) })
	return out[:min(n, len(out))]
}

// nearest returns the statement before a day that shares most with the stems,
// the latest among equals, and how much that is; nil when there is none with
// two in common.
func (f *Finder) nearest(stems []uint32, before tracker.Day) (*statement, float64) {
	var best *statement
	most := 0.0
	for _, id := range rarest(stems, 2*lookup, f.idf) {
		for _, n := range f.memory.by[id] {
			s := &f.memory.all[n]
			if s.day >= before || common(s.stems, stems) < 2 {
				continue
			}
			if o := f.overlap(s.stems, stems); o > most || o == most && best != nil && s.day > best.day {
				best, most = s, o
			}
		}
	}
	return best, most
}

func common(a, b []uint32) int {
	n := 0
	for _, s := range a {
		if _, ok := slices.BinarySearch(b, s); ok {
			n++
		}
	}
	return n
}

// lastWith returns the latest statement before a day with all stems of the
// key; nil when none is remembered.
func (m *memory) lastWith(k key, before tracker.Day) *statement {
	for _, n := range slices.Backward(m.by[k.a]) {
		s := &m.all[n]
		if s.day >= before {
			continue
		}
		_, ok := slices.BinarySearch(s.stems, k.b)
		if k.b == 0 || ok {
			return s
		}
	}
	return nil
}

// thin lets go of what is too old and, when there is too much, of every second
// statement of the older half; it tells whether there was.
func (m *memory) thin(today tracker.Day) (crowded bool) {
	crowded = len(m.all) >= maxStatements
	if !crowded && (len(m.all) == 0 || m.all[0].day >= today-memoryLength-month) {
		return false
	}
	old := m.all
	*m = newMemory()
	for i, s := range old {
		second := crowded && i < len(old)/2 && i%2 == 1
		if s.day >= today-memoryLength && !second {
			m.add(s)
		}
	}
	return crowded
}

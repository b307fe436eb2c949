package origin

import (
	"cmp"
	"slices"

	"onset/tracker"
)

const (
	// memory is how many days back an earlier claim of the same utterance is
	// looked for, counted between the days on which they were published.
	memory = 30
	// unknownDays is how far before publication a claim without a said date
	// may lie: news is rarely older.
	unknownDays = 2
	// rarest stems of a statement under which it is looked up.
	rarest = 6
	// crowded bounds how many statements are kept under one stem.
	crowded = 256
)

// Statement is what decides about the utterance of a claim.
type Statement struct {
	ID        string
	Speakers  []string      // ids, or folded names where there is none; empty when unknown
	Point     string        // the talking point it mentions; empty when none
	Said      *tracker.Said // nil when unattributed
	Published tracker.Day
	Stems     []string // of what was said, without stop words
}

// Utterances groups claims into utterances, one at a time. It is not safe for
// concurrent use; see NewUtterances.
type Utterances struct {
	counts *Counts
	kept   []kept
	first  int
	by     map[string][]int // stem or point → serials, ascending
}

type kept struct {
	Statement
	utterance string
	from, to  tracker.Day
}

// NewUtterances returns a grouping without claims.
func NewUtterances() *Utterances {
	return &Utterances{counts: NewCounts(), by: map[string][]int{}}
}

// Add puts a claim into the grouping and returns its utterance: the id of the
// first claim of its group. Claims belong together when they share a speaker,
// when their said days overlap, and when they mention the same talking point
// (in any language) or say the same in the same words. Without a speaker on
// one side the words must agree more.
func (u *Utterances) Add(s Statement) string {
	k := kept{Statement: s, utterance: s.ID}
	k.from, k.to = interval(s.Said, s.Published)
	u.expire(s.Published)
	u.counts.Add(s.Stems)
	keys := u.keys(s)
	if twin, ok := u.nearest(k, keys); ok {
		k.utterance = twin.utterance
	}
	serial := u.first + len(u.kept)
	u.kept = append(u.kept, k)
	for _, key := range keys {
		l := u.by[key]
		u.by[key] = append(l[max(0, len(l)-crowded):], serial)
	}
	return k.utterance
}

// interval returns the days on which the words may have been said. A wide or
// flagged date dates nothing, so it is treated as unknown.
func interval(said *tracker.Said, published tracker.Day) (from, to tracker.Day) {
	if said.Dates() {
		return said.From, said.To
	}
	return published - unknownDays, published
}

// keys returns what the statement is looked up by.
func (u *Utterances) keys(s Statement) []string {
	stems := slices.Clone(s.Stems)
	slices.Sort(stems)
	stems = slices.Compact(stems)
	slices.SortStableFunc(stems, func(a, b string) int {
		return cmp.Compare(u.counts.Weight(b), u.counts.Weight(a))
	})
	keys := stems[:min(len(stems), rarest)]
	if s.Point != "" {
		keys = append(keys, "\x00"+s.Point)
	}
	return keys
}

// nearest returns the earlier claim of the same utterance that says most
// nearly the same; the earliest among equals.
func (u *Utterances) nearest(k kept, keys []string) (kept, bool) {
	best, bestScore := kept{}, 0.0
	tried := map[int]bool{}
	for _, key := range keys {
		for _, serial := range u.by[key] {
			if serial < u.first || tried[serial] {
				continue
			}
			tried[serial] = true
			o := u.kept[serial-u.first]
			score := u.likeness(k, o)
			if score > bestScore || score == bestScore && score > 0 && o.ID < best.ID {
				best, bestScore = o, score
			}
		}
	}
	return best, bestScore > 0
}

// likeness returns 0 when the claims can't be one utterance.
func (u *Utterances) likeness(a, b kept) float64 {
	if a.from > b.to || b.from > a.to {
		return 0
	}
	same, conflict := speakers(a.Speakers, b.Speakers)
	if conflict {
		return 0
	}
	if same && a.Point != "" && a.Point == b.Point {
		return 2 // above any overlap of words
	}
	least := SameStatement
	if same {
		least = SameOccasion
	}
	if o := Overlap(a.Stems, b.Stems, u.counts); o >= least {
		return o
	}
	return 0
}

// speakers tells whether two claims share a speaker, and whether both name
// speakers but none in common.
func speakers(a, b []string) (same, conflict bool) {
	if len(a) == 0 || len(b) == 0 {
		return false, false
	}
	for _, s := range a {
		if slices.Contains(b, s) {
			return true, false
		}
	}
	return false, true
}

func (u *Utterances) expire(now tracker.Day) {
	for len(u.kept) > 0 && (u.kept[0].Published+memory < now || len(u.kept) >= capacity) {
		for _, key := range u.keys(u.kept[0].Statement) {
			u.forget(key)
		}
		u.kept[0] = kept{}
		u.kept = u.kept[1:]
		u.first++
	}
}

// forget drops the serials of a key that have left the memory. A statement's
// rarest stems may have changed since it came, so what is missed here is
// skipped on reading and dropped when its key is next touched.
func (u *Utterances) forget(key string) {
	l := u.by[key]
	i, _ := slices.BinarySearch(l, u.first+1)
	if l = l[i:]; len(l) == 0 {
		delete(u.by, key)
	} else {
		u.by[key] = l
	}
}

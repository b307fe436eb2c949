package discover

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// group is a seed and the keys that stand in the same places.
type group struct {
	seed  evidence
	keys  []key // the seed first
	score float64
	cued  bool // its author says that it is new
	broad bool // its seed is one common word

	significant bool // against all that was tested on the day
}

// least is the score of evidence that is worth grouping.
const least = 1.5

// part is the share, one in so many, of the places of a common word that
// another key must have to belong to it: the word itself says little about
// what stands beside it.
const part = 4

// groups joins the keys that stand mostly in the places of a better one; best
// first.
func (f *Finder) groups(ev []evidence, level float64) []group {
	used := make([]bool, len(ev))
	var out []group
	for i, e := range ev {
		if used[i] || e.score < least {
			continue
		}
		g := group{seed: e, significant: e.p <= level, broad: e.key.b == 0 && !f.proper(e)}
		covered := map[uint32]bool{}
		rich := 0.0
		for j := i; j < len(ev); j++ {
			if used[j] || !mostly(ev[j].at, e.at) || g.broad && part*len(ev[j].at) < len(e.at) {
				continue
			}
			used[j] = true
			k := ev[j].key
			if j > i && (!covered[k.a] || k.b != 0 && !covered[k.b]) {
				rich += min(mostOfOne, ev[j].score)
			}
			covered[k.a], covered[k.b] = true, true
			for _, k := range ev[j].seeds {
				if !slices.Contains(g.keys, k) {
					g.keys = append(g.keys, k)
				}
			}
		}
		g.score = (e.score + richness*min(rich, mostRich)) * f.quality(e)
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	return out
}

// mostly tells whether three fifths of the places of a part are in the whole;
// both ascend.
func mostly(part, whole []place) bool {
	n := 0
	for _, p := range part {
		if _, ok := slices.BinarySearch(whole, p); ok {
			n++
		}
	}
	return 5*n >= 3*len(part)
}

// memoryDays is how long a candidate explains what is like it after its last
// mention; later that is a return.
const memoryDays = 30

// known tells whether an earlier candidate explains the group: the same seed,
// or most places are its examples or hold a seed
// of it.
func (f *Finder) known(g group, today tracker.Day) bool {
	for _, c := range f.candidates {
		if today-c.LastMention > memoryDays {
			continue
		}
		n := 0
		for _, p := range g.seed.at {
			if _, ok := slices.BinarySearch(c.at, p); ok || f.holds(p, c.seeds) {
				n++
			}
		}
		if g.seed.key == c.seeds[0] || 2*n > len(g.seed.at) && (!c.broad || part*len(g.seed.at) >= c.Mentions) {
			return true
		}
	}
	return false
}

func (f *Finder) holds(p place, ks []key) bool {
	return slices.ContainsFunc(f.window.units(p), func(u unit) bool { return !u.explained && u.hasAny(ks) })
}

// told tells whether a sentence is the label of a recent candidate.
func (f *Finder) told(sentence string, today tracker.Day) bool {
	return slices.ContainsFunc(f.candidates, func(c *Candidate) bool {
		return today-c.LastMention <= memoryDays && c.Label == sentence
	})
}

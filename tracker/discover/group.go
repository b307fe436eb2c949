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

// maxGroups bounds the groups of a day; many times what can be shown.
const maxGroups = 100

// groups joins the keys that stand mostly in the places of a better one; best
// first.
func (f *Finder) groups(ev []evidence, level float64) []group {
	used := make([]bool, len(ev))
	holders := map[place][]int{} // the evidence that stands in a place
	for i, e := range ev {
		for _, p := range e.at {
			holders[p] = append(holders[p], i)
		}
	}
	var out []group
	for i, e := range ev {
		if used[i] || e.score < least || len(out) == maxGroups {
			continue
		}
		g := group{seed: e, significant: e.p <= level, broad: e.key.b == 0 && !f.proper(e)}
		members := within(e, i, ev, used, holders, g.broad)
		for _, j := range members {
			used[j] = true
		}
		g.join(ev, members)
		g.score = (e.score + richness*min(richest(ev, members), mostRich)) * f.quality(e)
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	return out
}

// within returns the unused evidence, the seed first, that stands mostly in the
// places of the seed, best first.
func within(seed evidence, i int, ev []evidence, used []bool, holders map[place][]int, broad bool) []int {
	shared := map[int]int{}
	for _, p := range seed.at {
		for _, j := range holders[p] {
			shared[j]++
		}
	}
	out := []int{i}
	for j, n := range shared {
		if j > i && !used[j] && 5*n >= 3*len(ev[j].at) && (!broad || part*len(ev[j].at) >= len(seed.at)) {
			out = append(out, j)
		}
	}
	slices.Sort(out)
	return out
}

// join adds the keys of the members.
func (g *group) join(ev []evidence, members []int) {
	for _, j := range members {
		for _, k := range ev[j].seeds {
			if !slices.Contains(g.keys, k) {
				g.keys = append(g.keys, k)
			}
		}
	}
}

// richest sums the scores of the members after the seed that bring a stem of
// their own.
func richest(ev []evidence, members []int) float64 {
	covered, rich := map[uint32]bool{}, 0.0
	for n, j := range members {
		k := ev[j].key
		if n > 0 && (!covered[k.a] || k.b != 0 && !covered[k.b]) {
			rich += min(mostOfOne, ev[j].score)
		}
		covered[k.a], covered[k.b] = true, true
	}
	return rich
}

// memoryDays is how long a candidate explains what is like it after its last
// mention; later that is a return.
const memoryDays = 30

// explainer tells what the earlier candidates explain of the window as it stands
// on a day.
type explainer struct {
	of    []*Candidate
	holds [][]place // where the window holds a seed of each; nil until asked for
}

// explainers returns the candidates that still explain what is like them.
func (f *Finder) explainers(today tracker.Day) *explainer {
	var x explainer
	for _, c := range f.candidates {
		x.add(c, today)
	}
	return &x
}

func (x *explainer) add(c *Candidate, today tracker.Day) {
	if !c.Sparse && !c.Once && today-c.LastMention <= memoryDays {
		x.of, x.holds = append(x.of, c), append(x.holds, nil)
	}
}

// known tells whether an earlier candidate explains the group: the same seed,
// or most places are its examples or hold a seed
// of it.
func (f *Finder) known(g group, by *explainer) bool {
	for i, c := range by.of {
		if g.seed.key == c.seeds[0] {
			return true
		}
		if c.broad && part*len(g.seed.at) < c.Mentions {
			continue
		}
		if by.holds[i] == nil {
			by.holds[i] = append([]place{}, f.window.afterAny(c.seeds, f.window.first)...)
		}
		n := 0
		for _, p := range g.seed.at {
			if has(c.at, p) || has(by.holds[i], p) {
				n++
			}
		}
		if 2*n > len(g.seed.at) {
			return true
		}
	}
	return false
}

func has(places []place, p place) bool {
	_, ok := slices.BinarySearch(places, p)
	return ok
}

// told tells whether a recent candidate has a sentence, or one with nearly the
// same words, for its label. What was found as a single statement may be found again as
// a line, but not by itself.
func (f *Finder) told(sentence string, stems []uint32, once bool, today tracker.Day) bool {
	return slices.ContainsFunc(f.candidates, func(c *Candidate) bool {
		if today-c.LastMention > memoryDays || c.Once && !once || once && !c.Kind.Stated() {
			return false
		}
		return c.Label == sentence || min(f.covered(c.stems, stems), f.covered(stems, c.stems)) >= twins
	})
}

// twins is how much of either of two labels the other must have to be of the
// same candidate.
const twins = 0.6

package discover

import (
	"cmp"
	"math"
	"slices"

	"onset/tracker"
)

// Whoever says the same in other words uses words that stand where those of
// others stand. So the archive itself tells which words are near-synonyms: those
// with the same contexts (positive pointwise mutual information within a
// statement, compared by the cosine; Turney and Pantel, 2010). Words are taken by
// their roots, their first letters, which joins most of a family.

// kin are the near-synonyms of a stock of statements. They are learned anew every
// other month, of the statements of the year before, so that they follow from what
// is remembered and from nothing else.
type kin struct {
	learned  tracker.Day // of the statements before this day
	number   int         // of statements
	holders  map[uint32]int
	contexts map[uint32][]weighed // the heaviest ones of a root, of length 1
	under    map[uint32][]weighed // context → the roots that have it
	known    map[uint32][]weighed // near roots, worked out when asked for
	hostility
}

// weighed is a root with a weight.
type weighed struct {
	root   uint32
	weight float64
}

const (
	rootLetters = 5   // of a stem, that make its root
	fewHolders  = 3   // statements with a root about which nothing is learned
	mostContext = 24  // contexts of a root
	mostUnder   = 100 // roots of a context; more common ones tell nothing
	mostNear    = 3   // near-synonyms of a root
	nearness    = 0.5 // the least cosine of two
)

// learnKin learns from the statements of the year before a day.
func learnKin(all []statement, day tracker.Day, p parties) *kin {
	k := &kin{learned: day, holders: map[uint32]int{}, contexts: map[uint32][]weighed{}, under: map[uint32][]weighed{}, known: map[uint32][]weighed{}, hostility: hostility{with: map[uint32]int{}, parties: map[int]judged{}}}
	together := map[uint64]int{}
	for i := range all {
		s := &all[i]
		if s.day >= day || s.day < day-sparseDays {
			continue
		}
		k.number++
		k.learn(s, p)
		for n, a := range s.roots {
			k.holders[a]++
			for _, b := range s.roots[n+1:] {
				together[pair(a, b)]++
			}
		}
	}
	for both, n := range together {
		a, b := uint32(both>>32), uint32(both)
		if k.holders[a] < fewHolders || k.holders[b] < fewHolders {
			continue
		}
		rare := float64(min(k.holders[a], k.holders[b]))
		w := math.Log(float64(n)*float64(k.number)/float64(k.holders[a])/float64(k.holders[b])) * float64(n) / float64(n+1) * rare / (rare + 1)
		if w > 0 {
			k.contexts[a] = append(k.contexts[a], weighed{b, w})
			k.contexts[b] = append(k.contexts[b], weighed{a, w})
		}
	}
	for root, ws := range k.contexts {
		k.contexts[root] = unitLength(heaviest(ws, mostContext))
		for _, w := range k.contexts[root] {
			k.under[w.root] = append(k.under[w.root], weighed{root, w.weight})
		}
	}
	return k
}

// heaviest returns the n weightiest, in an order that depends on nothing else.
func heaviest(ws []weighed, n int) []weighed {
	slices.SortFunc(ws, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.root, b.root)) })
	return slices.Clip(ws[:min(n, len(ws))])
}

// unitLength scales weights to a vector of length 1.
func unitLength(ws []weighed) []weighed {
	length := 0.0
	for _, w := range ws {
		length += w.weight * w.weight
	}
	for i := range ws {
		ws[i].weight /= math.Sqrt(length)
	}
	return ws
}

// near returns the near-synonyms of a root, the nearest first. Those that stand beside
// it, as a name and its office do, tell one story with it and not the same.
func (k *kin) near(root uint32) []weighed {
	if out, ok := k.known[root]; ok {
		return out
	}
	cosines, beside := map[uint32]float64{}, map[uint32]bool{}
	for _, c := range k.contexts[root] {
		beside[c.root] = true
		if len(k.under[c.root]) > mostUnder {
			continue
		}
		for _, other := range k.under[c.root] {
			if other.root != root {
				cosines[other.root] += c.weight * other.weight
			}
		}
	}
	var out []weighed
	for other, cosine := range cosines {
		if cosine >= nearness && !beside[other] {
			out = append(out, weighed{other, cosine})
		}
	}
	k.known[root] = heaviest(out, mostNear)
	return k.known[root]
}

// idf returns how much a root tells: the log of how rare it is.
func (k *kin) idf(root uint32) float64 { return logOf(k.number+1) - logOf(k.holders[root]+1) }

// wording is a statement that others are compared with.
type wording struct {
	*kin
	near   map[uint32]float64 // its roots, and those near them by their nearness
	weight float64
}

func (k *kin) wording(roots []uint32) wording {
	p := wording{kin: k, near: map[uint32]float64{}}
	for _, r := range roots {
		p.weight += k.idf(r)
		for _, n := range k.near(r) {
			p.near[n.root] = max(p.near[n.root], n.weight)
		}
	}
	for _, r := range roots {
		p.near[r] = 1
	}
	return p
}

// likeness returns how much a statement, by its roots, says the same as the
// wording, 0 to 1: the weight of what they share, near-synonyms by their nearness,
// over that of the lighter one and that of the heavier one, in equal parts. A
// short statement within a long one is like it, but not as one that says nothing
// else.
func (p wording) likeness(roots []uint32) float64 {
	weight, both, common := 0.0, 0.0, 0
	for _, r := range roots {
		w, near := p.idf(r), p.near[r]
		weight += w
		both += w * near
		if near > 0 {
			common++
		}
	}
	if common < sharing {
		return 0
	}
	both = min(both, p.weight)
	return (both/min(weight, p.weight) + both/max(weight, p.weight)) / 2
}

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
	at       map[uint32]int32
	holders  []int32     // statements with a root, by where at places it
	contexts [][]weighed // the heaviest ones of a root, of length 1
	under    [][]weighed // of a context: the roots that have it
	known    [][]weighed // near roots, worked out when asked for; nil: not yet
	cosines  []float64   // of the roots with the one that is being asked for; all 0 between
	sharing  []weighed   // its place is used again
	hostility
}

// weighed is a root with a weight, and where kin places it.
type weighed struct {
	root   uint32
	place  int32
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
	k := &kin{learned: day, at: map[uint32]int32{}, hostility: hostility{with: map[uint32]int{}, parties: map[int]judged{}}}
	var roots []uint32 // by place
	var told []int32   // the roots of the statements by their places, after each the end
	for i := range all {
		s := &all[i]
		if s.day >= day || s.day < day-sparseDays {
			continue
		}
		k.number++
		k.learn(s, p)
		for _, r := range s.roots {
			n, met := k.at[r]
			if !met {
				n = int32(len(roots))
				k.at[r], roots, k.holders = n, append(roots, r), append(k.holders, 0)
			}
			k.holders[n]++
			told = append(told, n)
		}
		told = append(told, endOfStatement)
	}
	k.contexts, k.under, k.known = make([][]weighed, len(roots)), make([][]weighed, len(roots)), make([][]weighed, len(roots))
	k.cosines = make([]float64, len(roots))
	k.together(roots, told)
	for n, ws := range k.contexts {
		k.contexts[n] = unitLength(slices.Clone(heaviest(ws, mostContext)))
		for _, w := range k.contexts[n] {
			k.under[w.place] = append(k.under[w.place], weighed{roots[n], int32(n), w.weight})
		}
	}
	return k
}

// endOfStatement stands after the roots of each statement.
const endOfStatement = -1

// together weighs the contexts of the roots: with which others they stand in one
// statement more often than by chance.
func (k *kin) together(roots []uint32, told []int32) {
	begin := make([]int32, len(roots)+1) // of the stretch of each root in holders
	for n, held := range k.holders {
		begin[n+1] = begin[n] + held
	}
	next, holders := slices.Clone(begin), make([]int32, begin[len(roots)]) // where in told a root stands
	for i, n := range told {
		if n != endOfStatement {
			holders[next[n]] = int32(i)
			next[n]++
		}
	}
	times := make([]int32, len(roots))
	var met []int32
	for a := range roots {
		if k.holders[a] < fewHolders {
			continue
		}
		for _, i := range holders[begin[a]:begin[a+1]] {
			for _, b := range told[i+1:] { // the roots of a statement are sorted: each pair is met at its first one
				if b == endOfStatement {
					break
				}
				if times[b]++; times[b] == 1 {
					met = append(met, b)
				}
			}
		}
		for _, b := range met {
			if w := k.association(int32(a), b, times[b]); w > 0 {
				k.contexts[a] = append(k.contexts[a], weighed{roots[b], b, w})
				k.contexts[b] = append(k.contexts[b], weighed{roots[a], int32(a), w})
			}
			times[b] = 0
		}
		met = met[:0]
	}
}

// association is the pointwise mutual information of two roots that stand together in so
// many statements, less where these are few; 0 where one is hardly known.
func (k *kin) association(a, b, times int32) float64 {
	if k.holders[b] < fewHolders {
		return 0
	}
	n, rare := float64(times), float64(min(k.holders[a], k.holders[b]))
	return math.Log(n*float64(k.number)/float64(k.holders[a])/float64(k.holders[b])) * n / (n + 1) * rare / (rare + 1)
}

// held is in how many statements a root stands.
func (k *kin) held(root uint32) int {
	if n, met := k.at[root]; met {
		return int(k.holders[n])
	}
	return 0
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
	n, met := k.at[root]
	if !met {
		return nil
	}
	if k.known[n] == nil {
		k.known[n] = k.nearest(n)
	}
	return k.known[n]
}

// nearest works out the near-synonyms of the root of a place; it is never nil.
func (k *kin) nearest(n int32) []weighed {
	sharing := k.sharing[:0] // the roots with a context of it, each at least once
	for _, c := range k.contexts[n] {
		if len(k.under[c.place]) > mostUnder {
			continue
		}
		for _, other := range k.under[c.place] {
			if k.cosines[other.place] == 0 {
				sharing = append(sharing, other)
			}
			k.cosines[other.place] += c.weight * other.weight
		}
	}
	k.cosines[n] = 0
	for _, c := range k.contexts[n] {
		k.cosines[c.place] = 0
	}
	k.sharing = sharing
	out := sharing[:0]
	for _, other := range sharing {
		if cosine := k.cosines[other.place]; cosine >= nearness {
			out = append(out, weighed{other.root, other.place, cosine})
		}
		k.cosines[other.place] = 0
	}
	return append([]weighed{}, heaviest(out, mostNear)...)
}

// idf returns how much a root tells: the log of how rare it is.
func (k *kin) idf(root uint32) float64 { return logOf(k.number+1) - logOf(k.held(root)+1) }

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

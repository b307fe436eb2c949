package origin

import "math"

// SameStatement is the least Overlap of two statements that say the same. On
// pairs of paraphrases and translations it separates better than Jaccard or
// the longest common run.
const SameStatement = 0.46

// SameOccasion is the least Overlap for claims of one speaker on overlapping
// days: who and when already say much.
const SameOccasion = 0.3

// minShared is how many stems two statements must share: one rare name in
// common says nothing.
const minShared = 2

// Rarity knows in how many statements a stem was seen.
type Rarity interface {
	// Weight returns a positive weight, higher for rarer stems.
	Weight(stem string) float64
}

// Overlap returns how much two sets of stems share: the weight of the common
// ones over that of the lighter set, 0 when they have fewer than two in
// common. Repeated stems count once.
func Overlap(a, b []string, rarity Rarity) float64 {
	in := make(map[string]bool, len(a))
	wa := 0.0
	for _, s := range a {
		if !in[s] {
			in[s] = true
			wa += rarity.Weight(s)
		}
	}
	wb, both, n := 0.0, 0.0, 0
	done := make(map[string]bool, len(b))
	for _, s := range b {
		if done[s] {
			continue
		}
		done[s] = true
		w := rarity.Weight(s)
		wb += w
		if in[s] {
			both, n = both+w, n+1
		}
	}
	if n < minShared || wa == 0 || wb == 0 {
		return 0
	}
	return both / min(wa, wb)
}

// Counts is a Rarity that counts what it is shown.
type Counts struct {
	seen  map[string]int
	total int
}

// NewCounts returns counts of nothing.
func NewCounts() *Counts { return &Counts{seen: map[string]int{}} }

// Add counts one statement; repeated stems count once.
func (c *Counts) Add(stems []string) {
	c.total++
	done := make(map[string]bool, len(stems))
	for _, s := range stems {
		if !done[s] {
			done[s] = true
			c.seen[s]++
		}
	}
}

// Weight returns the inverse document frequency of stem, smoothed so that a
// stem of every statement still weighs a little.
func (c *Counts) Weight(stem string) float64 {
	return math.Log(1 + float64(c.total+1)/float64(c.seen[stem]+1))
}

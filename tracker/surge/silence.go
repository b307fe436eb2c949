package surge

import (
	"maps"
	"math"
	"slices"

	"onset/tracker"
)

// improbable is the probability at or below which a silence is told as one.
const improbable = 0.05

// Looked counts the days of a stretch, both ends included, on which a source was
// looked through; nil means on each day that is not uncovered.
type Looked func(source string, from, to tracker.Day) int

// covered is what was looked through: on which days nobody looked at all, and
// how long at each source.
type covered struct {
	Uncovered
	looked Looked
}

func (c covered) of(source string, from, to tracker.Day) int {
	if c.looked == nil {
		return c.covered(from, to)
	}
	return c.looked(source, from, to)
}

// habit is how often a line was met so far: its texts of different origin, each
// counted for the source that carried it first.
type habit struct {
	first    tracker.Day
	origins  map[string]bool
	bySource map[string]int
}

func (h *habit) add(s Appearance) {
	if h.first == 0 {
		h.first, h.origins, h.bySource = s.Day, map[string]bool{}, map[string]int{}
	}
	if !h.origins[s.Origin] {
		h.origins[s.Origin] = true
		h.bySource[s.Source]++
	}
}

// silent tells how many texts were to be expected in the silence between the days
// last and back, and how probable it is that there is none.
//
// Expected is what the sources that carried the line would have shown at their own
// rate on the days on which they were looked through. A rate that is known from a
// few texts is itself uncertain: of a Poisson process with n events in an exposure
// E, the probability that the next one needs more than a further exposure e is
// (1 + e/E)^-(n-1), whatever its rate, because the gap and the sum of the n-1
// before it are gamma distributed (the predictive distribution of an exponential;
// Lawless, Statistical Models and Methods for Lifetime Data, 2003, 4.1).
func (h *habit) silent(last, back tracker.Day, c covered) (expected, p float64) {
	n := float64(len(h.origins))
	for _, source := range slices.Sorted(maps.Keys(h.bySource)) { // sums of fractions depend on their order
		before := max(1, c.of(source, h.first, last))
		expected += float64(h.bySource[source]) * float64(c.of(source, last+1, back-1)) / float64(before)
	}
	return expected, math.Pow(1+expected/n, 1-n)
}

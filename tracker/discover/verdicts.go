package discover

import (
	"cmp"
	"fmt"
	"slices"

	"onset/tracker/text"
)

// What a person made of a candidate.
const (
	Accepted  Status = "accepted"
	Dismissed Status = "dismissed"
)

// nearestJudged is how many decisions on what is like a candidate count.
const nearestJudged = 3

// Repeated returns the sparse ones among candidates that nobody decided on, ranked
// by their points and by what people decided on any: what is like something that
// was accepted gains by it, what is like something that was dismissed loses, and
// the reasons say so. Nothing else ranks them; coherence, outlets and span were
// tried.
func Repeated(all []Candidate) []Candidate {
	var judged []*Candidate
	var words [][]string
	for i := range all {
		if c := &all[i]; c.decided() {
			judged, words = append(judged, c), append(words, c.labelWords())
		}
	}
	out := []Candidate{}
	for _, c := range all {
		if c.Sparse && !c.decided() {
			c.Why = append(likeJudged(c, judged, words), c.Why...)
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(pointsSum(b.Why), pointsSum(a.Why)), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (c *Candidate) decided() bool { return c.Status == Accepted || c.Status == Dismissed }

// likeJudged returns what a candidate gains and loses by being like those judged,
// whose words are given: at most as many points as make a line for each.
func likeJudged(c Candidate, judged []*Candidate, words [][]string) (why []Reason) {
	own := c.labelWords()
	alike := make([]weighed, len(judged)) // by the place among the judged
	for i := range judged {
		alike[i] = weighed{root: uint32(i), weight: dice(own, words[i])}
	}
	for _, near := range heaviest(alike, nearestJudged) {
		if near.weight == 0 {
			break
		}
		j := judged[near.root]
		r := Reason{Feature: fmt.Sprintf("like “%s”, %s", j.Label, j.Status), Value: rounded(near.weight)}
		if r.Points = rounded(near.weight * float64(LinePoints())); j.Status == Dismissed {
			r.Points = -r.Points
		}
		why = append(why, r)
	}
	return why
}

func pointsSum(why []Reason) float64 {
	sum := 0.0
	for _, r := range why {
		sum += r.Points
	}
	return sum
}

// labelWords returns the distinct stems with meaning of the label, sorted.
func (c *Candidate) labelWords() []string {
	t := text.Analyse(c.Label, c.Language)
	var out []string
	for i := range t.Words {
		if content(t.Form(i)) {
			out = append(out, t.Stem(i))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dice is the share of words that two sorted sets have in common.
func dice(a, b []string) float64 {
	both := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			both++
		}
	}
	return 2 * float64(both) / float64(max(1, len(a)+len(b)))
}

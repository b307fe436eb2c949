package refute

import "slices"

// Term is a word with the share of some passages in which it stands, above 0 and at
// most 1.
type Term struct {
	Word  string
	Share float64
}

// Terms lists the words of four letters or more of some passages, those of most
// passages first, at most so many.
func Terms(passages [][]string, most int) []Term {
	counts := map[string]int{}
	var words []string
	for _, p := range passages {
		seen := map[string]bool{}
		for _, w := range p {
			if len([]rune(w)) >= 4 && !seen[w] {
				seen[w] = true
				if counts[w]++; counts[w] == 1 {
					words = append(words, w)
				}
			}
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return counts[b] - counts[a] })
	var out []Term
	for _, w := range words[:min(most, len(words))] {
		out = append(out, Term{w, float64(counts[w]) / float64(len(passages))})
	}
	return out
}

package refute

import "slices"

// Terms counts in how many of some passages each word of four letters or more stands,
// and lists them, the most frequent first, at most so many.
func Terms(passages [][]string, most int) []string {
	counts := map[string]int{}
	var out []string
	for _, p := range passages {
		seen := map[string]bool{}
		for _, w := range p {
			if len([]rune(w)) >= 4 && !seen[w] {
				seen[w] = true
				if counts[w]++; counts[w] == 1 {
					out = append(out, w)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return counts[b] - counts[a] })
	return out[:min(most, len(out))]
}

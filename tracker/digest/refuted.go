package digest

import (
	"onset/tracker/refute"
	"onset/tracker/timeline"
)

// attempted tells how likely an earlier one would have been found, and what articles
// say of how new the line is that the archive contradicts.
func (b *builder) attempted(a refute.Attempt) []string {
	var out []string
	for _, words := range timeline.Contradictions(a.Says, b.year) {
		out = append(out, sentence(words))
	}
	return append(out, sentence(a.Likely()))
}

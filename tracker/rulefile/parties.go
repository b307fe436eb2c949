package rulefile

import (
	"maps"
	"slices"
	"strings"

	"onset/tracker/query"
)

// Parties are whom and what the file speaks of, of each the words that name it: terms that
// are a list of words, and speakers by their names. A word that several have names the
// first, and terms come before speakers.
func (f *File) Parties() [][]string {
	var out [][]string
	sets := query.Terms(f.Terms)
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		e, err := query.Parse("$"+name, sets)
		if err != nil || !e.Alternatives() {
			continue
		}
		var words []string
		for _, w := range query.SurfaceOf(e).Words() {
			words = append(words, strings.TrimSuffix(w.Word, "*"))
		}
		out = append(out, words)
	}
	for _, s := range f.Speakers {
		var words []string
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			words = append(words, strings.Fields(name)...)
		}
		out = append(out, words)
	}
	return out
}

package reader

import (
	"maps"
	"slices"

	"onset/tracker/claim"
	"onset/tracker/rulefile"
)

// Unread is a language of sources for which there are no tables of verbs: talking
// points are found in it, but nobody can tell who says them, nor whether they
// are affirmed. They count nowhere.
type Unread struct {
	Language string   `json:"language"` // ISO 639-1
	Sources  []string `json:"sources"`  // ids, in the order of the file
}

// UnreadLanguages returns those of a file's sources, by code.
func UnreadLanguages(f *rulefile.File) []Unread {
	by := map[string][]string{}
	for _, s := range f.Sources {
		for _, l := range s.Languages {
			if !claim.Reads(l) {
				by[l] = append(by[l], s.ID)
			}
		}
	}
	out := []Unread{}
	for _, l := range slices.Sorted(maps.Keys(by)) {
		out = append(out, Unread{l, by[l]})
	}
	return out
}

package rulefile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"onset/tracker"
)

// Pack is a named choice of the sources of a rules file.
type Pack struct {
	ID      string   `yaml:"id"`
	Title   string   `yaml:"title"`
	Sources []string `yaml:"sources"` // ids
}

// ReadPacks reads a list of packs.
func ReadPacks(src []byte) ([]Pack, error) {
	var out []Pack
	if err := yaml.UnmarshalWithOptions(src, &out, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading packs of sources: %w", err)
	}
	return out, nil
}

// Unpacked returns the sources of the packs of some ids, each once, that write in one
// of the languages; none: in any. The error names an id that there is no pack of.
func Unpacked(packs []Pack, ids, languages []string, from []tracker.Source) ([]tracker.Source, error) {
	wanted := map[string]bool{}
	for _, id := range ids {
		i := slices.IndexFunc(packs, func(p Pack) bool { return p.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("there is no pack %q; there are %s", id, strings.Join(PackIDs(packs), ", "))
		}
		for _, s := range packs[i].Sources {
			wanted[s] = true
		}
	}
	var out []tracker.Source
	for _, s := range from {
		reads := len(languages) == 0 || slices.ContainsFunc(s.Languages, func(l string) bool { return slices.Contains(languages, l) })
		if wanted[s.ID] && reads {
			out = append(out, s)
		}
	}
	return out, nil
}

// PackIDs lists the ids of packs.
func PackIDs(packs []Pack) []string {
	var out []string
	for _, p := range packs {
		out = append(out, p.ID)
	}
	return out
}

package digest

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/surge"
	"onset/tracker/timeline"
)

// units are what a spread is counted in, the most telling first.
var units = []struct{ of, plural string }{
	{surge.Sources, "sources"}, {surge.Countries, "countries"}, {surge.Languages, "languages"},
}

// reach tells how far a line has spread in one sentence: the widest step of
// each unit, sources by name unless all of them were told just before. "" when
// nothing spread.
func reach(events []tracker.Event, told []string) string {
	widest := map[string]timeline.Reach{}
	for _, e := range events {
		if e.Kind != tracker.Spread {
			continue
		}
		if r, err := timeline.Detail[timeline.Reach](e); err == nil && r.Count > widest[r.Of].Count {
			widest[r.Of] = r
		}
	}
	var parts []string
	for _, u := range units {
		r, ok := widest[u.of]
		if !ok {
			continue
		}
		part := fmt.Sprintf("%d %s", r.Count, u.plural)
		if u.of == surge.Sources && slices.ContainsFunc(r.Names, func(name string) bool { return !named(name, told) }) {
			part += " (" + shorten(r.Names) + ")"
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return ""
	}
	return "reached " + strings.Join(parts, ", ") + " within 14 days"
}

// named tells whether a source was told of: by its name, or with a day behind
// it.
func named(name string, told []string) bool {
	return slices.ContainsFunc(told, func(t string) bool { return t == name || strings.HasPrefix(t, name+" (") })
}

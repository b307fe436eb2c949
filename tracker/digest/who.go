package digest

import (
	"cmp"
	"strings"

	"onset/tracker"
	"onset/tracker/timeline"
)

// who names those who said what an event rests on: of a shift whose it is, of an
// outlet's own words the outlet.
func (b *builder) who(e tracker.Event) string {
	if e.Kind == tracker.Shift {
		return b.speaker(e.Scope.ID)
	}
	var names []string
	for _, s := range e.Speakers {
		if name := cmp.Or(b.in.Speakers[s.ID], s.Text, s.ID); name != "" {
			names = add(names, name)
		}
	}
	if len(names) == 0 {
		return b.sourceName(e)
	}
	return shorten(names)
}

// cite says who, when and where for a note, with the year, and how far back it was
// looked for, so that no first goes without its bound: "Anna Minister, said 3 Feb
// 2026; The Institute, 4 Feb 2026; nothing earlier in an archive back to 1 Jan 2022".
func (b *builder) cite(e tracker.Event) string {
	source := b.sourceName(e)
	var parts []string
	if who := b.who(e); who != source && who != "" {
		if e.At.Clock == tracker.ClockSaid {
			who += ", said " + timeline.Days(e.At.From, e.At.To, 0)
		}
		parts = append(parts, who)
	}
	if source != "" {
		if p := e.PublishedAt.Day; p != 0 {
			source += ", " + timeline.Days(p, p, 0)
		}
		parts = append(parts, source)
	}
	if from := b.backTo(e); from != 0 && (e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen) {
		parts = append(parts, "nothing earlier"+b.whose(e, "by")+" in an archive back to "+timeline.Days(from, from, 0))
	}
	return strings.Join(parts, "; ")
}

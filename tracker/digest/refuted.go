package digest

import (
	"onset/tracker"
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

// refuted tells whether something older shows that the line was about before an event.
func (b *builder) refuted(e tracker.Event) bool {
	return b.in.Refuted[e.ID].Refuted() != nil
}

// doubted tells what would be new or back were there not something older: a person
// decides which of both is read wrong.
func (b *builder) doubted(p *point, e tracker.Event, rest []tracker.Event) Entry {
	out := b.entry(p, e, rest)
	o := b.in.Refuted[e.ID].Refuted()
	out.Lines = append([]string{sentence("held back until a person confirms it: the line was about before: in " + o.Source + ", " +
		timeline.Days(o.Published, o.Published, b.year) + ", " + o.Why)}, out.Lines...)
	out.Ask = true
	return out
}

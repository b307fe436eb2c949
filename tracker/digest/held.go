package digest

import (
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// heldBack tells what of a talking point would be a headline were it not doubtful: an
// entry for each sentence that a person is asked about.
func (b *builder) heldBack(p *point) []Entry {
	var out []Entry
	for _, e := range p.held {
		believed := e
		believed.Doubtful = false
		if strength(believed) >= notNews || slices.ContainsFunc(out, func(o Entry) bool { return o.Mention == e.Mention }) {
			continue
		}
		entry := b.outline(p, e)
		entry.Lines = append(entry.Lines, sentence("held back until a person confirms it: "+timeline.WordsIn(e, b.year)))
		if resembles := func(g tracker.Ground) bool { return g.Sentence != "" }; slices.ContainsFunc(e.Grounds, resembles) {
			entry.Lines = append(entry.Lines, b.vouched(e)...)
		}
		out = append(out, entry)
	}
	return out
}

// vouched says in a line how far people vouch for a first; none for other events.
func (b *builder) vouched(e tracker.Event) []string {
	if words := timeline.Vouched(e, b.year, b.zone); words != "" {
		return []string{sentence(words)}
	}
	return nil
}

// asked is the mention on which a doubtful first depends.
func asked(e Entry) string {
	for _, g := range e.Grounds {
		if g.Reason == tracker.EarlierDoubtful {
			return g.Mention
		}
	}
	return e.Mention
}

package rulefile

import (
	"strings"

	"onset/tracker"
)

// examples reads the sentences that a rule must match and must skip.
func (d *decoder) examples(n *node, tp *tracker.TalkingPoint) {
	if n.shape == empty {
		return
	}
	d.fields(n, "examples",
		field{name: "match", read: func(n *node) {
			d.each(listed(n), "match", func(n *node) { tp.Examples.Match = d.example(tp.Examples.Match, n) })
		}},
		field{name: "skip", read: func(n *node) {
			d.each(listed(n), "skip", func(n *node) { tp.Examples.Skip = d.example(tp.Examples.Skip, n) })
		}},
	)
}

// example adds a sentence, given as itself or as a mapping that also says
// where it stands and who says it.
func (d *decoder) example(before []tracker.Example, n *node) []tracker.Example {
	e := tracker.Example{Line: n.at.line, Column: n.at.column}
	switch {
	case n.shape != mapping:
		e.Text = d.text(n, "an example")
	case len(n.pairs) == 1 && strings.Contains(n.pairs[0].key.text, " "):
		d.add(n.at, "put the sentence into quotation marks", "this example is no text: a colon with a blank behind it begins a value in YAML")
	default:
		d.fields(n, "an example",
			field{name: "text", required: true, read: d.into(&e.Text, "the text of an example")},
			field{name: "title", read: d.into(&e.Title, "the title of an example")},
			field{name: "lang", read: func(n *node) {
				if s := d.text(n, "lang"); s != "" && d.knownLanguage(n, s) {
					e.Lang = s
				}
			}},
			field{name: "source", read: d.into(&e.Source, "the source of an example")},
			field{name: "speaker", read: d.into(&e.Speaker, "the speaker of an example")},
			field{name: "stance", read: func(n *node) {
				e.Stance = oneOf(d, n, "stance", []tracker.Stance{tracker.Affirms, tracker.Denies, tracker.Asks})
			}},
			field{name: "treatment", read: func(n *node) {
				e.Treatment = oneOf(d, n, "treatment", []tracker.Treatment{tracker.Asserts, tracker.Reports, tracker.Distances, tracker.Debunks})
			}},
		)
	}
	if e.Text == "" {
		return before
	}
	return append(before, e)
}

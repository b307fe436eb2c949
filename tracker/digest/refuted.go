package digest

import (
	"fmt"

	"onset/tracker"
	"onset/tracker/refute"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// attempted tells how likely an earlier one would have been found, and what articles
// say of how new the line is that the archive contradicts.
func (b *builder) attempted(a refute.Attempt) []string {
	out := sentences(timeline.Contradictions(a.Says, b.year))
	if h := a.Heard; h != nil {
		out = append(out, sentence(timeline.HeardWords(*h, b.year)))
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

// placeLine tells a line of the day, or holds it back: where something older says the
// same, or where it can't be told whether it is one. Of both a person decides.
func (b *builder) placeLine(d *Digest, c Candidate) {
	if a, tried := b.in.Refuted[c.ID]; tried {
		c.Refuted = &a
		if len(a.Nearest) > 0 {
			o := a.Nearest[0]
			c.Nearest = &Older{Text: o.Text, Source: o.Source, Published: o.Published, URL: o.URL, Why: o.Why}
		}
		if a.NotNew {
			c.Held = "its own words say that it is not new"
		}
		if o := a.Refuted(); o != nil {
			c.Held = "it was said before: in " + o.Source + ", " + timeline.Days(o.Published, o.Published, b.year)
		}
	}
	if c.Held != "" {
		d.MaybeLines = append(d.MaybeLines, c)
		return
	}
	d.Emerging = append(d.Emerging, c)
}

// lines tell a line in words.
func (c Candidate) lines(d Digest) []string {
	out := []string{d.candidateWords(c)}
	if c.Held != "" {
		out = append([]string{sentence("held back until a person decides: " + c.Held)}, out...)
	}
	if c.Refuted != nil {
		out = append(out, sentence(compared(*c.Refuted)))
	}
	return out
}

// compared tells with how many older texts a line was compared. Where none came up, that
// is told as it is: it may also be that the line has no words to search by.
func compared(a refute.Attempt) string {
	if a.Looked == 0 {
		return fmt.Sprintf("no older text came up by its words to compare it with: %.0f%% of the days before were looked through", 100*a.Covered)
	}
	return fmt.Sprintf("%s looked through for an older one: %.0f%% of the days before were", text.Count(a.Looked, "older text"), 100*a.Covered)
}

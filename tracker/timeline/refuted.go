package timeline

import (
	"fmt"
	"strings"

	"onset/tracker/refute"
	"onset/tracker/text"
)

// Contradictions say what articles claim of how new a line is, and what is known
// against it: "ISW: “started to use” from 2 Feb; here already 14 Jan: “…” (Herald)".
func Contradictions(says []refute.Claim, year int) []string {
	var out []string
	for _, c := range says {
		words := fmt.Sprintf("%s: “%s” from %s", c.Source, c.Cue, dayWords(c.Day, year))
		if c.Earlier == nil {
			out = append(out, fmt.Sprintf("%s: “%s”, on %s; nothing earlier was found here", c.Source, c.Cue, dayWords(c.Published, year)))
			continue
		}
		o := c.Earlier
		out = append(out, fmt.Sprintf("%s; here already %s: “%s” (%s)", words, dayWords(o.Published, year), strings.Join(strings.Fields(o.Text), " "), o.Source))
	}
	return out
}

// HeardWords say how much of what a speaker said before was looked through.
func HeardWords(h refute.Heard, year int) string {
	if h.Statements == 0 {
		return "no earlier statement of the same speaker was there to be looked through"
	}
	return fmt.Sprintf("the first time in %s of the speaker’s statements: %s since %s were looked through",
		text.Count(h.Days, "day"), text.Count(h.Statements, "statement"), dayWords(h.Since, year))
}

// OlderWords say what came near, and why it is not an earlier one.
func OlderWords(o refute.Older) string {
	return fmt.Sprintf("%s, %s: “%s” – %s", o.Source, dayWords(o.Published, 0), strings.Join(strings.Fields(o.Text), " "), o.Why)
}

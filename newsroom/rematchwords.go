package newsroom

import (
	"fmt"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// examplesShown is how many mentions of each kind are shown to a person.
const examplesShown = 20

// Words tells what a changed rules file moves to a person.
func (r RematchReport) Words() string {
	if len(r.Points) == 0 && len(r.Gone) == 0 && len(r.Changes) == 0 {
		return "Nothing changed since the archive was last matched.\n"
	}
	var b strings.Builder
	for _, change := range r.Changes {
		fmt.Fprintf(&b, "%s\n", text.Capital(change))
	}
	verb := "Matched"
	if r.DryRun {
		verb = "Would match"
	}
	what := text.Count(len(r.Points), "talking point") + " in " + text.Count(r.Articles, "article")
	if len(r.Points) == 0 {
		what = text.Count(r.Articles, "article") + " again"
	}
	fmt.Fprintf(&b, "%s %s: %s, %d gone, %s.\n", verb, what, text.Count(len(r.Appeared), "mention")+" new or changed", len(r.Gone), text.Count(r.Events, "event"))
	for i, moved := range r.Corrections {
		if i == examplesShown {
			fmt.Fprintf(&b, "~ … and %d more\n", len(r.Corrections)-i)
			break
		}
		fmt.Fprintf(&b, "~ %s\n", moved)
	}
	for _, part := range []struct {
		mark string
		rows []tracker.MentionRow
	}{{"+", r.Appeared}, {"-", r.Gone}} {
		for i, m := range part.rows {
			if i == examplesShown {
				fmt.Fprintf(&b, "%s … and %d more\n", part.mark, len(part.rows)-i)
				break
			}
			fmt.Fprintf(&b, "%s %s/%s  %s  %s: %s\n", part.mark, m.Narrative, m.TalkingPoint, m.PublishedAt.Day, m.Source, text.Within(m.Evidence.Text, 100))
		}
	}
	return b.String()
}

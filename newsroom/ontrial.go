package newsroom

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// OnTrial makes the desk one that reads for a single talking point, which is not
// in the file: the stanza given, or one around the rule given. Name is for what
// is said of its faults.
func (d *Desk) OnTrial(name, written string) (tracker.TalkingPoint, error) {
	written = strings.TrimSpace(written)
	stanza := written
	if _, err := query.Parse(written, query.Terms(d.File.Terms)); err == nil {
		stanza = "- id: rule\n  title: the rule on trial\n  match: |-\n" + text.Indented(written, "    ")
	} else if !strings.Contains(written, "match:") {
		return tracker.TalkingPoint{}, refusedf("reading %s: %w", name, err)
	} else if !strings.HasPrefix(written, "-") {
		stanza = "- " + strings.TrimLeft(text.Indented(written, "  "), " ")
	}
	file, err := rulefile.Load(name, []byte(d.aroundStanza(stanza)))
	if err != nil {
		return tracker.TalkingPoint{}, Refused{err}
	}
	file.Speakers, file.Sources = d.File.Speakers, d.File.Sources
	d.File, d.reading = file, readingBy(file)
	return d.Points()[0], nil
}

// aroundStanza writes a rules file that begins with one talking point, and has
// what that may name.
func (d *Desk) aroundStanza(stanza string) string {
	var b strings.Builder
	b.WriteString("narratives:\n  - id: trial\n    title: on trial\n    talking_points:\n")
	b.WriteString(text.Indented(stanza, "      "))
	if strings.Contains(stanza, "yields_to:") {
		d.writeOthers(&b)
	}
	b.WriteString("terms:\n")
	for _, name := range slices.Sorted(maps.Keys(d.File.Terms)) {
		fmt.Fprintf(&b, "  %s: |-\n%s", name, text.Indented(d.File.Terms[name], "    "))
	}
	b.WriteString("speakers:\n")
	for _, s := range d.File.Speakers {
		fmt.Fprintf(&b, "  - {id: %s, name: %q}\n", s.ID, s.Name)
	}
	return b.String()
}

// writeOthers writes the rules of the talking points of the file, to which one
// on trial may yield.
func (d *Desk) writeOthers(b *strings.Builder) {
	for _, n := range d.File.Narratives {
		fmt.Fprintf(b, "  - id: %s\n    talking_points:\n", n.ID)
		for _, tp := range n.TalkingPoints {
			fmt.Fprintf(b, "      - id: %s\n        within: %s\n        match:\n", tp.ID, tp.Within)
			for _, lang := range slices.Sorted(maps.Keys(tp.Match)) {
				if lang == "" {
					fmt.Fprintf(b, "          |-\n%s", text.Indented(tp.Match[lang], "            "))
					break
				}
				fmt.Fprintf(b, "          %s: |-\n%s", lang, text.Indented(tp.Match[lang], "            "))
			}
		}
	}
}

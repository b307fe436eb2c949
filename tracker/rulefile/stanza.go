package rulefile

import (
	"fmt"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// Draft is a talking point in the making, in a narrative of its own.
type Draft struct {
	ID       string
	Title    string
	Match    string   // in the rule language; its lines stay
	Speakers []string // ids
	Examples []string // sentences that must match
	Skip     []string // sentences that must not
}

// Stanza writes a draft for the narratives of a rules file. Texts stand in block
// scalars, which need no quoting.
func (d Draft) Stanza() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - id: %s\n    title: >-\n      %s\n    talking_points:\n", d.ID, text.OneLine(d.Title))
	return b.String() + d.Point()
}

// Point writes a draft for the talking points of a narrative that is there.
func (d Draft) Point() string { return text.Indented(d.Alone(), "      ") }

// Alone writes a draft as a talking point without indentation.
func (d Draft) Alone() string {
	var b strings.Builder
	fmt.Fprintf(&b, "- id: %s\n  title: >-\n    %s\n  match: >-\n", d.ID, text.OneLine(d.Title))
	for line := range strings.Lines(d.Match) {
		if line = text.OneLine(line); line != "" {
			b.WriteString("    " + line + "\n")
		}
	}
	if len(d.Speakers) > 0 {
		fmt.Fprintf(&b, "  speakers: [%s]\n", strings.Join(d.Speakers, ", "))
	}
	if len(d.Examples)+len(d.Skip) > 0 {
		b.WriteString("  examples:\n")
	}
	for _, kind := range []struct {
		word      string
		sentences []string
	}{{"match", d.Examples}, {"skip", d.Skip}} {
		if len(kind.sentences) > 0 {
			b.WriteString("    " + kind.word + ":\n")
		}
		for _, e := range kind.sentences {
			fmt.Fprintf(&b, "      - >-\n        %s\n", text.OneLine(e))
		}
	}
	return b.String()
}

// SourceStanza writes a source for the sources of a rules file; of its feeds the
// addresses and the rhythm.
func SourceStanza(s tracker.Source) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - id: %s\n    name: >-\n      %s\n    kind: %s\n", s.ID, text.OneLine(s.Name), s.Kind)
	if s.Country != "" {
		fmt.Fprintf(&b, "    country: %s\n", s.Country)
	}
	if len(s.Languages) > 0 {
		fmt.Fprintf(&b, "    languages: [%s]\n", strings.Join(s.Languages, ", "))
	}
	for i, f := range s.Feeds {
		if i == 0 {
			b.WriteString("    feeds:\n")
		}
		if f.Every == 0 {
			fmt.Fprintf(&b, "      - %q\n", f.URL)
		} else {
			fmt.Fprintf(&b, "      - {url: %q, every: %s}\n", f.URL, strings.TrimSuffix(f.Every.String(), "0s"))
		}
	}
	return b.String()
}

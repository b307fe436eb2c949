package web

import (
	"html/template"
	"strings"

	"onset/tracker"
)

// choices are what the filters offer. They are long lists on every visit, and
// change with the rules alone: so they are escaped once.
type choices struct {
	narratives, points, sources, kinds, speakers, languages, events []offer
}

// offer is an option of a filter, escaped.
type offer struct {
	group       string // a heading that begins with it
	value       string
	begin, rest string // around the place where it is marked as chosen
}

func chooseFrom(value, label string) offer {
	return offer{value: value, begin: `<option value="` + template.HTMLEscapeString(value) + `"`, rest: ">" + template.HTMLEscapeString(label) + "</option>"}
}

func newChoices(c *catalogue) *choices {
	out := &choices{}
	for _, n := range c.rules.Narratives {
		out.narratives = append(out.narratives, chooseFrom(n.ID, n.Title))
		for i, p := range n.TalkingPoints {
			o := chooseFrom(n.ID+"/"+p.ID, p.Title)
			if i == 0 {
				o.group = template.HTMLEscapeString(n.Title)
			}
			out.points = append(out.points, o)
		}
	}
	for _, s := range c.rules.Sources {
		out.sources = append(out.sources, chooseFrom(s.ID, s.Name))
	}
	for _, s := range c.rules.Speakers {
		out.speakers = append(out.speakers, chooseFrom(s.ID, s.Name))
	}
	for _, k := range tracker.Kinds {
		out.kinds = append(out.kinds, chooseFrom(string(k), strings.ReplaceAll(string(k), "_", " ")))
	}
	for _, l := range c.languages() {
		out.languages = append(out.languages, chooseFrom(l, language(l)))
	}
	for _, e := range tracker.EventKinds {
		out.events = append(out.events, chooseFrom(string(e), kindName(e)))
	}
	return out
}

// options writes a list with the chosen one marked.
func options(list []offer, chosen string) template.HTML {
	var b strings.Builder
	grouped := false
	for _, o := range list {
		if o.group != "" {
			if grouped {
				b.WriteString("</optgroup>")
			}
			put(&b, `<optgroup label="`, o.group, `">`)
			grouped = true
		}
		b.WriteString(o.begin)
		if o.value == chosen {
			b.WriteString(" selected")
		}
		b.WriteString(o.rest)
	}
	if grouped {
		b.WriteString("</optgroup>")
	}
	return template.HTML(b.String())
}

// What a filter offers, with the chosen one marked.

func (c *choices) Narratives(chosen string) template.HTML { return options(c.narratives, chosen) }
func (c *choices) Points(chosen string) template.HTML     { return options(c.points, chosen) }
func (c *choices) Sources(chosen string) template.HTML    { return options(c.sources, chosen) }
func (c *choices) Kinds(chosen string) template.HTML      { return options(c.kinds, chosen) }
func (c *choices) Speakers(chosen string) template.HTML   { return options(c.speakers, chosen) }
func (c *choices) Languages(chosen string) template.HTML  { return options(c.languages, chosen) }
func (c *choices) Events(chosen string) template.HTML     { return options(c.events, chosen) }

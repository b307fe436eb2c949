package digest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// most is how many names a folded line lists before it only counts them.
const most = 6

// entry tells a talking point by its headline, and folds the rest.
func (b *builder) entry(p *point, e tracker.Event, rest []tracker.Event) Entry {
	out := b.outline(p, e)
	out.Lines = append(out.Lines, b.lead(e))
	caveats := timeline.Caveats(e, b.year)
	if e.Kind == tracker.Turn { // what was said before belongs to it
		out.Lines, caveats = append(out.Lines, sentences(caveats)...), nil
	}
	if e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen {
		if s := b.lookedThrough(e); s != "" {
			out.Lines = append(out.Lines, s)
		}
		if s := b.older(p, e); s != "" {
			out.Lines = append(out.Lines, s)
		}
	}
	if out.Refuted != nil {
		out.Lines = append(out.Lines, b.attempted(*out.Refuted)...)
	}
	out.Lines = append(out.Lines, b.vouched(e)...)
	out.Lines = append(out.Lines, sentences(caveats)...)
	out.Lines = append(out.Lines, b.fold("also ", e, rest)...)
	for _, f := range rest {
		out.Folded = append(out.Folded, f.ID)
	}
	return out
}

// outline fills in the fields that every entry has.
func (b *builder) outline(p *point, e tracker.Event) Entry {
	out := Entry{
		Narrative: p.Narrative, TalkingPoint: p.ID, Title: p.Title, Event: e.ID, Kind: e.Kind, Scope: e.Scope,
		At: e.At, PublishedAt: e.PublishedAt, Source: e.Source, Hand: e.Hand, Coverage: e.Coverage,
		Mention: e.Mention, State: e.State, Confirmed: e.Confirmed, Grounds: e.Grounds, Who: b.who(e), Cite: b.cite(e),
		Folded: []string{}, Lines: []string{}, Sentence: e.Evidence.Text, Article: e.Article,
	}
	if a, tried := b.in.Refuted[e.ID]; tried {
		out.Refuted = &a
		if len(a.Nearest) > 0 {
			o := a.Nearest[0]
			out.NearestOlder = &Older{Text: o.Text, Source: o.Source, Published: o.Published, URL: o.URL, Why: o.Why, Of: strings.TrimSpace(b.whose(e, "by"))}
		}
	}
	return out
}

// lead says the headline, and how far it reaches: never a bare "first".
func (b *builder) lead(e tracker.Event) string {
	words := timeline.WordsIn(e, b.year)
	archive := " in this archive"
	if from := b.backTo(e); from != 0 {
		archive += " (back to " + timeline.Days(from, from, 0) + ")"
	}
	if e.Kind == tracker.Resurgence || e.Kind == tracker.Turn || e.Kind == tracker.Joined {
		return sentence(words)
	}
	return sentence("first found" + b.whose(e, "of") + archive + ": " + words)
}

// whose says what a narrower first is the first of: " of Anna Minister" (or by
// her), " in Russian".
func (b *builder) whose(e tracker.Event, speaker string) string {
	switch e.Scope.Kind {
	case tracker.BySpeaker:
		return " " + speaker + " " + b.speaker(e.Scope.ID)
	case tracker.ByLanguage:
		return " in " + timeline.Language(e.Scope.ID)
	}
	return ""
}

// older says since when the line itself has been known, under the first of a
// speaker or of a language: it is not the line that is new.
func (b *builder) older(p *point, e tracker.Event) string {
	if e.Scope.Kind == tracker.Overall {
		return ""
	}
	var parts []string
	for _, m := range []struct {
		how string
		at  *tracker.Moment
	}{{"first said ", p.FirstSaid}, {"first appeared ", p.FirstSeen}} {
		if m.at != nil && cmp.Or(cmp.Compare(m.at.From, e.At.From), cmp.Compare(m.at.To, e.At.To)) < 0 {
			parts = append(parts, m.how+timeline.Days(m.at.From, m.at.To, b.year))
		}
	}
	switch {
	case len(parts) == 0:
		return ""
	case len(parts) == 2 && p.FirstSaid.From == p.FirstSeen.From && p.FirstSaid.To == p.FirstSeen.To:
		parts = []string{"first said and first appeared " + timeline.Days(p.FirstSaid.From, p.FirstSaid.To, b.year)}
	}
	return sentence("the line itself is older: " + strings.Join(parts, ", "))
}

func (b *builder) backTo(e tracker.Event) tracker.Day {
	if e.Coverage != nil && e.Coverage.From != 0 {
		return e.Coverage.From
	}
	return b.in.Archive.From
}

// lookedThrough says what lies behind "first": not found is not the same as
// not looked for.
func (b *builder) lookedThrough(e tracker.Event) string {
	c := e.Coverage
	if c == nil {
		return ""
	}
	out := fmt.Sprintf("nothing earlier%s in %s of %s", b.whose(e, "by"), text.Count(c.Articles, "article"), text.Count(c.Sources, "source"))
	if c.ByQuery > 0 {
		out += fmt.Sprintf(" and of %d more that only queries showed", c.ByQuery)
	}
	if len(c.Languages) > 0 {
		out += ", looked through in " + strings.Join(languageNames(c.Languages), ", ")
	}
	for i, g := range c.Gaps {
		if i == most {
			out += fmt.Sprintf(" and %d more", len(c.Gaps)-most)
			break
		}
		out += map[bool]string{true: "; not observed: ", false: ", "}[i == 0]
		out += g.Source + " " + timeline.Days(tracker.DayOf(g.From.In(b.zone)), tracker.DayOf(g.To.In(b.zone)), b.year)
	}
	return sentence(out)
}

func languageNames(codes []string) []string {
	var out []string
	for _, c := range codes {
		out = append(out, timeline.Language(c))
	}
	return out
}

// fold says the narrower events in one line: "Also new in: TASS (3 Feb); new
// speakers: Peskov", and what else happened in others.
func (b *builder) fold(lead string, head tracker.Event, rest []tracker.Event) []string {
	var sources, speakers, languages, other []string
	spoken := languagesOf(head, rest)
	for _, e := range rest {
		first := e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen
		if e.OrderUnknown && e.Scope.Kind == tracker.Overall {
			other = add(other, timeline.Contested(e, b.year))
		}
		switch {
		case e.Kind == tracker.FirstSaid && datesOld(e):
			if e.Scope.Kind == tracker.Overall && e.Mention != head.Mention {
				other = add(other, "first dated saying: "+timeline.WordsIn(e, b.year))
			}
		case first && sameAsHead(head, e):
		case first && e.Scope.Kind == tracker.BySource, first && e.Scope.Kind == tracker.Overall && e.Source != head.Source:
			sources = add(sources, b.sourceName(e)+" ("+timeline.Days(e.At.From, e.At.To, b.year)+")")
		case first && e.Scope.Kind == tracker.BySpeaker && direct(e):
			speakers = add(speakers, b.speaker(e.Scope.ID))
		case e.Kind == tracker.FirstSeen && e.Scope.Kind == tracker.ByLanguage && !slices.Contains(spoken, e.Scope.ID):
			languages = add(languages, timeline.Language(e.Scope.ID))
		case first:
		case e.Kind == tracker.Resurgence && head.Kind == tracker.Resurgence:
		case e.Kind == tracker.Spread: // told together below
		default:
			other = add(other, timeline.WordsIn(e, b.year))
		}
	}
	var parts []string
	for _, p := range []struct {
		what  string
		names []string
	}{{"new in: ", sources}, {"new speakers: ", speakers}, {"new languages: ", languages}} {
		if len(p.names) > 0 {
			parts = append(parts, p.what+shorten(p.names))
		}
	}
	var out []string
	if len(parts) > 0 {
		out = append(out, sentence(lead+strings.Join(parts, "; ")))
	}
	if r := reach(rest, append(sources, b.sourceName(head))); r != "" {
		other = append(other, r)
	}
	for _, o := range other {
		out = append(out, sentence(o))
	}
	return out
}

// languagesOf returns the language of the headline's text, as far as an event
// by language of the same text tells.
func languagesOf(head tracker.Event, rest []tracker.Event) []string {
	var out []string
	for _, e := range rest {
		if e.Scope.Kind == tracker.ByLanguage && e.Mention == head.Mention {
			out = add(out, e.Scope.ID)
		}
	}
	return out
}

// sameAsHead holds for a narrower first that says nothing beyond the headline:
// its own source, its speakers, the language of its sentence.
func sameAsHead(head, e tracker.Event) bool {
	switch e.Scope.Kind {
	case tracker.BySource:
		return e.Scope.ID == head.Source
	case tracker.BySpeaker:
		return slices.ContainsFunc(head.Speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == e.Scope.ID })
	}
	return e.Mention == head.Mention
}

// change says what is different about a line that goes on.
func (b *builder) change(p *point) string {
	return strings.Join(b.fold("", tracker.Event{}, p.fresh), " ")
}

// shift tells the shift of a narrative.
func (b *builder) shift(p *point, e tracker.Event) Entry {
	out := b.outline(p, e)
	out.Title, out.TalkingPoint = b.storyline(p.Narrative), ""
	out.Lines = append(out.Lines, timeline.ShiftLines(e, b.year)...)
	return out
}

func (b *builder) storyline(narrative string) string {
	for _, p := range b.in.Points {
		if p.Narrative == narrative && p.Storyline != "" {
			return p.Storyline
		}
	}
	return narrative
}

func (b *builder) speaker(id string) string { return cmp.Or(b.in.Speakers[id], id) }

// sourceName takes the name of an event's source from its detail, which every
// kind but the correction keeps under the same field.
func (b *builder) sourceName(e tracker.Event) string {
	d, err := timeline.Detail[struct {
		Source string `json:"source_name"`
	}](e)
	if err != nil {
		return e.Source
	}
	return cmp.Or(d.Source, b.in.Sources[e.Source], e.Source)
}

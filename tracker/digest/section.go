package digest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Section is a heading with what stands under it. Every renderer, the pages
// included, writes the same sections, so that none shows what another doesn't,
// nor in other words.
type Section struct {
	Heading string
	Empty   string // said when there are no blocks
	Blocks  []Block
	Table   Table  // of the lines that went on; empty in other sections
	Cut     int    // entries, and rows of the table, that are not shown
	Note    string // said under them; may be empty
}

// Block is one entry, ending with its sentence and link.
type Block struct {
	Who      string // who said it: speakers, else the outlet; may be empty
	Label    string // what sort of entry it is within its section; may be empty
	Title    string
	Lines    []string
	Older    Reference // what came near before; zero when nothing did
	Sentence string
	Cite     string // what stands beside the sentence in a note: who, when, where
	URL      string
	Page     string  // title of the article
	Also     []Block // what else the sentence proves
	weight   int

	// What it is about, for links within Onset.
	Narrative, TalkingPoint string
	Event                   string // id
	Mention                 string // id of the one that proves it; may be empty
	Candidate               string // id
	Asked                   string // id of the mention that a person is asked about; empty: none is
	called                  string // what its commands begin with
}

// Reference is a text that is named beside an entry: words, and where it stands.
type Reference struct {
	Words string
	URL   string
}

// Sections returns the headings, in the order in which they are read, with
// the weightiest entries.
func (d Digest) Sections() []Section {
	limit := mostEntries
	if d.whole {
		limit = math.MaxInt
	}
	return choose(d.headings(), limit)
}

// headings returns the sections with all entries.
func (d Digest) headings() []Section {
	out := []Section{
		{Heading: "Corrections to what we told you", Empty: "None.", Blocks: d.blocks("", weighsCorrection, d.Corrections)},
		{Heading: newHeading, Empty: "Nothing new.", Blocks: slices.Concat(
			d.blocks("Turn", weighsTurn, d.Turns), d.blocks("Shift", weighsShift, d.Shifts), d.newBlocks(), d.blocks("Learned late", weighsLate, d.LearnedLate), d.blocks("Now tracked", weighsTracked, d.NowTracked))},
		{Heading: "Back", Empty: "None.", Blocks: d.blocks("", weighsBack, d.Returned)},
		{Heading: repeatsHeading, Empty: "None.", Table: d.repeats()},
		{Heading: "Emerging", Empty: d.emergingEmpty(), Blocks: d.lineBlocks("", weighsEmerging, d.Emerging), Note: d.inTheNews()},
	}
	if len(d.ToConfirm)+len(d.MaybeLines) > 0 {
		out = slices.Insert(out, 3, Section{Heading: "To confirm", Blocks: slices.Concat(d.blocks("", weighsHeld, d.ToConfirm), d.lineBlocks("Emerging?", weighsMaybe, d.MaybeLines))})
	}
	if len(d.Gone) > 0 {
		out = append(out, Section{Heading: "Told then, not now", Blocks: d.blocks("", weighsGone, d.Gone)})
	}
	return out
}

// The headings over what is new, and over what is not.
const (
	newHeading     = "New"
	repeatsHeading = "Same lines again"
)

// Nothing tells that there is only the status line to give.
func (d Digest) Nothing() bool {
	return d.Quiet && len(d.Carried)+len(d.Gone)+len(d.ToConfirm)+len(d.MaybeLines) == 0
}

func (d Digest) blocks(label string, weight int, es []Entry) []Block {
	var out []Block
	for _, e := range es {
		if e.Kind == tracker.Emerged { // of digests made when candidates were told here too
			continue
		}
		lines := slices.Clone(e.Lines)
		for _, l := range e.Then {
			lines = append(lines, "Told then: "+l)
		}
		b := Block{
			Who: e.Who, Label: labelOf(label, e), Title: e.Title, Lines: lines, Sentence: clip(e.Sentence), Cite: e.Cite, URL: e.Article.URL, Page: e.Article.Title,
			Narrative: e.Narrative, TalkingPoint: e.TalkingPoint, Event: e.Event, Mention: e.Mention, weight: weight, called: d.called,
		}
		if e.State == tracker.StateDoubtful || e.Ask {
			b.Asked = asked(e)
		}
		if o := e.NearestOlder; o != nil {
			b.Older = d.reference(strings.TrimSpace("Nearest older "+o.Of)+":", *o)
			if o.Why != "" {
				b.Older.Words += " (" + o.Why + ")"
			}
		}
		out = append(out, b)
	}
	return out
}

// reference names an older text, with what it is beside the entry.
func (d Digest) reference(what string, o Older) Reference {
	year, _, _ := d.Day.Civil()
	return Reference{fmt.Sprintf("%s %s %s: “%s”", what, o.Source, timeline.Days(o.Published, o.Published, year), clip(o.Text)), o.URL}
}

// newBlocks labels those whose line is not new itself.
func (d Digest) newBlocks() []Block {
	var out []Block
	for _, e := range d.New {
		label := ""
		switch e.Scope.Kind {
		case tracker.BySpeaker:
			label = "New speaker"
		case tracker.ByLanguage:
			label = "New in " + timeline.Language(e.Scope.ID)
		}
		out = append(out, d.blocks(label, weighsAs(e), []Entry{e})...)
	}
	return out
}

// labelOf says what sort of entry it is, and how it differs from what was sent.
func labelOf(label string, e Entry) string {
	since := map[string]string{Added: "Added since it was sent", Changed: "Changed since it was sent"}[e.Since]
	if since == "" {
		return label
	}
	return strings.TrimPrefix(label+"; "+since, "; ")
}

func (d Digest) emergingEmpty() string {
	if d.Learning == nil {
		return "None."
	}
	out := "Learning, " + text.Count(d.Learning.Articles, "article") + " so far"
	if d.Learning.Needed > d.Learning.Articles {
		out += " of " + text.Thousands(d.Learning.Needed) + " needed"
	}
	return out + "; only days that are over count, without what was imported for them since."
}

// lineBlocks tell lines that nobody defined.
func (d Digest) lineBlocks(label string, weight int, lines []Candidate) []Block {
	var out []Block
	for _, c := range lines {
		label := cmp.Or(label, c.once())
		b := Block{Who: cmp.Or(shorten(c.Speakers), c.Source), Label: label, Cite: c.cite(), Title: c.Label, Lines: c.lines(d), Sentence: clip(c.Sentence), URL: c.Article.URL, Page: c.Article.Title, Candidate: c.ID, weight: weight, called: d.called}
		if c.Nearest != nil {
			b.Older = d.reference("Not new? Compare", *c.Nearest)
			if c.Nearest.Why != "" {
				b.Older.Words += " (" + c.Nearest.Why + ")"
			}
		}
		out = append(out, b)
	}
	return out
}

// once labels what was said once.
func (c Candidate) once() string {
	switch {
	case c.Kind != "statement":
		return ""
	case len(c.Speakers) == 0:
		return "One statement, in its own voice"
	}
	return "One statement"
}

// inTheNews names the subjects of the day in one line; "" when there are none.
func (d Digest) inTheNews() string {
	var labels []string
	for _, c := range d.Subjects {
		labels = append(labels, strings.TrimRight(clip(sentence(c.Label)), "."))
	}
	if len(labels) == 0 {
		return ""
	}
	return "In the news: " + strings.Join(labels, " · ") + "."
}

// cite says who, where and when for a note.
func (c Candidate) cite() string {
	where := c.Source
	if where != "" && c.Published != 0 {
		where += ", " + timeline.Days(c.Published, c.Published, 0)
	}
	return strings.Trim(shorten(c.Speakers)+"; "+where, "; ")
}

// candidateWords says what is known of a candidate in one line.
func (d Digest) candidateWords(c Candidate) string {
	year, _, _ := d.Day.Civil()
	line, once := "", c.once() != "" && c.Origins == 1
	switch {
	case once:
		line = "said once"
	case c.Status != "emerging": // the heading says that
		line = c.Status
	}
	if c.FirstSaid != nil {
		line += "; said " + timeline.Days(c.FirstSaid.From, c.FirstSaid.To, year)
	}
	if len(c.Speakers) > 0 {
		line += " by " + shorten(c.Speakers)
	}
	if c.Published != 0 {
		line += "; first published " + timeline.Days(c.Published, c.Published, year)
	}
	if !once {
		line += fmt.Sprintf("; %s, %s, %s", text.Count(c.Utterances, "utterance"), text.Count(c.Origins, "origin"), text.Count(c.Sources, "source"))
	}
	if c.LastSeen != 0 {
		line += "; returns, last seen " + timeline.Days(c.LastSeen, c.LastSeen, year)
	}
	return sentence(strings.TrimPrefix(line, "; "))
}

// Commands are what one may type about an entry; "" where nothing is to be decided.
// Pages have buttons for it.
func (b Block) Commands() string {
	onset := cmp.Or(b.called, "onset")
	switch {
	case b.Asked != "":
		return onset + " review " + b.Asked + " --confirm · " + onset + " review " + b.Asked + " --reject"
	case b.Candidate != "":
		return onset + " emerging accept " + b.Candidate + " · " + onset + " emerging dismiss " + b.Candidate
	case b.Mention != "":
		return "False? " + onset + " review " + b.Mention + " --reject"
	}
	return ""
}

// reference is what stands after the sentence of an entry, so that both can be put
// into a note: who said it when, where it stood, and since when that was looked for.
func (b Block) reference() string {
	return strings.Trim(b.Cite+", "+b.URL, ", ")
}

// FeedLines say what each feed needs that is not well, a line each.
func (d Digest) FeedLines() []string {
	var out []string
	for _, f := range d.Feeds.Trouble {
		line := f.Name + ": " + string(f.State)
		if a := age(f.Since, d.To); a != "" {
			line += " for " + a
		}
		if f.Message != "" {
			line += " — " + f.Message
		}
		out = append(out, line)
	}
	return out
}

package digest

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/timeline"
)

// section is a heading with what stands under it; every renderer writes the
// same sections, so that none shows what another doesn't.
type section struct {
	Heading string
	Empty   string // said when there are no blocks
	Blocks  []block
}

// block is one entry, ending with its sentence and link.
type block struct {
	Label    string // what sort of entry it is within its section; may be empty
	Title    string
	Lines    []string
	Sentence string
	URL      string
	Page     string // title of the article
}

// sections returns the five headings, in the order in which they are read.
func (d Digest) sections() []section {
	out := []section{
		{"Corrections to what we told you", "None.", entries("", d.Corrections)},
		{"New", "Nothing new.", slices.Concat(
			entries("Shift", d.Shifts), newEntries(d.New), entries("Learned late", d.LearnedLate), entries("Now tracked", d.NowTracked))},
		{"Back", "None.", entries("", d.Returned)},
		{"Same lines again", "None.", d.carriedBlocks()},
		{"Emerging", d.emergingEmpty(), d.emergingBlocks()},
	}
	if len(d.Gone) > 0 {
		out = append(out, section{"Told then, not now", "", entries("", d.Gone)})
	}
	return out
}

// nothing tells that there is only the status line to give.
func (d Digest) nothing() bool { return d.Quiet && len(d.Carried)+len(d.Gone) == 0 }

func entries(label string, es []Entry) []block {
	var out []block
	for _, e := range es {
		lines := slices.Clone(e.Lines)
		for _, l := range e.Then {
			lines = append(lines, "Told then: "+l)
		}
		out = append(out, block{
			Label: labelOf(label, e), Title: e.Title, Lines: lines,
			Sentence: clip(e.Sentence), URL: e.Article.URL, Page: e.Article.Title,
		})
	}
	return out
}

// newEntries labels those whose line is not new itself.
func newEntries(es []Entry) []block {
	var out []block
	for _, e := range es {
		label := ""
		switch e.Scope.Kind {
		case tracker.BySpeaker:
			label = "New speaker"
		case tracker.ByLanguage:
			label = "New in " + timeline.Language(e.Scope.ID)
		}
		out = append(out, entries(label, []Entry{e})...)
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

func (d Digest) carriedBlocks() []block {
	var out []block
	for _, c := range d.Carried {
		var lines []string
		if line := c.words(); line != "" {
			lines = append(lines, sentence(line))
		}
		if c.Change != "" {
			lines = append(lines, c.Change)
		}
		out = append(out, block{Title: c.Title, Lines: lines, Sentence: clip(c.Sentence), URL: c.Article.URL, Page: c.Article.Title})
	}
	return out
}

// words says how often a line was said on the day, and since when it is known.
func (c Carried) words() string {
	var parts []string
	if c.Articles > 0 {
		often := fmt.Sprintf("said %s, in %s of %s", times(c.Utterances), count(c.Articles, "article"), count(c.Sources, "source"))
		if c.Origins != c.Articles {
			often += " and " + count(c.Origins, "origin")
		}
		parts = append(parts, often)
	}
	switch {
	case c.FirstSaid != nil:
		parts = append(parts, "first found: said "+timeline.Days(c.FirstSaid.From, c.FirstSaid.To, 0))
	case c.FirstSeen != nil:
		parts = append(parts, "first found: appeared "+timeline.Days(c.FirstSeen.From, c.FirstSeen.To, 0))
	}
	return strings.Join(parts, "; ")
}

func (d Digest) emergingEmpty() string {
	if d.Learning == nil {
		return "None."
	}
	out := "Learning, " + count(d.Learning.Articles, "article") + " so far"
	if d.Learning.Needed > d.Learning.Articles {
		out += " of " + thousands(d.Learning.Needed) + " needed"
	}
	return out + "."
}

func (d Digest) emergingBlocks() []block {
	year, _, _ := d.Day.Civil()
	var out []block
	for _, c := range d.Emerging {
		line := ""
		if c.Status != "emerging" { // the heading says that
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
		line += fmt.Sprintf("; %s, %s, %s", count(c.Utterances, "utterance"), count(c.Origins, "origin"), count(c.Sources, "source"))
		if c.LastSeen != 0 {
			line += "; returns, last seen " + timeline.Days(c.LastSeen, c.LastSeen, year)
		}
		lines := []string{sentence(strings.TrimPrefix(line, "; "))}
		if c.Nearest != nil {
			lines = append(lines, "Not new? Compare "+olderWords(*c.Nearest, year))
		}
		lines = append(lines, "onset emerging accept "+c.ID+" · onset emerging dismiss "+c.ID)
		out = append(out, block{Title: c.Label, Lines: lines, Sentence: clip(c.Sentence), URL: c.Article.URL, Page: c.Article.Title})
	}
	return out
}

// trouble says what a feed needs, a line each.
func (d Digest) trouble() []string {
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

package mcp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// ByID asks about one event or mention.
type ByID struct {
	ID string `json:"id" jsonschema:"id of an event or a mention, from another answer"`
}

func (t tools) why(ctx context.Context, in ByID) (any, error) {
	c, err := t.o.Events.Why(ctx, in.ID)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, fmt.Errorf("no event or mention has the id %q: take one from timeline, firsts or mentions", in.ID)
	}
	if err != nil {
		return nil, fmt.Errorf("reading why: %w", err)
	}
	c.Fill()
	return c, nil
}

// Query asks for articles.
type Query struct {
	Query string `json:"query" jsonschema:"in the rule language: grain AND (deal OR corridor), \"world war\", troops NEAR/8 Ukraine"`
	Limit int    `json:"limit,omitempty" jsonschema:"articles at most; 20 unless said, 100 at most"`
}

// Hits are articles, newest first.
type Hits struct {
	Note string     `json:"note"`
	Hits []Citation `json:"hits"`
}

// Citation is a piece of an article with where it stands.
type Citation struct {
	Statement string   `json:"statement"`
	Title     string   `json:"title"`
	Address   string   `json:"address"`
	Outlet    string   `json:"outlet"`
	Passages  []string `json:"passages"`
}

func (t tools) search(ctx context.Context, in Query) (Hits, error) {
	limit := min(max(in.Limit, 0), 100)
	if limit == 0 {
		limit = 20
	}
	page, err := t.o.Search.Search(ctx, in.Query, limit, 0)
	if err != nil {
		return Hits{}, err
	}
	out := Hits{Hits: []Citation{}, Note: fmt.Sprintf("Read for this: %s. The words stand in these; who said them is for mentions or why.", text.Count(page.Looked, "article"))}
	if page.Stopped {
		out.Note = "The time ran out: there may be more. " + out.Note
	} else if page.Next != 0 {
		out.Note = "The newest; there are more. " + out.Note
	}
	for _, h := range page.Hits {
		c := Citation{Title: h.Ref.Title, Address: h.Ref.URL, Outlet: h.Source, Passages: []string{}}
		for _, s := range h.Snippets {
			c.Passages = append(c.Passages, s.Text)
		}
		c.Statement = fmt.Sprintf("The words stand in an article of %s, published %s, in %s.", h.Source, publishedWords(h.At), timeline.Language(h.Language))
		out.Hits = append(out.Hits, c)
	}
	return out, nil
}

func publishedWords(s tracker.Stamp) string {
	if !s.Known() {
		return "on an unknown day"
	}
	return s.String()
}

// When asks for what was known at the end of a day.
type When struct {
	AsOf string `json:"as_of,omitempty" jsonschema:"what was known at the end of this day, YYYY-MM-DD; now unless said"`
}

// Lines are candidates, best first.
type Lines struct {
	Note  string `json:"note"`
	Lines []Line `json:"lines"`
}

// Line is a statement that is repeated.
type Line struct {
	ID        string   `json:"id"`
	Statement string   `json:"statement"`
	Examples  []string `json:"examples" jsonschema:"sentences with outlet, day and address"`
}

func (t tools) emerging(ctx context.Context, in When) (Lines, error) {
	r, err := t.o.Desk.Rules(ctx)
	if err != nil {
		return Lines{}, fmt.Errorf("reading the rules: %w", err)
	}
	asOf, err := endOf("as_of", in.AsOf, r.Zone)
	if err != nil {
		return Lines{}, err
	}
	found, err := t.o.Desk.Emerging(ctx, asOf)
	if err != nil {
		return Lines{}, fmt.Errorf("reading what is emerging: %w", err)
	}
	out := Lines{Lines: []Line{}, Note: "Found by counting, defined by nobody: a line is worth a look, not a finding."}
	for _, c := range found {
		if c.Kind.Stated() && !c.Sparse {
			out.Lines = append(out.Lines, lineOf(c))
		}
	}
	return out, nil
}

func lineOf(c discover.Candidate) Line {
	l := Line{ID: c.ID, Examples: []string{}, Statement: fmt.Sprintf("“%s”: first published %s in this archive, noticed %s, found in %s of %s and %s",
		c.Label, c.FirstPublished, c.DetectedAt, text.Count(c.Mentions, "sentence"), text.Count(c.Origins, "origin"), text.Count(c.Sources, "source"))}
	if o := c.NearestOlder; o != nil {
		l.Statement += fmt.Sprintf("; nearest older wording: “%s” (%s)", o.Text, o.Published)
	}
	l.Statement += "; no person has judged it."
	for _, e := range c.Examples {
		l.Examples = append(l.Examples, fmt.Sprintf("“%s” (%s, %s) %s", e.Text, e.Source, e.Published, e.URL))
	}
	return l
}

// Reference asks for one article.
type Reference struct {
	Article string `json:"article" jsonschema:"its number or address"`
}

func (t tools) article(ctx context.Context, in Reference) (any, error) {
	a, err := t.o.Archive.Article(ctx, in.Article)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, fmt.Errorf("no stored article has the number or address %q", in.Article)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the article: %w", err)
	}
	a.Fill()
	if n := len(a.Revisions); n > 1 {
		for i := range a.Revisions[:n-1] {
			a.Revisions[i].Text = "" // the latest is enough for an agent
		}
	}
	return a, nil
}

// OfSource asks about one outlet, or all.
type OfSource struct {
	Source string `json:"source,omitempty" jsonschema:"id of an outlet; all unless said"`
}

// Looked is what was looked through.
type Looked struct {
	Statement string   `json:"statement"`
	Stretches []string `json:"stretches"`
}

func (t tools) coverage(ctx context.Context, in OfSource) (Looked, error) {
	f, _, err := t.asked(ctx, Ask{Source: in.Source})
	if err != nil {
		return Looked{}, err
	}
	all, err := t.o.Archive.Coverage(ctx)
	if err != nil {
		return Looked{}, fmt.Errorf("reading coverage: %w", err)
	}
	if f.Source != "" {
		all = slices.DeleteFunc(slices.Clone(all), func(i archive.Interval) bool { return i.Source != f.Source })
	}
	all, err = t.o.Archive.Count(ctx, all)
	if err != nil {
		return Looked{}, fmt.Errorf("counting what was looked through: %w", err)
	}
	size, err := t.o.Archive.Size(ctx)
	if err != nil {
		return Looked{}, fmt.Errorf("measuring the archive: %w", err)
	}
	out := Looked{Stretches: []string{}, Statement: fmt.Sprintf("The archive holds %s of %s, published %s to %s; what is outside the stretches below was not looked at.",
		text.Count(size.Articles, "article"), text.Count(size.Sources, "source"), size.FirstDay, size.LastDay)}
	for _, i := range all {
		out.Stretches = append(out.Stretches, stretchWords(i))
	}
	return out, nil
}

func stretchWords(i archive.Interval) string {
	from, to := tracker.DayOf(i.Since.UTC()), tracker.DayOf(i.Until.UTC())
	if i.Kind == "gap" {
		return fmt.Sprintf("%s: not observed %s to %s", i.Source, from, to)
	}
	return fmt.Sprintf("%s: %s %s to %s, %s, depth %s", i.Source, i.Kind, from, to, text.Count(i.Articles, "article"), i.Depth)
}

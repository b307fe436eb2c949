package web

import (
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/refute"
)

// Chain is why something is believed: from the event, if it began with one,
// over the sentence and its text to the rule and what people decided.
type Chain struct {
	Event    *tracker.Event           `json:"event"`
	Believed []tracker.Event          `json:"believed"` // before, for the same scope, and corrections; oldest first
	Mention  *tracker.Witness         `json:"-"`
	Row      *tracker.MentionRow      `json:"mention"` // Mention, as it is written
	Versions []archive.MentionVersion `json:"versions"`
	Article  *Article                 `json:"article"`
	Revision *Revision                `json:"revision"`
	Fetch    *Fetch                   `json:"fetch"`
	Rule     *RuleVersion             `json:"rule"`
	Verdicts []archive.Verdict        `json:"verdicts"` // undone ones too, oldest first
	Notes    []archive.Note           `json:"notes"`
	Refuted  *refute.Attempt          `json:"refuted,omitempty"` // what an attempt to refute the event finds now
}

// RuleVersion is a rule as it was when it took a mention.
type RuleVersion struct {
	Ref      tracker.RuleRef   `json:"rule"`
	Title    string            `json:"title"`
	Match    map[string]string `json:"match"` // by language; "" for every language
	Not      string            `json:"not,omitempty"`
	About    string            `json:"about,omitempty"`
	Within   tracker.Within    `json:"within"`
	Recorded time.Time         `json:"recorded_at"`
}

// Fetch is how a text was got.
type Fetch struct {
	Feed  string             `json:"feed"`
	At    time.Time          `json:"at"`
	Class tracker.FetchClass `json:"class"`
}

// Article is an article with everything that is kept of it.
type Article struct {
	ID        int64                `json:"id"`
	Source    string               `json:"source"`
	URL       string               `json:"url"`
	Title     string               `json:"title"`
	Language  string               `json:"language"`
	Author    string               `json:"author,omitempty"`
	Rung      tracker.Rung         `json:"identified_by"`
	Published tracker.Stamp        `json:"published_at"`
	Since     tracker.Day          `json:"published_since"`   // first day on which it may have been published; null: unknown
	Assumed   *tracker.Assumed     `json:"assumed,omitempty"` // of Published, because the outlet wrote less
	From      string               `json:"published_from"`    // provenance
	Dates     []tracker.DateClaim  `json:"dates"`
	Seen      time.Time            `json:"seen_at"`
	Depth     tracker.Depth        `json:"depth"`
	Origin    string               `json:"origin"`
	Import    string               `json:"import,omitempty"`
	Late      bool                 `json:"late"`
	Withdrawn time.Time            `json:"withdrawn_at,omitzero"`
	Revisions []Revision           `json:"revisions"`           // oldest first
	Sightings []archive.Sighting   `json:"sightings,omitempty"` // what other places saw of its page
	Mentions  []tracker.Witness    `json:"-"`
	Rows      []tracker.MentionRow `json:"mentions"` // Mentions, as they are written
}

// Revision is one text of an article.
type Revision struct {
	ID      int64         `json:"id"`
	Number  int           `json:"number"`
	Cause   tracker.Cause `json:"cause"`
	Depth   tracker.Depth `json:"depth"`
	Method  string        `json:"method"`
	SHA256  string        `json:"sha256"`
	Fetched time.Time     `json:"fetched_at"`
	Place   string        `json:"place,omitempty"` // from which it was seen; empty: the daemon's own
	Title   string        `json:"title"`
	Text    string        `json:"text"`
}

// Fill writes what the chain holds as other programs read it.
func (c *Chain) Fill() {
	if c.Mention != nil {
		row := c.Mention.Row()
		c.Row = &row
	}
	if c.Article != nil {
		c.Article.Fill()
	}
}

// Fill writes the mentions as other programs read them.
func (a *Article) Fill() {
	a.Rows = []tracker.MentionRow{}
	for _, w := range a.Mentions {
		a.Rows = append(a.Rows, w.Row())
	}
}

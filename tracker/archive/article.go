package archive

import (
	"time"

	"onset/tracker"
)

// Article is an article with its latest text, as grouping and discovery
// read it.
type Article struct {
	ID        int64
	Source    string
	Key       string
	URL       string
	Title     string
	Text      string
	Language  string
	Origin    string
	Published tracker.Stamp
	Day       tracker.Day // published, or seen where that is unknown
	Seen      time.Time
	Imported  bool // history: neither observed nor replayed
	Revision  int64
	Texts     []Text // all of them, oldest first; only where they are asked for
	Claims    []tracker.Claim
	Mentions  []tracker.Witness // those that stand
}

// Text is one text of an article with what came with it and decides how it is read.
type Text struct {
	tracker.Revision
	Declared string              // its language, as the feed, the page or the record named it
	Dates    []tracker.DateClaim // statements of when the article was published; none where they were not kept
}

// Sample is a run of stored texts: the revisions whose numbers are in [From, To).
type Sample struct {
	From, To int64
	Texts    int
}

// Dossier is an article with everything that is kept of it.
type Dossier struct {
	tracker.Article
	GUID, Author string
	Dates        []tracker.DateClaim // all statements of when it was published
	Depth        tracker.Depth
	Origin       string
	Import       string // the run that brought it; empty when observed
	Late         bool   // published while its source was not observed
	Withdrawn    time.Time
	Pruned       time.Time
	Recorded     time.Time
	Revisions    []tracker.Revision // oldest first
	Sightings    []Sighting         // what other places saw of its page, oldest first
	Mentions     []tracker.Witness  // those that stand
	Claims       []tracker.Claim    // of the latest reading
}

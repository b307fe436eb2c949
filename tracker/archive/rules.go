package archive

import (
	"errors"
	"slices"
	"time"

	"onset/tracker"
)

// Reread is an article whose texts were read again, oldest first: what an edit
// brought or took out follows from all of them.
type Reread struct {
	Article int64
	Texts   []RereadText
	// Published is when it is taken to be published by the Dates of its texts, which
	// were read anew; nil: as before.
	Published *tracker.DateClaim
}

// RereadText is what is found in one text now.
type RereadText struct {
	Revision   int64
	Reading    tracker.Reading // claims, and the mentions of Rematch.Points only
	Utterances []string        // of Reading.Mentions; may be nil
	Dates      []tracker.DateClaim
}

// Of tells whether these are the texts that were read.
func (r Reread) Of(revisions []tracker.Revision) bool {
	return slices.EqualFunc(r.Texts, revisions, func(t RereadText, rev tracker.Revision) bool { return t.Revision == rev.ID })
}

// Rematch is one batch of a rematch.
type Rematch struct {
	Points   []tracker.TalkingPoint // whose mentions are looked at; others are left alone
	Causes   map[string]string      // of what moves, by talking point, each one of package timeline's; none: its rule changed
	Articles []Reread
	// Reader is the version of the reader, when claims are read anew as well.
	Reader int
	// Whole has every event of Points looked at again, also where no mention moves:
	// who counts for a group, or what an outlet is, may have changed.
	Whole bool
	// Recount, in the last batch, brings coverage in line with how articles are dated
	// now, and in which language they were read.
	Recount bool
	// FoldLater leaves the events to Fold, so that what all batches move is one
	// correction. Without it, what rests on counts is decided again as Reclose says.
	FoldLater bool
	Reclose   []Reclose
	// Mark is kept with the batch, so that an interrupted rematch goes on behind it.
	Mark RematchMark
}

// Reclose says whose closed days are decided again, and why.
type Reclose struct {
	Narratives []string
	Cause      string
	Days       []tracker.Day // ascending
}

// ErrOvertaken is returned where an article that was read again got another text
// meanwhile.
var ErrOvertaken = errors.New("an article was edited while it was read again")

// RematchResult says what a batch of a rematch moved.
type RematchResult struct {
	Appeared, Gone []tracker.Witness
	Events         []tracker.Event // recorded anew, corrections included
}

// Rules are what a rules file defines, as far as the store keeps it.
type Rules struct {
	Text     string         // the whole file
	Hash     string         // of Text
	Zone     *time.Location // whose midnight a day has; nil is UTC
	Sources  []tracker.Source
	Speakers []tracker.Speaker
	Points   []tracker.TalkingPoint
	Carried  *Carried // what of the file counts as carried over the archive from now on; nil: what did before
}

// RuleChange says what a new version of the rules altered. Nothing is matched
// again by it: that is Rematch.
type RuleChange struct {
	Added, Changed, Removed []tracker.TalkingPoint // Removed as they were last
	Speakers                bool                   // speakers or groups differ: events have to be folded again
}

// Empty tells whether the rules are what they were.
func (c RuleChange) Empty() bool {
	return len(c.Added)+len(c.Changed)+len(c.Removed) == 0 && !c.Speakers
}

// Twin is a pair of talking points and in how many sentences each stands, and
// both do.
type Twin struct {
	A   string `json:"a"` // narrative/id
	B   string `json:"b"`
	InA int    `json:"in_a"` // sentences that have A
	InB int    `json:"in_b"`
	All int    `json:"both"`
}

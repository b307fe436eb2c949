package archive

import (
	"time"

	"onset/tracker"
)

// Reread is an article whose latest text was matched again: what all of the
// changed talking points find in it now.
type Reread struct {
	Article    int64
	Revision   int64
	Reading    tracker.Reading // claims, and the mentions of Rematch.Points only
	Utterances []string        // of Reading.Mentions; may be nil
}

// Rematch is one batch of a rematch.
type Rematch struct {
	Points   []tracker.TalkingPoint // the changed ones; other mentions are left alone
	Articles []Reread
	// Reader is the version of the reader, when claims are read anew as well.
	Reader int
	Cause  string // of what moves, one of package timeline's; empty: the rule changed
	// Whole has every event of Points looked at again, also where no mention moves:
	// who counts for a group, or what an outlet is, may have changed.
	Whole bool
	// FoldLater leaves the events to Fold, so that what all batches move is one
	// correction.
	FoldLater bool
	// Watermark is kept under Name with the batch, so that an interrupted
	// rematch goes on from it.
	Name, Watermark string
}

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

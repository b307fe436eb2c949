package archive

import (
	"time"

	"onset/tracker"
)

// Which says whose texts are read, each with what was read out of it.
type Which struct {
	Revisions   []int64   // the articles of these, in this order, with all their texts
	ClaimsAlone bool      // with Revisions: newest first, with their claims and their latest text alone
	Published   time.Time // those published since, or first seen where nobody says when; in the order of recording

	// Day stands for the articles published on it in their outlet's zone, or first seen
	// on it where nobody says when, in the order of recording; of mentions is told only
	// where they stand. With Late it stands for those of the day and of earlier ones that
	// were recorded after the last article which was recorded before Late, but no history.
	Day  tracker.Day
	Late time.Time
}

// Kept says which articles whose text is kept are meant; the zero Kept is all of them.
type Kept struct {
	Mentions Mentions
	Sources  []string // of these; none: of any
	Unnamed  bool     // of sources that the rules file in force does not name
	Before   int      // of which a reader older than this version read a text; 0: any
}

// Mentions tells whether an article holds a talking point.
type Mentions int

// Articles by whether they hold a talking point.
const (
	MayMention Mentions = iota
	Mentioning
	Unmentioning
)

// Closing is what is to be decided of days that are over.
type Closing struct {
	Days       []tracker.Day // ascending
	Cause      string
	Narratives []string // none: all
	Note       Closed   // noted with the last of the days, or alone where there is none
}

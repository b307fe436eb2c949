package archive

import (
	"time"

	"onset/tracker"
)

// Recheck is a page that is due to be looked at again.
type Recheck struct {
	Article      int64
	Source       string
	Key          string
	URL          string
	Title        string
	Depth        tracker.Depth
	Method       string // how the text as it stands was got
	Published    tracker.Stamp
	Seen         time.Time
	ETag         string
	LastModified string
	Gone         int       // how often in a row it was gone
	GoneSince    time.Time // since when; zero when it is there
}

// Visit is what a second look at a page brought. What changed in its text goes
// to Record; this keeps when to look again.
type Visit struct {
	Article      int64
	At           time.Time
	Next         time.Time // zero: never again
	ETag         string
	LastModified string
	Gone         bool // it answered 404 or 410
}

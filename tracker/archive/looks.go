package archive

import (
	"cmp"
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

// Sighting is what another place than the one that the text of an article is
// taken from saw of its page.
type Sighting struct {
	Article int64              `json:"-"`
	Place   string             `json:"place"` // empty: the daemon's own
	At      time.Time          `json:"at"`
	Class   tracker.FetchClass `json:"class"`           // how asking for the page ended
	Status  int                `json:"status"`          // of HTTP; 0 when none arrived
	Differs bool               `json:"differs"`         // its text is another, in substance, than that of the article then
	Title   string             `json:"title,omitempty"` // where it differs
	Text    string             `json:"text,omitempty"`  // where it differs
}

// From names the place.
func (g Sighting) From() string { return cmp.Or(g.Place, tracker.Here) }

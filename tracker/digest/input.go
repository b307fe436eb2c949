package digest

import (
	"time"

	"onset/tracker"
	"onset/tracker/refute"
)

// Input is all that a digest is made from. Build needs no order in its lists.
type Input struct {
	Day  tracker.Day
	Zone *time.Location // whose midnight the day has; nil is UTC
	// Clock is ClockRecorded (the default) for what was recorded in the window,
	// or ClockPublished to look back at what was published on the day.
	Clock tracker.Clock
	// Events are those recorded in the window, superseded ones and corrections
	// included; by the clock published, those published on the day. Others are
	// ignored.
	Events []tracker.Event
	// Made tells when the digests of this day and of the day before were made, of
	// those that were.
	Made   map[tracker.Day]time.Time
	Points []Point // every talking point of the rules file
	Feeds  []Feed
	// Articles were seen in the window, or published on the day.
	Articles int
	Unread   int // of these, whose page should have been read and was not
	Archive  Archive
	Before   []int       // lines that were new or back on each of the days before; nil unknown
	Learning *Learning   // nil when there is enough history to discover in
	Emerging []Candidate // lines
	Subjects []Candidate
	Refuted  map[string]refute.Attempt // id of an event or a line → what an attempt to refute it found
	Speakers map[string]string         // id → name
	Sources  map[string]string         // id → name
}

// Point is a talking point with what the window holds of it: appearances
// only, no debunks, nothing rejected or imported.
type Point struct {
	Narrative string // id
	Storyline string // title of the narrative
	ID        string
	Title     string

	Utterances int // occasions of speech
	Origins    int // texts told apart
	Sources    int
	Articles   int
	Usual      *float64 // times a day in the Before days before; nil unknown
	Speakers   []string // names, the most frequent first
	Outlets    []string // names of sources, the most frequent first

	FirstSaid *tracker.Moment // overall, as it stands; nil unknown
	FirstSeen *tracker.Moment

	Sentence string // the latest appearance in the window
	Source   string // its name
	Article  tracker.ArticleRef
}

// Archive says how far back Onset has looked.
type Archive struct {
	From     tracker.Day `json:"from"`
	Articles int         `json:"articles"`
}

// FeedState says how a feed did.
type FeedState string

// The states of a feed. Silent ones answer, but have had nothing new for
// longer than is usual for them; of stale ones the newest article is more than a
// year old. Those never asked are no feeds that were looked through.
const (
	FeedGood    FeedState = "good"
	FeedSilent  FeedState = "silent"
	FeedStale   FeedState = "stale"
	FeedUnasked FeedState = "never asked"
	FeedFailing FeedState = "failing"
	FeedStopped FeedState = "stopped"
)

// Feed is the health of one feed at the end of the window.
type Feed struct {
	Source  string    `json:"source"`
	Name    string    `json:"name"`
	URL     string    `json:"url"`
	State   FeedState `json:"state"`
	Since   time.Time `json:"since,omitzero"` // of the state; zero unknown
	Message string    `json:"message,omitempty"`
}

// Learning says why nothing is discovered yet.
type Learning struct {
	Articles int `json:"articles"` // so far
	Needed   int `json:"needed"`
}

// Candidate is a talking point that nobody defined, or one event told by many;
// best first in Input.
type Candidate struct {
	ID         string          `json:"id"`
	Kind       string          `json:"kind"`  // line, statement or subject
	Label      string          `json:"label"` // a statement
	Status     string          `json:"status"`
	FirstSaid  *tracker.Moment `json:"first_said"`
	Published  tracker.Day     `json:"first_published"`
	Utterances int             `json:"utterances"`
	Origins    int             `json:"origins"`
	Sources    int             `json:"sources"`
	Speakers   []string        `json:"speakers"`  // names
	LastSeen   tracker.Day     `json:"last_seen"` // when it returns; 0 when new
	Nearest    *Older          `json:"nearest_older"`
	Refuted    *refute.Attempt `json:"refuted,omitempty"` // what an attempt to refute that it is new found
	Held       string          `json:"held,omitempty"`    // why it is held back until a person decides; empty: it is not

	Sentence string             `json:"sentence"` // an example
	Source   string             `json:"source"`   // its name
	Article  tracker.ArticleRef `json:"article"`
}

// Older is the nearest older statement, which is not the same one: what to
// compare with before calling something new.
type Older struct {
	Text      string      `json:"text"`
	Source    string      `json:"source"` // name
	Published tracker.Day `json:"published"`
	URL       string      `json:"url"`
	Of        string      `json:"of,omitempty"`  // of a narrower first: "by Anna Minister", "in English"
	Why       string      `json:"why,omitempty"` // it is not an earlier one
}

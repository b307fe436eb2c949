package archive

import (
	"time"

	"onset/tracker"
)

// FeedHealth is how a feed has been doing.
type FeedHealth struct {
	State   tracker.FeedState
	Title   string
	Class   tracker.FetchClass // of the last fetch; empty when it was never asked
	Message string             // the same for a person
	Volume  []int              // new articles on each of the last volumeDays days, oldest first
	Total   int                // articles of its source
	Newest  tracker.Day        // on which the newest of these was published; 0 unknown
}

// FeedRow is the JSON of a feed and of how it has been doing, as the API writes it.
type FeedRow struct {
	Source   string             `json:"source"`
	URL      string             `json:"url"`
	Title    string             `json:"title,omitempty"`
	Class    tracker.FetchClass `json:"class"` // of the last fetch; empty when never asked
	Message  string             `json:"message,omitempty"`
	Failures int                `json:"failures"`
	Stopped  bool               `json:"stopped"`
	State    string             `json:"state"` // good, silent, failing, stopped: as the digest calls it
	LastGood time.Time          `json:"last_good,omitzero"`
	LastNew  time.Time          `json:"last_new,omitzero"`
	NextPoll time.Time          `json:"next_poll,omitzero"`
	Volume   []int              `json:"volume"` // new articles a day, oldest first
	Total    int                `json:"articles"`
}

// Interval is a stretch of time of a source, and what is known of it.
type Interval struct {
	Source   string        `json:"source"`
	Kind     string        `json:"kind"`           // observed, imported, gap
	Feed     string        `json:"feed,omitempty"` // address; empty for imports
	Import   string        `json:"-"`              // the run
	Since    time.Time     `json:"since"`
	Until    time.Time     `json:"until"`
	Depth    tracker.Depth `json:"depth,omitempty"`
	Articles int           `json:"articles"` // of the source, by published day within the interval; only CountIntervals tells
}

// PruneReport says what a prune let go, or would.
type PruneReport struct {
	Articles int   // whose texts were let go
	Bytes    int64 // of text
	Fetches  int   // rows of the log

	Answers     int   // of servers, that prove no event
	AnswerBytes int64 // that they took

	Before, After Space // of the file; equal in a dry run
}

// Space is how much of a database file is in use.
type Space struct {
	Articles int
	File     int64 // bytes
	Free     int64 // of these, that hold nothing and are used next

	Answers     int   // of servers, whose bytes are kept
	AnswerBytes int64 // that they take
}

// PerArticle returns the bytes in use an article; 0 without articles.
func (z Space) PerArticle() int64 {
	if z.Articles == 0 {
		return 0
	}
	return (z.File - z.Free) / int64(z.Articles)
}

// Window is what was recorded in a stretch of time: all that a digest tells.
type Window struct {
	From, To time.Time // half open

	Events   []tracker.Event   // recorded in it, in the order of recording; superseded since, too
	Mentions []tracker.Witness // recorded in it and still valid, verdicts applied

	Articles int         // recorded in it
	Archive  int         // articles recorded before its end
	Since    tracker.Day // how far back anything was looked through; 0 unknown
	Feeds    []FeedHealth
	Unread   map[string]int // articles of feeds recorded in it without their full text, by source

	Tracked []tracker.TalkingPoint // talking points whose rule is new in it
	Gaps    []tracker.Gap          // found in it
}

// Size is what a database holds, in numbers.
type Size struct {
	Articles  int         `json:"articles"`
	Revisions int         `json:"revisions"`
	Mentions  int         `json:"mentions"`
	Events    int         `json:"events"`
	Sources   int         `json:"sources"`
	Bytes     int64       `json:"bytes"` // of the file
	FirstDay  tracker.Day `json:"first_day"`
	LastDay   tracker.Day `json:"last_day"`
}

// IndexFile is a search index in a file of this machine, beside a database on a server.
type IndexFile struct {
	Path   string // "" where the index is part of the database
	Bytes  int64  // 0 while there is no file
	Behind int    // texts of the database that it has not taken in
}

package tracker

import "time"

// FeedState is what is kept about one feed between two polls.
type FeedState struct {
	Source       string
	URL          string // as the user wrote it; identifies the feed
	Address      string // where it is asked for: URL until a move is confirmed
	Moved        []Move // the changes of Address, oldest first
	ETag         string // opaque, as sent
	LastModified string // opaque, as sent
	BodySHA256   string // of the last body that was read well
	Failures     int    // in a row
	MovedTo      string // where permanent redirects led lately, not yet adopted
	Moves        int    // how often in a row they led there
	Stopped      bool   // answered 410: never asked again
	LastAsked    time.Time
	LastGood     time.Time     // last answer that was read well, 304 included
	LastNew      time.Time     // last time that an article was new
	Every        time.Duration // between polls, by the feed's own rhythm as last measured; 0: not yet known
	NextPoll     time.Time
}

// LongestPause is the longest that a server or a feed may ask to be left alone.
const LongestPause = 7 * 24 * time.Hour

// StaleAfter is the age of its newest article from which on a feed counts as one
// that nobody writes to any more.
const StaleAfter = 365 * 24 * time.Hour

// Due tells whether a feed is to be polled now. A time to come that no rule
// could have set was set by a clock that has jumped, and is not waited for.
func (s FeedState) Due(now time.Time) bool {
	return !s.Stopped && (!s.NextPoll.After(now) || s.NextPoll.After(now.Add(LongestPause+24*time.Hour)) || s.LastAsked.After(now.Add(24*time.Hour)))
}

// Move is a change of the address at which a feed is asked for.
type Move struct {
	From string    `json:"from"`
	To   string    `json:"to"`
	At   time.Time `json:"at"`
	Why  string    `json:"why"` // for a person
}

// FetchClass says how an attempt to get a feed or page ended.
type FetchClass string

// The classes of fetches; all but the first three are failures.
const (
	FetchOK          FetchClass = "ok"
	FetchUnchanged   FetchClass = "unchanged" // 304, or the same body again
	FetchEmpty       FetchClass = "empty"     // a valid feed without items
	FetchDNS         FetchClass = "dns"
	FetchConnect     FetchClass = "connect"
	FetchTLS         FetchClass = "tls"
	FetchTimeout     FetchClass = "timeout"
	FetchStatus      FetchClass = "http_status"
	FetchRateLimited FetchClass = "rate_limited"
	FetchBlocked     FetchClass = "blocked" // a challenge or consent page, 401, 403
	FetchNotFeed     FetchClass = "not_a_feed"
	FetchMalformed   FetchClass = "malformed" // nothing could be read of it
	FetchTooLarge    FetchClass = "too_large"
	FetchGone        FetchClass = "gone"       // 410
	FetchUnattended  FetchClass = "unattended" // it is asked from another place, where nobody came for it
	FetchRefused     FetchClass = "refused"    // a private address, a scheme other than http and https, robots.txt
)

// Failed tells whether nothing could be learned from the fetch.
func (c FetchClass) Failed() bool {
	return c != FetchOK && c != FetchUnchanged && c != FetchEmpty
}

// Fetch is one attempt to get a feed, and what it brought.
type Fetch struct {
	Class    FetchClass
	Status   int    // HTTP status; 0 when none arrived
	Message  string // for a person: what happened and what to do
	Place    string // from which it was asked; empty: from here
	At       time.Time
	Took     time.Duration
	Bytes    int64     // of the decoded body
	State    FeedState // to be kept, NextPoll included
	Title    string    // of the feed
	Items    []Item    // in the feed's order
	Rejected int       // items that could not be read
}

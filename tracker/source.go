package tracker

import "time"

// Kind tells what sort of outlet or institution a source is.
type Kind string

// The kinds of sources.
const (
	Official    Kind = "official"
	StateMedia  Kind = "state_media"
	Wire        Kind = "wire"
	Independent Kind = "independent"
	ThinkTank   Kind = "think_tank"
	FactChecker Kind = "fact_checker"
	OtherKind   Kind = "other"
)

// Kinds lists every kind, in the order in which they are shown.
var Kinds = []Kind{Official, StateMedia, Wire, Independent, ThinkTank, FactChecker, OtherKind}

// Source is an outlet or institution.
type Source struct {
	ID        string
	Name      string
	Kind      Kind
	Country   string   // ISO 3166-1 alpha-2
	Languages []string // ISO 639-1
	Zone      *time.Location
	Content   Content
	// Aggregator says that its feeds carry what others published: each article
	// belongs to the outlet that it names.
	Aggregator bool
	Speaker    string // for kind official: who speaks in its own voice
	Feeds      []FeedAddress
}

// FeedAddress is one feed of a source, and how to ask for it.
type FeedAddress struct {
	URL       string
	UserAgent string            // empty: Onset's own
	Headers   map[string]string // sent as given
	Every     time.Duration     // zero: by its own rhythm
}

// Content tells where the text of a source's articles is taken from.
type Content string

// The ways to get the text of articles.
const (
	ContentFeed Content = "feed" // what the feed carries
	ContentPage Content = "page" // always the page
	ContentAuto Content = "auto" // the page where the feed's text is short
)

// Speaker is a person, or a group with members.
type Speaker struct {
	ID      string
	Name    string
	Aliases []string
	Roles   []Role
	Members []string // ids; a group has at least one
}

// Role is an office, with the days it was held; a zero day is open-ended.
type Role struct {
	Title    string
	From, To Day
}

// Group tells whether the speaker stands for others.
func (s Speaker) Group() bool { return len(s.Members) > 0 }

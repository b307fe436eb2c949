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
	// From names the places from which it is asked, see package feeds/afar; none:
	// from here. Feeds and texts are taken from the first; pages are compared with
	// what the others see.
	From []string
}

// Here is the place of the daemon itself, as a rules file names it.
const Here = "here"

// Place is from where feeds and texts of the source are taken; empty: from here.
func (s Source) Place() string {
	if len(s.From) == 0 {
		return ""
	}
	return PlaceOf(s.From[0])
}

// PlaceOf is a place as it is kept with what was seen from it: "" for Here.
func PlaceOf(name string) string {
	if name == Here {
		return ""
	}
	return name
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

package tracker

import "time"

// Part names the part of an article that offsets count in.
type Part string

// The parts of an article.
const (
	Title Part = "title"
	Body  Part = "text"
)

// Span is a half-open range of byte offsets into a UTF-8 text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlap returns how many bytes s and t share.
func (s Span) Overlap(t Span) int { return max(0, min(s.End, t.End)-max(s.Start, t.Start)) }

// DateClaim is one statement of when an article was published.
type DateClaim struct {
	From  string `json:"from"`           // provenance: "rss:pubDate", "page:json-ld", "import", "url"
	Raw   string `json:"raw"`            // as written
	Stamp Stamp  `json:"stamp"`          // as understood; zero when not understood
	Told  bool   `json:"told,omitempty"` // the zone was told with the dates: that of the outlet does not matter
	Flag  string `json:"flag,omitempty"` // what is wrong with it or was assumed, for people: "future", "epoch", "zone assumed: Europe/Kyiv"
}

// Rung tells by what an article is identified, strongest first.
type Rung string

// The identity ladder.
const (
	ByURL  Rung = "url"
	ByGUID Rung = "guid"
	ByHash Rung = "hash" // of title and date
)

// Depth tells how much of an article a text holds.
type Depth string

// The depths of a text.
const (
	TitleOnly Depth = "title"
	Excerpt   Depth = "excerpt"
	FullText  Depth = "full"
)

// Cause tells why a revision exists.
type Cause string

// The causes of a revision.
const (
	First       Cause = "first"
	Edit        Cause = "edit"        // the outlet changed the text
	Fuller      Cause = "fuller"      // more of the same text was fetched
	Reextracted Cause = "reextracted" // the extractor, not the outlet, changed
)

// Item is an article as a feed, a page or an import line gives it, before it
// is known whether it is stored already.
type Item struct {
	Key       string // identity within its source, by Rung
	Rung      Rung
	URL       string // canonical; empty when there is none
	GUID      string
	Title     string // clean text
	Text      string // clean text, paragraphs separated by a blank line
	Language  string // as declared; empty when unknown
	Author    string
	Publisher Publisher   // of an aggregate feed: whose article it is; else zero
	Published []DateClaim // best first
	Depth     Depth
	Method    string // how Text was got: "feed:content", "feed:summary", "page:readability+trim", "import"
	SHA256    string // of the raw bytes, lower-case hex
	Seen      time.Time
	Place     string    // from which Text was seen; empty: from here
	Answers   []*Answer // of the servers that text and dates were read out of; nil for imports
}

// Publisher is the outlet that an item of an aggregate feed names.
type Publisher struct {
	Name string
	URL  string // of its site; may be empty
}

// Article is one page of one source.
type Article struct {
	ID        int64
	Source    string
	Key       string
	Rung      Rung
	URL       string
	Title     string
	Language  string
	Published Stamp
	From      string // provenance of Published
	Seen      time.Time
}

// Revision is one text of an article.
type Revision struct {
	ID      int64
	Article int64
	Number  int // 1 for the first
	Cause   Cause
	Depth   Depth
	Method  string
	SHA256  string
	Fetched time.Time
	Place   string // from which it was seen; empty: from here
	Title   string
	Text    string
}

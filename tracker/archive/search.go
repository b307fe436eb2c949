package archive

import (
	"errors"
	"time"

	"onset/tracker"
	"onset/tracker/query"
)

// Search is a question to the archive in the rule language.
type Search struct {
	Expr   *query.Expr
	Within tracker.Within      // "" is the article
	Groups map[string][]string // speaker → the groups it counts for; may be nil
	Limit  int                 // hits at most; 0: 20
	After  int64               // cursor: the last page's Next
	Time   time.Duration       // after which it stops with what it has; 0: no limit
}

// Results is a page of hits, newest first: by the time of publication, or
// of seeing where nobody says when. What was published in one minute comes in
// the order of recording, the latest first.
type Results struct {
	Hits    []Hit
	Next    int64 // cursor for Search.After; 0 at the end
	Stopped bool  // the time limit came before the end or the full page
	Looked  int   // articles that were read
}

// Hit is an article for which the expression holds.
type Hit struct {
	Article  // without Claims and Mentions
	Hits     []query.Hit
	Snippets []Snippet // of the first hits
}

// HitRow is the JSON of a hit that other programs rely on: the command line and the
// API write the same.
type HitRow struct {
	Article  int64              `json:"article_id"`
	Source   string             `json:"source"`
	Ref      tracker.ArticleRef `json:"article"`
	At       tracker.Stamp      `json:"published_at"`
	Seen     time.Time          `json:"seen_at,omitzero"`
	Language string             `json:"language"`
	Revision int64              `json:"revision"`
	Snippets []Snippet          `json:"snippets"`
}

// HitPage is the JSON of a page of hits.
type HitPage struct {
	Hits    []HitRow `json:"hits"`
	Next    int64    `json:"next"` // cursor of the next page; 0 at the end
	Stopped bool     `json:"stopped"`
	Looked  int      `json:"-"` // articles that were read
}

// Page returns the hits as other programs read them.
func (r Results) Page() HitPage {
	out := HitPage{Hits: make([]HitRow, len(r.Hits)), Next: r.Next, Stopped: r.Stopped, Looked: r.Looked}
	for i, h := range r.Hits {
		out.Hits[i] = HitRow{Article: h.ID, Source: h.Source, Ref: tracker.ArticleRef{URL: h.URL, Title: h.Title}, At: h.Published,
			Seen: h.Seen, Language: h.Language, Revision: h.Revision, Snippets: tracker.OrEmpty(h.Snippets)}
	}
	return out
}

// ErrTooWide is returned for an expression of which the index knows no part.
var ErrTooWide = errors.New("the search has no word that the index could look up: add a word, a phrase or a prefix of two letters beside the fields and regular expressions")

// ErrIndexBehind is returned while the search index of a machine takes in what the
// database has that it has not: what was found would not be all.
var ErrIndexBehind = errors.New("the search index of this machine has not taken in all texts of the database yet; ask again later")

// Snippet is a stretch of an article around a hit.
type Snippet struct {
	Part  tracker.Part   `json:"part"`
	Start int            `json:"start"` // of Text in the part, in bytes
	Text  string         `json:"text"`  // a sentence, or the part of a long one around its first mark
	Marks []tracker.Span `json:"marks"` // matched words, in Text
	Cut   bool           `json:"-"`     // Text is not the whole sentence
}

// Survey counts the articles for which an expression holds. Where its time was
// over first, it counts the newest ones, back to Back.
type Survey struct {
	Articles  int
	Days      map[tracker.Day]int // published, or seen where nobody says when
	Sources   map[string]int
	Languages map[string]int
	Speakers  map[string]int // of the rules file, to whom a talking point in these articles is attributed
	Looked    int            // articles that were read
	Stopped   bool           // the time was over first
	Back      tracker.Day    // the day that was looked at last
	Most      int            // where it stopped: there are no more articles than these, by the index; 0: it can't tell
}

package archive

import (
	"context"
	"errors"
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// Batch is all that one feed, or one stretch of an import, brings.
type Batch struct {
	Source string         // id; unknown ones are added with kind "other"
	Fetch  *tracker.Fetch // nil for imports; its Items are what the feed listed, known or not
	Items  []ReadItem     // those that are to be stored: new, edited, fuller

	Name    string // of a source that is not known yet; empty: its id
	ByQuery bool   // the articles of an outlet as a query of an aggregator showed them, or that query itself

	Import   string // names the import run; empty when observed. Imported history never alerts.
	Replayed bool   // under a simulated clock
	// FoldLater leaves the events to a Fold at the end of the round, so that what
	// several batches move is one correction.
	FoldLater bool
	// Retroactive says that the rules are younger than the articles.
	Retroactive bool

	// Rules is the hash of the rules file that the items were read by; "" is not
	// looked at. Where another one is in force by then, nothing is stored.
	Rules string
	// Before is called in the transaction before anything of the batch is written,
	// when nobody else can write: it sees what all others have recorded. It may be
	// called again when the transaction is. nil does nothing.
	Before func(context.Context) error
}

// ErrOtherRules is returned when somebody works by another rules file than the one in
// force.
var ErrOtherRules = errors.New("other rules are in force by now")

// Peer is a daemon that works on an archive, maybe with others.
type Peer struct {
	ID    string
	Host  string // its machine and process
	Rules string // hash of its rules file
	Leads bool

	// As others see it.
	Until    time.Time // when it is taken for gone unless it is heard of before
	Outdated bool      // other rules than its own are in force
}

// Claim asks for feeds that are due, of sites that no other daemon has.
type Claim struct {
	Holder string
	Sites  map[string]string // by the address of each feed that may be taken
	Done   []string          // sites that are given back
	Most   int               // sites
	For    time.Duration     // after which a site is free again, unless it is held on to
}

// ReadItem is an item with all that was read out of it.
type ReadItem struct {
	tracker.Item
	Cause   tracker.Cause // empty: first, edit or fuller, as the store finds
	Mark    int64         // Known.Mark of the item as the feed gave it; 0 when it was not given shorter
	Aliases []string      // other keys under which the article may be met again
	Reading tracker.Reading
	Reader  int    // version of the reader
	Origin  string // articles that share their text; empty: its own
	// Utterances names the occasion of speech of each of Reading.Mentions; may
	// be nil or hold empty names.
	Utterances []string
	// Recheck is when the page is to be looked at again; zero: never, or as said
	// before. ETag and LastModified are those of its last answer.
	Recheck            time.Time
	ETag, LastModified string
	// TitleText and BodyText are the analysed texts for the full-text index; nil is
	// analysed here.
	TitleText, BodyText *text.Text
}

// Recorded says what a batch changed.
type Recorded struct {
	New, Edited, Fuller, Same int
	Mentions                  int             // recorded anew
	Articles                  []int64         // of the items, in their order; 0 where nothing is stored
	Events                    []tracker.Event // recorded anew, corrections included
	Gap                       *tracker.Gap    // a stretch that this fetch shows to be unobserved
}

// Add adds what another batch changed.
func (r *Recorded) Add(o Recorded) {
	r.New, r.Edited, r.Fuller, r.Same, r.Mentions = r.New+o.New, r.Edited+o.Edited, r.Fuller+o.Fuller, r.Same+o.Same, r.Mentions+o.Mentions
	r.Articles, r.Events = append(r.Articles, o.Articles...), append(r.Events, o.Events...)
	if o.Gap != nil {
		r.Gap = o.Gap
	}
}

// State tells what an item is, compared with what is stored.
type State string

// The states of an item.
const (
	New    State = "new"
	Same   State = "same"   // nothing changed but white space
	Edited State = "edited" // what the outlet gives at this depth differs from what it gave
	Fuller State = "fuller" // more of the text than was stored
)

// Stored is what of an article decides about an item of it. A mark stands for a
// title and text.
type Stored struct {
	Text, Feed int64 // marks of the latest revision, and of what the feed gave last
	Depth      tracker.Depth
}

// Given tells what an item is as its feed gives it: it is compared with the text
// and, where that came from the page, with what the feed gave before.
func (s Stored) Given(depth tracker.Depth, mark int64) State {
	switch {
	case mark == s.Feed, mark == s.Text:
		return Same
	case depthRank[depth] < depthRank[s.Depth] && s.Feed == s.Text:
		return Same // the first time that the feed gives less than is stored
	case depthRank[depth] > depthRank[s.Depth]:
		return Fuller
	}
	return Edited
}

// Read tells what an item is once it was read, when its text may be deeper than what
// the feed gave. A text that is shallower than the stored one never replaces it.
func (s Stored) Read(depth tracker.Depth, mark int64) State {
	switch {
	case mark == s.Text, depthRank[depth] < depthRank[s.Depth]:
		return Same
	case depthRank[depth] > depthRank[s.Depth]:
		return Fuller
	}
	return Edited
}

// depthRank orders depths.
var depthRank = map[tracker.Depth]int{tracker.TitleOnly: 1, tracker.Excerpt: 2, tracker.FullText: 3}

// Known is what the store knows of an item.
type Known struct {
	State     State
	Mark      int64             // of the item as given; hand it back in ReadItem.Mark
	Article   int64             // 0 when new
	Previous  *tracker.Revision // latest text, for items that are edited or fuller
	Published tracker.Stamp     // of the article, for the same
}

// WalkRun names the import runs of a walk from an address: what follows it tells
// them apart.
func WalkRun(address string) string { return "backfill " + address + " " }

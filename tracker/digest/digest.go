package digest

import (
	"time"

	"onset/tracker"
	"onset/tracker/refute"
)

// Digest is a day as it is told. Its JSON is what other programs rely on.
type Digest struct {
	Day      tracker.Day   `json:"day"`
	Timezone string        `json:"timezone"`
	Clock    tracker.Clock `json:"clock"`
	From     time.Time     `json:"from"` // the window, half open
	To       time.Time     `json:"to"`
	Status   string        `json:"status"` // the first line
	Quiet    bool          `json:"quiet"`  // nothing new

	Corrections []Entry     `json:"corrections"`
	Shifts      []Entry     `json:"shifts"`
	Turns       []Entry     `json:"turns"` // who says now what they denied before, or the other way
	New         []Entry     `json:"new"`
	LearnedLate []Entry     `json:"learned_late"`
	NowTracked  []Entry     `json:"now_tracked"`
	Returned    []Entry     `json:"returned"`
	ToConfirm   []Entry     `json:"to_confirm,omitempty"` // held back: what a person has to confirm before it is told
	Carried     []Carried   `json:"carried"`
	Emerging    []Candidate `json:"emerging"`              // lines
	MaybeLines  []Candidate `json:"maybe_lines,omitempty"` // held back: what a person has to decide about
	Subjects    []Candidate `json:"subjects"`              // events that are told by many, the best few
	Learning    *Learning   `json:"learning"`
	Feeds       Health      `json:"feeds"`
	Articles    int         `json:"articles"`
	Unread      int         `json:"unread"` // of these, whose page should have been read and was not
	Archive     Archive     `json:"archive"`
	Gone        []Entry     `json:"gone,omitempty"` // told by a digest sent before, not by this one
	Matters     string      `json:"matters"`        // whether the day matters; empty when not known
	Before      []int       `json:"before"`         // lines that were new or back on each of the days before
	More        int         `json:"more"`           // entries that its text leaves out

	whole  bool   // its text leaves out nothing
	called string // what its commands begin with; empty: the name of the program
}

// Entry is one talking point (or, of a shift, one narrative) that is news.
type Entry struct {
	Narrative    string             `json:"narrative"`
	TalkingPoint string             `json:"talking_point"` // empty for a shift
	Title        string             `json:"title"`
	Event        string             `json:"event"`               // id of the headline
	Mention      string             `json:"mention,omitempty"`   // that proves it
	State        tracker.State      `json:"state,omitempty"`     // of a first
	Confirmed    *tracker.Judgement `json:"confirmed,omitempty"` // by whom its sentence was, and when
	Ask          bool               `json:"ask,omitempty"`       // held back because something older was found that a person has to look at
	Grounds      []tracker.Ground   `json:"grounds,omitempty"`   // why it is doubtful, or what speaks for it
	Who          string             `json:"who"`                 // said it: speakers, else the outlet
	Cite         string             `json:"cite"`                // who, when and where, to stand beside the sentence in a note
	Kind         tracker.EventKind  `json:"kind"`
	Scope        tracker.Scope      `json:"scope"`
	At           tracker.Moment     `json:"at"`
	PublishedAt  tracker.Stamp      `json:"published_at"`
	Source       string             `json:"source"`
	Hand         tracker.Hand       `json:"hand,omitempty"`
	Coverage     *tracker.Coverage  `json:"coverage"`
	NearestOlder *Older             `json:"nearest_older"`
	Refuted      *refute.Attempt    `json:"refuted,omitempty"` // what an attempt to refute it found
	Folded       []string           `json:"folded"`            // ids of the narrower events
	Lines        []string           `json:"lines"`             // the entry in words
	Sentence     string             `json:"sentence"`
	Article      tracker.ArticleRef `json:"article"`
	Since        string             `json:"since,omitempty"` // against a digest sent before: added, changed
	Then         []string           `json:"then,omitempty"`  // of a changed one: the lines that were told otherwise
}

// Carried is a talking point that went on.
type Carried struct {
	Narrative    string             `json:"narrative"`
	TalkingPoint string             `json:"talking_point"`
	Title        string             `json:"title"`
	FirstSaid    *tracker.Moment    `json:"first_said"`
	FirstSeen    *tracker.Moment    `json:"first_seen"`
	Utterances   int                `json:"utterances"`
	Origins      int                `json:"origins"`
	Sources      int                `json:"sources"`
	Articles     int                `json:"articles"`
	Usual        *float64           `json:"usual"`    // times a day in the 30 days before; null unknown
	Speakers     []string           `json:"speakers"` // names of who said it today
	Outlets      []string           `json:"outlets"`  // names of the sources that had it today
	Change       string             `json:"change"`   // what is different today; empty when nothing
	Sentence     string             `json:"sentence"`
	Source       string             `json:"source"`
	Article      tracker.ArticleRef `json:"article"`
}

// Health sums up the feeds.
type Health struct {
	Total   int    `json:"total"` // that were ever asked
	Good    int    `json:"good"`
	Unasked int    `json:"unasked"` // in the rules, but never asked: not in total
	Trouble []Feed `json:"trouble"`
}

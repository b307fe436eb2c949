package tracker

import "time"

// State says how far people vouch for a first. It is no part of what the event is:
// the event keeps its id when its state changes.
type State string

// The states of a first.
const (
	// StateConfirmed is that of a first whose sentence a person confirmed. Whether
	// anything is earlier nobody checked.
	StateConfirmed   State = "confirmed"
	StateUnconfirmed State = "unconfirmed"
	// StateDoubtful is that of a first that leaves the machine only when a person
	// has confirmed it.
	StateDoubtful State = "doubtful"
)

// Ground is why a first is doubtful, or what speaks for one.
type Ground struct {
	Reason     string  `json:"reason"`
	Mention    string  `json:"mention,omitempty"`    // the judged one that its sentence resembles, or the earlier one
	Sentence   string  `json:"sentence,omitempty"`   // of that
	Similarity float64 `json:"similarity,omitempty"` // from 0 to 1
	Right      int     `json:"right,omitempty"`      // of a weak rule: confirmed ones among
	Checked    int     `json:"checked,omitempty"`    // so many that people judged
}

// The reasons of a ground.
const (
	UnsureSpeaker = "unsure_speaker" // the text leaves open whose words they are
	AllegedHand   = "alleged"        // somebody accuses the speaker of saying it
	LikeRejected  = "like_rejected"  // its sentence resembles one that a person rejected
	WeakRule      = "weak_rule"      // of the mentions of its rule that people checked most were wrong
	// EarlierDoubtful is that of a first, or of a turn, which is none if an earlier one,
	// doubtful for its speaker alone, is confirmed.
	EarlierDoubtful = "earlier_doubtful"
	LikeConfirmed   = "like_confirmed" // its sentence resembles one that a person confirmed: no doubt
)

// Doubts tells whether a ground makes a first doubtful.
func (g Ground) Doubts() bool { return g.Reason != LikeConfirmed }

// Judgement says who decided something, and when.
type Judgement struct {
	Who string    `json:"who"`
	At  time.Time `json:"at"`
}

package archive

import (
	"errors"
	"time"

	"onset/tracker"
	"onset/tracker/refute"
)

// ErrNotFound is returned where nothing has the id or address asked for.
var ErrNotFound = errors.New("nothing stored has this id or address")

// Chain is why something is believed: from an event, if it began with one, to
// the sentence, its text, how that was fetched, the rule that took it, and what
// people decided.
type Chain struct {
	Event    *tracker.Event
	Believed []tracker.Event // what stood for the same scope before, and corrections; oldest first
	Mention  *tracker.Witness
	Versions []MentionVersion // of the mention, oldest first
	Article  *Dossier
	Revision *tracker.Revision
	Fetch    *FetchRow
	Rule     *RuleVersion // nil where a person marked the sentence and no rule took it
	Verdicts []Verdict    // undone ones too, oldest first
	Notes    []Note
	Refuted  *refute.Attempt // what an attempt to refute the event finds now; nil where none was made
}

// MentionVersion is one stretch of time in which a mention was believed in one form.
type MentionVersion struct {
	Rule       string                 `json:"rule"` // empty while a person had marked it and no rule took it
	Speakers   []tracker.ClaimSpeaker `json:"speakers"`
	Said       *tracker.Said          `json:"said"`
	Removed    bool                   `json:"removed"`
	Recorded   time.Time              `json:"recorded_at"`
	Superseded time.Time              `json:"superseded_at,omitzero"` // zero when it stands
}

// RuleVersion is a rule as it was when it took a mention.
type RuleVersion struct {
	Point                tracker.TalkingPoint
	Recorded, Superseded time.Time
}

// FetchRow is a row of the log.
type FetchRow struct {
	Feed             string
	At               time.Time
	Class            tracker.FetchClass
	Status           int
	Message          string
	Took             time.Duration
	Bytes            int64
	Items, New, Lost int
}

package timeline

import (
	"encoding/json"
	"fmt"
	"time"

	"onset/tracker"
)

// First is the detail of first_said, first_seen and debunked: the basis of the
// date in fields.
type First struct {
	Source          string    `json:"source_name"`
	Hand            string    `json:"hand"`                   // primary, quoted, summarised, relayed, alleged
	PassedOnBy      []string  `json:"passed_on_by,omitempty"` // who passes the words on, outermost first, for people
	DateBasis       string    `json:"date_basis"`             // explicit, relative, inherited; published, seen
	Speaker         string    `json:"speaker"`                // named, group, unknown, none (the outlet speaks)
	SpeakerNames    []string  `json:"speaker_names"`          // for people
	Via             string    `json:"via,omitempty"`          // "debunk": reported by someone who refutes it; "edit": an edit brought it
	Cue             string    `json:"cue,omitempty"`          // the words that gave the date
	Novelty         string    `json:"novelty,omitempty"`      // new, repeated, continued: what the text itself says
	NoveltyCue      string    `json:"novelty_cue,omitempty"`  // its words
	AppearedEarlier *Earlier  `json:"appeared_earlier"`       // first_said, overall: it had appeared before that day
	HeldBack        *Earlier  `json:"held_back,omitempty"`    // an earlier one, which is doubtful
	Contested       *Earlier  `json:"contested,omitempty"`    // order unknown: it may have appeared there before
	MaybeEarlier    []Earlier `json:"maybe_earlier"`          // sayings that may be older but date nothing; first of each speaker
	AlsoUsedBy      []Earlier `json:"also_used_by"`           // speakers that the rule does not name; first of each
	Unread          []Earlier `json:"unread,omitempty"`       // overall: matches before it in languages for which nobody can tell who says what; first of each
}

// Earlier points to a witness beside the one that dates an event.
type Earlier struct {
	Mention   string            `json:"mention"`
	Speaker   string            `json:"speaker_id,omitempty"` // empty when none of the file
	Name      string            `json:"speaker"`
	Source    string            `json:"source"`
	From      tracker.Day       `json:"from"` // of what was said; unknown when only its end is
	To        tracker.Day       `json:"to"`
	Cue       string            `json:"cue,omitempty"`
	Precision tracker.Precision `json:"precision,omitempty"`
	Certain   bool              `json:"certain"`            // it ends before the event begins
	Published tracker.Day       `json:"published"`          // unknown when nobody says
	Since     tracker.Day       `json:"published_since"`    // first day on which it may have been published; unknown when nothing bounds it
	Assumed   *tracker.Assumed  `json:"assumed,omitempty"`  // of its published date
	Language  string            `json:"language,omitempty"` // of an unread one
}

// Adoption is the detail of adopted.
type Adoption struct {
	Source        string      `json:"source_name"`
	Confirmed     bool        `json:"confirmed"`      // by a person
	ReportedSince tracker.Day `json:"reported_since"` // unknown when the source asserted it at once
	Reported      string      `json:"reported_mention,omitempty"`
}

// Change is the detail of edited_in, edited_out and withdrawn.
type Change struct {
	Source  string    `json:"source_name"`
	At      time.Time `json:"at"`      // when the changed page was fetched
	Article int64     `json:"article"` // whose page changed
}

// Value is what an event said before a correction.
type Value struct {
	Event       string                 `json:"event"`
	Kind        tracker.EventKind      `json:"kind"`
	At          tracker.Moment         `json:"at"`
	Published   tracker.Day            `json:"published"`
	Source      string                 `json:"source"`
	Speakers    []tracker.ClaimSpeaker `json:"speakers"`
	Names       []string               `json:"speaker_names"`
	Mention     string                 `json:"mention"`
	Baseline    bool                   `json:"baseline"`
	Retroactive bool                   `json:"retroactive"`
	Imported    bool                   `json:"imported"`
	RecordedAt  time.Time              `json:"recorded_at"`
	Words       string                 `json:"words"`
}

// Revised is the detail of a correction. New is nil when nothing stands any
// more in place of what was told.
type Revised struct {
	Of    tracker.EventKind `json:"of"`
	Cause string            `json:"cause"`
	Moved []string          `json:"moved"` // date, speaker, retracted
	New   *Value            `json:"new"`
	// Held is, where New is nil, the first that would take the place and is held back
	// until a person confirms it.
	Held *Value `json:"held,omitempty"`
}

// marshal encodes a detail; the structs of this package always can be.
func marshal(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("timeline: encoding a detail of type %T: %v", v, err))
	}
	return b
}

// Detail decodes the detail of an event into a struct of this package.
func Detail[T any](e tracker.Event) (T, error) {
	var v T
	if len(e.Detail) == 0 {
		return v, fmt.Errorf("event %s of kind %s has no detail", e.ID, e.Kind)
	}
	if err := json.Unmarshal(e.Detail, &v); err != nil {
		return v, fmt.Errorf("reading the detail of event %s of kind %s: %w", e.ID, e.Kind, err)
	}
	return v, nil
}

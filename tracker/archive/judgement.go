package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Passage is a sentence that a person marked as a mention because no rule took
// it, as the value of a verdict holds it: with all that finds it again in
// another copy of the archive.
type Passage struct {
	Source       string                 `json:"source"`
	Article      string                 `json:"article"` // its key within the source
	Narrative    string                 `json:"narrative"`
	TalkingPoint string                 `json:"talking_point"`
	Part         tracker.Part           `json:"part"`
	Text         string                 `json:"text"` // the sentence
	Hits         []tracker.Span         `json:"hits"` // the words that say it, within Text; may be empty
	Speakers     []tracker.ClaimSpeaker `json:"speakers"`
	Form         tracker.Form           `json:"form"`
	Stance       tracker.Stance         `json:"stance"`
	Treatment    tracker.Treatment      `json:"treatment"`
	Said         *tracker.Said          `json:"said"`
	Novelty      *tracker.Novelty       `json:"novelty,omitempty"`
	Utterance    string                 `json:"utterance,omitempty"` // of a mention that is the same occasion; empty: its own
}

// ID returns the id of the mention that the passage is: the same as if a rule
// had taken it.
func (p Passage) ID() string {
	return tracker.MentionID(p.Source, p.Article, p.Narrative, p.TalkingPoint, p.Part, p.Text)
}

// ErrMarked is returned for a passage that is a mention already.
var ErrMarked = errors.New("the sentence is a mention of this talking point already")

// ErrNowhere is returned for a passage that stands in no stored text, or
// belongs to no talking point in force.
var ErrNowhere = errors.New("the passage can't be marked")

// PassageOf reads the passage of a verdict and names its mention.
func PassageOf(v *Verdict) (Passage, error) {
	var p Passage
	if err := json.Unmarshal(v.Value, &p); err != nil {
		return p, fmt.Errorf("the passage to add: %w", err)
	}
	if p.Part != tracker.Title && p.Part != tracker.Body || strings.TrimSpace(p.Text) == "" {
		return p, fmt.Errorf("%w: it needs a sentence, and the part of the article that it stands in (title or text)", ErrNowhere)
	}
	if v.Mention == "" {
		v.Mention = p.ID()
	}
	if v.Mention != p.ID() {
		return p, fmt.Errorf("%w: its id is %s, not %s", ErrNowhere, p.ID(), v.Mention)
	}
	return p, nil
}

// Over lays what the person said of a passage over a witness.
func (p Passage) Over(w *tracker.Witness) {
	w.Verdict = timeline.Confirmed
	w.Speakers, w.Form, w.Stance, w.Treatment, w.Said = p.Speakers, p.Form, p.Stance, p.Treatment, p.Said
}

// Note is what a person wrote about something that has an id.
type Note struct {
	About    string    `json:"about"`
	Who      string    `json:"who"`
	Text     string    `json:"text"`
	Recorded time.Time `json:"recorded_at"`
	Kind     string    `json:"kind,omitempty"` // Reported, or "" for a remark
}

// Reported is the kind of a note that names where something was used.
const Reported = "reported"

// Verdict is what a person decided about a mention.
type Verdict struct {
	Mention    string          `json:"mention"`
	Action     string          `json:"action"`          // reject, confirm, add, speaker, stance, treatment, said, undo
	Value      json.RawMessage `json:"value,omitempty"` // add: Passage; speaker: [{id, text}]; stance, treatment: a string; said: tracker.Said or null
	Who        string          `json:"who"`
	Why        string          `json:"why"`
	Recorded   time.Time       `json:"recorded_at"`
	Superseded *time.Time      `json:"superseded_at,omitempty"`
	// Seen is how many verdicts on the mention its author knew of; nil where
	// nobody can say. A contrary one beyond these refuses it.
	Seen *int `json:"-"`
}

// Moved is what a verdict or a rematch does to the timeline.
type Moved struct {
	Before, After tracker.Witness // the mention, for a verdict; nothing is before a passage that is added
	Changes       timeline.Changes
	Removed       []tracker.Event // those superseded, as they stood
}

// Check refuses a verdict that could not be applied.
func (v Verdict) Check() error {
	var w tracker.Witness
	switch v.Action {
	case Reject, Confirm, Undo:
		return nil
	case Add, SetSpeaker, SetStance, SetTreatment, SetSaid:
		if len(v.Value) == 0 {
			return fmt.Errorf("a verdict on the %s of a mention needs a value", v.Action)
		}
	default:
		return fmt.Errorf("unknown verdict %q: want reject, confirm, add, speaker, stance, treatment, said or undo", v.Action)
	}
	if v.Action == Add {
		if _, err := PassageOf(&v); err != nil {
			return err
		}
	}
	if err := v.Over(&w); err != nil {
		return fmt.Errorf("the value of the verdict: %w", err)
	}
	switch {
	case (v.Action == SetStance || v.Action == Add) && !slices.Contains(tracker.Stances, w.Stance):
		return fmt.Errorf("unknown stance %q: want one of %v", w.Stance, tracker.Stances)
	case (v.Action == SetTreatment || v.Action == Add) && !slices.Contains(tracker.Treatments, w.Treatment):
		return fmt.Errorf("unknown treatment %q: want one of %v", w.Treatment, tracker.Treatments)
	}
	return nil
}

// The actions of a verdict.
const (
	Reject       = "reject"
	Confirm      = "confirm"
	Add          = "add" // a passage that no rule took
	SetSpeaker   = "speaker"
	SetStance    = "stance"
	SetTreatment = "treatment"
	SetSaid      = "said"
	Undo         = "undo"
)

func (v Verdict) judgement() tracker.Judgement {
	return tracker.Judgement{Who: v.Who, At: v.Recorded}
}

// Over lays a verdict over a witness.
func (v Verdict) Over(w *tracker.Witness) error {
	switch v.Action {
	case Reject:
		w.Verdict, w.Judged = timeline.Rejected, v.judgement()
	case Confirm:
		w.Verdict, w.Judged = timeline.Confirmed, v.judgement()
	case Add:
		var p Passage
		if err := json.Unmarshal(v.Value, &p); err != nil {
			return err
		}
		p.Over(w)
		w.Judged = v.judgement()
	case SetSpeaker:
		w.Speakers = nil
		if err := json.Unmarshal(v.Value, &w.Speakers); err != nil {
			return err
		}
		if len(w.Speakers) > 0 && w.Form == tracker.OwnVoice {
			w.Form = tracker.Indirect
		}
	case SetStance:
		w.Stance = tracker.Stance(strings.Trim(string(v.Value), `"`))
	case SetTreatment:
		w.Treatment = tracker.Treatment(strings.Trim(string(v.Value), `"`))
	case SetSaid:
		w.Said = nil
		return json.Unmarshal(v.Value, &w.Said)
	}
	return nil
}

// SaidOn is a said date as a person gives it.
func SaidOn(from, to tracker.Day) *tracker.Said {
	return &tracker.Said{From: from, To: to, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "review", Rule: "review"}
}

// ParseSaid reads what a person says of a said date: DAY, DAY..DAY, or unknown, which
// is nil.
func ParseSaid(value string) (*tracker.Said, error) {
	if value == "unknown" {
		return nil, nil
	}
	first, last, span := strings.Cut(value, "..")
	if !span {
		last = first
	}
	from, err := tracker.ParseDay(first)
	if err != nil {
		return nil, err
	}
	to, err := tracker.ParseDay(last)
	if err != nil {
		return nil, err
	}
	if to < from {
		return nil, fmt.Errorf("%s: write a day, or DAY..DAY with the earlier one first", value)
	}
	return SaidOn(from, to), nil
}

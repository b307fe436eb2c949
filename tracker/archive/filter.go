package archive

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// Selects tells of an event in memory what the clause of events tells of a row;
// a test holds them together.
func (f Filter) Selects(e *tracker.Event) bool {
	at := &e.At
	switch {
	case !f.All && f.AsOf.IsZero() && e.SupersededAt != nil,
		!f.AsOf.IsZero() && e.RecordedAt.After(f.AsOf),
		!f.AsOf.IsZero() && !f.All && e.SupersededAt != nil && !e.SupersededAt.After(f.AsOf),
		f.Narrative != "" && e.Narrative != f.Narrative,
		f.TalkingPoint != "" && e.TalkingPoint != f.TalkingPoint,
		f.Source != "" && e.Source != f.Source,
		f.Speaker != "" && !f.saidIn(e),
		len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind),
		len(f.Scopes) > 0 && !slices.Contains(f.Scopes, e.Scope.Kind),
		!f.RecordedFrom.IsZero() && e.RecordedAt.Before(f.RecordedFrom),
		f.Since != 0 && at.To < f.Since,
		f.Until != 0 && (cmp.Or(at.From, at.To) > f.Until || cmp.Or(at.From, at.To) == 0):
		return false
	}
	return true
}

func (f Filter) saidIn(e *tracker.Event) bool {
	if e.Scope.Kind == tracker.BySpeaker && e.Scope.ID == f.Speaker {
		return true
	}
	return slices.ContainsFunc(e.Speakers, func(s tracker.ClaimSpeaker) bool {
		return s.ID != "" && strings.Contains(" "+s.ID+" ", " "+f.Speaker+" ")
	})
}

// Then returns an event as it was known at the instant that f asks for.
func (f Filter) Then(e *tracker.Event) *tracker.Event {
	if e.SupersededAt == nil || f.AsOf.IsZero() || !e.SupersededAt.After(f.AsOf) {
		return e
	}
	past := *e
	past.SupersededAt = nil // nobody knew then
	return &past
}

// MentionPage is a stretch of mentions, newest first by published.
type MentionPage struct {
	Mentions []tracker.Witness
	Next     int64 // cursor for Filter.After; 0 at the end
}

// Passes applies what a verdict may have changed.
func (f Filter) Passes(w tracker.Witness) bool {
	switch {
	case f.Speaker != "" && !slices.ContainsFunc(w.Speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == f.Speaker }),
		f.Form != "" && w.Form != f.Form,
		f.Stance != "" && w.Stance != f.Stance,
		f.Treatment != "" && w.Treatment != f.Treatment,
		f.Verdict == "none" && w.Verdict != "",
		f.Verdict != "" && f.Verdict != "none" && w.Verdict != f.Verdict:
		return false
	}
	return true
}

// Course is how far what is known of the mentions of a talking point has come: as
// long as Altered is the same, mentions after Last are all that is new.
type Course struct {
	Altered int64 // counts up
	Last    int64 // the newest mention; 0 when there is none
}

// Filter selects events or mentions. The zero Filter selects all that stand.
type Filter struct {
	Narrative    string
	TalkingPoint string
	Source       string
	Speaker      string              // said by, or the scope of an event
	Kinds        []tracker.EventKind // events only
	Scopes       []tracker.ScopeKind // events only
	Since, Until tracker.Day         // inclusive; events by their own clock, mentions by published
	AsOf         time.Time           // what was believed at that instant; zero is now
	All          bool                // superseded ones too
	RecordedFrom time.Time           // inclusive

	Article    int64 // mentions only, as all below
	SourceKind tracker.Kind
	Language   string // of the article
	Form       tracker.Form
	Stance     tracker.Stance
	Treatment  tracker.Treatment
	Verdict    string    // confirmed, rejected, or "none"
	Before     time.Time // recorded before
	Limit      int       // 0: no limit
	After      int64     // cursor: the last page's Next
	Skip       int       // rows of the list before the first that is returned
}

// IDs are the ids by which what is stored can be asked for.
type IDs struct {
	Narratives, Points, Sources, Speakers []string // Points as narrative/id
}

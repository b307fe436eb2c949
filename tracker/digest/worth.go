package digest

import (
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// atOnce says of each kind which of its events are worth a notice; those of a
// kind that it lacks wait for the digest.
var atOnce = map[tracker.EventKind]func(tracker.Event) bool{
	tracker.FirstSaid:  func(e tracker.Event) bool { return overall(e) && e.Supersedes == "" },
	tracker.FirstSeen:  func(e tracker.Event) bool { return overall(e) && e.Supersedes == "" },
	tracker.Shift:      always,
	tracker.Turn:       always,
	tracker.Joined:     func(tracker.Event) bool { return false }, // how much was heard of the speaker the digest looks up
	tracker.Resurgence: overall,
	tracker.Surge:      always,
	tracker.Spread:     always,
	tracker.Adopted:    always,
	tracker.Faded:      always,
	tracker.Debunked:   always,
	tracker.EditedIn:   always,
	tracker.EditedOut:  always,
	tracker.Withdrawn:  always,
	tracker.Correction: correctsNews,
	tracker.Emerged:    always,
}

// Worth tells whether an event is worth a notice at once: nothing that is doubtful or may be old,
// that a new rule found, that was imported, or that only narrows down or replaces
// what was told.
func Worth(e tracker.Event) bool {
	if e.Doubtful || e.Baseline || e.Retroactive || e.Imported || e.SupersededAt != nil {
		return false
	}
	worth, known := atOnce[e.Kind]
	return known && worth(e)
}

func always(tracker.Event) bool { return true }

func overall(e tracker.Event) bool { return e.Scope.Kind == tracker.Overall }

// correctsNews holds for the correction of what was news when it was recorded.
func correctsNews(e tracker.Event) bool {
	was, err := timeline.Detail[timeline.Value](tracker.Event{Detail: e.Was})
	return err == nil && overall(e) && !was.Baseline && !was.Imported
}

// SaidAlready holds for the first appearance of a line whose first saying is
// told in the same breath, to who wants that.
func SaidAlready(e tracker.Event, events []tracker.Event, wants func(narrative string, kind tracker.EventKind) bool) bool {
	return e.Kind == tracker.FirstSeen && wants(e.Narrative, tracker.FirstSaid) && slices.ContainsFunc(events, func(o tracker.Event) bool {
		return o.Kind == tracker.FirstSaid && o.Narrative == e.Narrative && o.TalkingPoint == e.TalkingPoint && Worth(o)
	})
}

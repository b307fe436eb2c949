package digest

import (
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Worth tells whether an event is worth a notice at once: nothing that is doubtful or may be old,
// that a new rule found, that was imported, or that only narrows down or replaces
// what was told.
func Worth(e tracker.Event) bool {
	if e.Doubtful || e.Baseline || e.Retroactive || e.Imported || e.SupersededAt != nil {
		return false
	}
	switch e.Kind {
	case tracker.FirstSaid, tracker.FirstSeen:
		return e.Scope.Kind == tracker.Overall && e.Supersedes == ""
	case tracker.Resurgence:
		return e.Scope.Kind == tracker.Overall
	case tracker.Correction:
		was, err := timeline.Detail[timeline.Value](tracker.Event{Detail: e.Was})
		return err == nil && e.Scope.Kind == tracker.Overall && !was.Baseline && !was.Imported
	}
	return true
}

// SaidAlready holds for the first appearance of a line whose first saying is
// told in the same breath, to who wants that.
func SaidAlready(e tracker.Event, events []tracker.Event, wants func(narrative string, kind tracker.EventKind) bool) bool {
	return e.Kind == tracker.FirstSeen && wants(e.Narrative, tracker.FirstSaid) && slices.ContainsFunc(events, func(o tracker.Event) bool {
		return o.Kind == tracker.FirstSaid && o.Narrative == e.Narrative && o.TalkingPoint == e.TalkingPoint && Worth(o)
	})
}

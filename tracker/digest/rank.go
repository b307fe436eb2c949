package digest

import (
	"cmp"
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// notNews is the strength from which on an event only changes a line that
// goes on.
const notNews = 10

// strength ranks what an event says about its talking point, strongest first.
func strength(e tracker.Event) int {
	switch {
	case e.OrderUnknown:
		return notNews // others may have had it before
	case e.Doubtful:
		return notNews // a person decides first
	case e.Kind == tracker.Shift, e.Kind == tracker.Turn:
		return 0
	case e.Kind == tracker.FirstSaid && overall(e) && !datesOld(e):
		return 1
	case e.Kind == tracker.FirstSeen && overall(e):
		return 2
	case e.Kind == tracker.Resurgence && overall(e):
		return 3
	case e.Kind == tracker.Resurgence:
		return 4
	case e.Kind == tracker.Joined:
		return 5
	case e.Kind == tracker.FirstSaid && e.Scope.Kind == tracker.BySpeaker && direct(e) && !datesOld(e):
		return 5
	case e.Kind == tracker.FirstSeen && e.Scope.Kind == tracker.ByLanguage:
		return 6
	}
	return notNews
}

// datesOld holds for the first dated saying of a line, or of a speaker, that is
// known to be older: it is no beginning.
func datesOld(e tracker.Event) bool {
	d, err := timeline.Detail[timeline.First](e)
	if err != nil {
		return false
	}
	return d.AppearedEarlier != nil || slices.ContainsFunc(d.MaybeEarlier, func(m timeline.Earlier) bool { return m.Certain })
}

// direct holds when the speaker of the scope spoke, not only somebody of the
// group: of a person and the person's groups, the person is told.
func direct(e tracker.Event) bool {
	return slices.ContainsFunc(e.Speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == e.Scope.ID })
}

func byStrength(a, b tracker.Event) int {
	return cmp.Or(
		cmp.Compare(strength(a), strength(b)),
		cmp.Compare(b2i(!direct(a)), b2i(!direct(b))),
		cmp.Compare(a.Scope.Kind, b.Scope.Kind),
		cmp.Compare(a.Scope.ID, b.Scope.ID),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.ID, b.ID),
	)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

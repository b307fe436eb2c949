package digest

import (
	"cmp"
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// told is a correction of something that was told before the window: what it
// was, and what stands at the end of the window.
type told struct {
	event tracker.Event // the last correction
	was   timeline.Value
	now   *timeline.Value // nil when nothing stands
	cause string
}

// chain names what was corrected, perhaps several times.
type chain struct {
	key
	of    tracker.EventKind
	scope tracker.Scope
}

// corrected gathers the corrections of the window by talking point. What was
// baseline, or imported, was never told; nor was what the window itself
// brought. Moved twice, it is told once; moved and moved back, never.
func (b *builder) corrected(events []tracker.Event) map[key][]told {
	chains := map[chain][]tracker.Event{}
	for _, e := range events {
		if e.Kind != tracker.Correction {
			continue
		}
		if d, err := timeline.Detail[timeline.Revised](e); err == nil {
			c := chain{keyOf(e), d.Of, e.Scope}
			chains[c] = append(chains[c], e)
		}
	}
	out := map[key][]told{}
	for c, es := range chains {
		slices.SortFunc(es, func(a, b tracker.Event) int {
			return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
		})
		if t, ok := b.sum(es); ok {
			out[c.key] = append(out[c.key], t)
		}
	}
	for _, ts := range out {
		slices.SortFunc(ts, byCorrection)
	}
	return out
}

// sum makes one correction of a chain of them.
func (b *builder) sum(es []tracker.Event) (told, bool) {
	was, err := timeline.Detail[timeline.Value](tracker.Event{Detail: es[0].Was})
	if err != nil || was.Baseline || was.Imported && !was.Retroactive || !was.RecordedAt.Before(b.from) {
		return told{}, false
	}
	last := es[len(es)-1]
	d, err := timeline.Detail[timeline.Revised](last)
	if err != nil {
		return told{}, false
	}
	t := told{event: last, was: was, now: d.New, cause: d.Cause}
	back := t.now != nil && t.now.At == was.At && slices.Equal(t.now.Names, was.Names)
	return t, !back
}

// byCorrection puts the widest first, and what was said before what was seen.
func byCorrection(a, b told) int {
	scope := map[tracker.ScopeKind]int{tracker.Overall: 0, tracker.BySpeaker: 1, tracker.ByLanguage: 2, tracker.BySource: 3}
	return cmp.Or(
		cmp.Compare(scope[a.event.Scope.Kind], scope[b.event.Scope.Kind]),
		cmp.Compare(b2i(a.was.Kind != tracker.FirstSaid), b2i(b.was.Kind != tracker.FirstSaid)),
		cmp.Compare(a.was.Kind, b.was.Kind),
		cmp.Compare(a.event.Scope.ID, b.event.Scope.ID),
	)
}

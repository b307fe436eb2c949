package timeline

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// Essence says what an event states, without its wording: where two records
// have the same essence, the later one changes nothing that was told. Beside
// the point are titles and names, coverage, and which lines of a shift went on.
func Essence(e tracker.Event) string {
	parts := []string{string(e.Kind), e.Narrative, e.TalkingPoint, string(e.Scope.Kind), e.Scope.ID, e.At.From.String(), e.At.To.String(), string(e.At.Clock)}
	if states := kinds[e.Kind].states; states != nil {
		parts = append(parts, states(e)...)
	} else {
		parts = append(parts, e.Source)
	}
	return strings.Join(parts, "\x00")
}

func linePoints(lines []Line) string {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.TalkingPoint)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// successorDays is how far from an event that rests on counts another one of
// its kind may lie to be what became of it.
const successorDays = 7

// Successor returns, of events that stand, the one that holds the place of an
// event that doesn't: of a first the one of the same scope; of what rests on
// counts the nearest of its kind within a week, of a shift also that of another
// speaker or group, if it tells of one of the same lines.
func Successor(e tracker.Event, standing []tracker.Event) (tracker.Event, bool) {
	var best tracker.Event
	found := false
	for _, s := range standing {
		if s.Kind != e.Kind || s.Narrative != e.Narrative || s.TalkingPoint != e.TalkingPoint || !continues(e, s) {
			continue
		}
		if !found || nearer(e, s, best) {
			best, found = s, true
		}
	}
	return best, found
}

// continues tells whether s, of the same kind and line, may be what became of e.
func continues(e, s tracker.Event) bool {
	apart := s.At.To - e.At.To
	near := -successorDays <= apart && apart <= successorDays
	if becomes := kinds[e.Kind].becomes; becomes != nil {
		return becomes(e, s, near)
	}
	return s.Scope == e.Scope && (e.Kind.IsFirst() || near)
}

func sharesLine(a, b tracker.Event) bool {
	x, _ := Detail[Shifted](a)
	y, _ := Detail[Shifted](b)
	theirs := pointsOf(y)
	return slices.ContainsFunc(pointsOf(x), func(id string) bool { return slices.Contains(theirs, id) })
}

// nearer prefers the same scope, then the nearer day, then the smaller id.
func nearer(e, a, b tracker.Event) bool {
	far := func(x tracker.Event) int {
		if d := int(x.At.To - e.At.To); d > 0 {
			return d
		} else {
			return -d
		}
	}
	other := func(x tracker.Event) int {
		if x.Scope == e.Scope {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(other(a), other(b)), cmp.Compare(far(a), far(b)), cmp.Compare(a.ID, b.ID)) < 0
}

// Corrected makes the correction of an event that nothing recorded: one whose
// kind has none, or whose sentence is another now. The zero now says that
// nothing stands in its place. The id is that of the fall, given by who follows
// it.
func Corrected(was, now tracker.Event, id, cause string, at time.Time) tracker.Event {
	moved := []string{"retracted"}
	if now.ID != "" {
		moved = []string{"content"}
	}
	c := revision(was, now, moved, at, cause)
	c.ID = id
	return c
}

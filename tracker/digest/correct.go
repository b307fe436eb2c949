package digest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/timeline"
)

// told is a correction of something that was told before the window: what it
// was, and what stands at the end of the window.
type told struct {
	event tracker.Event // the last correction
	was   timeline.Value
	now   *timeline.Value // nil when nothing stands
	held  *timeline.Value // of those: what would, and is held back until a person confirms it; may be nil
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
	if err != nil || was.Baseline || was.Imported && !was.Retroactive || b.learned(tracker.Event{Kind: was.Kind, At: was.At, RecordedAt: was.RecordedAt}) >= b.in.Day {
		return told{}, false
	}
	last := es[len(es)-1]
	d, err := timeline.Detail[timeline.Revised](last)
	if err != nil {
		return told{}, false
	}
	t := told{event: last, was: was, now: d.New, held: d.Held, cause: d.Cause}
	back := t.now != nil && t.now.At == was.At && slices.Equal(t.now.Names, was.Names) || t.now == nil && b.again(was.Event)
	return t, !back
}

// again tells whether an event that fell in the window stands at its end.
func (b *builder) again(id string) bool {
	return slices.ContainsFunc(b.in.Events, func(e tracker.Event) bool { return e.ID == id && e.Kind != tracker.Correction && b.stands(e) })
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

// correction tells what was told before and is not so; the widest leads, and
// narrower ones that moved alike go without saying.
func (b *builder) correction(p *point) Entry {
	head := p.corrections[0]
	out := b.outline(p, head.event)
	out.Lines = append(out.Lines, b.correctionLines(head)...)
	switch {
	case !b.movesDate(head):
	case head.now != nil:
		out.Lines = append(out.Lines, sentence("what stands now: "+head.now.Words))
	default:
		out.Lines = append(out.Lines, sentence("what we had told: "+head.was.Words))
	}
	said := []told{head}
	for _, t := range p.corrections[1:] {
		out.Folded = append(out.Folded, t.event.ID)
		if !slices.ContainsFunc(said, func(s told) bool { return alike(s, t) }) {
			said = append(said, t)
		}
	}
	if also := said[1:]; len(also) > 0 {
		var words []string
		for _, t := range also[:min(most, len(also))] {
			words = append(words, b.correctionWords(t))
		}
		if more := len(also) - most; more > 0 {
			words = append(words, fmt.Sprintf("and %d more", more))
		}
		out.Lines = append(out.Lines, sentence("also corrected: "+strings.Join(words, "; ")))
	}
	out.Lines = append(out.Lines, b.fold("also ", head.event, p.fresh)...)
	for _, e := range p.fresh {
		out.Folded = append(out.Folded, e.ID)
	}
	return out
}

func alike(a, b told) bool {
	if a.was.At != b.was.At || (a.now == nil) != (b.now == nil) {
		return false
	}
	return a.now == nil || a.now.At == b.now.At
}

// correctionLines says what was told and what holds now: by its dates where they
// moved, else in words.
func (b *builder) correctionLines(t told) []string {
	switch {
	case b.movesDate(t):
		return []string{because(b.correctionWords(t), t.cause)}
	case t.now == nil:
		return []string{because("it no longer stands", t.cause), sentence("we told: " + t.was.Words)}
	case t.now.Event == t.was.Event && t.now.Words == t.was.Words:
		return []string{because("it stands again", t.cause), sentence(t.now.Words)}
	}
	return []string{sentence("we told: " + t.was.Words), because("what stands now: "+t.now.Words, t.cause)}
}

// movesDate tells whether a correction is said by its dates and speakers.
func (b *builder) movesDate(t told) bool {
	return t.was.Kind.IsFirst() && (t.now == nil || b.valueWords(t.was) != b.valueWords(*t.now))
}

// correctionWords says in half a sentence which date moved.
func (b *builder) correctionWords(t told) string {
	what := cmp.Or(t.was.Kind.Info().Dates, t.was.Kind.Info().Word)
	switch s := t.event.Scope; s.Kind {
	case tracker.BySpeaker:
		what += " by " + b.speaker(s.ID)
	case tracker.BySource:
		what += " in " + b.sourceName(t.event)
	case tracker.ByLanguage:
		what += " in " + timeline.Language(s.ID)
	}
	now := "nothing stands in its place"
	switch {
	case t.now != nil:
		now = "now " + b.valueWords(*t.now)
	case t.held != nil:
		now = b.valueWords(*t.held) + " is held back until a person confirms it: " + t.held.Words
	}
	return fmt.Sprintf("%s: we told %s, %s", what, b.valueWords(t.was), now)
}

// because adds the cause of a correction, where one is known.
func because(words, cause string) string {
	if cause == "" {
		return sentence(words)
	}
	return sentence(words + " (" + cause + ")")
}

func (b *builder) valueWords(v timeline.Value) string {
	out := timeline.Days(v.At.From, v.At.To, b.year)
	if v.Kind == tracker.FirstSaid && len(v.Names) > 0 {
		out += " by " + strings.Join(v.Names, ", ")
	}
	return out
}

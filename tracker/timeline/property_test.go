package timeline

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onset/tracker"
)

// drawWitness makes any witness out of small pools, so that ties are common.
func drawWitness(t *rapid.T, id string) tracker.Witness {
	start := day("02-01")
	day := func(name string) string {
		return (start + tracker.Day(rapid.IntRange(0, 12).Draw(t, name))).String()
	}
	w := witness(id, rapid.SampledFrom([]string{"herald", "agency", "checker", "ministry"}).Draw(t, "source"), day("published"))
	w.Article = int64(rapid.IntRange(1, 8).Draw(t, "article"))
	w.Language = rapid.SampledFrom([]string{"en", "ru", ""}).Draw(t, "language")
	w.Stance = rapid.SampledFrom([]tracker.Stance{tracker.Affirms, tracker.Affirms, tracker.Denies}).Draw(t, "stance")
	w.Treatment = rapid.SampledFrom([]tracker.Treatment{tracker.Reports, tracker.Asserts, tracker.Debunks}).Draw(t, "treatment")
	w.Form = rapid.SampledFrom([]tracker.Form{tracker.Direct, tracker.OwnVoice}).Draw(t, "form")
	w.Verdict = rapid.SampledFrom([]string{"", "", Confirmed, Rejected}).Draw(t, "verdict")
	w.Baseline = rapid.Bool().Draw(t, "baseline")
	switch rapid.IntRange(0, 9).Draw(t, "clock") {
	case 0, 1:
		w.Published = tracker.Stamp{}
	case 2, 3:
		at("11:00")(&w)
	case 4:
		at("11:00")(&w)
		zoneless(&w)
	case 5:
		w.Published = tracker.Loose(w.Published.Day-tracker.Day(rapid.IntRange(1, 20).Draw(t, "slack")), w.Published.Day, tracker.Assumed{Order: tracker.OrderOpen})
	case 6:
		at("11:00")(&w)
		lastChange(&w)
	case 7:
		w.Published.Assumed.Order = tracker.OrderByCountry
	}
	if rapid.Bool().Draw(t, "edit") {
		edited(day("changed"))(&w)
	}
	if rapid.Bool().Draw(t, "removed") {
		removed(day("removed"))(&w)
	}
	w.Gone = rapid.Bool().Draw(t, "gone")
	for _, s := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"minister", "press", "palace", "rival", ""}), 0, 2, rapid.ID[string]).Draw(t, "speakers") {
		w.Speakers = append(w.Speakers, tracker.ClaimSpeaker{ID: s, Text: "a person"})
	}
	switch rapid.IntRange(0, 4).Draw(t, "said") {
	case 0:
		undated(&w)
	case 1:
		said("2025-11-01", day("to"))(&w)
	case 2:
		d := day("on")
		said(d, d)(&w)
		w.Said.Basis = rapid.SampledFrom([]tracker.Basis{tracker.Explicit, tracker.Inherited}).Draw(t, "basis")
	case 3:
		d := day("on")
		said(d, d)(&w)
		flagged(&w)
	}
	return w
}

func drawWitnesses(t *rapid.T) []tracker.Witness {
	n := rapid.IntRange(0, 14).Draw(t, "n")
	ws := make([]tracker.Witness, 0, n)
	for i := range n {
		ws = append(ws, drawWitness(t, fmt.Sprintf("w%02d", i)))
	}
	return ws
}

func drawPoint(t *rapid.T) tracker.TalkingPoint {
	return rapid.SampledFrom([]tracker.TalkingPoint{anyone, theirs}).Draw(t, "point")
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	ctx := context()
	rapid.Check(t, func(t *rapid.T) {
		tp, ws := drawPoint(t), drawWitnesses(t)
		want := Fold(tp, ws, ctx)
		got := Fold(tp, rapid.Permutation(ws).Draw(t, "order"), ctx)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

// What arrives in batches, with only what is needed kept between them, gives
// the same as everything at once.
func TestWhatIsNeededIsEnough(t *testing.T) {
	ctx := context()
	rapid.Check(t, func(t *rapid.T) {
		tp, ws := drawPoint(t), drawWitnesses(t)
		var state State
		var arrived []tracker.Witness
		for batch := range slices.Chunk(ws, rapid.IntRange(1, 6).Draw(t, "batch")) {
			arrived = append(arrived, batch...)
			touched, judged := map[int64]bool{}, false
			for _, w := range batch {
				touched[w.Article] = true
				judged = judged || w.Verdict != "" // what is learned of it may concern any other
			}
			var handed []tracker.Witness
			for _, w := range arrived {
				_, needed := slices.BinarySearch(state.Needed, w.ID)
				if needed || judged || touched[w.Article] {
					handed = append(handed, w)
				}
			}
			next := Fold(tp, handed, ctx)
			want := Fold(tp, arrived, ctx)
			if d := cmp.Diff(want, next); d != "" {
				t.Fatal(d)
			}
			state = next
		}
	})
}

// A first that is told as sure is first whatever of what was assumed is true.
func TestASureFirstIsFirstWhateverIsTrue(t *testing.T) {
	ctx := context()
	rapid.Check(t, func(t *rapid.T) {
		tp, ws := drawPoint(t), drawWitnesses(t)
		p := newPoint(tp, ctx)
		p.learn(ws)
		for _, e := range only(Standing(tp, ws, ctx), tracker.FirstSeen) {
			if e.Scope.Kind != tracker.Overall || e.OrderUnknown || e.Doubtful || e.At.Clock != tracker.ClockPublished {
				continue
			}
			var first sight
			var all []sight
			for i := range ws {
				s := p.look(&ws[i])
				if s.appears && s.Verdict != Rejected && s.clock == tracker.ClockPublished && !p.doubted(&s) {
					all = append(all, s)
				}
				if ws[i].ID == e.Mention {
					first = s
				}
			}
			for _, s := range all {
				sameZone := s.Source == first.Source && onlyZone(&s) && onlyZone(&first)
				if s.Article != first.Article && (s.assumed() || first.assumed()) && !sameZone && s.early.Before(first.late) {
					t.Fatalf("%s is told as first, but %s may be older: %v..%v, %v..%v", first.ID, s.ID, first.early, first.late, s.early, s.late)
				}
			}
			if e.At.From != first.Published.From() || e.At.To != first.Published.Day {
				t.Fatalf("dated %v..%v, finer than %v..%v", e.At.From, e.At.To, first.Published.From(), first.Published.Day)
			}
		}
	})
}

func TestIDsAreUniqueAmongWhatStands(t *testing.T) {
	ctx := context()
	rapid.Check(t, func(t *rapid.T) {
		seen := map[string]bool{}
		for _, e := range Standing(drawPoint(t), drawWitnesses(t), ctx) {
			if seen[e.ID] {
				t.Fatalf("two events %s", e.ID)
			}
			seen[e.ID] = true
		}
	})
}

// Whatever changes between two sets of evidence, recording the difference
// leads from what stood to what stands.
func TestDiffLeadsFromOneStandToTheOther(t *testing.T) {
	ctx := context()
	now := time.Date(2026, 2, 20, 8, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		tp := drawPoint(t)
		old := applied(nil, Diff(nil, Standing(tp, drawWitnesses(t), ctx), now, CauseEvidence))
		standing := Standing(tp, drawWitnesses(t), ctx)
		c := Diff(old, standing, now, CauseRule)
		for _, e := range c.Add {
			if e.Kind == tracker.Correction && len(e.Was) == 0 {
				t.Fatalf("a correction without its old value: %+v", e)
			}
		}
		record := applied(old, c)
		if d := cmp.Diff(decisions(standing), decisions(record)); d != "" {
			t.Fatal(d)
		}
		if again := Diff(record, standing, now, CauseRule); !again.Empty() {
			t.Fatalf("nothing changed, yet %+v is recorded", again)
		}
	})
}

// applied records changes: what stands then, without corrections.
func applied(old []tracker.Event, c Changes) []tracker.Event {
	stands := map[string]tracker.Event{}
	for _, e := range old {
		if _, gone := slices.BinarySearch(c.Superseded, e.ID); !gone {
			stands[e.ID] = e
		}
	}
	for _, e := range slices.Concat(c.Add, c.Updated) {
		if e.Kind != tracker.Correction {
			stands[e.ID] = e
		}
	}
	return slices.Collect(maps.Values(stands))
}

func decisions(events []tracker.Event) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, e := range events {
		out[e.ID] = decided(e)
	}
	return out
}

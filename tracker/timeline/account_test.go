package timeline_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"onset/tracker"
	_ "onset/tracker/proptest"
	"onset/tracker/timeline"
)

// in makes a mention of a source that was published on a day.
func in(id, source string, day tracker.Day, change ...func(*tracker.Witness)) tracker.Witness {
	text := "They would Risk  it."
	w := tracker.Witness{ID: id, Source: source, Article: int64(len(id)), Published: tracker.Stamp{Day: day}, Revision: int64(day),
		Span: tracker.Span{Start: 7, End: 7 + len(text)}, Text: text, Hits: []tracker.Span{{Start: 18, End: 22}, {Start: 24, End: 26}, {Start: 900, End: 910}},
		Stance: tracker.Affirms, Treatment: tracker.Reports, Origin: "o" + id, Utterance: "u" + id}
	for _, c := range change {
		c(&w)
	}
	return w
}

func by(speakers ...tracker.ClaimSpeaker) func(*tracker.Witness) {
	return func(w *tracker.Witness) { w.Speakers = speakers }
}

func on(from, to tracker.Day) func(*tracker.Witness) {
	return func(w *tracker.Witness) { w.Said = &tracker.Said{From: from, To: to} }
}

func TestFirstDays(t *testing.T) {
	const day = 1000
	anna, boris := tracker.ClaimSpeaker{ID: "anna", Text: "Anna"}, tracker.ClaimSpeaker{Text: "a  clerk"}
	first := func(speaker string, known bool, source string, at tracker.Day, clock tracker.Clock, lag int, mention string) timeline.FirstDay {
		return timeline.FirstDay{Speaker: speaker, Known: known, Source: source, From: at, To: at, Clock: clock, Lag: lag, Mention: mention}
	}
	for _, c := range []struct {
		name  string
		rule  tracker.TalkingPoint
		given []tracker.Witness
		want  []timeline.FirstDay
	}{
		{name: "nothing"},
		{"said counts before published", tracker.TalkingPoint{},
			[]tracker.Witness{in("1", "x", day, by(anna)), in("2", "x", day+5, by(anna), on(day-2, day-2)), in("3", "y", day+9, by(anna))},
			[]timeline.FirstDay{first("anna", true, "x", day-2, tracker.ClockSaid, 0, "2"), first("anna", true, "y", day+9, tracker.ClockPublished, 11, "3")}},
		{"an interval too wide dates nothing", tracker.TalkingPoint{},
			[]tracker.Witness{in("1", "x", day, by(anna), on(day-300, day))},
			[]timeline.FirstDay{first("anna", true, "x", day, tracker.ClockPublished, 0, "1")}},
		{"words of the text are not the id, and the outlet is nobody else", tracker.TalkingPoint{},
			[]tracker.Witness{in("1", "x", day, by(tracker.ClaimSpeaker{Text: "anna"})), in("2", "x", day+1, by(anna)), in("3", "x", day+2), in("4", "x", day+3, by(boris))},
			[]timeline.FirstDay{first("anna", false, "x", day, tracker.ClockPublished, 0, "1"), first("anna", true, "x", day+1, tracker.ClockPublished, 1, "2"),
				first("", false, "x", day+2, tracker.ClockPublished, 2, "3"), first("a clerk", false, "x", day+3, tracker.ClockPublished, 3, "4")}},
		{"denials, debunks and what people rejected are none", tracker.TalkingPoint{},
			[]tracker.Witness{in("1", "x", day, func(w *tracker.Witness) { w.Stance = tracker.Denies }), in("2", "x", day, func(w *tracker.Witness) { w.Treatment = tracker.Debunks }),
				in("3", "x", day, func(w *tracker.Witness) { w.Verdict = timeline.Rejected }), in("4", "x", day+7)},
			[]timeline.FirstDay{first("", false, "x", day+7, tracker.ClockPublished, 0, "4")}},
		{"a rule that names speakers counts only theirs", tracker.TalkingPoint{Speakers: []string{"anna"}},
			[]tracker.Witness{in("1", "x", day, by(boris)), in("2", "x", day+1, by(anna))},
			[]timeline.FirstDay{first("anna", true, "x", day+1, tracker.ClockPublished, 0, "2")}},
	} {
		a := timeline.NewAccount(c.rule, timeline.Context{})
		a.Add(c.given)
		if diff := cmp.Diff(c.want, a.Totals().Firsts, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestAccountCounts(t *testing.T) {
	const day = 1000
	same := func(w *tracker.Witness) { w.Origin, w.Utterance = "o", "u" }
	a := timeline.NewAccount(tracker.TalkingPoint{}, timeline.Context{})
	a.Add([]tracker.Witness{
		in("1", "x", day, same), in("22", "y", day, same), in("333", "y", day+1, same), in("4444", "z", day),
		in("5", "z", day+3, func(w *tracker.Witness) { w.Treatment, w.Verdict = tracker.Debunks, timeline.Confirmed }),
		in("6", "z", day+4, func(w *tracker.Witness) { w.Verdict = timeline.Rejected }),
		in("7", "z", day+2, func(w *tracker.Witness) { w.Treatment = tracker.Debunks }),
	})
	got := a.Totals()
	if want := (timeline.Counts{Mentions: 4, Utterances: 2, Origins: 2, Sources: 3, Articles: 4, Judged: timeline.Judged{Confirmed: 1, Rejected: 1}, All: 7}); got.Counts != want {
		t.Errorf("%+v, want %+v", got.Counts, want)
	}
	if diff := cmp.Diff(map[tracker.Day]int{day: 2, day + 1: 1}, got.Days); diff != "" {
		t.Errorf("at most one an origin and day: %s", diff)
	}
	if len(got.Debunks) != 2 || got.Debunks[0].Mention != "5" || got.Debunks[1].Day != day+2 {
		t.Errorf("debunks, newest first: %+v", got.Debunks)
	}
	if diff := cmp.Diff([]timeline.Wording{{Text: "risk … it", Count: 4, Days: map[tracker.Day]int{day: 3, day + 1: 1}}}, got.Wordings); diff != "" {
		t.Error(diff)
	}
}

func TestAccountTellsWhoAndWhere(t *testing.T) {
	const day = 1000
	anna, boris := tracker.ClaimSpeaker{ID: "anna"}, tracker.ClaimSpeaker{ID: "boris"}
	people := []tracker.Speaker{{ID: "anna", Name: "Anna"}, {ID: "boris", Name: "Boris"}, {ID: "both", Name: "Both", Members: []string{"anna", "boris"}}}
	same := func(w *tracker.Witness) { w.Origin = "o" }
	a := timeline.NewAccount(tracker.TalkingPoint{}, timeline.NewContext(people, nil, time.UTC))
	a.Add([]tracker.Witness{in("1", "x", day, by(anna), same), in("22", "y", day, by(boris), same), in("333", "y", day+1, by(anna)), in("4444", "y", day+2)})
	scope := func(kind tracker.ScopeKind, id string) tracker.Scope { return tracker.Scope{Kind: kind, ID: id} }
	want := map[tracker.Scope]map[tracker.Day]int{
		scope(tracker.BySpeaker, "anna"): {day: 1, day + 1: 1}, scope(tracker.BySpeaker, "boris"): {day: 1}, scope(tracker.BySpeaker, "both"): {day: 1, day + 1: 1},
		scope(tracker.BySource, "x"): {day: 1}, scope(tracker.BySource, "y"): {day: 1, day + 1: 1, day + 2: 1},
	}
	got := a.Totals()
	if diff := cmp.Diff(want, got.By); diff != "" {
		t.Error(diff)
	}
	for scope, want := range map[tracker.Scope]timeline.Latest{scope(tracker.Overall, ""): {day + 2, "4444"}, scope(tracker.BySpeaker, "both"): {day + 1, "333"}, scope(tracker.BySource, "x"): {day, "1"}} {
		if got.Latest[scope] != want {
			t.Errorf("newest of %v: %v, want %v", scope, got.Latest[scope], want)
		}
	}
}

// In whatever order and stretches mentions come, they add up to the same.
func TestAccountKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []tracker.Witness
		for i := range rapid.IntRange(0, 20).Draw(t, "n") {
			pick := func(name string, n int) int { return rapid.IntRange(0, n).Draw(t, name) }
			w := in(string(rune('a'+i)), []string{"x", "y", "z"}[pick("source", 2)], tracker.Day(1000+pick("day", 9)))
			w.Origin, w.Utterance, w.Revision = []string{"o", "p"}[pick("origin", 1)], []string{"u", "v"}[pick("utterance", 1)], int64(i)
			w.Speakers = [][]tracker.ClaimSpeaker{nil, {{ID: "anna"}}, {{ID: "anna"}, {Text: "a clerk"}}}[pick("speakers", 2)]
			w.Treatment = []tracker.Treatment{tracker.Reports, tracker.Debunks}[pick("treatment", 1)]
			all = append(all, w)
		}
		whole := timeline.NewAccount(tracker.TalkingPoint{}, timeline.Context{})
		whole.Add(all)
		parts := timeline.NewAccount(tracker.TalkingPoint{}, timeline.Context{})
		for part := range slices.Chunk(rapid.Permutation(all).Draw(t, "order"), rapid.IntRange(1, 5).Draw(t, "stretch")) {
			parts.Add(part)
			parts.Totals()
		}
		if diff := cmp.Diff(whole.Totals(), parts.Totals(), cmp.AllowUnexported(timeline.Debunk{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

package timeline

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset/tracker"
	"onset/tracker/surge"
)

// closeDay splits witnesses into those of the day and appearances before it.
func closeDay(tp tracker.TalkingPoint, ws []tracker.Witness, on tracker.Day) Ledger {
	l := Ledger{Point: tp}
	for _, w := range ws {
		if w.Published.Day == on {
			l.Today = append(l.Today, w)
		}
	}
	l.Past = Appearances(tp, ws, context())
	l.Firsts = Standing(tp, ws, context())
	return l
}

// usual is three mentions of last August by the minister, in two outlets.
func usual() []tracker.Witness {
	return []tracker.Witness{
		witness("u1", "herald", "2025-08-20", by("minister"), said("2025-08-20", "2025-08-20")),
		witness("u2", "agency", "2025-08-20", by("minister"), said("2025-08-20", "2025-08-20"), origin("o-u2")),
		witness("u3", "herald", "2025-08-21", by("minister"), said("2025-08-20", "2025-08-20")),
	}
}

func TestComebacks(t *testing.T) {
	for _, c := range []struct {
		name  string
		today []tracker.Witness
		want  []string
	}{
		{"of everybody, of a person and of its groups",
			[]tracker.Witness{witness("a", "institute", "02-04", by("minister"), said("02-03", "02-04"))},
			[]string{
				"resurgence overall: 2026-02-03..2026-02-04 said a",
				"resurgence speaker country: 2026-02-03..2026-02-04 said a",
				"resurgence speaker minister: 2026-02-03..2026-02-04 said a",
				"resurgence speaker palace: 2026-02-03..2026-02-04 said a",
			}},
		{"not of the group of which a text says that it went on all along",
			[]tracker.Witness{
				witness("a", "institute", "02-04", by("minister"), said("02-04", "02-04")),
				witness("b", "institute", "02-04", by("palace"), said("2025-11-04", "02-04")),
			},
			[]string{"resurgence speaker minister: 2026-02-04 said a"}},
		{"nor by a text that recalls an old saying",
			[]tracker.Witness{witness("a", "institute", "02-04", by("minister"), said("2025-08-20", "2025-08-20"))}, nil},
		{"a debunk brings nothing back",
			[]tracker.Witness{witness("a", "checker", "02-04", by("minister"), treatment(tracker.Debunks))}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := closeDay(anyone, append(usual(), c.today...), day("02-04"))
			got := only(Daily(l, day("02-04"), nil, context()), tracker.Resurgence)
			if d := cmp.Diff(append([]string{}, c.want...), brief(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestSpreadAndSurgeKeepTheirNumbers(t *testing.T) {
	ws := usual()
	for i, source := range []string{"herald", "agency", "institute"} {
		ws = append(ws, witness(string(rune('a'+i)), source, "02-04", by("press")))
	}
	got := Daily(closeDay(anyone, ws, day("02-04")), day("02-04"), nil, context())
	rise := one(t, got, tracker.Surge, tracker.Overall, "")
	if w := WordsIn(rise, 2026); w != "surge: 3 texts of different origin 2–4 Feb, where hardly any was to be expected" {
		t.Error(w)
	}
	if s := detail[surge.Surge](t, rise); s.Origins != 3 || s.P <= 0 || s.P > 0.0005 {
		t.Errorf("the surge keeps %+v", s)
	}
	var words []string
	for _, e := range only(got, tracker.Spread) {
		words = append(words, WordsIn(e, 2026))
		if r := detail[Reach](t, e); r.Count != len(r.Names) || e.Evidence.Text == "" {
			t.Errorf("spread lacks its names or its evidence: %+v", r)
		}
	}
	wanted := []string{
		"reached 3 countries within 14 days, on 4 Feb: PL, RU and US",
		"reached 3 sources within 14 days, on 4 Feb: The Herald, State Agency and The Institute",
	}
	slices.Sort(words)
	if d := cmp.Diff(wanted, words); d != "" {
		t.Error(d)
	}
}

func TestFadingIsNotSeenWhileNobodyLooks(t *testing.T) {
	ws := usual()
	for i := range 4 {
		ws = append(ws, witness(string(rune('a'+i)), "herald", "01-10", by("press")))
	}
	l := closeDay(anyone, ws, day("01-24"))
	if got := brief(Daily(l, day("01-24"), nil, context())); len(got) != 1 || got[0] != "faded overall: 2026-01-24 published " {
		t.Errorf("on the 14th day: %v, want faded", got)
	}
	down := func(d tracker.Day) bool { return d == day("01-20") }
	if got := brief(Daily(l, day("01-24"), down, context())); len(got) != 0 {
		t.Errorf("with a day on which nobody looked: %v, want nothing", got)
	}
}

func TestHistoryThatIsImportedIsMarked(t *testing.T) {
	imported := func(w *tracker.Witness) { w.Imported = true }
	old := witness("a", "institute", "02-04", by("minister"), imported)
	for _, e := range Daily(closeDay(anyone, append(usual(), old), day("02-04")), day("02-04"), nil, context()) {
		if !e.Imported {
			t.Errorf("%s rests on imported articles alone, but isn't marked so", e.Kind)
		}
	}
	live := witness("b", "herald", "02-04", by("minister"))
	for _, e := range Daily(closeDay(anyone, append(usual(), old, live), day("02-04")), day("02-04"), nil, context()) {
		if e.Imported {
			t.Errorf("%s rests on a live article too, but is marked as imported", e.Kind)
		}
	}
}

// ledgers makes talking points of one narrative: a and b are used for the
// first time, c has been used every week until January, d goes on.
func ledgers() []Ledger {
	points := map[string][]tracker.Witness{
		"a": {witness("a1", "institute", "02-04", by("palace"), said("02-02", "02-03"))},
		"b": {witness("b1", "institute", "02-04", by("minister"), said("02-04", "02-04"))},
		"c": nil,
		"d": nil,
	}
	for i, d := range []string{"2025-12-20", "2025-12-27", "01-03", "01-10"} {
		points["c"] = append(points["c"], witness("c"+string(rune('1'+i)), "herald", d, by("minister")))
		points["d"] = append(points["d"], witness("d"+string(rune('1'+i)), "herald", d, by("press")))
	}
	points["d"] = append(points["d"], witness("d9", "herald", "02-03", by("press")))
	var out []Ledger
	for id, ws := range points {
		tp := tracker.TalkingPoint{ID: id, Narrative: "weather", Title: "Line " + id}
		out = append(out, closeDay(tp, ws, day("02-04")))
	}
	return out
}

func TestShift(t *testing.T) {
	for range 5 { // map order must not matter
		got := Shifts("weather", ledgers(), day("02-04"), nil, context())
		if len(got) != 1 {
			t.Fatalf("%d shifts, want one: %v", len(got), brief(got))
		}
		e := got[0]
		want := "Palace officials: new: Line a (said 2–3 Feb), Line b (said 4 Feb); continued: Line d; silent: Line c (last 10 Jan)"
		if w := WordsIn(e, 2026); w != want {
			t.Errorf("got  %s\nwant %s", w, want)
		}
		if b := brief(got)[0]; b != "shift speaker palace: 2026-02-02..2026-02-04 said a1" {
			t.Errorf("got %s", b)
		}
		if e.TalkingPoint != "" || e.Narrative != "weather" || e.Evidence.Text == "" {
			t.Errorf("a shift belongs to its narrative and has evidence: %+v", e)
		}
	}
}

func TestNoShift(t *testing.T) {
	one := func(id string, options ...option) Ledger {
		w := witness(id+"1", "institute", "02-04", append([]option{by("minister")}, options...)...)
		return closeDay(tracker.TalkingPoint{ID: id, Narrative: "weather"}, []tracker.Witness{w}, day("02-04"))
	}
	baseline := context()
	baseline.Since = func(tracker.Scope) tracker.Day { return day("02-01") }
	earlier := func(id string) Ledger {
		ws := []tracker.Witness{witness(id+"1", "herald", "02-02", by("minister"))}
		return closeDay(tracker.TalkingPoint{ID: id, Narrative: "weather"}, ws, day("02-04"))
	}
	for _, c := range []struct {
		name string
		ls   []Ledger
		ctx  Context
	}{
		{"one new line", []Ledger{one("a")}, context()},
		{"the second is called a repetition", []Ledger{one("a"), one("b", novelty(tracker.NovelRepeated, "once again"))}, context()},
		{"the second was said weeks ago", []Ledger{one("a"), one("b", said("01-10", "01-10"))}, context()},
		{"watching has just begun", []Ledger{one("a"), one("b")}, baseline},
		{"it was told two days ago", []Ledger{one("a"), earlier("b"), earlier("c")}, context()},
		{"different speakers of no common group", []Ledger{one("a"), closeDay(
			tracker.TalkingPoint{ID: "b", Narrative: "weather"},
			[]tracker.Witness{witness("b1", "institute", "02-04", by("rival"))}, day("02-04"),
		)}, context()},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Shifts("weather", c.ls, day("02-04"), nil, c.ctx); len(got) != 0 {
				t.Errorf("got %v, %s", brief(got), Words(got[0]))
			}
		})
	}
}

func TestADayClosedTwiceAddsNothing(t *testing.T) {
	ws := append(usual(), witness("a", "institute", "02-04", by("minister"), said("02-04", "02-04")))
	l := closeDay(anyone, ws, day("02-04"))
	first := Daily(l, day("02-04"), nil, context())
	now := time.Date(2026, 2, 5, 0, 10, 0, 0, time.UTC)
	if c := Diff(first, Daily(l, day("02-04"), nil, context()), now, CauseEvidence); len(first) == 0 || !c.Empty() {
		t.Errorf("%d events at first, then %+v", len(first), c)
	}
}

func TestAppearancesLeaveOutPagesOfUnknownAge(t *testing.T) {
	ws := []tracker.Witness{
		witness("a", "herald", "", seenOn("02-04"), func(w *tracker.Witness) { w.Baseline = true }),
		witness("b", "herald", "", seenOn("02-04")),
		witness("c", "herald", "02-03", stance(tracker.Denies)),
		witness("d", "herald", "02-03", stance(tracker.NotSaid)),
		witness("e", "herald", "02-03", stance(tracker.UnreadStance)),
	}
	got := Appearances(anyone, ws, context())
	want := []Appearance{{Appearance: surge.Appearance{ID: "b", Day: day("02-04"), Origin: "o-b", Source: "herald", Country: "PL", Language: "en"}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

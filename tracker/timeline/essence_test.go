package timeline

import (
	"slices"
	"testing"

	"onset/tracker"
	"onset/tracker/surge"
)

// on gives an event of a kind and day with a detail.
func on(id string, kind tracker.EventKind, day tracker.Day, detail any) tracker.Event {
	return tracker.Event{ID: id, Kind: kind, Narrative: "n", TalkingPoint: "p", Scope: tracker.Scope{Kind: tracker.Overall},
		At: tracker.Moment{From: day, To: day, Clock: tracker.ClockPublished}, Source: "herald", Detail: marshal(detail)}
}

func shiftOn(id, speaker string, day tracker.Day, fresh ...string) tracker.Event {
	var lines []Line
	for _, p := range fresh {
		lines = append(lines, Line{TalkingPoint: p, Title: "Title of " + p})
	}
	e := on(id, tracker.Shift, day, Shifted{Speaker: speaker, New: lines})
	e.TalkingPoint, e.Scope = "", tracker.Scope{Kind: tracker.BySpeaker, ID: speaker}
	return e
}

func TestEssenceIsWhatWasToldAndNotItsWording(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	said := on("a", tracker.FirstSaid, day, First{Source: "The Herald"})
	said.Speakers = []tracker.ClaimSpeaker{{ID: "mayor", Text: "the mayor"}}
	surged := on("b", tracker.Surge, day, surge.Surge{Origins: 3, From: day - 2, Expected: 0.2})
	reached := on("c", tracker.Spread, day, Reach{Spread: surge.Spread{Of: surge.Sources, Count: 2, Reached: []string{"a", "b"}}, Names: []string{"A", "B"}})
	shifted := shiftOn("d", "mayor", day, "x", "y")

	for name, c := range map[string]struct {
		of     tracker.Event
		change func(*tracker.Event)
		same   bool
	}{
		"a source is renamed":         {said, func(e *tracker.Event) { e.Detail = marshal(First{Source: "Herald"}) }, true},
		"other words for the speaker": {said, func(e *tracker.Event) { e.Speakers = []tracker.ClaimSpeaker{{ID: "mayor", Text: "Stone"}} }, true},
		"another record of it":        {said, func(e *tracker.Event) { e.ID, e.Mention = "z", "other" }, true},
		"another speaker":             {said, func(e *tracker.Event) { e.Speakers = []tracker.ClaimSpeaker{{ID: "council"}} }, false},
		"another day":                 {said, func(e *tracker.Event) { e.At.To++ }, false},
		"another source":              {said, func(e *tracker.Event) { e.Source = "courier" }, false},
		"a better mean":               {surged, func(e *tracker.Event) { e.Detail = marshal(surge.Surge{Origins: 3, From: day - 2, Expected: 0.3}) }, true},
		"one text more":               {surged, func(e *tracker.Event) { e.Detail = marshal(surge.Surge{Origins: 4, From: day - 2}) }, false},
		"the sources in another order": {reached, func(e *tracker.Event) {
			e.Detail = marshal(Reach{Spread: surge.Spread{Of: surge.Sources, Count: 2, Reached: []string{"b", "a"}}})
		}, true},
		"another source reached": {reached, func(e *tracker.Event) {
			e.Detail = marshal(Reach{Spread: surge.Spread{Of: surge.Sources, Count: 2, Reached: []string{"a", "c"}}})
		}, false},
		"a line of a shift is retitled": {shifted, func(e *tracker.Event) {
			e.Detail = marshal(Shifted{Speaker: "mayor", New: []Line{{TalkingPoint: "y"}, {TalkingPoint: "x"}}})
		}, true},
		"another line is silent": {shifted, func(e *tracker.Event) {
			e.Detail = marshal(Shifted{Speaker: "mayor", New: []Line{{TalkingPoint: "x"}, {TalkingPoint: "y"}}, Silent: []Line{{TalkingPoint: "z"}}})
		}, false},
	} {
		e := c.of
		c.change(&e)
		if got := Essence(e) == Essence(c.of); got != c.same {
			t.Errorf("%s: the same %v, want %v", name, got, c.same)
		}
	}
}

func TestSuccessor(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	first := on("was", tracker.FirstSeen, day, First{})
	bySource := on("narrow", tracker.FirstSeen, day, First{})
	bySource.Scope = tracker.Scope{Kind: tracker.BySource, ID: "herald"}
	other := on("line", tracker.FirstSeen, day, First{})
	other.TalkingPoint = "q"
	step := func(id string, of string, count int) tracker.Event {
		return on(id, tracker.Spread, day+1, Reach{Spread: surge.Spread{Of: of, Count: count}})
	}
	for name, c := range map[string]struct {
		of       tracker.Event
		standing []tracker.Event
		want     string
	}{
		"a first years later":           {first, []tracker.Event{bySource, other, on("now", tracker.FirstSeen, day-900, First{})}, "now"},
		"no first of the scope":         {first, []tracker.Event{bySource, other}, ""},
		"the nearer surge":              {on("was", tracker.Surge, day, surge.Surge{}), []tracker.Event{on("far", tracker.Surge, day+5, surge.Surge{}), on("near", tracker.Surge, day-1, surge.Surge{})}, "near"},
		"a surge of another month":      {on("was", tracker.Surge, day, surge.Surge{}), []tracker.Event{on("far", tracker.Surge, day+30, surge.Surge{})}, ""},
		"the same step":                 {step("was", surge.Sources, 2), []tracker.Event{step("lands", surge.Countries, 2), step("three", surge.Sources, 3), step("two", surge.Sources, 2)}, "two"},
		"the shift of a group":          {shiftOn("was", "mayor", day, "x", "y"), []tracker.Event{shiftOn("no", "guild", day, "v", "w"), shiftOn("group", "council", day+1, "x", "z")}, "group"},
		"rather that of the same":       {shiftOn("was", "mayor", day, "x", "y"), []tracker.Event{shiftOn("group", "council", day, "x", "z"), shiftOn("own", "mayor", day+2, "x", "z")}, "own"},
		"another kind takes no place":   {first, []tracker.Event{on("said", tracker.FirstSaid, day, First{})}, ""},
		"nothing stands in the archive": {first, nil, ""},
	} {
		got, found := Successor(c.of, c.standing)
		slices.Reverse(c.standing)
		again, _ := Successor(c.of, c.standing)
		if found != (c.want != "") || got.ID != c.want || again.ID != c.want {
			t.Errorf("%s: %q %v, and in another order %q; want %q", name, got.ID, found, again.ID, c.want)
		}
	}
}

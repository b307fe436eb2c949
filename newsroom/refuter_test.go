package newsroom_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/refute"
)

const wordsRules = `timezone: UTC
sources:
  - {id: herald, name: Herald, languages: [en], content: feed, feeds: ["http://127.0.0.1:9/herald"]}
  - {id: wire, name: Wire, languages: [en], content: feed, feeds: ["http://127.0.0.1:9/wire"]}
speakers:
  - {id: stone, name: Mayor Stone}
channels:
  - {id: desk, kind: file, address: notices, mode: at_once, kinds: [first_seen]}
narratives:
  - id: town
    title: The town
    talking_points:
      - {id: shut, title: Inspectors shut the harbour, match: harbour AND shuttered}
      - {id: provoked, title: Westland provokes with tariffs, match: Westland AND tariffs}
`

// inOtherWords are four months in which inspectors shutter places and padlock others,
// and then some sentences on days of their own.
func inOtherWords(t *testing.T, last map[tracker.Day]string) desk {
	t.Helper()
	begin := tracker.Date(2025, 1, 3)
	in := opened(t, wordsRules, begin.In(time.UTC))
	if _, err := notices(in).Post(t.Context()); err != nil { // a new channel is told nothing of the past
		t.Fatal(err)
	}
	var all []published
	say := func(day tracker.Day, source, text string) {
		n, at := len(all), day.In(time.UTC).Add(9*time.Hour+time.Duration(len(all)%600)*time.Minute)
		all = append(all, published{source, tracker.Item{Key: fmt.Sprintf("//%s.example/%d", source, n), URL: fmt.Sprintf("https://%s.example/%d", source, n), Rung: tracker.ByURL,
			Title: fmt.Sprintf("Day %d", n), Text: text, Language: "en", Depth: tracker.FullText, Method: "test", SHA256: fmt.Sprint(n),
			Published: []tracker.DateClaim{{From: "test", Stamp: tracker.At(at, time.UTC)}}}, at})
	}
	places := []string{"railway", "airport", "brewery", "library", "hospital", "market"}
	for d := range tracker.Day(150) {
		for i, verb := range []string{"shuttered", "padlocked"} {
			if d%3 > 0 {
				break // what stands everywhere tells nothing
			}
			say(begin+d, "herald", fmt.Sprintf("Gloomy inspectors must have %s the %s near Riverside Grove. It is day %d.", verb, places[(int(d)+i)%len(places)], d))
		}
		for range 3 {
			say(begin+d, "wire", fmt.Sprintf("Bakers say that bread %d must rise slowly in warm ovens.", len(all)))
		}
		if text, found := last[d]; found {
			say(begin+d, "herald", text)
		}
	}
	slices.SortStableFunc(all, func(a, b published) int { return a.at.Compare(b.at) })
	watch(t, in, all)
	if err := in.KeepFindings(t.Context()); err != nil {
		t.Fatal(err)
	}
	return in
}

func notices(in desk) bulletin.Notices { return bulletin.Notices{Desk: in.Desk, Store: in.store} }

// tried tries to refute the first appearance of a talking point.
func tried(t *testing.T, in desk, point string) refute.Attempt {
	t.Helper()
	events, err := in.store.Timeline(t.Context(), archive.Filter{Narrative: "town", TalkingPoint: point, Kinds: []tracker.EventKind{tracker.FirstSeen}, Scopes: []tracker.ScopeKind{tracker.Overall}})
	if err != nil || len(events) != 1 {
		t.Fatalf("%d firsts of %s: %v", len(events), point, err)
	}
	a, err := newsroom.NewRefuter(in.Desk, in.store, nil).Attempt(t.Context(), events[0])
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What an older passage says in the archive's other words shows that a line was about:
// a rule that lacks the word doesn't make it new.
func TestAnOlderPassageInOtherWordsRefutes(t *testing.T) {
	in := inOtherWords(t, map[tracker.Day]string{
		130: "Gloomy inspectors must have padlocked the harbour near Riverside Grove.",
		140: "Gloomy inspectors must have shuttered the harbour near Riverside Grove.",
	})
	a := tried(t, in, "shut")
	o := a.Refuted()
	if o == nil || !strings.Contains(o.Text, "padlocked the harbour") || o.Why != "it says the same in other words" {
		t.Fatalf("what refutes that it is new: %+v of %+v", o, a)
	}
	line := discover.Candidate{ID: "c", Language: "en", FirstPublished: tracker.Date(2025, 1, 3) + 140,
		Examples: []discover.Example{{Text: "Gloomy inspectors must have shuttered the harbour near Riverside Grove.", Published: tracker.Date(2025, 1, 3) + 140}}}
	var err error
	a, err = newsroom.NewRefuter(in.Desk, in.store, nil).Line(t.Context(), line, nil)
	if err != nil || a.Refuted() == nil || a.Looked == 0 {
		t.Errorf("a candidate that was said in other words before: %+v, %v", a, err)
	}
	line.Examples = []discover.Example{{Text: "Pilots want hats that glow in the dark.", Published: line.FirstPublished}}
	if a, err = newsroom.NewRefuter(in.Desk, in.store, nil).Line(t.Context(), line, nil); err != nil || a.Refuted() != nil {
		t.Errorf("a candidate that nobody said before: %+v, %v", a.Refuted(), err)
	}
	told := newsroom.Candidate{Candidate: line}
	told.ID, told.LineSince = "earlier", line.FirstPublished+1
	for since, want := range map[tracker.Day]bool{told.LineSince + 3: true, told.LineSince: false} {
		line.LineSince = since
		if a, err = newsroom.NewRefuter(in.Desk, in.store, nil).Line(t.Context(), line, []newsroom.Candidate{told}); err != nil || (a.Refuted() != nil) != want {
			t.Errorf("a line since %s that shares a sentence with one told on %s: %+v, %v", since, told.LineSince, a.Refuted(), err)
		}
	}
}

// What many events are told of at once, in a moment that is held, is what each is told
// of alone.
func TestEventsAreTriedTogetherAsAlone(t *testing.T) {
	in := inOtherWords(t, map[tracker.Day]string{
		125: "Yesterday Ostland provoked Westland, it seems.",
		130: "Gloomy inspectors must have padlocked the harbour near Riverside Grove.",
		140: "Gloomy inspectors must have shuttered the harbour near Riverside Grove.",
		145: "Today Westland provoked Ostland with new tariffs on fish.",
	})
	events, err := in.store.Timeline(t.Context(), archive.Filter{Kinds: []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen}})
	if err != nil || len(events) < 4 {
		t.Fatalf("%d firsts: %v", len(events), err)
	}
	events = append(events, tracker.Event{ID: "of a line that left the rules", Narrative: "gone", TalkingPoint: "gone"})
	moment, release, err := in.store.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	together, err := newsroom.NewRefuter(in.Desk, in.store, nil).Attempts(moment, events)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for i, e := range events {
		alone, err := newsroom.NewRefuter(in.Desk, in.store, nil).Attempt(t.Context(), e)
		if err != nil || !reflect.DeepEqual(alone, together[i]) {
			t.Errorf("%s of %s: alone %+v, %v; together %+v", e.Kind, e.TalkingPoint, alone, err, together[i])
		}
		looked += alone.Looked
	}
	if looked == 0 {
		t.Error("no older text was read")
	}
}

// How often a line is usually told is remembered until another mention of it comes.
func TestWhatIsUsualFollowsTheMentions(t *testing.T) {
	begin := tracker.Date(2025, 1, 3)
	in := inOtherWords(t, map[tracker.Day]string{
		120: "Gloomy inspectors must have shuttered the harbour near Riverside Grove.",
		148: "Again inspectors must have shuttered the harbour near Riverside Grove.",
	})
	remembering := bulletin.Reporter{Desk: in.Desk, Store: in.store, Usual: &bulletin.Usual{}}
	usual := func() float64 {
		t.Helper()
		got, err := remembering.Digest(t.Context(), begin+148, tracker.ClockRecorded, true)
		if err != nil {
			t.Fatal(err)
		}
		want, err := bulletin.Reporter{Desk: in.Desk, Store: in.store}.Digest(t.Context(), begin+148, tracker.ClockRecorded, true)
		if err != nil || !reflect.DeepEqual(got, want) || len(got.Carried) != 1 || got.Carried[0].Usual == nil {
			t.Fatalf("remembered %+v, worked out %+v, %v", got.Carried, want.Carried, err)
		}
		return *got.Carried[0].Usual
	}
	before := usual()
	if again := usual(); again != before {
		t.Errorf("%v a day, and %v when asked again", before, again)
	}
	seen := (begin + 149).In(time.UTC).Add(20 * time.Hour)
	watch(t, in, []published{{"wire", tracker.Item{Key: "//wire.example/late", URL: "https://wire.example/late", Rung: tracker.ByURL, Title: "Late",
		Text: "Other inspectors shuttered a harbour elsewhere.", Language: "en", Depth: tracker.FullText, Method: "test", SHA256: "late",
		Published: []tracker.DateClaim{{From: "test", Stamp: tracker.At((begin + 140).In(time.UTC).Add(time.Hour), time.UTC)}}}, seen}})
	if after := usual(); after <= before {
		t.Errorf("%v a day, and no more after another mention: %v", before, after)
	}
}

// Who did the same to the same before is shown, though in other words; who had it done
// to him is not.
func TestOlderPassagesAreLookedForByRoles(t *testing.T) {
	in := inOtherWords(t, map[tracker.Day]string{
		125: "Yesterday Ostland provoked Westland, it seems.",
		130: "Yesterday Ostland was provoked by Westland, it seems.",
		140: "Today Westland provoked Ostland with new tariffs on fish.",
	})
	a := tried(t, in, "provoked")
	found := false
	for _, o := range a.Nearest {
		same := o.Refutes || strings.Contains(o.Why, "Westland → provoked → Ostland")
		if turned := strings.Contains(o.Text, "Ostland provoked Westland"); same && turned {
			t.Errorf("the roles of %q are taken for the same: %s", o.Text, o.Why)
		}
		found = found || same
	}
	if !found {
		t.Errorf("nothing was found by roles: %+v", a.Nearest)
	}
}

// What something older refutes goes out at once to nobody; what nothing refutes does.
func TestWhatIsRefutedIsNotToldAtOnce(t *testing.T) {
	in := inOtherWords(t, map[tracker.Day]string{
		130: "Gloomy inspectors must have padlocked the harbour near Riverside Grove.",
		148: "Gloomy inspectors must have shuttered the harbour near Riverside Grove.",
		149: "Today Westland provoked Ostland with new tariffs on fish.",
	})
	due, err := notices(in).Waiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(due.Letters) != 1 || !strings.Contains(due.Letters[0].Body, "Westland provokes with tariffs") {
		t.Errorf("told at once: %+v", due.Letters)
	}
}

// A turn is refuted by what the same speaker said before to the same effect, in whatever
// words; what was said to the other effect is what it turned from.
func TestAnOlderStatementRefutesATurn(t *testing.T) {
	const shut = " that gloomy inspectors must have shuttered the harbour near Riverside Grove."
	for how, refuted := range map[string]bool{"said": true, "denied": false} {
		in := inOtherWords(t, map[tracker.Day]string{
			100: "Mayor Stone denied" + shut,
			110: "Mayor Stone denied" + shut,
			120: "Mayor Stone " + how + strings.Replace(shut, "shuttered", "padlocked", 1),
			140: "Mayor Stone said" + shut,
		})
		events, err := in.store.Timeline(t.Context(), archive.Filter{Kinds: []tracker.EventKind{tracker.Turn}})
		if err != nil || len(events) != 1 {
			t.Fatalf("%d turns: %v", len(events), err)
		}
		a, err := newsroom.NewRefuter(in.Desk, in.store, nil).Attempt(t.Context(), events[0])
		if err != nil || (a.Refuted() != nil) != refuted {
			t.Errorf("where the mayor %s it in other words: refuted by %+v, of %+v: %v", how, a.Refuted(), a.Nearest, err)
		}
		for _, o := range a.Nearest {
			if strings.Contains(o.Text, "denied") {
				t.Errorf("the turn from it is held against %q", o.Text)
			}
		}
	}
}

package digest

import (
	"slices"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/refute"
	"onset/tracker/timeline"
)

// today is the day that the tests tell.
var today = tracker.Date(2026, 2, 4)

func warsaw(t *testing.T) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		t.Skipf("no zone data: %v", err)
	}
	return loc
}

func day(month time.Month, d int) tracker.Day { return tracker.Date(2026, month, d) }

var speakers = []tracker.Speaker{
	{ID: "minister", Name: "Anna Minister"},
	{ID: "press", Name: "Boris Press"},
	{ID: "palace", Name: "Palace officials", Members: []string{"minister", "press"}},
}

var sources = []tracker.Source{
	{ID: "institute", Name: "The Institute", Kind: tracker.ThinkTank, Country: "US"},
	{ID: "herald", Name: "The Herald", Kind: tracker.Independent, Country: "PL"},
	{ID: "agency", Name: "State Agency", Kind: tracker.StateMedia, Country: "RU"},
}

func context() timeline.Context { return timeline.NewContext(speakers, sources, time.UTC) }

// line is a talking point of the narrative of the tests.
func line(id, title string) tracker.TalkingPoint {
	return tracker.TalkingPoint{ID: id, Narrative: "dams", Title: title}
}

// says makes a witness: speaker, where, published, said from and to.
func says(id, speaker, source string, published, from, to tracker.Day, text string) tracker.Witness {
	w := tracker.Witness{
		ID: id, Narrative: "dams", Source: source, Language: "en", Article: int64(len(id))*1000 + int64(id[len(id)-1]),
		URL: "https://" + source + ".example/" + id, Title: "Page " + id, Text: text, Part: tracker.Body,
		Published: tracker.Stamp{Day: published}, Seen: published.In(time.UTC).Add(18 * time.Hour),
		Form: tracker.Indirect, Stance: tracker.Affirms, Treatment: tracker.Reports, Cause: tracker.First, Origin: id,
	}
	if speaker != "" {
		w.Speakers = []tracker.ClaimSpeaker{{ID: speaker, Text: speaker}}
		w.Said = &tracker.Said{From: from, To: to, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "on the day"}
	}
	return w
}

// arrives records what new witnesses change about a line.
func arrives(tp tracker.TalkingPoint, before, after []tracker.Witness, old []tracker.Event, at time.Time) []tracker.Event {
	if old == nil {
		old = timeline.Standing(tp, before, context())
		for i := range old {
			old[i].RecordedAt = day(1, 1).In(time.UTC)
		}
	}
	return timeline.Diff(old, timeline.Standing(tp, after, context()), at, timeline.CauseEvidence).Add
}

// noon is an instant in the window of today.
func noon() time.Time { return today.In(time.UTC).Add(12 * time.Hour) }

// newLine gives the events of a line that nobody had said before.
func newLine(tp tracker.TalkingPoint, ws ...tracker.Witness) []tracker.Event {
	events := arrives(tp, nil, ws, []tracker.Event{}, noon())
	for i := range events {
		events[i].Coverage = &tracker.Coverage{From: tracker.Date(2022, 1, 1), Sources: 31, Articles: 26410, Languages: []string{"en", "ru"}}
	}
	return events
}

// busyDay is a day with everything in it.
func busyDay(t *testing.T) Input {
	flood, sluice := line("flood", "The dam will break"), line("sluice", "The sluices were opened on purpose")
	upstream, rain := line("upstream", "Upstream holds the water back"), line("rain", "Rain is not to blame")
	maps, bridge, tunnel := line("maps", "The maps are forged"), line("bridge", "The bridge was mined"), line("tunnel", "A tunnel is being dug")
	young, old := line("young", "Found as watching began"), line("old", "Imported yesterday")

	floodSaid := says("flood-1", "palace", "institute", today, day(2, 2), day(2, 3), "Palace officials claimed on February 2 and 3 that the dam will break if the neighbours build.")
	floodAgency := says("flood-2", "press", "agency", today, today, today, "The press secretary warned that the dam will break.")
	sluiceSaid := says("sluice-1", "minister", "institute", today, today, today, "The minister alleged on February 4 that the sluices were opened on purpose.")
	events := newLine(flood, floodSaid, floodAgency)
	events = append(events, newLine(sluice, sluiceSaid)...)
	events = append(events, shifts(flood, sluice, []tracker.Witness{floodSaid, floodAgency}, []tracker.Witness{sluiceSaid})...)

	ago := tracker.Date(2025, 8, 20)
	past := []tracker.Witness{
		says("up-1", "minister", "herald", ago, ago, ago, "x"), says("up-2", "minister", "agency", ago, ago, ago, "x"),
		says("up-3", "minister", "herald", ago+1, ago, ago, "x"),
	}
	back := says("up-4", "minister", "institute", today, today, today, "Upstream once again holds the water back, the minister said on February 4.")
	daily := timeline.Daily(timeline.Ledger{Point: upstream, Past: timeline.Appearances(upstream, past, context()), Today: []tracker.Witness{back}}, today, nil, context())
	for i := range daily {
		daily[i].RecordedAt = noon()
	}
	events = append(events, daily...)

	rained := []tracker.Witness{says("rain-1", "minister", "herald", ago, ago, ago, "x")}
	events = append(events, arrives(rain, rained, append(rained, says("rain-2", "minister", "agency", day(2, 3), day(2, 3), day(2, 3), "It is not the rain, the minister said.")), nil, noon())...)

	mapped := []tracker.Witness{says("maps-1", "minister", "herald", day(1, 20), day(1, 20), day(1, 20), "x")}
	events = append(events, arrives(maps, mapped, append(mapped, says("maps-2", "press", "institute", tracker.Date(2025, 11, 3), tracker.Date(2025, 11, 2), tracker.Date(2025, 11, 2), "The maps are forged, the press secretary said on November 2.")), nil, noon())...)

	events = append(events, newLine(bridge, says("bridge-1", "press", "herald", today, day(1, 12), day(1, 12), "On January 12 the press secretary said that the bridge was mined."))...)

	found := says("tunnel-1", "palace", "agency", ago, ago, ago, "Palace officials said that a tunnel is being dug.")
	found.Retroactive, found.Imported = true, true
	events = append(events, newLine(tunnel, found)...)
	first := says("young-1", "press", "herald", today, today, today, "x")
	first.Baseline = true
	events = append(events, newLine(young, first)...)
	imported := says("old-1", "press", "herald", ago, ago, ago, "x")
	imported.Imported = true
	events = append(events, newLine(old, imported)...)

	var points []Point
	for _, tp := range []tracker.TalkingPoint{flood, sluice, upstream, rain, maps, bridge, tunnel, young, old} {
		points = append(points, Point{Narrative: "dams", Storyline: "The neighbours drown us", ID: tp.ID, Title: tp.Title})
	}
	for i := range points {
		if points[i].ID == "rain" {
			points[i].Utterances, points[i].Origins, points[i].Sources, points[i].Articles = 1, 2, 2, 3
			seldom := 0.2
			points[i].Usual, points[i].Speakers, points[i].Outlets = &seldom, []string{"Anna Minister"}, []string{"State Agency", "The Herald"}
			points[i].FirstSaid = &tracker.Moment{From: ago, To: ago, Precision: tracker.ToDay, Clock: tracker.ClockSaid}
			points[i].Sentence, points[i].Article = "It is not the rain, the minister said.", tracker.ArticleRef{URL: "https://agency.example/rain-2", Title: "Page rain-2"}
		}
	}
	return Input{
		Day: today, Zone: warsaw(t), Events: events, Points: points, Articles: 1204,
		Archive: Archive{From: tracker.Date(2022, 1, 1), Articles: 26410},
		Feeds: append(slices.Repeat([]Feed{{State: FeedGood}}, 31),
			Feed{Name: "River Radio", State: FeedSilent, Since: noon().AddDate(0, 0, -2), Message: "nothing new since 2 Feb; usual is 40 a day"},
			Feed{Name: "Delta Daily", State: FeedFailing, Since: noon().Add(-5 * time.Hour), Message: "answers with a page instead of a feed: onset feeds check"}),
		Speakers: map[string]string{"minister": "Anna Minister", "press": "Boris Press", "palace": "Palace officials"},
		Sources:  map[string]string{"institute": "The Institute", "herald": "The Herald", "agency": "State Agency"},
		Refuted: map[string]refute.Attempt{events[0].ID: {Looked: 12, Covered: 0.8, Found: 9, Judged: 10,
			Nearest: []refute.Older{{Text: "The dam is weak.", Source: "The Herald", Published: tracker.Date(2023, 2, 28), URL: "https://herald.example/weak", Share: 0.6, Why: refute.Lacking([]string{"break"})}},
			Says:    []refute.Claim{{Source: "The Institute", Cue: "began to claim", Day: day(2, 2), Published: today, Earlier: &refute.Older{Text: "The dam broke, she said.", Source: "The Herald", Published: day(1, 14)}}}}},
		Emerging: []Candidate{{
			ID: "c7x2", Kind: "line", Label: "The fish are dying because of them", Status: "emerging", Utterances: 2, Origins: 3, Sources: 2,
			FirstSaid: &tracker.Moment{From: day(2, 3), To: day(2, 3)}, Published: day(2, 3), Speakers: []string{"Boris Press"},
			Sentence: "The fish are dying because of them, <b>he</b> said.", Source: "State Agency", Article: tracker.ArticleRef{URL: "https://agency.example/fish", Title: "Fish [dying]"},
		}},
		Subjects: []Candidate{{ID: "c9", Kind: "subject", Label: "storm over the *delta*."}, {ID: "c8", Kind: "subject", Label: "The minister visits the dam"}},
	}
}

func shifts(a, b tracker.TalkingPoint, wa, wb []tracker.Witness) []tracker.Event {
	ledger := func(tp tracker.TalkingPoint, ws []tracker.Witness) timeline.Ledger {
		return timeline.Ledger{Point: tp, Today: ws, Firsts: timeline.Standing(tp, ws, context())}
	}
	events := timeline.Shifts("dams", []timeline.Ledger{ledger(a, wa), ledger(b, wb)}, today, nil, context())
	for i := range events {
		events[i].RecordedAt = noon()
	}
	return events
}

package digest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"

	"github.com/google/go-cmp/cmp"
)

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		zone  string
		day   tracker.Day
		hours int
	}{
		{"Europe/Warsaw", day(2, 4), 24},
		{"Europe/Warsaw", day(3, 29), 23},
		{"Europe/Warsaw", day(10, 25), 25},
		{"America/Havana", tracker.Date(2025, 3, 9), 23}, // midnight is skipped
		{"America/Havana", tracker.Date(2025, 11, 2), 25},
		{"UTC", day(3, 29), 24},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Skipf("no zone data: %v", err)
		}
		from, to := Window(c.day, loc)
		if got := to.Sub(from).Hours(); got != float64(c.hours) {
			t.Errorf("%s, %s: %v hours, want %d", c.zone, c.day, got, c.hours)
		}
		if _, before := Window(c.day-1, loc); !before.Equal(from) {
			t.Errorf("%s, %s begins at %v, the day before ends at %v", c.zone, c.day, from, before)
		}
	}
}

// where says under which headings the talking points of a digest stand.
func where(d Digest) map[string]string {
	out := map[string]string{}
	for heading, es := range map[string][]Entry{
		"correction": d.Corrections, "new": d.New, "late": d.LearnedLate, "tracked": d.NowTracked, "back": d.Returned, "shift": d.Shifts,
	} {
		for _, e := range es {
			out[e.TalkingPoint] += heading
		}
	}
	for _, c := range d.Carried {
		out[c.TalkingPoint] += "carried"
	}
	return out
}

func TestEachTalkingPointHasOneEntry(t *testing.T) {
	got := where(Build(busyDay(t)))
	want := map[string]string{
		"": "shift", "flood": "new", "sluice": "new", "upstream": "back", "rain": "carried",
		"maps": "correction", "bridge": "late", "tunnel": "tracked",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// at moves the recording of events to another instant.
func at(events []tracker.Event, when time.Time) []tracker.Event {
	events = slices.Clone(events)
	for i := range events {
		events[i].RecordedAt = when
	}
	return events
}

func TestWhatIsNews(t *testing.T) {
	tp := line("flood", "The dam will break")
	jan := says("jan", "minister", "herald", day(1, 20), day(1, 20), day(1, 20), "j")
	feb := says("feb", "minister", "herald", today, today, today, "f")
	other := says("oth", "press", "agency", today, today, today, "o")
	morning, evening := noon().Add(-4*time.Hour), noon().Add(4*time.Hour)
	yesterday := noon().AddDate(0, 0, -1)

	standing := func(when time.Time, ws ...tracker.Witness) []tracker.Event {
		return at(timeline.Standing(tp, ws, context()), when)
	}
	then := func(old []tracker.Event, when time.Time, ws ...tracker.Witness) []tracker.Event {
		return timeline.Diff(old, timeline.Standing(tp, ws, context()), when, timeline.CauseEvidence).Add
	}
	superseded := func(events []tracker.Event, when time.Time) []tracker.Event {
		events = slices.Clone(events)
		for i := range events {
			events[i].SupersededAt = &when
		}
		return events
	}
	unsure := feb
	unsure.Baseline = true

	for _, c := range []struct {
		name   string
		events []tracker.Event
		want   string
	}{
		{"a first of today", standing(morning, feb), "new"},
		{"a first of yesterday", standing(yesterday, feb), ""},
		{"at the last instant of the day", standing(today.In(time.UTC).Add(23*time.Hour-time.Nanosecond), feb), "new"},
		{"at the first instant of the next, in the digest's zone", standing(today.In(time.UTC).Add(23*time.Hour), feb), ""},
		{"found as watching began", standing(morning, unsure), ""},
		{
			"replaced within the day by what is older: learned late, and nothing to correct",
			append(superseded(standing(morning, feb), evening), then(standing(morning, feb), evening, feb, jan)...), "late",
		},
		{
			"told yesterday, replaced by what is older: a correction, not new",
			then(standing(yesterday, feb), morning, feb, jan), "correction",
		},
		{
			"told yesterday, moved and moved back: no word of it",
			append(
				superseded(then(standing(yesterday, feb), morning, feb, jan), evening),
				then(at(timeline.Standing(tp, []tracker.Witness{feb, jan}, context()), morning), evening, feb)...,
			), "",
		},
		{
			"never told, because watching had just begun",
			then(standing(yesterday, unsure), morning, feb, jan), "",
		},
		{
			"a new speaker and source of an old line",
			then(standing(yesterday, feb), morning, feb, other), "new",
		},
		{
			"a new source of an old line",
			then(standing(yesterday, feb), morning, feb, says("agy", "minister", "agency", today, today, today, "x")), "carried",
		},
		{
			"superseded later, in another day's window",
			superseded(standing(morning, feb), noon().AddDate(0, 0, 3)), "new",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Build(Input{Day: today, Zone: warsaw(t), Events: c.events, Points: []Point{{Narrative: "dams", ID: "flood", Title: tp.Title}}})
			if got := where(d)["flood"]; got != c.want {
				t.Errorf("told as %q, want %q\n%s", got, c.want, Text(d))
			}
		})
	}
}

func TestLookingBackByPublishedDay(t *testing.T) {
	tp := line("flood", "The dam will break")
	w := says("feb", "minister", "herald", today, day(2, 3), day(2, 3), "The dam will break, the minister said.")
	w.Imported = true
	events := at(timeline.Standing(tp, []tracker.Witness{w}, context()), noon().AddDate(0, 6, 0)) // imported in August
	in := Input{Day: today, Zone: warsaw(t), Clock: tracker.ClockPublished, Events: events}
	if got := where(Build(in))["flood"]; got != "new" {
		t.Errorf("on the day it was published it is told as %q, want new", got)
	}
	in.Day++
	if got := where(Build(in))["flood"]; got != "" {
		t.Errorf("on the day after it is told as %q, want not at all", got)
	}
	in.Day, in.Clock = today+tracker.Day(181), tracker.ClockRecorded
	if got := where(Build(in))["flood"]; got != "" {
		t.Errorf("imported history is told as %q on the day of the import, want not at all", got)
	}
}

func TestALineKnownToBeOlderIsNotNewWhenItIsFirstDated(t *testing.T) {
	tp := line("flood", "The dam will break")
	undated := says("old", "press", "agency", tracker.Date(2025, 6, 1), 0, tracker.Date(2025, 6, 1), "o")
	undated.Said.Precision = tracker.UnknownTime
	dated := says("feb", "press", "herald", today, today, today, "f")
	events := arrives(tp, []tracker.Witness{undated}, []tracker.Witness{undated, dated}, nil, noon())
	d := Build(Input{Day: today, Zone: warsaw(t), Events: events})
	want := "New in: The Herald (4 Feb). First dated saying: said 4 Feb by Boris Press, reported by The Herald 4 Feb (summarised, explicit date)."
	if len(d.New) != 0 || len(d.Carried) != 1 || d.Carried[0].Change != want {
		t.Errorf("told as new although it had appeared in June:\n%s", Text(d))
	}
}

func TestNothingOfAnArticleBecomesMarkup(t *testing.T) {
	tp := line("flood", `<script>alert(1)</script> & [x](javascript:y)`)
	w := says("feb", "minister", "herald", today, today, today, `</blockquote><img src=x onerror=alert(1)> *bold*`)
	w.URL, w.Title = "javascript:alert(1)", "<b>page</b>"
	in := Input{Day: today, Zone: warsaw(t), Events: newLine(tp, w), Points: []Point{{Narrative: "dams", ID: "flood", Title: tp.Title}}}
	html, err := HTML(Build(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "<b>", "href=\"javascript", "https://fonts", "src="} {
		if strings.Contains(strings.ReplaceAll(html, "&lt;img src=", ""), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	md := Markdown(Build(in))
	for _, bad := range []string{"](<javascript", "<script", "<img", " *bold*"} {
		if strings.Contains(md, bad) {
			t.Errorf("the Markdown holds %q:\n%s", bad, md)
		}
	}
}

func TestOnlyTheBestCandidatesFitTheDay(t *testing.T) {
	in := Input{Day: today, Emerging: slices.Repeat([]Candidate{{ID: "c", Label: "l"}}, 14)}
	if n := len(Build(in).Emerging); n != 10 {
		t.Errorf("%d candidates, want 10", n)
	}
	in.Emerging, in.Subjects = nil, slices.Repeat([]Candidate{{ID: "s", Label: "l"}}, 14)
	if d := Build(in); len(d.Subjects) != 3 || !d.Quiet {
		t.Errorf("%d subjects, want 3, which make no day news (quiet: %v)", len(d.Subjects), d.Quiet)
	}
	in.Learning = &Learning{Articles: 12}
	if n := len(Build(in).Emerging); n != 0 {
		t.Errorf("%d candidates while learning, want none", n)
	}
}

// A shift, a comeback or a surge that was told and falls is a correction, as a
// first is; what was never told corrects nothing.
func TestWhatRestsOnCountsIsCorrectedToo(t *testing.T) {
	in := busyDay(t)
	at := func(kind tracker.EventKind) tracker.Event {
		i := slices.IndexFunc(in.Events, func(e tracker.Event) bool { return e.Kind == kind })
		e := in.Events[i]
		fell := noon().AddDate(0, 0, 1)
		e.SupersededAt = &fell
		return e
	}
	closed := today.In(warsaw(t)).AddDate(0, 0, 1).Add(5 * time.Minute) // told in the digest of the day it is about
	for name, c := range map[string]struct {
		event  func() tracker.Event
		change func(*tracker.Event)
		want   string
	}{
		"a shift":                     {func() tracker.Event { return at(tracker.Shift) }, func(*tracker.Event) {}, "It no longer stands (older evidence). We told: Palace officials: new: The dam will break"},
		"a comeback":                  {func() tracker.Event { return at(tracker.Resurgence) }, func(*tracker.Event) {}, "It no longer stands (older evidence). We told: back: said 4 Feb"},
		"decided when the day closed": {func() tracker.Event { return at(tracker.Shift) }, func(e *tracker.Event) { e.RecordedAt = closed }, "It no longer stands (older evidence)."},
		"learned on the day it fell":  {func() tracker.Event { return at(tracker.Resurgence) }, func(e *tracker.Event) { e.RecordedAt = noon().AddDate(0, 0, 1) }, ""},
		"found as watching began":     {func() tracker.Event { return at(tracker.Shift) }, func(e *tracker.Event) { e.Baseline = true }, ""},
		"it fell on another day":      {func() tracker.Event { return at(tracker.Shift) }, func(e *tracker.Event) { later := noon().AddDate(0, 0, 9); e.SupersededAt = &later }, ""},
	} {
		e := c.event()
		c.change(&e)
		fell := timeline.Corrected(e, tracker.Event{}, "fell", timeline.CauseEvidence, *e.SupersededAt)
		next := Input{Day: today + 1, Zone: warsaw(t), Events: []tracker.Event{fell}, Points: in.Points,
			Made: map[tracker.Day]time.Time{today: closed.Add(7 * time.Hour)}}
		d := Build(next)
		text := strings.Join(strings.Fields(Text(d)), " ")
		if len(d.Corrections) != b2i(c.want != "") || !strings.Contains(text, c.want) {
			t.Errorf("%s: want %q\n%s", name, c.want, Text(d))
		}
		if c.want != "" {
			next.Events = append(next.Events, e) // the same, standing again by the end of the day
			next.Events[1].SupersededAt, next.Events[1].RecordedAt = nil, noon().AddDate(0, 0, 1).Add(time.Hour)
			if d := Build(next); len(d.Corrections) != 0 {
				t.Errorf("%s, and back on the same day, is corrected:\n%s", name, Text(d))
			}
		}
	}
}

// What is decided again after the digest of its day was made, because a person
// judged a mention or an article came late, is told in the next one.
func TestWhatIsDecidedAfterItsDigestIsToldInTheNext(t *testing.T) {
	in := busyDay(t)
	in.Events = slices.DeleteFunc(in.Events, func(e tracker.Event) bool { return e.Kind != tracker.Shift })
	made := today.In(warsaw(t)).AddDate(0, 0, 1).Add(7 * time.Hour)
	for hours, want := range map[int][2]int{-2: {1, 0}, 3: {0, 1}} {
		for i := range in.Events {
			in.Events[i].RecordedAt = made.Add(time.Duration(hours) * time.Hour)
		}
		in.Made = map[tracker.Day]time.Time{today: made}
		for n, day := range []tracker.Day{today, today + 1} {
			in.Day = day
			if got := len(Build(in).Shifts); got != want[n] {
				t.Errorf("decided %d h after the digest was made: %d shifts in that of %s, want %d", hours, got, day, want[n])
			}
		}
	}
}

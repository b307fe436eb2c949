package web

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/repertoire"
)

func TestStripsHoldEveryAppearance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := tracker.Date(2020, 1, rapid.IntRange(1, 800).Draw(t, "from"))
		sc := scale{from, from + tracker.Day(rapid.IntRange(0, 3000).Draw(t, "days"))}
		days, within := map[tracker.Day]int{}, 0
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			d := from + tracker.Day(rapid.IntRange(-50, 3100).Draw(t, "day"))
			days[d]++
			if sc.holds(d) {
				within++
			}
		}
		h := newHeat(sc, nil)
		counted := h.count(days)
		got := 0
		for _, b := range counted {
			got += b.Count
		}
		if got != within {
			t.Fatalf("%d of %d appearances are in the strip", got, within)
		}
		last := -1.0
		for _, c := range h.cells(counted) {
			if c.X < last || c.X < 0 || c.X+c.W > 100.1 || c.Level < 1 || c.Level > heatLevels {
				t.Fatalf("a cell at %g wide %g, level %d, after %g", c.X, c.W, c.Level, last)
			}
			last = c.X
		}
	})
}

func TestSpanEndsWithWhatIsKnownAndBeginsWhereSomethingHappens(t *testing.T) {
	today := tracker.Date(2026, 2, 4)
	looked := func(last tracker.Day) []archive.Interval {
		return []archive.Interval{{Kind: "observed", Since: (today - 3000).In(time.UTC), Until: last.In(time.UTC)}}
	}
	line := func(back ...tracker.Day) repertoire.Line {
		l := repertoire.Line{TalkingPoint: string(rune('a' + len(back))), Days: map[tracker.Day]int{}}
		for _, b := range back {
			l.Days[today-b] = 1
		}
		return l
	}
	for _, c := range []struct {
		name     string
		lines    []repertoire.Line
		view     view
		coverage []archive.Interval
		from, to tracker.Day // before today
	}{
		{"nothing yet", nil, view{}, nil, 27, 0},
		{"one line, last week", []repertoire.Line{line(5)}, view{}, looked(today), 27, 0},
		{"one line, two months ago", []repertoire.Line{line(60)}, view{}, looked(today), 67, 0},
		{"one line, years ago", []repertoire.Line{line(1500)}, view{}, looked(today), 1507, 0},
		{"lines of years, one of them lately", []repertoire.Line{line(1, 2), line(900)}, view{}, looked(today), 907, 0},
		{"an archive of its own time", []repertoire.Line{line(1500)}, view{}, looked(today - 1400), 1507, 1400},
		{"days to come are not drawn", []repertoire.Line{line(5)}, view{From: today - 10, To: today + 30}, looked(today), 10, 0},
		{"a range of the address", []repertoire.Line{line(5)}, view{From: today - 800, To: today - 700}, looked(today), 800, 700},
	} {
		from, to, _ := drawing{view: c.view, lines: c.lines, coverage: c.coverage, today: today, names: catalogue{zone: time.UTC}}.span()
		if from != today-c.from || to != today-c.to {
			t.Errorf("%s: from %d to %d days ago, want %d to %d", c.name, today-from, today-to, c.from, c.to)
		}
	}
}

func TestTheFirstSentenceTellsWhetherADayMatters(t *testing.T) {
	news := func(overall, voices int) (out []digest.Entry) {
		for i := range overall + voices {
			e := digest.Entry{Scope: tracker.Scope{Kind: tracker.Overall}}
			if i >= overall {
				e.Scope.Kind = tracker.BySpeaker
			}
			out = append(out, e)
		}
		return out
	}
	trouble := make([]digest.Feed, 5)
	for _, c := range []struct {
		name   string
		before int // news on each of the days before
		day    digest.Digest
		want   string
	}{
		{"a quiet day", 0, digest.Digest{Carried: make([]digest.Carried, 2)}, "A quiet day: nothing new; 2 old lines go on."},
		{"nothing at all", 1, digest.Digest{}, "A quiet day: nothing new."},
		{"more than usual", 0, digest.Digest{New: news(2, 1), Returned: make([]digest.Entry, 1)}, "A day that matters: 2 lines that nobody here had met before, an old line from somebody new and one that is back."},
		{"as many as ever", 3, digest.Digest{New: news(1, 0)}, "A day like others: one line that nobody here had met before."},
		{"only corrections", 0, digest.Digest{Corrections: make([]digest.Entry, 2)}, "A day of corrections: 2 corrections to what was told and nothing new."},
		{"feeds in trouble", 0, digest.Digest{Feeds: digest.Health{Total: 12, Trouble: trouble}}, "Can't say: 5 of 12 feeds silent or failing. Nothing new."},
	} {
		s := strip{Days: make([]stripDay, stripDays)}
		for i := range s.Days[:stripDays-1] {
			s.Days[i].News = c.before
		}
		if got := s.headline(c.day).Words; got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestNewsHasItsDay(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	at := (day + 1).In(time.UTC).Add(time.Hour) // recorded the day after it was published
	first := func(change func(*tracker.Event)) *tracker.Event {
		e := &tracker.Event{Kind: tracker.FirstSeen, TalkingPoint: "p", Scope: tracker.Scope{Kind: tracker.Overall}, PublishedAt: tracker.Stamp{Day: day}, RecordedAt: at, At: tracker.Moment{From: day, To: day}}
		change(e)
		return e
	}
	for name, c := range map[string]struct {
		event               *tracker.Event
		recorded, published tracker.Day
	}{
		"a first":         {first(func(*tracker.Event) {}), day + 1, day},
		"of one speaker":  {first(func(e *tracker.Event) { e.Scope.Kind = tracker.BySpeaker }), 0, 0},
		"baseline":        {first(func(e *tracker.Event) { e.Baseline = true }), 0, 0},
		"a later rule":    {first(func(e *tracker.Event) { e.Retroactive = true }), 0, 0},
		"history":         {first(func(e *tracker.Event) { e.Imported = true }), 0, day},
		"back":            {first(func(e *tracker.Event) { e.Kind = tracker.Resurgence }), day, day},
		"a surge is none": {first(func(e *tracker.Event) { e.Kind = tracker.Surge }), 0, 0},
	} {
		n := catalogue{zone: time.UTC}
		if a, b := digest.NewsDay(c.event, tracker.ClockRecorded, n.zone), digest.NewsDay(c.event, tracker.ClockPublished, n.zone); a != c.recorded || b != c.published {
			t.Errorf("%s: %s and %s, want %s and %s", name, a, b, c.recorded, c.published)
		}
	}
}

func TestTheStripLeadsToTheLastNews(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	on := func(d tracker.Day) *tracker.Event {
		return &tracker.Event{Kind: tracker.FirstSeen, TalkingPoint: "p", Scope: tracker.Scope{Kind: tracker.Overall}, PublishedAt: tracker.Stamp{Day: d}}
	}
	lines := []repertoire.Line{{Days: map[tracker.Day]int{day: 3, day - 29: 1, day - 30: 9}}}
	s := drawStrip(day, tracker.ClockPublished, []*tracker.Event{on(day - 200), on(day - 2), on(day), on(day + 5)}, lines, catalogue{zone: time.UTC})
	if s.Last != day-2 || s.Days[29].News != 1 || s.Days[27].News != 1 || s.Days[29].Count != 3 || s.Days[0].Count != 1 || !s.Days[29].Current {
		t.Errorf("%s %+v", s.Last, s.Days)
	}
}

func TestFeedsInNeedComeFirst(t *testing.T) {
	at := func(d int) time.Time { return time.Date(2026, 2, d, 0, 0, 0, 0, time.UTC) }
	list := inNeed([]archive.FeedRow{{Source: "good", State: "good", LastNew: at(9)}, {Source: "never"}, {Source: "silent", State: "silent", LastNew: at(3)}, {Source: "longer", State: "silent", LastNew: at(1)},
		{Source: "failing", State: "failing"}, {Source: "stopped", State: "stopped"}})
	var order []string
	for _, f := range list {
		order = append(order, f.Source)
	}
	if got := strings.Join(order, " "); got != "stopped failing longer silent never good" {
		t.Error(got)
	}
	if got := feedWords(list); got != "Of 6 feeds, 1 stopped, 1 failing, 2 silent, 1 never asked." {
		t.Error(got)
	}
	if got := feedWords(list[5:]); got != "1 feed: all are well." {
		t.Error(got)
	}
}

func TestWhatIsDoubtfulLooksSo(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	for class, change := range map[string]func(*tracker.Event){
		"mark":               func(*tracker.Event) {},
		"mark doubtful":      func(e *tracker.Event) { e.OrderUnknown = true },
		"mark  doubtful":     func(e *tracker.Event) { e.Speakers = []tracker.ClaimSpeaker{{ID: "boss", Unsure: true}} },
		"mark baseline-mark": func(e *tracker.Event) { e.Baseline = true },
	} {
		e := &tracker.Event{ID: "e", Kind: tracker.FirstSaid, At: tracker.Moment{From: day, To: day}}
		change(e)
		var l lane
		l.draw([]*tracker.Event{e}, view{}, scale{day - 9, day}, catalogue{})
		if want := `<a class="` + strings.Join(strings.Fields(class), " ") + `" `; !strings.Contains(string(l.Drawn()), want) {
			t.Errorf("%s lacks %s", l.Drawn(), want)
		}
	}
	if got := (catalogue{speakers: map[string]string{"boss": "The Boss"}}).Speaker(tracker.ClaimSpeaker{ID: "boss", Unsure: true}); got != "The Boss (unsure)" {
		t.Error(got)
	}
}

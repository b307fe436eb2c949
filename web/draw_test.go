package web

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/tracker"
	"onset/tracker/archive"
	_ "onset/tracker/proptest"
	"onset/tracker/timeline"
)

func TestSpansKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var hits []tracker.Span
		for range rapid.IntRange(0, 5).Draw(t, "n") {
			hits = append(hits, tracker.Span{Start: rapid.IntRange(-3, 40).Draw(t, "start"), End: rapid.IntRange(-3, 40).Draw(t, "end")})
		}
		var b strings.Builder
		for _, s := range spans(text, hits, 0) {
			b.WriteString(s.Text)
		}
		if b.String() != text {
			t.Fatalf("%q reads as %q", text, b.String())
		}
	})
}

func TestTicksStandWithinTheScaleAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := tracker.Date(2020, 1, rapid.IntRange(1, 800).Draw(t, "from"))
		sc := scale{from, from + tracker.Day(rapid.IntRange(0, 5000).Draw(t, "days"))}
		last := 0.0
		for _, tick := range sc.ticks() {
			if tick.X < 0 || tick.X > 100 || last != 0 && tick.X-last < pixels(18) {
				t.Fatalf("a tick at %g after %g", tick.X, last)
			}
			last = tick.X
		}
	})
}

func TestCoverageCountsSourcesNotFeeds(t *testing.T) {
	at := func(d int) time.Time { return time.Date(2026, 1, d, 12, 0, 0, 0, time.UTC) }
	list := []archive.Interval{
		{Source: "a", Kind: "observed", Since: at(2), Until: at(6)}, {Source: "a", Kind: "observed", Since: at(2), Until: at(9)},
		{Source: "b", Kind: "observed", Since: at(4), Until: at(5)}, {Source: "b", Kind: "gap", Since: at(5), Until: at(7)}, {Source: "b", Kind: "observed", Since: at(7), Until: at(9)},
	}
	o := observe(list, "", scale{tracker.Date(2026, 1, 1), tracker.Date(2026, 1, 10)}, time.UTC)
	if o.most != 2 || o.since != tracker.Date(2026, 1, 2) {
		t.Errorf("%+v", o)
	}
	for i, want := range []int{0, 1, 1, 2, 2, 1, 2, 2, 2, 0} {
		if o.on[i] != want {
			t.Errorf("on day %d: %d sources, want %d", i+1, o.on[i], want)
		}
	}
	if o.out[5] != 1 || o.out[4] != 0 {
		t.Errorf("gaps %v: a day observed in part is no gap", o.out)
	}
}

func TestBucketsAddUpTheirDays(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	totals := timeline.Totals{Days: map[tracker.Day]int{day: 2, day + 1: 1, day + 500: 1}, Debunks: []timeline.Debunk{{Day: day}, {Day: 0}}}
	unit, bs := buckets(scale{day - 10, day + 10}, totals, map[tracker.Day]int{day: 50})
	if unit != "day" || len(bs) != 21 || bs[10].Count != 2 || bs[11].Count != 1 || bs[10].Debunks != 1 || bs[10].ShareWords() != "40.0 per 1,000" {
		t.Errorf("%s %+v", unit, bs[10:12])
	}
	unit, bs = buckets(scale{day - 3000, day}, totals, nil)
	if total := bs[len(bs)-1].Count; unit != "month" || total != 2 || bs[len(bs)-1].From != tracker.Date(2026, 2, 1) {
		t.Errorf("%s %+v", unit, bs[len(bs)-1])
	}
}

func TestFirstDatesTellWhoFollowed(t *testing.T) {
	day := tracker.Date(2026, 2, 2)
	m := firstDates([]timeline.FirstDay{
		{Speaker: "anna", Known: true, Source: "x", From: day, To: day, Clock: tracker.ClockSaid, Mention: "1"},
		{Speaker: "boris", Known: true, Source: "y", From: day + 9, To: day + 9, Lag: 9, Mention: "2"},
		{Speaker: "anna", Source: "y", From: day + 20, To: day + 20, Lag: 20, Mention: "3"}, // in words: somebody else
		{Source: "y", From: day + 98, To: day + 98, Lag: 98, Mention: "4"},
	}, catalogue{})
	if len(m.Speakers) != 4 || m.Speakers[0].Name != "anna" || m.Speakers[0].Lag != "first" || m.Speakers[1].Lag != "+9 days" || m.Speakers[2].Name != "“anna”" ||
		m.Speakers[3].Name != ownVoice || m.Speakers[3].Lag != "+3 months" {
		t.Errorf("%+v", m.Speakers)
	}
	if c := m.Speakers[0].Cells[0]; c.Mention != "1" || !c.Said || m.Sources[0].ID != "x" || m.Speakers[0].Cells[1].Mention != "" {
		t.Errorf("%+v", m)
	}
}

// TestMarksStandOnTheirDays reads the coordinates of marks back into days, where
// many shapes crowd on the last days of charts of any length.
func TestMarksStandOnTheirDays(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	for _, long := range []tracker.Day{0, 6, 30, 400, 1500, 4000} {
		sc := scale{day - long, day}
		var events []*tracker.Event
		held := 0
		for back := range tracker.Day(4) {
			for _, k := range tracker.EventKinds {
				e := &tracker.Event{ID: string(k), Kind: k, At: tracker.Moment{From: day - 3 + back, To: day - 3 + back, Clock: tracker.ClockPublished}}
				events = append(events, e)
				if sc.holds(e.At.From) {
					held++
				}
			}
		}
		var l lane
		l.draw(events, view{}, sc, catalogue{})
		drawn := 0
		for i, m := range l.Marks {
			drawn += len(m.events)
			first, last := m.events[0].At.From, m.events[0].At.From
			for _, e := range m.events {
				first, last = min(first, e.At.From), max(last, e.At.From)
			}
			if a, b := sc.dayAt(m.X), sc.dayAt(m.End); a != first || b != last {
				t.Errorf("over %d days: %s of %s – %s is drawn from %s to %s", long, m.Class, first, last, a, b)
			}
			for _, o := range l.Marks[:i] {
				if m.Level == o.Level && m.covers(&o) {
					t.Errorf("over %d days: %s covers %s", long, m.Class, o.Class)
				}
			}
			if y := l.y(&m); y < 4 || y > l.H-saidRoom-stripHeight-4 {
				t.Errorf("over %d days: %s is %g below the top of a lane of %g", long, m.Class, y, l.H)
			}
		}
		if drawn != held {
			t.Errorf("over %d days: %d of %d events are drawn", long, drawn, held)
		}
	}
}

// dayAt is the day of a place on a chart.
func (s scale) dayAt(x float64) tracker.Day { return s.from + tracker.Day(x/100*s.days()) }

// TestEveryAppearanceIsDrawn has a line go on long after its last event.
func TestEveryAppearanceIsDrawn(t *testing.T) {
	first := tracker.Date(2022, 2, 24)
	for _, last := range []tracker.Day{first, first + 61, first + 300, first + 3000} {
		p := pointView{events: []*tracker.Event{{Kind: tracker.FirstSeen, At: tracker.Moment{From: first, To: first}}},
			totals: timeline.Totals{Days: map[tracker.Day]int{first: 2, first + 40: 1, last: 3}, Debunks: []timeline.Debunk{{Day: last + 5}}}}
		covered := (last + 20).In(time.UTC)
		from, to := p.span([]archive.Interval{{Kind: "imported", Since: (first - 900).In(time.UTC), Until: covered}}, last+2000, time.UTC)
		if to != max(last+20, first+40) {
			t.Errorf("the chart ends on %s, what was looked through on %s", to, max(last+20, first+40))
		}
		_, bs := buckets(scale{from, to}, p.totals, nil)
		want, got, debunks := 0, 0, 0
		for _, n := range p.totals.Days {
			want += n
		}
		for _, b := range bs {
			got, debunks = got+b.Count, debunks+b.Debunks
		}
		if got != want || debunks != 1 {
			t.Errorf("%d of %d appearances and %d of 1 debunks are drawn from %s to %s", got, want, debunks, from, to)
		}
	}
}

// TestTheShareOfEveryStretchIsDrawn has stretches with articles among such
// without: each stands at its own height, over its own days.
func TestTheShareOfEveryStretchIsDrawn(t *testing.T) {
	from := tracker.Date(2026, 1, 1)
	c := daily{scale: scale{from, from + 9}}
	for i, b := range []bucket{{Count: 1, Articles: 2}, {}, {Count: 1, Articles: 1}, {Articles: 4}, {Articles: 4}, {}, {}, {}, {}, {Count: 1, Articles: 4}} {
		b.From, b.To = from+tracker.Day(i), from+tracker.Day(i)
		c.Rows = append(c.Rows, b)
	}
	c.drawBars(c.peaks())
	want := []stroke{{0, 28, 10, 28}, {20, 0, 30, 0}, {30, 0, 30, 56}, {30, 56, 50, 56}, {90, 42, 100, 42}}
	if !slices.Equal(c.Share, want) || c.MostShare != "100 %" {
		t.Errorf("%v at most %s, want %v", c.Share, c.MostShare, want)
	}
	if got := percent(0.031) + percent(4.26) + percent(12.4); got != "0.031 %4.3 %12 %" {
		t.Error(got)
	}
}

func TestEveryKindHasAShape(t *testing.T) {
	for _, k := range tracker.EventKinds {
		if s := shapeOf(k); s.Class != k.Info().Shape || s.Legend == "" {
			t.Errorf("%s is drawn as %q, which no shape is called", k, k.Info().Shape)
		}
	}
}

// TestWhoBeginsIsToldWhatToDo walks from no feed at all to the end of the first
// days of coverage.
func TestWhoBeginsIsToldWhatToDo(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	since := func(d tracker.Day) []archive.Interval {
		return []archive.Interval{{Kind: "gap", Since: (d - 90).In(time.UTC), Until: d.In(time.UTC)}, {Kind: "observed", Since: d.In(time.UTC), Until: day.In(time.UTC)}}
	}
	full := archive.Size{Articles: 9, Mentions: 2}
	for _, c := range []struct {
		name     string
		coverage []archive.Interval
		size     archive.Size
		feeds    int
		want     string
	}{
		{"no feed", nil, archive.Size{}, 0, "feeds find, poll, feeds backfill, import, run"},
		{"never polled", nil, archive.Size{}, 3, "poll, feeds backfill, import, run"},
		{"found as watching began", since(day - 6), full, 3, "feeds backfill, import, run"},
		{"old enough", since(day - 7), full, 3, ""},
		{"imported, without a feed, old enough", since(day - 400), full, 0, ""},
		{"nothing found for a month", since(day - 30), archive.Size{Articles: 9}, 3, "search, try, feeds backfill"},
	} {
		var got []string
		for _, d := range begin(time.UTC, c.coverage, c.size, c.feeds, day) {
			for _, known := range []string{"feeds find", "feeds backfill", "poll", "import", "run", "search", "try"} {
				if strings.HasPrefix(d.Command, "onset "+known) && d.Why != "" {
					got = append(got, known)
				}
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

package web

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/tracker"
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
		sc := scale{from, from + tracker.Day(rapid.IntRange(0, 5000).Draw(t, "days")), 100, 800}
		last := 0.0
		for _, tick := range sc.ticks() {
			if tick.X < 100 || tick.X > 900 || last != 0 && tick.X-last < 18 {
				t.Fatalf("a tick at %g after %g", tick.X, last)
			}
			last = tick.X
		}
	})
}

func TestCoverageCountsSourcesNotFeeds(t *testing.T) {
	at := func(d int) time.Time { return time.Date(2026, 1, d, 12, 0, 0, 0, time.UTC) }
	list := []Interval{
		{Source: "a", Kind: "observed", Since: at(2), Until: at(6)}, {Source: "a", Kind: "observed", Since: at(2), Until: at(9)},
		{Source: "b", Kind: "observed", Since: at(4), Until: at(5)}, {Source: "b", Kind: "gap", Since: at(5), Until: at(7)}, {Source: "b", Kind: "observed", Since: at(7), Until: at(9)},
	}
	o := observe(list, "", scale{tracker.Date(2026, 1, 1), tracker.Date(2026, 1, 10), 0, 100}, time.UTC)
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

func TestBucketsCountOncePerOriginAndDay(t *testing.T) {
	day := tracker.Date(2026, 2, 4)
	w := func(origin string) *tracker.Witness { return &tracker.Witness{Origin: origin} }
	as := []appearance{{w("o1"), day, nil}, {w("o1"), day, nil}, {w("o2"), day, nil}, {w("o1"), day + 1, nil}, {w("o1"), day + 500, nil}}
	debunk := tracker.Witness{Published: tracker.Stamp{Day: day}}
	unit, bs := buckets(scale{day - 10, day + 10, 0, 100}, as, []tracker.Witness{debunk}, map[tracker.Day]int{day: 50})
	if unit != "day" || len(bs) != 21 || bs[10].Count != 2 || bs[11].Count != 1 || bs[10].Debunks != 1 || bs[10].ShareWords() != "40.0 per 1,000" {
		t.Errorf("%s %+v", unit, bs[10:12])
	}
	unit, bs = buckets(scale{day - 3000, day, 0, 100}, as, nil, nil)
	if total := bs[len(bs)-1].Count; unit != "month" || total != 2 || bs[len(bs)-1].From != tracker.Date(2026, 2, 1) {
		t.Errorf("%s %+v", unit, bs[len(bs)-1])
	}
}

func TestFirstDatesTellWhoFollowed(t *testing.T) {
	day := tracker.Date(2026, 2, 2)
	w := func(id, source, speaker string, said tracker.Day) *tracker.Witness {
		out := &tracker.Witness{ID: id, Source: source}
		if speaker != "" {
			out.Speakers = []tracker.ClaimSpeaker{{ID: speaker, Text: speaker}}
		}
		if said != 0 {
			out.Said = &tracker.Said{From: said, To: said}
		}
		return out
	}
	m := firstDates([]appearance{{w("1", "x", "anna", day), day + 2, nil}, {w("2", "y", "boris", 0), day + 9, nil}, {w("3", "x", "anna", day+5), day + 5, nil}, {w("4", "y", "", 0), day + 100, nil}}, catalogue{})
	if len(m.Speakers) != 3 || m.Speakers[0].Name != "anna" || m.Speakers[0].Lag != "first" || m.Speakers[1].Lag != "+9 days" || m.Speakers[2].Name != ownVoice || m.Speakers[2].Lag != "+3 months" {
		t.Errorf("%+v", m.Speakers)
	}
	if c := m.Speakers[0].Cells[0]; c.Mention != "1" || !c.Said || m.Sources[0].ID != "x" || m.Speakers[0].Cells[1].Mention != "" {
		t.Errorf("%+v", m)
	}
}

func TestNumbersAreReadable(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1204: "1,204", 1234567: "1,234,567", -1204: "-1,204"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if got := count(2, "country") + count(1, "article"); got != "2 countries1 article" {
		t.Error(got)
	}
}

package digest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

func TestTheFirstSentenceTellsWhetherADayMatters(t *testing.T) {
	news := func(n int, scope tracker.ScopeKind) []Entry {
		return slices.Repeat([]Entry{{Scope: tracker.Scope{Kind: scope}}}, n)
	}
	trouble := func(state ...FeedState) Health {
		h := Health{Total: 33}
		for i := range 14 {
			h.Trouble = append(h.Trouble, Feed{State: state[i%len(state)]})
		}
		return h
	}
	calm, busy := slices.Repeat([]int{0}, 30), slices.Repeat([]int{3}, 30)
	for _, c := range []struct {
		name   string
		before []int
		day    Digest
		want   string
	}{
		{"nothing is known of before", nil, Digest{New: news(1, tracker.Overall)}, ""},
		{"nothing", calm, Digest{Carried: make([]Carried, 2)}, "A quiet day: nothing new; 2 old lines go on."},
		{"more than usual", calm, Digest{New: news(1, tracker.Overall)}, "A day that matters: one line that nobody here had met before."},
		{"as often", busy, Digest{New: news(3, tracker.Overall)}, "A day like others: 3 lines that nobody here had met before."},
		{"old lines of new speakers are no more than usual", calm, Digest{New: news(2, tracker.BySpeaker)}, "A day like others: 2 old lines from somebody new."},
		{"two busy days before", append(slices.Repeat([]int{0}, 28), 9, 9), Digest{Returned: news(1, tracker.Overall)}, "A day that matters: one that is back."},
		{"only a shift", calm, Digest{Shifts: news(1, tracker.Overall)}, "A day like others: one shift."},
		{"only corrections", calm, Digest{Corrections: make([]Entry, 2)}, "A day of corrections: 2 corrections to what was told and nothing new."},
		{"feeds silent", calm, Digest{Feeds: trouble(FeedSilent)}, "Can't say: 14 of 33 feeds silent. Nothing new."},
		{"feeds failing too, before unknown", nil, Digest{Feeds: trouble(FeedSilent, FeedFailing), New: news(1, tracker.Overall)}, "Can't say: 14 of 33 feeds silent or failing. One line that nobody here had met before."},
	} {
		if got := c.day.Weigh(c.before); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTheTextBeginsWithIt(t *testing.T) {
	in := busyDay(t)
	in.Before = slices.Repeat([]int{0}, 30)
	for ext, text := range render(t, Build(in)) {
		i, j := strings.Index(text, "A day that matters: "), strings.Index(text, "Wed 4 Feb 2026")
		if i < 0 || ext != ".json" && i > j {
			t.Errorf("%s does not begin with whether the day matters:\n%s", ext, text)
		}
	}
	quiet := Input{Day: today, Before: in.Before, Feeds: []Feed{{State: FeedGood}}}
	if got := Text(Build(quiet)); !strings.HasPrefix(got, "Wed 4 Feb 2026") {
		t.Errorf("a quiet day has a sentence too many:\n%s", got)
	}
	quiet.Feeds[0].State = FeedSilent
	if got := Text(Build(quiet)); !strings.HasPrefix(got, "Can't say: 1 of 1 feed silent. Nothing new.\n") {
		t.Errorf("a day without feeds is told as quiet:\n%s", got)
	}
}

func TestNewsOfTheDaysBefore(t *testing.T) {
	on := func(d tracker.Day, point string) tracker.Event {
		return tracker.Event{Kind: tracker.FirstSeen, TalkingPoint: point, Scope: tracker.Scope{Kind: tracker.Overall}, PublishedAt: tracker.Stamp{Day: d}}
	}
	events := []tracker.Event{on(today, "a"), on(today-1, "b"), on(today-1, "b"), on(today-1, "c"), on(today-30, "d"), on(today-31, "e")}
	for since, want := range map[tracker.Day][2]int{0: {30, 3}, today - 10: {10, 2}, today - 6: {0, 0}} {
		got, sum := News(events, today, since, tracker.ClockPublished, time.UTC), 0
		for _, n := range got {
			sum += n
		}
		if len(got) != want[0] || sum != want[1] {
			t.Errorf("since %s: %v, want %d days with %d lines", since, got, want[0], want[1])
		}
	}
}

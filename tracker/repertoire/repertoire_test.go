package repertoire_test

import (
	"testing"

	"onset/tracker"
	"onset/tracker/repertoire"
)

const end = tracker.Day(5000)

// at counts one appearance on each of the days before the end.
func at(back ...tracker.Day) map[tracker.Day]int {
	out := map[tracker.Day]int{}
	for _, b := range back {
		out[end-b]++
	}
	return out
}

func TestStates(t *testing.T) {
	long := repertoire.Frame{From: end - 180, To: end, Since: end - 900}
	short := repertoire.Frame{From: end - 6, To: end, Since: end - 900}
	unwatched := long
	unwatched.Watched = func(d tracker.Day) bool { return d < end-60 || d > end-4 }
	for _, c := range []struct {
		name   string
		days   map[tracker.Day]int
		frame  repertoire.Frame
		want   repertoire.State
		turned tracker.Day
	}{
		{"never", nil, long, repertoire.Absent, 0},
		{"first on the last day", at(0), long, repertoire.New, end},
		{"first a week before the end", at(6, 2), long, repertoire.New, end - 6},
		{"first eight days before the end", at(7, 2), long, repertoire.GoesOn, 0},
		{"first within a short span", at(5), short, repertoire.New, end - 5},
		{"what comes after the span is not known", at(-3, 50, 60), long, repertoire.Silent, 0},
		{"back after two months", at(0, 70, 72, 75), long, repertoire.Back, end},
		{"back, and again the day after", at(0, 1, 70, 72, 75), long, repertoire.Back, end - 1},
		{"two earlier days are too few to be back", at(0, 70, 72), long, repertoire.GoesOn, 0},
		{"a rare line is not back after its usual gap", at(0, 40, 80, 120, 160), long, repertoire.GoesOn, 0},
		{"every week", at(1, 8, 15, 22), long, repertoire.GoesOn, 0},
		{"silent for thirty days", at(30, 40), long, repertoire.Silent, 0},
		{"silent for 29 days", at(29, 40), long, repertoire.GoesOn, 0},
		{"silent before the span", at(300, 310), long, repertoire.Absent, 0},
		{"seen once, long ago", at(90), long, repertoire.Absent, 0},
		{"nobody looked: not silent", at(61, 62), unwatched, repertoire.GoesOn, 0},
		{"nobody looked: not back", at(0, 61, 62, 63), unwatched, repertoire.GoesOn, 0},
		{"found as watching began", at(3), repertoire.Frame{From: end - 6, To: end, Since: end - 6}, repertoire.GoesOn, 0},
	} {
		got := repertoire.Tell([]repertoire.Line{{Days: c.days}}, c.frame)[0]
		if got.State != c.want || got.Turned != c.turned {
			t.Errorf("%s: state %d turned %d, want %d turned %d", c.name, got.State, got.Turned, c.want, c.turned)
		}
	}
}

func TestOrderAndCount(t *testing.T) {
	told := repertoire.Tell([]repertoire.Line{
		{TalkingPoint: "never"}, {TalkingPoint: "silent", Days: at(50, 51)}, {TalkingPoint: "on", Days: at(3, 20)}, {TalkingPoint: "often", Days: map[tracker.Day]int{end - 3: 5, end - 100: 1, end - 900: 9}},
		{TalkingPoint: "older", Days: at(4)}, {TalkingPoint: "newest", Days: at(1)}, {TalkingPoint: "back", Days: at(2, 90, 91, 92)},
	}, repertoire.Frame{From: end - 180, To: end, Since: end - 2000})
	want := []string{"newest", "older", "back", "often", "on", "silent", "never"}
	for i, l := range told {
		if l.TalkingPoint != want[i] {
			t.Fatalf("place %d has %s, want %s", i, l.TalkingPoint, want[i])
		}
	}
	if told[3].Count != 6 || told[3].First != end-900 || told[2].Before != end-90 {
		t.Errorf("%+v %+v", told[3], told[2])
	}
}

func TestSentence(t *testing.T) {
	states := func(ss ...repertoire.State) (out []repertoire.Line) {
		for _, s := range ss {
			out = append(out, repertoire.Line{State: s})
		}
		return out
	}
	to := tracker.Date(2026, 2, 4)
	half, day := repertoire.Frame{From: to - 180, To: to}, repertoire.Frame{From: to, To: to}
	for _, c := range []struct {
		lines []repertoire.Line
		frame repertoire.Frame
		want  string
	}{
		{states(repertoire.New, repertoire.New, repertoire.Back, repertoire.GoesOn, repertoire.Silent), half,
			"Two lines are new, one is back in the week to 4 Feb 2026; one goes on, one has fallen silent."},
		{states(repertoire.Back, repertoire.Absent), day, "One line is back on 4 Feb 2026."},
		{states(repertoire.GoesOn, repertoire.GoesOn, repertoire.Silent, repertoire.Silent), half, "Nothing is new in the week to 4 Feb 2026; two go on, two have fallen silent."},
		{states(repertoire.New), repertoire.Frame{From: to - 5, To: to}, "One line is new from 30 Jan to 4 Feb 2026."},
		{states(repertoire.New, repertoire.New), repertoire.Frame{From: to - 35, To: to + 1}, "Two lines are new in the week to 5 Feb 2026."},
		{states(repertoire.Absent), repertoire.Frame{From: to, To: to, Since: to - 9}, "Nothing of what is tracked appeared 4 Feb 2026."},
		{states(repertoire.Absent), day, "Nothing has been looked at yet."},
	} {
		if got := repertoire.Sentence(c.lines, c.frame); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

package digest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// Before is how many days a day is held against.
const Before = 30

// FewestDays is the least number of days that tell what is usual.
const FewestDays = 7

// tooMany is the part of the feeds that may be in trouble before nothing can be
// said of a day.
const tooMany = 1.0 / 3

// NewsDay is the day on which an event was news; 0 when it never was: what is
// baseline, retroactive, history or held back, and what is narrower than a line.
func NewsDay(e *tracker.Event, clock tracker.Clock, zone *time.Location) tracker.Day {
	live := clock == tracker.ClockPublished || !e.Imported
	switch {
	case e.Baseline || e.Retroactive || e.HeldBack || !live || e.TalkingPoint == "":
		return 0
	case e.Kind == tracker.Resurgence:
		return e.At.To
	case e.Kind != tracker.FirstSaid && e.Kind != tracker.FirstSeen || e.Scope.Kind != tracker.Overall:
		return 0
	case clock == tracker.ClockPublished:
		return e.PublishedAt.Day
	}
	return tracker.DayOf(e.RecordedAt.In(zone))
}

// News counts the lines that were new or back on each of the days before a day,
// oldest first, from the day since on which there is an archive; nil when those
// are too few to tell what is usual.
func News(events []tracker.Event, day, since tracker.Day, clock tracker.Clock, zone *time.Location) []int {
	first := max(day-Before, since)
	if day-first < FewestDays {
		return nil
	}
	lines := make([]map[key]bool, day-first)
	for _, e := range events {
		d := NewsDay(&e, clock, zone)
		if d < first || d >= day {
			continue
		}
		if lines[d-first] == nil {
			lines[d-first] = map[key]bool{}
		}
		lines[d-first][keyOf(e)] = true
	}
	out := make([]int, len(lines))
	for i := range lines {
		out[i] = len(lines[i])
	}
	return out
}

// unsure tells that too many feeds were in trouble to say anything of the day.
func (h Health) unsure() bool {
	return h.Total > 0 && float64(len(h.Trouble)) > tooMany*float64(h.Total)
}

// Weigh says in a sentence whether a day matters, held against how many lines
// were new or back on each of the days before; with too many feeds silent it says
// so instead. It is empty when nothing is known of the days before.
func (d Digest) Weigh(before []int) string {
	lines, _ := d.newLines()
	what := d.brought()
	switch {
	case d.Feeds.unsure():
		return "Can't say: " + d.Feeds.silence() + ". " + sentence(what)
	case len(before) == 0:
		return ""
	case lines+len(d.Returned) > nearMost(before), len(d.Turns) > 0:
		return "A day that matters: " + what + "."
	case len(d.entries()) == len(d.Corrections) && len(d.Corrections) > 0:
		return "A day of corrections: " + what + "."
	case len(d.entries())+len(d.Emerging) == 0:
		return "A quiet day: " + what + "."
	}
	return "A day like others: " + what + "."
}

// Usual says how many lines are new or back on a usual one of the days before.
func Usual(before []int) string {
	if len(before) == 0 {
		return ""
	}
	before = slices.Sorted(slices.Values(before))
	return fmt.Sprintf("On a usual day of the last %d: %s new or back.", len(before), lineCount(before[len(before)/2]))
}

// nearMost is what all but the two busiest days had at most.
func nearMost(before []int) int {
	return slices.Sorted(slices.Values(before))[max(0, len(before)-3)]
}

// silence says how many feeds are in trouble: "14 of 33 feeds silent".
func (h Health) silence() string {
	state := "silent"
	if slices.ContainsFunc(h.Trouble, func(f Feed) bool { return f.State != FeedSilent }) {
		state = "silent or failing"
	}
	return fmt.Sprintf("%d of %s %s", len(h.Trouble), text.Count(h.Total, "feed"), state)
}

// newLines counts the new lines, and the old ones that somebody new says or that
// are new in a language.
func (d Digest) newLines() (lines, elsewhere int) {
	for _, e := range d.New {
		if e.Scope.Kind == tracker.Overall {
			lines++
		}
	}
	return lines, len(d.New) - lines
}

// few writes a number of lines.
func lineCount(n int) string {
	switch n {
	case 0:
		return "no line"
	case 1:
		return "one line"
	}
	return text.Thousands(n) + " lines"
}

// brought tells what a day brought, in a phrase.
func (d Digest) brought() string {
	lines, elsewhere := d.newLines()
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{len(d.Corrections), "a correction to what was told", "%d corrections to what was told"},
		{lines, "one line that nobody here had met before", "%d lines that nobody here had met before"},
		{elsewhere, "an old line from somebody new", "%d old lines from somebody new"},
		{len(d.Returned), "one that is back", "%d that are back"},
		{len(d.Turns), "one speaker who turned", "%d speakers who turned"},
		{len(d.Shifts), "one shift", "%d shifts"},
		{len(d.LearnedLate), "one learned late", "%d learned late"},
		{len(d.NowTracked), "one now tracked", "%d now tracked"},
		{len(d.Emerging), "one statement that nobody tracks yet", "%d statements that nobody tracks yet"},
	} {
		switch {
		case p.n == 1:
			parts = append(parts, p.one)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf(p.many, p.n))
		}
	}
	if len(d.entries()) == len(d.Corrections) && len(d.Emerging) == 0 {
		parts = append(parts, "nothing new")
	}
	out := parts[0]
	if len(parts) > 1 {
		out = strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
	}
	if k := len(d.ToConfirm); k > 0 {
		out += "; " + strings.Replace(lineCount(k), "line", "first", 1) + map[bool]string{true: " is", false: " are"}[k == 1] + " held back"
	}
	if k := len(d.Carried); k > 0 {
		out += "; " + strings.Replace(lineCount(k), "line", "old line", 1) + map[bool]string{true: " goes on", false: " go on"}[k == 1]
	}
	return out
}

// opening is what stands before the status line: whether the day matters. A day
// with nothing in it needs no such sentence, unless nobody can say.
func (d Digest) opening() string {
	if d.Matters == "" || d.Nothing() && !d.Feeds.unsure() {
		return ""
	}
	return d.Matters + "\n"
}

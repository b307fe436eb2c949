package web

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/repertoire"
	"onset/tracker/timeline"
)

// stripDays is how many days one may walk through on the page of a day.
const stripDays = 30

// strip is the days up to that of a page: how often the lines appeared, and what
// was new or back.
type strip struct {
	Days []stripDay
	Last tracker.Day // before that of the page on which anything was new or back; 0: none
}

// stripDay is one of them.
type stripDay struct {
	Day     tracker.Day
	X, W    float64
	Y, H    float64 // of its bar
	Dots    []float64
	News    int // lines that were new or back
	Count   int // appearances
	Current bool
	Label   string
	Tick    string // named below it
}

// The measures of the strip, in pixels.
const (
	stripBase = 64.0
	stripBar  = 30.0
	stripDot  = 8.0
	mostDots  = 4
)

// drawStrip counts what happened on the last days. News are dated by the clock
// of the page, what rests on counts by its day; what is baseline, retroactive or
// history is no news.
func drawStrip(day tracker.Day, clock tracker.Clock, events []*tracker.Event, lines []repertoire.Line, n catalogue) strip {
	first := day - stripDays + 1
	sc := scale{first, day}
	news := make([]map[string]bool, stripDays)
	last := tracker.Day(0)
	for _, e := range events {
		if e.SupersededAt != nil {
			continue
		}
		d := newsDay(e, clock, n)
		if d < day {
			last = max(last, d)
		}
		if sc.holds(d) {
			if news[d-first] == nil {
				news[d-first] = map[string]bool{}
			}
			news[d-first][e.Narrative+"/"+e.TalkingPoint] = true
		}
	}
	s := strip{Days: make([]stripDay, stripDays), Last: last}
	most := 1
	for i := range s.Days {
		d := &s.Days[i]
		d.Day, d.News = first+tracker.Day(i), len(news[i])
		for _, l := range lines {
			d.Count += l.Days[d.Day]
		}
		most = max(most, d.Count)
	}
	for i := range s.Days {
		s.Days[i].draw(sc, most, day)
	}
	return s
}

func (d *stripDay) draw(sc scale, most int, day tracker.Day) {
	d.Current = d.Day == day
	x, w := sc.x(d.Day), sc.x(d.Day+1)-sc.x(d.Day)
	d.X, d.W = round(x+w*0.14), round(w*0.72)
	d.H = round(stripBar * float64(d.Count) / float64(most))
	d.Y = stripBase - d.H
	for i := range min(d.News, mostDots) {
		d.Dots = append(d.Dots, d.Y-6-stripDot*float64(i))
	}
	d.Label = fmt.Sprintf("%s: %d new or back, %s", timeline.Days(d.Day, d.Day, 0), d.News, count(d.Count, "appearance"))
	if d.Day.Weekday() == 1 && d.Day < day-2 || d.Current {
		d.Tick = d.Day.Format("2 Jan")
	}
}

// Mid is the middle of the day.
func (d stripDay) Mid() float64 { return round(d.X + d.W/2) }

// newsDay is the day on which an event was news; 0 when it never was.
func newsDay(e *tracker.Event, clock tracker.Clock, n catalogue) tracker.Day {
	live := clock == tracker.ClockPublished || !e.Imported
	switch {
	case e.Baseline || e.Retroactive || !live || e.TalkingPoint == "":
		return 0
	case e.Kind == tracker.Resurgence:
		return e.At.To
	case !first(e.Kind) || e.Scope.Kind != tracker.Overall:
		return 0
	case clock == tracker.ClockPublished:
		return e.PublishedAt.Day
	}
	return tracker.DayOf(e.RecordedAt.In(n.zone))
}

// headline says whether a day matters, against the days before it.
type headline struct{ Words, Usual string }

// tooMany is the part of the feeds that may be in trouble before nothing can be
// said of a day.
const tooMany = 1.0 / 3

func (s strip) headline(d digest.Digest) headline {
	news := len(d.New) + len(d.Returned)
	before := []int{}
	for _, x := range s.Days[:len(s.Days)-1] {
		before = append(before, x.News)
	}
	slices.Sort(before)
	h := headline{Usual: "On a usual day of the last thirty: " + few(before[len(before)/2]) + " new or back."}
	what := s.what(d)
	switch {
	case d.Feeds.Total > 0 && float64(len(d.Feeds.Trouble)) > tooMany*float64(d.Feeds.Total):
		h.Words = fmt.Sprintf("Hard to say: %d of %s are silent or failing. %s", len(d.Feeds.Trouble), count(d.Feeds.Total, "feed"), upper(what))
	case news == 0 && len(d.Corrections) > 0:
		h.Words = "A day of corrections: " + what
	case news == 0:
		h.Words = "A quiet day: " + what
	case news > before[len(before)-3]:
		h.Words = "A day that matters: " + what
	default:
		h.Words = "A day like others: " + what
	}
	return h
}

// few writes a number of lines.
func few(n int) string {
	switch n {
	case 0:
		return "no line"
	case 1:
		return "one line"
	}
	return fmt.Sprintf("%d lines", n)
}

// what tells what a day brought, in one sentence.
func (s strip) what(d digest.Digest) string {
	var parts []string
	lines, voices := 0, 0
	for _, e := range d.New {
		if e.Scope.Kind == tracker.Overall {
			lines++
		} else {
			voices++
		}
	}
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{len(d.Corrections), "a correction to what was told", "%d corrections to what was told"},
		{lines, "one line that nobody here had met before", "%d lines that nobody here had met before"},
		{voices, "an old line from somebody new", "%d old lines from somebody new"},
		{len(d.Returned), "one that is back", "%d that are back"},
	} {
		switch {
		case p.n == 1:
			parts = append(parts, p.one)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf(p.many, p.n))
		}
	}
	if lines+voices+len(d.Returned) == 0 {
		parts = append(parts, "nothing new")
	}
	out := parts[0]
	if len(parts) > 1 {
		out = strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
	}
	if k := len(d.Carried); k > 0 {
		out += "; " + strings.Replace(few(k), "line", "old line", 1) + map[bool]string{true: " goes on", false: " go on"}[k == 1]
	}
	return out + "."
}

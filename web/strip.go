package web

import (
	"fmt"

	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/repertoire"
	"onset/tracker/text"
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
		d := digest.NewsDay(e, clock, n.zone)
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
	d.Label = fmt.Sprintf("%s: %d new or back, %s", timeline.Days(d.Day, d.Day, 0), d.News, text.Count(d.Count, "appearance"))
	if d.Day.Weekday() == 1 && d.Day < day-2 || d.Current {
		d.Tick = d.Day.Format("2 Jan")
	}
}

// Mid is the middle of the day.
func (d stripDay) Mid() float64 { return round(d.X + d.W/2) }

// before is what the strip shows of the days before the last.
func (s strip) before() []int {
	var out []int
	for _, x := range s.Days[:len(s.Days)-1] {
		out = append(out, x.News)
	}
	return out
}

// headline says whether a day matters, against the days before it.
func (s strip) headline(d digest.Digest) headline {
	before := s.before()
	return headline{d.Weigh(before), digest.Usual(before)}
}

// headline is the first sentence of a day, and what is usual.
type headline struct{ Words, Usual string }

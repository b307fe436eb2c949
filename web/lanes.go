package web

import (
	"cmp"
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// The measures of a lane in pixels, from its foot: the days on which words were
// said, the strip of appearances, and marks above it.
const (
	saidRoom    = 6.0
	stripHeight = 13.0
	levelHeight = 13.0
	laneLeast   = 30.0
	mostLevels  = 4 // of marks that stand above each other; the highest is for several
)

// tooClose is the distance within which marks of one shape are drawn as one, and
// those of others above each other.
var tooClose = pixels(11)

// lane is a line with its strip and its marks.
type lane struct {
	Label, Small string
	Crumb        string // what the line is a part of
	Href         string
	ID           string // in the page; empty: none
	H            float64
	Watched      []area // days on which a source was looked at, of a lane that shows that
	Missed       []area
	Cells        []cell
	Bars         []bar
	Marks        []mark
}

// bar is the stretch of days on which something may have been said.
type bar struct {
	X, W  float64
	Title string
}

// mark is an event, or several that lie too close.
type mark struct {
	X, End   float64 // of its first event, and of its last
	Level    int     // from the strip upwards
	Class    string
	Href     string
	Label    string
	Count    int
	Baseline bool
	Doubtful bool
	Old      bool // superseded
	events   []*tracker.Event
	rank     int
	until    tracker.Day // of several debunks
}

// draw places events, which are in the order of their dates, each on its day:
// what is of one shape and too close becomes one mark from its first to its last
// day, what is of other shapes stands above it.
func (l *lane) draw(events []*tracker.Event, v view, sc scale, n catalogue) {
	last := map[string]int{}
	for _, e := range events {
		from, to := cmp.Or(e.At.From, e.At.To), e.At.To
		if to < sc.from || from > sc.to {
			continue
		}
		x := sc.mid(max(from, sc.from))
		if e.Kind == tracker.FirstSaid && to > from {
			l.Bars = append(l.Bars, bar{round(sc.x(from)), round(sc.x(to+1) - sc.x(from)), "said " + timeline.Days(from, to, 0)})
		}
		class := shapeOf(e.Kind).Class
		if i, ok := last[class]; ok && x-l.Marks[i].X < tooClose {
			l.Marks[i].add(e, x)
			continue
		}
		last[class] = len(l.Marks)
		l.Marks = append(l.Marks, mark{X: x, End: x, Class: class, rank: placeOfShape(class), events: []*tracker.Event{e}})
	}
	l.stack()
	for i := range l.Marks {
		l.Marks[i].finish(v, n)
	}
	l.measure()
}

func (m *mark) add(e *tracker.Event, x float64) {
	m.events = append(m.events, e)
	m.X, m.End = min(m.X, x), max(m.End, x)
}

// room is the stretch that a mark takes, with the number that may stand beside.
func (m *mark) room() (from, to float64) {
	from, to = m.X-tooClose/2, m.End+tooClose/2
	if len(m.events) > 1 {
		if m.atEdge() {
			from -= tooClose
		} else {
			to += tooClose
		}
	}
	return from, to
}

// atEdge tells that a number finds no room on the right of a mark.
func (m *mark) atEdge() bool { return m.End > 100-pixels(26) }

func (m *mark) covers(o *mark) bool {
	a, b := m.room()
	c, d := o.room()
	return a < d && c < b
}

// stack gives each mark the lowest level on which it covers no other, those of
// the lowest rank first. What finds none is drawn as several in one.
func (l *lane) stack() {
	slices.SortStableFunc(l.Marks, func(a, b mark) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.X, b.X)) })
	var placed []mark
	for _, m := range l.Marks {
		free := func(level int) bool {
			return !slices.ContainsFunc(placed, func(o mark) bool { return o.Level == level && m.covers(&o) })
		}
		for m.Level < mostLevels-1 && !free(m.Level) {
			m.Level++
		}
		if m.Level == mostLevels-1 {
			m.Class = several
			for i := 0; i < len(placed); i++ {
				if o := placed[i]; o.Level == m.Level && m.covers(&o) {
					m.events, m.X, m.End = append(m.events, o.events...), min(m.X, o.X), max(m.End, o.End)
					placed, i = slices.Delete(placed, i, i+1), -1
				}
			}
		}
		placed = append(placed, m)
	}
	l.Marks = placed
	slices.SortStableFunc(l.Marks, func(a, b mark) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Level, b.Level)) })
}

// measure makes a lane as high as what stands in it.
func (l *lane) measure() {
	levels := 0
	for _, m := range l.Marks {
		levels = max(levels, m.Level+1)
	}
	l.H = max(laneLeast, saidRoom+stripHeight+4+float64(levels)*levelHeight)
}

// y is the middle of a mark.
func (l *lane) y(m *mark) float64 {
	return l.H - saidRoom - stripHeight - 8 - float64(m.Level)*levelHeight
}

// finish names a mark and says where it leads: to the event, or where there
// are several, to the timeline of just these.
func (m *mark) finish(v view, n catalogue) {
	m.X, m.End, m.Count = round(m.X), round(m.End), len(m.events)
	first, last := m.events[0], m.events[0]
	m.Baseline, m.Doubtful, m.Old = true, true, true
	for _, e := range m.events {
		m.Baseline = m.Baseline && e.Baseline
		m.Doubtful = m.Doubtful && doubtful(e)
		m.Old = m.Old && e.SupersededAt != nil
		if e.At.To > last.At.To {
			last = e
		}
		if cmp.Or(e.At.From, e.At.To) < cmp.Or(first.At.From, first.At.To) {
			first = e
		}
	}
	if m.Count == 1 {
		m.Href, m.Label = "/event/"+first.ID, oneEvent(first, n)
		return
	}
	from := cmp.Or(first.At.From, first.At.To)
	v.path = "/timeline"
	m.Href = v.With("from", from, "to", last.At.To, "point", first.Narrative+"/"+first.TalkingPoint) + "#table"
	m.Label = fmt.Sprintf("%d events, %s", m.Count, timeline.Days(from, last.At.To, 0))
	for _, e := range m.events[:min(len(m.events), 4)] {
		m.Label += "\n" + text.Capital(kindName(e.Kind)) + ": " + n.Words(e)
	}
}

// doubtful tells whether an event is no headline before a person confirms it: it
// is a first only by what was assumed of a date, or its words may be another's or say
// something else.
func doubtful(e *tracker.Event) bool {
	return e.OrderUnknown || e.Doubtful || slices.ContainsFunc(e.Speakers, func(s tracker.ClaimSpeaker) bool { return s.Unsure })
}

// oneEvent tells an event: what it is, in words, and the sentence that proves it.
func oneEvent(e *tracker.Event, n catalogue) string {
	out := text.Capital(kindName(e.Kind)) + ": " + n.Words(e)
	if e.Evidence.Text != "" {
		out += "\n“" + text.Within(e.Evidence.Text, 220) + "”"
	}
	return out
}

package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/timeline"
)

// The measures of the chart of lanes, in units of its own.
const (
	chartWidth  = 1160.0
	labelWidth  = 356.0
	laneHeight  = 36.0
	levelHeight = 12.0 // of marks that stand below others
	headHeight  = 24.0
	axisHeight  = 40.0
	coverLane   = 30.0
	tooClose    = 8.0 // marks nearer than that are drawn as one
)

// lanes is the chart of the timeline: a lane for each talking point.
type lanes struct {
	Title, Caption string
	W, H           float64
	Left, Right    float64
	Bottom         float64 // of the lanes, where the coverage begins
	Ticks          []tick
	Void           []area // before and after the archive
	Baseline       area   // too early to be called new
	Out            []area // nobody looked
	Rows           []lane
	Cover          cover
	Empty          bool
}

// area is a stretch of time from top to bottom.
type area struct {
	X, W  float64
	Title string
}

// lane is a heading, or a talking point with its marks.
type lane struct {
	Heading bool
	Label   string
	Full    string
	Href    string
	Y, H    float64
	Bars    []bar
	Marks   []mark
}

// bar is the uncertainty of a said date.
type bar struct{ X, Y, W float64 }

// mark is an event, or several that lie too close.
type mark struct {
	X, Y     float64
	Class    string
	Path     string
	Href     string
	Label    string
	Count    int
	Baseline bool
	Old      bool // superseded
	events   []*tracker.Event
	until    tracker.Day // of several debunks
}

// drawLanes draws events; they must be in the order of their dates.
func drawLanes(events []*tracker.Event, v view, sc scale, n catalogue) lanes {
	c := lanes{W: chartWidth, Left: labelWidth, Right: chartWidth - 12, Ticks: sc.ticks(), Empty: len(events) == 0}
	y := axisHeight
	for _, story := range byStory(events, n) {
		c.Rows = append(c.Rows, lane{Heading: true, Label: shorten(n.Story(story.id), 150), Full: n.Story(story.id), Y: y, H: headHeight,
			Href: v.With("narrative", story.id, "point", "")})
		y += headHeight
		for _, p := range story.points {
			l := lane{Label: shorten(p.title, 54), Full: p.title, Y: y, H: laneHeight, Href: p.href}
			l.draw(p.events, v, sc, n)
			c.Rows = append(c.Rows, l)
			y += l.H
		}
	}
	c.Bottom = y
	c.H = y + coverLane + 22
	return c
}

// story is a narrative with what happened in it.
type story struct {
	id     string
	points []storyPoint
}

type storyPoint struct {
	title, href string
	events      []*tracker.Event
}

// byStory groups events in the order of the rules file; what belongs to a
// narrative as a whole stands first in it.
func byStory(events []*tracker.Event, n catalogue) []story {
	by := map[string][]*tracker.Event{}
	var keys []string
	for _, e := range events {
		k := e.Narrative + "/" + e.TalkingPoint
		if by[k] == nil {
			keys = append(keys, k)
		}
		by[k] = append(by[k], e)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(n.rank(a), n.rank(b)), cmp.Compare(a, b)) })
	var out []story
	for _, k := range keys {
		narrative, point, _ := strings.Cut(k, "/")
		if len(out) == 0 || out[len(out)-1].id != narrative {
			out = append(out, story{id: narrative})
		}
		p := storyPoint{title: n.Point(narrative, point), href: "/point/" + narrative + "/" + point, events: by[k]}
		if point == "" {
			p.title, p.href = "(the narrative as a whole)", ""
		}
		last := &out[len(out)-1]
		last.points = append(last.points, p)
	}
	return out
}

// rank orders talking points as the rules file does: its narratives in their
// order, those that left it last.
func (c catalogue) rank(key string) int {
	if r := c.order[key]; r > 0 {
		return 3 * r
	}
	narrative, point, _ := strings.Cut(key, "/")
	if story, ok := c.stories[narrative]; ok && len(story.TalkingPoints) > 0 {
		ends := story.TalkingPoints[len(story.TalkingPoints)-1]
		if point == "" {
			ends = story.TalkingPoints[0]
			return 3*c.order[narrative+"/"+ends.ID] - 1
		}
		return 3*c.order[narrative+"/"+ends.ID] + 1
	}
	return 1 << 30
}

// tracks are the heights of the marks in a lane, one below the other.
var tracks = [3]float64{8, 18, 28}

// draw places the events of a lane, each on its day; what is of one shape and
// lies too close becomes one mark, and where shapes share a track they stand one
// below the other.
func (l *lane) draw(events []*tracker.Event, v view, sc scale, n catalogue) {
	last := map[string]int{}
	var edges []float64 // where each level of the lowest track has room again
	for _, e := range events {
		from, to := cmp.Or(e.At.From, e.At.To), e.At.To
		if to < sc.from || from > sc.to {
			continue
		}
		shape := shapeOf(e.Kind)
		m := mark{X: sc.mid(max(from, sc.from)), Y: l.Y + tracks[shape.track], Class: shape.Class}
		if e.Kind == tracker.FirstSaid && to > from {
			w := max(sc.x(to+1)-sc.x(from), 10)
			l.Bars = append(l.Bars, bar{round(sc.x(from)), m.Y - 3, round(w)})
		}
		if i, ok := last[shape.Class]; ok && m.X-l.Marks[i].X < tooClose {
			l.Marks[i].events = append(l.Marks[i].events, e)
			continue
		}
		if shape.track == 2 {
			level := 0
			for level < len(edges) && m.X < edges[level] {
				level++
			}
			if level == len(edges) {
				edges = append(edges, 0)
			}
			edges[level] = m.X + 2*tooClose
			m.Y += float64(level) * levelHeight
			l.H = max(l.H, laneHeight+float64(level)*levelHeight)
		}
		m.events = []*tracker.Event{e}
		last[shape.Class] = len(l.Marks)
		l.Marks = append(l.Marks, m)
	}
	for i := range l.Marks {
		l.Marks[i].finish(v, n)
	}
}

// finish names a mark and says where it leads: to the event, or where there
// are several, to the timeline of just these.
func (m *mark) finish(v view, n catalogue) {
	m.X, m.Count = round(m.X), len(m.events)
	m.Path = shapeNamed(m.Class).at(m.X, m.Y)
	first, last := m.events[0], m.events[0]
	m.Baseline, m.Old = true, true
	for _, e := range m.events {
		m.Baseline = m.Baseline && e.Baseline
		m.Old = m.Old && e.SupersededAt != nil
		if e.At.To > last.At.To {
			last = e
		}
	}
	if m.Count == 1 {
		m.Href = "/event/" + first.ID
		m.Label = fmt.Sprintf("%s: %s", kindName(first.Kind), n.Words(first))
		return
	}
	from := cmp.Or(first.At.From, first.At.To)
	m.Href = v.With("from", from, "to", last.At.To, "point", first.Narrative+"/"+first.TalkingPoint)
	m.Label = fmt.Sprintf("%d events, %s", m.Count, timeline.Days(from, last.At.To, 0))
}

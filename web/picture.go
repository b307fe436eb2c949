package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/repertoire"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// picture is lines over time: for each a strip of how often it appeared, and
// what happened to it above. New lines come first, silent ones last.
type picture struct {
	Sentence string // what it shows, in words
	Title    string
	Caption  string
	Unit     string // of the strips: day, week, month
	From, To tracker.Day
	Ticks    []tick
	Ground   ground
	Groups   []group
	Absent   []storyPoint // lines of which nothing is to be seen
	Cover    cover
	Shapes   []shape // that are drawn
	earliest tracker.Day
	told     []repertoire.Line
}

// Bars tells whether a said date is uncertain.
func (p picture) Bars() bool { return p.any(func(l lane) bool { return len(l.Bars) > 0 }) }

// Pale tells whether a mark is of the first days of coverage.
func (p picture) Pale() bool {
	return p.any(func(l lane) bool { return slices.ContainsFunc(l.Marks, func(m mark) bool { return m.Baseline }) })
}

// Doubt tells whether a mark is doubtful.
func (p picture) Doubt() bool {
	return p.any(func(l lane) bool { return slices.ContainsFunc(l.Marks, func(m mark) bool { return m.Doubtful }) })
}

func (p picture) any(holds func(lane) bool) bool {
	return slices.ContainsFunc(p.Groups, func(g group) bool { return slices.ContainsFunc(g.Lanes, holds) })
}

// group is the lines of one state.
type group struct {
	Heading, Class string
	Lanes          []lane
}

// storyPoint is a talking point, or a narrative as a whole.
type storyPoint struct{ Title, Href string }

// drawing is what a picture is made of.
type drawing struct {
	view     view
	names    catalogue
	events   []*tracker.Event // that are marked, by date
	lines    []repertoire.Line
	coverage []archive.Interval
	today    tracker.Day
	now      time.Time
}

// lines counts the appearances of every talking point that a view selects: of
// all, of a speaker or group, or of a source.
func (s *Server) lines(ctx context.Context, v view, n catalogue) ([]repertoire.Line, error) {
	var out []repertoire.Line
	for _, story := range n.rules.Narratives {
		for _, tp := range story.TalkingPoints {
			if narrative, point := v.talkingPoint(); narrative != "" && narrative != story.ID || point != "" && point != tp.ID {
				continue
			}
			t, err := s.o.Events.Totals(ctx, story.ID, tp.ID)
			if err != nil {
				return nil, err
			}
			out = append(out, repertoire.Line{Narrative: story.ID, TalkingPoint: tp.ID, Days: v.days(t, n)})
		}
	}
	return out, nil
}

// days are the appearances that a view selects.
func (v view) days(t timeline.Totals, n catalogue) map[tracker.Day]int {
	switch {
	case v.Speaker != "":
		return t.By[tracker.Scope{Kind: tracker.BySpeaker, ID: v.Speaker}]
	case v.Source != "":
		return t.By[tracker.Scope{Kind: tracker.BySource, ID: v.Source}]
	case v.Kind == "" && v.Language == "":
		return t.Days
	}
	out := map[tracker.Day]int{}
	for scope, days := range t.By {
		src := n.sources[scope.ID]
		if scope.Kind != tracker.BySource || v.Kind != "" && string(src.Kind) != v.Kind || v.Language != "" && !slices.Contains(src.Languages, v.Language) {
			continue
		}
		for day, k := range days {
			out[day] += k
		}
	}
	return out
}

// draw makes the picture.
func (s *Server) draw(ctx context.Context, d drawing) (picture, error) {
	from, to, earliest := d.span()
	sc := scale{from, to}
	p := picture{From: from, To: to, earliest: earliest, Ticks: sc.ticks()}
	o := observe(d.coverage, d.view.Source, scale{from - watchedBefore, to}, d.names.zone)
	frame := repertoire.Frame{From: from, To: to, Since: o.since, Watched: o.watched}
	told := repertoire.Tell(d.lines, frame)
	p.told = told
	p.Sentence = repertoire.Sentence(told, frame)
	articles, err := s.o.Archive.Published(ctx, from, to)
	if err != nil {
		return p, err
	}
	d.fill(&p, told, sc, newHeat(sc, articles))
	o = observe(d.coverage, d.view.Source, sc, d.names.zone)
	p.Ground, p.Cover = o.ground(), o.lane()
	p.Title = fmt.Sprintf("%s, %s", text.Count(len(d.events), "event"), timeline.Days(from, to, 0))
	p.Caption = caption(o.since, d.names.zone, d.now)
	return p, nil
}

// watchedBefore is how many days before a span coverage is looked at, to tell a
// silence from a time in which nobody looked.
const watchedBefore = 400

// headings are what stands above the lines of a state.
var headings = [...]struct{ words, class string }{
	repertoire.New: {"New", "new"}, repertoire.Back: {"Back", "returned"}, repertoire.GoesOn: {"Going on", "on"},
	repertoire.Silent: {"Silent for a month", "silent"}, repertoire.Absent: {"Once, and no more", "silent"},
}

// fill puts the lines in their groups.
func (d drawing) fill(p *picture, told []repertoire.Line, sc scale, h *heat) {
	p.Unit = h.unit
	by := map[string][]*tracker.Event{}
	for _, e := range d.events {
		by[e.Narrative+"/"+e.TalkingPoint] = append(by[e.Narrative+"/"+e.TalkingPoint], e)
	}
	counted := make([][]bucket, len(told))
	for i, l := range told {
		counted[i] = h.count(l.Days)
	}
	groups := make([]group, len(headings))
	for i, l := range told {
		key := l.Narrative + "/" + l.TalkingPoint
		ln := lane{Label: d.names.Point(l.Narrative, l.TalkingPoint), Crumb: d.names.Story(l.Narrative), Small: small(l), Href: "/point/" + key, Cells: h.cells(counted[i])}
		ln.draw(by[key], d.view, sc, d.names)
		delete(by, key)
		if len(ln.Cells)+len(ln.Marks) == 0 {
			if l.First != 0 {
				p.Absent = append(p.Absent, storyPoint{ln.Label, ln.Href})
			}
			continue
		}
		groups[l.State].Lanes = append(groups[l.State].Lanes, ln)
	}
	p.Groups = append([]group{d.rest(by, sc)}, groups...)
	for i, g := range p.Groups[1:] {
		p.Groups[i+1] = group{headings[i].words, headings[i].class, g.Lanes}
	}
	p.Groups = slices.DeleteFunc(p.Groups, func(g group) bool { return len(g.Lanes) == 0 })
	for _, sh := range shapes {
		if p.any(func(l lane) bool {
			return slices.ContainsFunc(l.Marks, func(m mark) bool { return m.Class == sh.Class })
		}) {
			p.Shapes = append(p.Shapes, sh)
		}
	}
}

// rest are the lanes of narratives as a whole, of talking points that left the
// rules file, and of what was discovered.
func (d drawing) rest(by map[string][]*tracker.Event, sc scale) group {
	g := group{Heading: "Narratives", Class: "whole"}
	keys := make([]string, 0, len(by))
	for k := range by {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(d.names.rank(a), d.names.rank(b)), cmp.Compare(a, b)) })
	for _, k := range keys {
		narrative, point, _ := strings.Cut(k, "/")
		l := lane{Label: d.names.Story(narrative), Href: "/narrative/" + narrative}
		switch {
		case point != "":
			l = lane{Label: d.names.Point(narrative, point), Crumb: d.names.Story(narrative), Small: "no longer in the rules file", Href: "/point/" + k}
		case narrative == "":
			l = lane{Label: "Discovered, not tracked yet", Href: "/emerging?all=yes"}
		}
		if l.draw(by[k], d.view, sc, d.names); len(l.Marks) > 0 {
			g.Lanes = append(g.Lanes, l)
		}
	}
	return g
}

// small tells of a line what its strip can't.
func small(l repertoire.Line) string {
	seen := text.Count(l.Count, "appearance")
	switch l.State {
	case repertoire.New:
		return "first " + timeline.Days(l.First, l.First, 0) + ", " + seen
	case repertoire.Back:
		return "back " + timeline.Days(l.Turned, l.Turned, 0) + ", before that " + timeline.Days(l.Before, l.Before, 0)
	case repertoire.GoesOn:
		if l.Early {
			return seen + ", there when watching began"
		}
		return seen + ", since " + timeline.Days(l.First, l.First, 0)
	case repertoire.Silent:
		return "silent since " + timeline.Days(l.Last, l.Last, 0)
	}
	if l.Last != 0 {
		return "last " + timeline.Days(l.Last, l.Last, 0)
	}
	return ""
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

// caption says what a chart rests on, so that it can stand alone.
func caption(since tracker.Day, zone *time.Location, now time.Time) string {
	back := "nothing observed yet"
	if since != 0 {
		back = "archive from " + timeline.Days(since, since, 0)
	}
	return fmt.Sprintf("Onset · %s · days in %s · drawn %s", back, zone, now.In(zone).Format("2 Jan 2006 15:04"))
}

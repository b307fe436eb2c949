package archive

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"onset/tracker"
)

// Covering is what was looked through of one source.
type Covering struct {
	Source   string      `json:"source"`
	From     tracker.Day `json:"from"`
	To       tracker.Day `json:"to"`
	Observed tracker.Day `json:"observed_since"` // null when it never was
	Imported int         `json:"imported"`       // stretches of history
	Articles int         `json:"articles"`
	Full     int         `json:"full"`
	Excerpts int         `json:"excerpts"`
	Titles   int         `json:"titles"`
	Gaps     []Hole      `json:"gaps"`
}

// Hole is a stretch between the first and last day of a source of which
// nothing is known.
type Hole struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// leastHole is how long nothing must have been looked through to be told.
// Stretches of history end with their last article, and outlets rest on weekends.
const leastHole = 4 * 24 * time.Hour

// Covered sums up intervals by source, in the order of their ids; depths count the
// articles of each.
func Covered(intervals []Interval, depths map[string]map[tracker.Depth]int) []Covering {
	bySource := map[string][]Interval{}
	for _, v := range intervals {
		bySource[v.Source] = append(bySource[v.Source], v)
	}
	out := []Covering{}
	for _, id := range slices.Sorted(maps.Keys(bySource)) {
		c := sumUp(bySource[id])
		d := depths[id]
		c.Source, c.Full, c.Excerpts, c.Titles = id, d[tracker.FullText], d[tracker.Excerpt], d[tracker.TitleOnly]
		c.Articles = c.Full + c.Excerpts + c.Titles
		out = append(out, c)
	}
	return out
}

// sumUp joins the intervals of one source. A gap of a feed counts where no
// import has filled it.
func sumUp(intervals []Interval) Covering {
	c := Covering{Gaps: []Hole{}}
	slices.SortStableFunc(intervals, func(a, b Interval) int { return a.Since.Compare(b.Since) })
	var until time.Time
	observed := false
	for _, v := range intervals {
		switch v.Kind {
		case "gap":
			continue
		case "imported":
			c.Imported++
		default:
			if c.Observed == 0 {
				c.Observed = tracker.DayOf(v.Since)
			}
		}
		seen := v.Kind != "imported"
		missing := v.Since.Sub(until)
		if !until.IsZero() && (missing >= leastHole || missing > 0 && seen && observed) {
			c.Gaps = append(c.Gaps, Hole{until, v.Since})
		}
		if v.Until.After(until) {
			until, observed = v.Until, seen
		}
		c.From = cmp.Or(c.From, tracker.DayOf(v.Since))
	}
	c.To = tracker.DayOf(until)
	return c
}

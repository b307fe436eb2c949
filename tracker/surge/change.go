package surge

import (
	"slices"

	"onset/tracker"
)

const (
	silence  = 30 // covered days after which a return is worth telling
	factor   = 3  // or so many median gaps, if that is longer
	mentions = 3  // earlier ones without which there is nothing to return to
	origins  = 2  // of which the earlier ones must be
	fade     = 14 // covered days without a mention after a surge
	wave     = 14 // days within which the sources of a spread are counted
)

// Return is a comeback after a silence.
type Return struct {
	Day       tracker.Day `json:"day"`
	LastSeen  tracker.Day `json:"last_seen"`
	Silent    int         `json:"silent_days"` // covered days between
	Threshold int         `json:"threshold_days"`
	MedianGap int         `json:"median_gap_days"`
	Earlier   int         `json:"earlier_mentions"`
	Origins   int         `json:"earlier_origins"`
	Proof     string      `json:"-"` // the id of the sighting that is back
}

// Returns gives the comebacks of a talking point, oldest first. A day on
// which some text says that it was said all along is no comeback: then the
// silence is that of the archive.
func Returns(ss []Sighting, gaps Uncovered) []Return {
	ss = ordered(ss)
	var out []Return
	var between []int // gaps between days with a mention, so far
	seen, last := map[string]bool{}, tracker.Day(0)
	for i, s := range ss {
		if last != 0 && s.Day > last {
			r := Return{Day: s.Day, LastSeen: last, Earlier: i, Origins: len(seen), Proof: s.ID}
			r.MedianGap = median(between)
			r.Threshold = max(silence, factor*r.MedianGap)
			r.Silent = gaps.covered(last+1, s.Day-1)
			if r.Silent > r.Threshold && i >= mentions && len(seen) >= origins && !allAlong(ss, s.Day) {
				out = append(out, r)
			}
			between = append(between, int(s.Day-last))
		}
		last = s.Day
		seen[s.Origin] = true
	}
	return out
}

func allAlong(ss []Sighting, d tracker.Day) bool {
	return slices.ContainsFunc(ss, func(s Sighting) bool { return s.Day == d && s.AllAlong })
}

// median returns the lower median, 0 of nothing.
func median(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
	xs = slices.Clone(xs)
	slices.Sort(xs)
	return xs[(len(xs)-1)/2]
}

// Steps are the numbers of sources, countries or languages that make a spread.
var Steps = []int{2, 3, 5, 10}

// What a spread is counted in.
const (
	Sources   = "source"
	Countries = "country"
	Languages = "language"
)

// Spread is a step that a talking point reached.
type Spread struct {
	Day     tracker.Day `json:"day"`
	Of      string      `json:"of"`    // Sources, Countries or Languages
	Count   int         `json:"count"` // one of Steps
	Reached []string    `json:"reached"`
	Since   tracker.Day `json:"since"` // the first day of the 14
	Proof   string      `json:"-"`     // the id of the sighting that reached it
}

// Spreads gives each step the first time that it is reached within 14 days,
// by sightings of different origins; oldest first. A source that only copied
// another adds nothing.
func Spreads(ss []Sighting) []Spread {
	ss = ordered(ss)
	var out []Spread
	for _, of := range []struct {
		name  string
		value func(Sighting) string
	}{
		{Sources, func(s Sighting) string { return s.Source }},
		{Countries, func(s Sighting) string { return s.Country }},
		{Languages, func(s Sighting) string { return s.Language }},
	} {
		out = append(out, spread(ss, of.name, of.value)...)
	}
	slices.SortStableFunc(out, func(a, b Spread) int { return int(a.Day - b.Day) })
	return out
}

func spread(ss []Sighting, of string, value func(Sighting) string) []Spread {
	var out []Spread
	for i, start := 0, 0; i < len(ss) && len(out) < len(Steps); i++ {
		for ss[start].Day+wave <= ss[i].Day {
			start++
		}
		reached := distinct(ss[start:i+1], value)
		for len(out) < len(Steps) && len(reached) >= Steps[len(out)] {
			out = append(out, Spread{Day: ss[i].Day, Of: of, Count: Steps[len(out)], Reached: reached, Since: ss[start].Day, Proof: ss[i].ID})
		}
	}
	return out
}

// distinct returns the values that can be told apart by origin: each needs
// one that no earlier value used.
func distinct(ss []Sighting, value func(Sighting) string) []string {
	var out []string
	used := map[string]bool{}
	for _, s := range ss {
		v := value(s)
		if v == "" || used[s.Origin] || slices.Contains(out, v) {
			continue
		}
		used[s.Origin] = true
		out = append(out, v)
	}
	return out
}

// Fade is the end of a surge.
type Fade struct {
	Day      tracker.Day `json:"day"` // the 14th covered day without a mention
	LastSeen tracker.Day `json:"last_seen"`
	Surge    tracker.Day `json:"surge"` // the surge after which it faded
	Covered  int         `json:"covered_days"`
}

// Fades gives what became of the surges by the day last, oldest first. A feed
// that was down is no silence: only covered days count.
func Fades(surges []Surge, ss []Sighting, last tracker.Day, gaps Uncovered) []Fade {
	var out []Fade
	seen := days(ordered(ss))
	for i, s := range surges {
		end := last
		if i+1 < len(surges) {
			end = surges[i+1].Day
		}
		if f, ok := faded(s, seen, end, gaps); ok {
			out = append(out, f)
		}
	}
	return out
}

// faded finds the first silence that is long enough between a surge and end.
func faded(s Surge, seen []tracker.Day, end tracker.Day, gaps Uncovered) (Fade, bool) {
	f := Fade{Surge: s.Day, LastSeen: s.Until}
	for d := s.Until + 1; d <= end; d++ {
		if _, found := slices.BinarySearch(seen, d); found {
			f.LastSeen, f.Covered = d, 0
		} else if !gaps.on(d) {
			f.Covered++
		}
		if f.Covered == fade {
			f.Day = d
			return f, true
		}
	}
	return f, false
}

package surge

import (
	"slices"

	"onset/tracker"
)

// Silence is the number of covered days after which a return may be worth telling.
const Silence = 30

const (
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
	Expected  float64     `json:"expected_mentions"` // of different origin, in the silence, at its own rate
	P         float64     `json:"p_value"`           // of a silence as long, had it gone on
	Proof     string      `json:"-"`                 // the id of the appearance that is back
}

// Returns gives the comebacks of a talking point, oldest first: after silences
// that are improbable for a line that went on. A day on which some text says that
// it was said all along is no comeback: then the silence is that of the archive.
func Returns(ss []Appearance, gaps Uncovered, looked Looked) []Return {
	ss = ordered(ss)
	var out []Return
	var between []int // gaps between days with a mention, so far, ascending
	var before habit
	last, c := tracker.Day(0), covered{gaps, looked}
	for i, s := range ss {
		if last != 0 && s.Day > last {
			r := Return{Day: s.Day, LastSeen: last, Earlier: i, Origins: len(before.origins), Proof: s.ID}
			if gap := int(s.Day - last); gap > Silence {
				r.MedianGap = median(between)
				r.Threshold = max(Silence, factor*r.MedianGap)
				r.Silent = gaps.covered(last+1, s.Day-1)
				r.Expected, r.P = before.silent(last, s.Day, c)
				if r.Silent > r.Threshold && r.P <= improbable && i >= mentions && r.Origins >= origins && !allAlong(ss[i:], s.Day) {
					out = append(out, r)
				}
			}
			at, _ := slices.BinarySearch(between, int(s.Day-last))
			between = slices.Insert(between, at, int(s.Day-last))
		}
		last = s.Day
		before.add(s)
	}
	return out
}

// allAlong looks through the appearances of d, with which ss begins.
func allAlong(ss []Appearance, d tracker.Day) bool {
	return slices.ContainsFunc(ss[:from(ss, d+1)], func(s Appearance) bool { return s.AllAlong })
}

// median returns the lower median of ascending numbers, 0 of nothing.
func median(xs []int) int {
	if len(xs) == 0 {
		return 0
	}
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
	Proof   string      `json:"-"`     // the id of the appearance that reached it
}

// way is one of the three ways to count what a spread reached.
type way struct {
	name  string
	value func(Appearance) string
}

var ways = []way{
	{Sources, func(s Appearance) string { return s.Source }},
	{Countries, func(s Appearance) string { return s.Country }},
	{Languages, func(s Appearance) string { return s.Language }},
}

// reachedOn gives all the steps that stand on the last day of ordered appearances,
// which begins at today, each with what had been reached when it first stood on
// that day.
func reachedOn(ss []Appearance, today int, of way) []Spread {
	var out []Spread
	start := from(ss, ss[today].Day-wave+1)
	t := newTally(of)
	for i := start; i < len(ss) && len(out) < len(Steps); i++ {
		t.add(ss[i])
		for i >= today && len(out) < len(Steps) && len(t.reached) >= Steps[len(out)] {
			out = append(out, Spread{
				Day: ss[i].Day, Of: of.name, Count: Steps[len(out)], Reached: slices.Clone(t.reached), Since: ss[start].Day, Proof: ss[i].ID,
			})
		}
	}
	return out
}

// highest returns how many steps stood at most on one of the days from since
// on; it goes back in time and ends when enough of them did.
func highest(ss []Appearance, since tracker.Day, enough int, of way) int {
	best := 0
	for end := len(ss); end > 0 && best < enough && ss[end-1].Day >= since; {
		d := ss[end-1].Day
		t := newTally(of)
		for i := from(ss, d-wave+1); i < end && best < enough; i++ {
			t.add(ss[i])
			if len(t.reached) >= Steps[best] {
				best++
			}
		}
		end = from(ss, d)
	}
	return best
}

// tally holds the values that can be told apart by origin: each needs one that
// no earlier value used.
type tally struct {
	way
	reached   []string
	has, used map[string]bool
}

func newTally(of way) *tally {
	return &tally{way: of, has: map[string]bool{}, used: map[string]bool{}}
}

func (t *tally) add(s Appearance) {
	v := t.value(s)
	if v == "" || t.used[s.Origin] || t.has[v] {
		return
	}
	t.used[s.Origin], t.has[v] = true, true
	t.reached = append(t.reached, v)
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
func Fades(surges []Surge, ss []Appearance, last tracker.Day, gaps Uncovered) []Fade {
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

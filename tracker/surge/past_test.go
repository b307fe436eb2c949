package surge

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"onset/tracker"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "onset/tracker/proptest"
)

// Plain readings of the rules, which look at all appearances each time.

func plainReturns(ss []Appearance, gaps Uncovered, looked Looked) []Return {
	ss = ordered(ss)
	var out []Return
	var between []int
	seen, last := map[string]bool{}, tracker.Day(0)
	for i, s := range ss {
		if last != 0 && s.Day > last {
			r := Return{Day: s.Day, LastSeen: last, Earlier: i, Origins: len(seen), Proof: s.ID}
			sorted := slices.Sorted(slices.Values(between))
			if len(sorted) > 0 {
				r.MedianGap = sorted[(len(sorted)-1)/2]
			}
			r.Threshold = max(Silence, factor*r.MedianGap)
			r.Silent = gaps.covered(last+1, s.Day-1)
			r.Expected, r.P = plainSilence(ss[:i], last, s.Day, looked)
			along := slices.ContainsFunc(ss, func(o Appearance) bool { return o.Day == s.Day && o.AllAlong })
			if r.Silent > r.Threshold && r.P <= 0.05 && i >= mentions && len(seen) >= origins && !along {
				out = append(out, r)
			}
			between = append(between, int(s.Day-last))
		}
		last = s.Day
		seen[s.Origin] = true
	}
	return out
}

// plainSilence adds up text by text what was to be expected.
func plainSilence(ss []Appearance, last, back tracker.Day, looked Looked) (expected, p float64) {
	texts := map[string]string{} // origin → the source that carried it first
	for _, s := range slices.Backward(ss) {
		texts[s.Origin] = s.Source
	}
	bySource := map[string]float64{}
	for _, source := range texts {
		bySource[source]++
	}
	for _, source := range slices.Sorted(maps.Keys(bySource)) {
		expected += bySource[source] * float64(looked(source, last+1, back-1)) / float64(max(1, looked(source, ss[0].Day, last)))
	}
	return expected, math.Pow(1+expected/float64(len(texts)), 1-float64(len(texts)))
}

func plainSpreads(ss []Appearance) []Spread {
	ss = ordered(ss)
	var out []Spread
	for _, of := range ways {
		steps := 0
		for i, start := 0, 0; i < len(ss) && steps < len(Steps); i++ {
			for ss[start].Day+wave <= ss[i].Day {
				start++
			}
			var reached []string
			used := map[string]bool{}
			for _, s := range ss[start : i+1] {
				if v := of.value(s); v != "" && !used[s.Origin] && !slices.Contains(reached, v) {
					used[s.Origin] = true
					reached = append(reached, v)
				}
			}
			for ; steps < len(Steps) && len(reached) >= Steps[steps]; steps++ {
				out = append(out, Spread{Day: ss[i].Day, Of: of.name, Count: Steps[steps], Reached: reached, Since: ss[start].Day, Proof: ss[i].ID})
			}
		}
	}
	return out
}

// story makes bursts, silences, copies, days without coverage and sources that are
// looked through every third day over a year and a half.
func story(seed uint64) ([]Appearance, Uncovered, Looked) {
	r := rand.New(rand.NewPCG(seed, 1))
	var ss []Appearance
	day, origin, sources := tracker.Day(1), 0, 1+r.IntN(14)
	for range 3 + r.IntN(14) {
		day += tracker.Day([]int{1, 3, 12, 15, 20, 34, 40, 70, 110}[r.IntN(9)])
		busy := 1 + r.IntN(5)
		for range 1 + r.IntN(12) {
			day += tracker.Day(1 + r.IntN(6)/busy)
			for range 1 + r.IntN(busy) {
				if r.IntN(4) > 0 {
					origin++
				}
				s := Appearance{ID: fmt.Sprintf("m%05d", r.IntN(100)*1000+len(ss)), Day: day, Source: fmt.Sprint("s", r.IntN(sources)),
					Country: []string{"", "PL", "RU", "US"}[r.IntN(4)], Language: []string{"en", "ru"}[r.IntN(2)], AllAlong: r.IntN(40) == 0}
				s.Origin = fmt.Sprint("o", max(0, origin-r.IntN(3)*r.IntN(30)))
				ss = append(ss, s)
			}
		}
	}
	down, long := tracker.Day(1+r.IntN(int(day))), tracker.Day(r.IntN(60))
	gaps := func(d tracker.Day) bool { return d >= down && d < down+long }
	seldom := fmt.Sprint("s", r.IntN(sources))
	return ss, gaps, func(source string, from, to tracker.Day) int {
		if source == seldom {
			return int(to-from) / 3
		}
		return Uncovered(gaps).covered(from, to)
	}
}

// on keeps what is of a day.
func on[T any](list []T, day func(T) tracker.Day, d tracker.Day) []T {
	return append([]T{}, slices.DeleteFunc(slices.Clone(list), func(x T) bool { return day(x) != d })...)
}

func maybe[T any](x T, ok bool) []T {
	if !ok {
		return nil
	}
	return []T{x}
}

// compared counts what a comparison of stories met.
type compared struct {
	asked, days int
	found       map[string]int
}

// compare holds what is decided of each day of a story from the weeks before
// it, and from what is asked for, against what follows from everything.
func (c *compared) compare(t interface{ Fatalf(string, ...any) }, seed uint64) {
	ss, gaps, looked := story(seed)
	returned, spread := plainReturns(ss, gaps, looked), plainSpreads(ss)
	last := ss[len(ss)-1].Day + 25
	told := map[tracker.Day]bool{}
	for _, r := range returned {
		told[r.Day] = true
	}
	for _, s := range spread {
		told[s.Day], told[s.Day+1] = true, true
	}
	surged := Surges(ss, last, gaps)
	for _, s := range surged {
		for d := s.Day; d <= s.Until+Merge+1; d++ {
			told[d] = true
		}
	}
	for _, f := range Fades(surged, ss, last, gaps) {
		told[f.Day] = true
	}
	for d := ss[0].Day; d < last; d++ {
		if !told[d] && (uint64(d)+seed)%17 != 0 {
			continue
		}
		until := slices.DeleteFunc(slices.Clone(ss), func(s Appearance) bool { return s.Day > d })
		far := false
		p := Past{Near: slices.DeleteFunc(slices.Clone(ss), func(s Appearance) bool { return s.Day < d-Reach }), From: max(1, d-Reach), Looked: looked}
		p.Far = func() []Appearance {
			far = true
			return slices.DeleteFunc(slices.Clone(ss), func(s Appearance) bool { return s.Day >= p.From })
		}
		p.Known = func(origin string) bool {
			return slices.ContainsFunc(ss, func(s Appearance) bool { return s.Day < p.From && s.Origin == origin })
		}
		var spreads []Spread
		for _, w := range ways {
			spreads = append(spreads, slices.DeleteFunc(p.SpreadsOn(d), func(s Spread) bool { return s.Of != w.name })...)
		}
		surges := Surges(until, d, gaps)
		returns, fades := maybe(p.ReturnOn(d, gaps)), maybe(p.FadeOn(d, gaps))
		began := maybe(p.SurgeOn(d, gaps))
		c.found["return"] += len(returns)
		c.found["spread"] += len(spreads)
		c.found["surge"] += len(began)
		c.found["fade"] += len(fades)
		for what, diff := range map[string]string{
			"return": cmp.Diff(on(returned, func(r Return) tracker.Day { return r.Day }, d), append([]Return{}, returns...)),
			"spread": cmp.Diff(on(spread, func(s Spread) tracker.Day { return s.Day }, d), append([]Spread{}, spreads...)),
			"surge":  cmp.Diff(on(surges, func(s Surge) tracker.Day { return s.Day }, d), append([]Surge{}, began...)),
			"fade": cmp.Diff(on(Fades(Surges(until, d, gaps), until, d, gaps), func(f Fade) tracker.Day { return f.Day }, d),
				append([]Fade{}, fades...)),
		} {
			if diff != "" {
				t.Fatalf("%s on day %d: %s", what, d, diff)
			}
		}
		c.days++
		if far {
			c.asked++
		}
	}
}

// Twenty fixed stories hold each kind of change and ask for what is far; others
// are drawn.
func TestWhatIsNearIsEnough(t *testing.T) {
	c := &compared{found: map[string]int{}}
	for seed := range uint64(20) {
		c.compare(t, seed)
	}
	t.Logf("what is far was asked for on %d of %d days; %v", c.asked, c.days, c.found)
	if c.asked == 0 || len(c.found) < 4 || slices.Contains(slices.Collect(maps.Values(c.found)), 0) {
		t.Error("the fixed stories are too tame to tell anything")
	}
	rapid.Check(t, func(t *rapid.T) { c.compare(t, rapid.Uint64().Draw(t, "seed")) })
}

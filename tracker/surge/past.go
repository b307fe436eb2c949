package surge

import (
	"slices"
	"sort"

	"onset/tracker"
)

// Reach is how many days before a day Past.Near has to go back for what is
// decided on it: an alarm's baseline, of the oldest alarm that a surge may still
// belong to.
const Reach = Merge + Sum + Guard + Baseline - 1

// Past is what is known of a talking point, or of what one speaker says of it,
// when a day is decided. What is near suffices nearly always, however long the
// history is; what is far is asked for when something begins, comes back or
// ends, which is seldom. The results are those of Returns, Surges and Fades
// over all appearances.
type Past struct {
	Near  []Appearance             // from the day From on, in any order; later ones than the day that is decided are ignored
	From  tracker.Day              // at least Reach days before it; 0: all appearances are near, and nothing is asked for
	Far   func() []Appearance      // all before From, in any order
	Known func(origin string) bool // tells whether an appearance before From is of an origin

	Looked Looked // how long each source was looked through
}

// until returns the near appearances up to d, in order, and where those of d begin.
func (p Past) until(d tracker.Day) (ss []Appearance, today int) {
	ss = ordered(p.Near)
	return ss[:from(ss, d+1)], from(ss, d)
}

// from returns the index of the first of ordered appearances on or after d.
func from(ss []Appearance, d tracker.Day) int {
	return sort.Search(len(ss), func(i int) bool { return ss[i].Day >= d })
}

// whole returns all appearances, given those that are near.
func (p Past) whole(near []Appearance) []Appearance {
	if p.From == 0 {
		return near
	}
	return ordered(slices.Concat(p.Far(), near))
}

// ReturnOn gives the comeback that d brings.
func (p Past) ReturnOn(d tracker.Day, gaps Uncovered) (Return, bool) {
	near, today := p.until(d)
	if today == len(near) || today == 0 && p.From == 0 {
		return Return{}, false
	}
	if today > 0 && gaps.covered(near[today-1].Day+1, d-1) <= Silence {
		return Return{}, false
	}
	all := Returns(p.whole(near), gaps, p.Looked)
	if n := len(all); n > 0 && all[n-1].Day == d {
		return all[n-1], true
	}
	return Return{}, false
}

// Calm tells that nothing began or came back on the day since or later: each
// appearance of these days has one before it that is near, with no silence between
// that is worth telling.
func (p Past) Calm(since tracker.Day, gaps Uncovered) bool {
	near := ordered(p.Near)
	for i := from(near, since); i < len(near); i++ {
		if i == 0 || near[i].Day != near[i-1].Day && gaps.covered(near[i-1].Day+1, near[i].Day-1) > Silence {
			return false
		}
	}
	return true
}

// SpreadsOn gives the steps that are reached on d for the first time, each within
// 14 days and by appearances of different origins: a source that only copied
// another adds nothing.
func (p Past) SpreadsOn(d tracker.Day) []Spread {
	near, today := p.until(d)
	if today == len(near) {
		return nil
	}
	var out []Spread
	for _, of := range ways {
		steps := reachedOn(near, today, of)
		for n := p.reachedBefore(near[:today], d, len(steps), of); n < len(steps); n++ {
			out = append(out, steps[n])
		}
	}
	return out
}

// reachedBefore returns how many steps were reached before d; it looks no
// further once enough were.
func (p Past) reachedBefore(near []Appearance, d tracker.Day, enough int, of way) int {
	since := tracker.Day(0)
	if p.From != 0 {
		since = p.From + wave - 1 // before, the 14 days begin among what is far
	}
	n := highest(near, since, enough, of)
	if n < enough && p.From != 0 {
		n = highest(p.whole(near), 0, enough, of)
	}
	return n
}

// SurgeOn gives the surge that begins on d.
func (p Past) SurgeOn(d tracker.Day, gaps Uncovered) (Surge, bool) {
	near, today := p.until(d)
	if today == len(near) || sum(daily(near[from(near, d-Sum+1):], nil), d) < least {
		return Surge{}, false
	}
	known := p.Known
	if p.From == 0 {
		known = nil
	}
	counts := daily(near, known)
	s, ok := alarm(counts, d, gaps)
	if !ok {
		return s, false
	}
	for _, e := range days(near[from(near, d-Merge):today]) {
		if _, earlier := alarm(counts, e, gaps); earlier {
			return s, false
		}
	}
	s.Proof = near[len(near)-1].ID
	return s, true
}

// FadeOn gives the fading that d completes.
func (p Past) FadeOn(d tracker.Day, gaps Uncovered) (Fade, bool) {
	if slices.ContainsFunc(p.Near, func(a Appearance) bool { return a.Day > d-fade && a.Day <= d }) {
		return Fade{}, false // there are not enough days since
	}
	near, today := p.until(d)
	switch {
	case gaps.on(d) || today == 0 && p.From == 0:
		return Fade{}, false
	case today > 0 && gaps.covered(near[today-1].Day+1, d) != fade:
		return Fade{}, false
	case today == 0 && gaps.covered(p.From, d) > fade:
		return Fade{}, false // it was silent for longer
	case p.lull(near, gaps):
		return Fade{}, false
	}
	all := p.whole(near)
	for _, f := range Fades(Surges(all, d, gaps), all, d, gaps) {
		if f.Day == d {
			return f, true
		}
	}
	return Fade{}, false
}

// lull tells that near appearances were silent for so long once, and that no alarm
// can have stood since: whatever surged before faded then.
func (p Past) lull(near []Appearance, gaps Uncovered) bool {
	counts := daily(near, nil) // at most too many
	for i := len(near) - 1; i > 0; i-- {
		if d := near[i].Day; p.From != 0 && d-Sum < p.From || sum(counts, d) >= least {
			return false
		}
		if gaps.covered(near[i-1].Day+1, near[i].Day-1) >= fade {
			return true
		}
	}
	return false
}

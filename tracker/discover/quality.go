package discover

import (
	"math"
	"slices"

	"onset/tracker"
)

// The weights of what makes a candidate worth showing. They multiply its
// evidence; none can make something out of nothing.
const (
	bare      = 0.3  // what is left when its places share nothing else
	shared    = 3.0  // added for each unit of coherence
	named     = 0.7  // at least, for a key with a name: names are seldom accidents
	central   = 0.15 // lost when the key is in no title
	shown     = 0.6  // lost when all places speak of sports, shows or feasts
	routine   = 0.25 // lost when the key always stands beside the routine of office
	seasonal  = 0.4  // left of what comes at this time of the year
	compared  = 12   // places that are compared with each other, at most
	richness  = 0.1  // of the score of further keys with stems of their own
	mostRich  = 10.0 // of these scores, summed
	mostOfOne = 3.0  // of one of them
)

// idf returns how much a stem tells: the log of how rare it is.
func (f *Finder) idf(id uint32) float64 { return logOf(f.articles+1) - logOf(f.df[id].articles+1) }

// logs are the logarithms of small numbers, which are asked for all the time.
var logs = func() (table [4096]float64) {
	for i := range table {
		table[i] = math.Log(float64(i))
	}
	return table
}()

func logOf(n int) float64 {
	if n < len(logs) {
		return logs[n]
	}
	return math.Log(float64(n))
}

// quality returns how much of the evidence for a key counts, 0 to 1.
func (f *Finder) quality(e evidence) float64 {
	q := min(1, bare+shared*f.coherence(e))
	if f.proper(e) {
		q = max(q, named)
	}
	title, shows, office := f.shares(e)
	q *= (1 - central + central*title) * (1 - shown*shows) * (1 - routine*office)
	if e.past.yearly() {
		q *= seasonal
	}
	return q
}

// coherence tells how much the places of a key have in common beside it: for
// each, the weighted overlap with the place of another origin that is most
// like it; the mean of these.
func (f *Finder) coherence(e evidence) float64 {
	at := e.at[max(0, len(e.at)-compared):]
	sets := make([][]uint32, len(at))
	for i, p := range at {
		sets[i] = f.stemsAt(p, e.key)
	}
	sum, n := 0.0, 0
	for i := range at {
		best, others := 0.0, false
		for j := range at {
			if i != j && f.window.doc(at[i].serial()).origin != f.window.doc(at[j].serial()).origin {
				others = true
				best = max(best, f.overlap(sets[i], sets[j]))
			}
		}
		if others {
			sum, n = sum+best, n+1
		}
	}
	return sum / float64(max(n, 1))
}

// stemsAt returns the distinct stems of a place but those of the key.
func (f *Finder) stemsAt(p place, but key) []uint32 {
	var out []uint32
	for _, u := range f.window.units(p) {
		for _, w := range u.words {
			if w.id != but.a && w.id != but.b {
				out = append(out, w.id)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// overlap is the shared weight of two sorted sets over that of the lighter.
func (f *Finder) overlap(a, b []uint32) float64 {
	wa, wb, both := 0.0, 0.0, 0.0
	for _, s := range a {
		w := f.idf(s)
		wa += w
		if _, ok := slices.BinarySearch(b, s); ok {
			both += w
		}
	}
	for _, s := range b {
		wb += f.idf(s)
	}
	if both == 0 {
		return 0
	}
	return both / min(wa, wb)
}

// proper tells whether a stem of the key is mostly capitalised.
func (f *Finder) proper(e evidence) bool {
	return f.capital(e, e.key.a) || e.key.b != 0 && f.capital(e, e.key.b)
}

func (f *Finder) capital(e evidence, id uint32) bool {
	up, low := 0, 0
	for _, p := range e.at {
		for _, u := range f.window.units(p) {
			for _, w := range u.words {
				switch {
				case w.id != id:
				case w.casing == upper:
					up++
				case w.casing == lower:
					low++
				}
			}
		}
	}
	return up > low
}

// shares returns in what share of the places the key is in the title or in an
// item of news, what share speaks of sports, shows or feasts, and in what
// share the key stands beside the routine of office.
func (f *Finder) shares(e evidence) (title, shows, office float64) {
	for _, p := range e.at {
		var inTitle, inShow, inOffice float64
		for _, u := range f.window.units(p) {
			has := u.hasAny(e.seeds)
			if (u.item || u.part == tracker.Title) && has {
				inTitle = 1
			}
			if u.shows {
				inShow = 1
			}
			if u.office && has {
				inOffice = 1
			}
		}
		title, shows, office = title+inTitle, shows+inShow, office+inOffice
	}
	n := float64(len(e.at))
	return title / n, shows / n, office / n
}

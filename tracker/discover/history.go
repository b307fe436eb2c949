package discover

import (
	"math"
	"math/bits"
	"slices"

	"onset/tracker"
)

const (
	month      = 30        // days of a generation
	year       = 12        // generations before the present one that make a year
	maxGens    = 40        // generations at most: a little more than three years
	maxBytes   = 260 << 20 // of all filters; the oldest generation goes first
	smoothing  = 0.3       // months, for what was never seen
	windowDays = 14        // days that are kept in full before they become history
	reach      = 8         // content words between the two of a pair
)

// pair is the hash of two stems of one unit, in either order.
func pair(a, b uint32) uint64 {
	if a > b {
		a, b = b, a
	}
	return uint64(a)<<32 | uint64(b)
}

// history knows in which months a stem or pair was seen. Months are
// generations of 30 days, each a filter that is dropped as a whole.
type history struct {
	gens []generation // oldest first
}

type generation struct {
	index    int // day / 30
	articles int
	seen     filter
}

// gen returns the generation of a day, made when it is missing.
func (h *history) gen(d tracker.Day) *generation {
	index := int(d) / month
	i, found := slices.BinarySearchFunc(h.gens, index, func(g generation, x int) int { return g.index - x })
	if !found {
		h.gens = slices.Insert(h.gens, i, generation{index: index})
	}
	return &h.gens[i]
}

// add puts an article that left the window into its generation.
func (h *history) add(d *doc) {
	g := h.gen(d.day)
	g.articles++
	for _, u := range d.units {
		for i, w := range u.words {
			g.seen.add(uint64(w.id))
			for _, v := range u.words[i+1 : min(len(u.words), i+1+reach)] {
				if v.id != w.id {
					g.seen.add(pair(w.id, v.id))
				}
			}
		}
	}
}

// trim drops generations that are too old, or too many bytes.
func (h *history) trim(today tracker.Day) {
	bytes := 0
	for i := range h.gens {
		bytes += h.gens[i].seen.bytes()
	}
	for len(h.gens) > 1 && (bytes > maxBytes || h.gens[0].index < int(today)/month-maxGens) {
		bytes -= h.gens[0].seen.bytes()
		h.gens = slices.Delete(h.gens, 0, 1)
	}
}

// past is what history knows of a key.
type past struct {
	months uint64 // bit i: seen i generations ago
	known  int    // generations of the last year that history holds
}

func (h *history) past(hash uint64, today tracker.Day) past {
	var p past
	now := int(today) / month
	for i := range h.gens {
		g := &h.gens[i]
		ago := now - g.index
		if ago < 0 || ago > 63 {
			continue
		}
		if ago <= year {
			p.known++
		}
		if g.seen.has(hash) {
			p.months |= 1 << ago
		}
	}
	return p
}

// inYear counts the generations of the last year with the key.
func (p past) inYear() int { return bits.OnesCount64(p.months & (1<<(year+1) - 1)) }

// last returns how many generations ago the key was seen last; -1 for never.
func (p past) last() int {
	if p.months == 0 {
		return -1
	}
	return bits.TrailingZeros64(p.months)
}

// yearly tells whether the key was seen only about a year ago: a feast, an
// anniversary, a season.
func (p past) yearly() bool {
	const about, since = 1<<11 | 1<<12 | 1<<13, 1<<11 - 1
	return p.months&since == 0 && p.months&about != 0
}

// articles counts those of the last year.
func (h *history) articles(today tracker.Day) int {
	n := 0
	for i := range h.gens {
		if int(today)/month-h.gens[i].index <= year {
			n += h.gens[i].articles
		}
	}
	return n
}

// rate returns the expected occurrences of a key in n articles, from the
// share of months in which it was seen, as if it came at random. The rate is
// one of articles, not of days: a source more is no surge of everything.
func rate(p past, articles int, n float64) float64 {
	if articles == 0 {
		return n
	}
	share := (float64(p.inYear()) + smoothing) / (float64(p.known) + 1)
	return -math.Log(1-min(share, 0.98)) * float64(p.known) / float64(articles) * n
}

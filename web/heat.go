package web

import (
	"math"

	"onset/tracker"
	"onset/tracker/text"
)

// The spans that are shown by days and by weeks; longer ones are by months.
const (
	heatDays  = 120
	heatWeeks = 800
)

// heatLevels are how many shades a strip has.
const heatLevels = 5

// cell is a day, week or month of a strip in which a line appeared.
type cell struct {
	X, W  float64
	Level int // of its shade, 1 to heatLevels
	Label string
}

// heat shades strips: by share of the articles of a stretch, so that a week in
// which twice as much was collected doesn't look as if twice as much was said.
type heat struct {
	sc      scale
	unit    string
	buckets []bucket // without counts
	most    float64  // the largest weight of a strip
}

func newHeat(sc scale, articles map[tracker.Day]int) *heat {
	h := &heat{sc: sc}
	h.unit, h.buckets = stretches(sc, heatDays, heatWeeks, articles)
	return h
}

// count spreads the appearances of a line over the stretches, and remembers the
// largest share.
func (h *heat) count(days map[tracker.Day]int) []bucket {
	out := make([]bucket, len(h.buckets))
	copy(out, h.buckets)
	for day, n := range days {
		if h.sc.holds(day) {
			place(out, day).Count += n
		}
	}
	for _, b := range out {
		h.most = max(h.most, b.weight())
	}
	return out
}

// cells shades what count returned, after all strips were counted.
func (h *heat) cells(counted []bucket) []cell {
	var out []cell
	for _, b := range counted {
		if b.Count == 0 {
			continue
		}
		x := h.sc.x(b.From)
		w := h.sc.x(b.To+1) - x
		c := cell{X: round(x), W: round(max(w-pixels(1), w*0.8)), Level: 1,
			Label: b.words()}
		if h.most > 0 {
			c.Level = min(heatLevels, max(1, int(math.Ceil(heatLevels*math.Sqrt(b.weight()/h.most)))))
		}
		out = append(out, c)
	}
	return out
}

// weight is what shades a stretch: the share of its articles, or the number where
// nobody counted those.
func (b bucket) weight() float64 {
	if b.Articles == 0 {
		return float64(b.Count)
	}
	return b.Share()
}

func (b bucket) words() string {
	out := b.Days() + ": " + text.Count(b.Count, "appearance")
	if b.Articles > 0 {
		out += ", " + b.ShareWords() + " articles"
	}
	return out
}

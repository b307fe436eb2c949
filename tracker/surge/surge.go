package surge

import (
	"math"
	"slices"

	"onset/tracker"
)

// The parameters of a surge, in days unless said.
const (
	Alpha    = 0.0005 // the tail probability at or below which an alarm is raised
	Sum      = 3      // days whose origins are added up
	Guard    = 3      // days before the sum that are left out of the baseline, so that a rise doesn't hide itself
	Baseline = 56     // days that the expectation is fitted to
	Merge    = 7      // an alarm within so many days of the last one belongs to it
	least    = 3      // origins
	history  = 28     // covered days of the baseline below which nothing can be said
)

// Fit is what is expected of one day.
type Fit struct {
	Days     int     `json:"days"`     // covered days it was fitted to
	Mean     float64 `json:"mean"`     // origins a day, past bursts weighing less
	Variance float64 `json:"variance"` // of a day, never below the mean
}

// Surge is an alarm, with the numbers that raised it.
type Surge struct {
	Day      tracker.Day `json:"day"`   // the first day on which the alarm stood
	Until    tracker.Day `json:"until"` // the last day on which it did, alarms within 7 days merged
	From     tracker.Day `json:"from"`  // the first day of the sum
	Origins  int         `json:"origins"`
	Expected float64     `json:"expected"` // in the days of the sum
	P        float64     `json:"p_value"`
	Fit      Fit         `json:"baseline"`
	Proof    string      `json:"-"` // the id of the appearance that made the sum
}

// Surges returns the alarms of a talking point up to the day last, oldest
// first.
func Surges(ss []Appearance, last tracker.Day, gaps Uncovered) []Surge {
	ss = ordered(ss)
	counts := daily(ss, nil)
	var out []Surge
	for _, d := range days(ss) {
		if d > last {
			break
		}
		s, ok := alarm(counts, d, gaps)
		if !ok {
			continue
		}
		if n := len(out); n > 0 && d-out[n-1].Until <= Merge {
			out[n-1].Until = d
			continue
		}
		s.Proof = ss[from(ss, d+1)-1].ID
		out = append(out, s)
	}
	return out
}

// alarm tests the sum that ends on d.
func alarm(counts map[tracker.Day]int, d tracker.Day, gaps Uncovered) (Surge, bool) {
	s := Surge{Day: d, Until: d, From: d - Sum + 1}
	s.Origins = sum(counts, d)
	if s.Origins < least {
		return s, false
	}
	var past []float64
	end := s.From - Guard - 1
	for i := end - Baseline + 1; i <= end; i++ {
		if i > 0 && !gaps.on(i) {
			past = append(past, float64(counts[i]))
		}
	}
	if len(past) < history {
		return s, false
	}
	s.Fit = fit(past)
	s.Expected = s.Fit.Mean * Sum
	s.P = Tail(s.Origins, s.Expected, s.Fit.Variance*Sum)
	return s, s.P <= Alpha
}

// sum adds up the days that end on d.
func sum(counts map[tracker.Day]int, d tracker.Day) int {
	n := 0
	for i := d - Sum + 1; i <= d; i++ {
		n += counts[i]
	}
	return n
}

// anscombe is the residual above which a past day weighs less; 2.58 in Noufaily
// et al., higher here because short baselines of rare points are skewed.
const anscombe = 3.0

// fit estimates mean and variance of a day. Half an origin is added to the
// sum, because a past without any doesn't make one impossible.
func fit(past []float64) Fit {
	weights := discount(past, calm(past))
	total, sum, squares := 0.0, 0.5, 0.0
	for i, y := range past {
		total += weights[i]
		sum += weights[i] * y
	}
	f := Fit{Days: len(past), Mean: sum / total}
	for i, y := range past {
		squares += weights[i] * (y - f.Mean) * (y - f.Mean)
	}
	// The mean of few days is itself uncertain: its own variance is added.
	f.Variance = max(f.Mean, squares/max(1, total-1)) * (1 + Sum/total)
	return f
}

// calm fits to the past without its highest days: with them, a burst would
// make itself look usual. It only serves to find the bursts.
func calm(past []float64) Fit {
	rest := slices.Clone(past)
	slices.Sort(rest)
	rest = rest[:len(rest)-len(rest)/15]
	n, sum, squares := float64(len(rest)), 0.5, 0.0
	for _, y := range rest {
		sum += y
	}
	f := Fit{Mean: sum / n}
	for _, y := range rest {
		squares += (y - f.Mean) * (y - f.Mean)
	}
	f.Variance = max(f.Mean, squares/(n-1))
	return f
}

// discount returns the weights of the past days: 1, or less the further one
// rises above f.
func discount(past []float64, f Fit) []float64 {
	weights := make([]float64, len(past))
	phi := f.Variance / f.Mean
	for i, y := range past {
		weights[i] = 1
		r := 1.5 / math.Sqrt(phi) * (math.Pow(y, 2.0/3) - math.Pow(f.Mean, 2.0/3)) / math.Pow(f.Mean, 1.0/6)
		if r > anscombe {
			weights[i] = anscombe * anscombe / (r * r)
		}
	}
	return weights
}

// Tail returns the probability of n or more under a negative binomial
// distribution with this mean and variance; under Poisson where the variance
// is no larger.
func Tail(n int, mean, variance float64) float64 {
	if n <= 0 {
		return 1
	}
	if mean <= 0 {
		return 0
	}
	below := 0.0
	for k := range n {
		below += math.Exp(logProbability(float64(k), mean, variance))
	}
	return max(0, 1-below)
}

func logProbability(k, mean, variance float64) float64 {
	fact, _ := math.Lgamma(k + 1)
	if variance <= mean*1.0001 {
		return k*math.Log(mean) - mean - fact
	}
	size := mean * mean / (variance - mean)
	a, _ := math.Lgamma(k + size)
	b, _ := math.Lgamma(size)
	return a - b - fact + size*math.Log(size/(size+mean)) + k*math.Log(mean/(size+mean))
}

package surge

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"onset/tracker"

	"github.com/google/go-cmp/cmp"
)

// series makes appearances of counts[i] origins on day i+1.
func series(counts []int) []Appearance {
	var out []Appearance
	for i, n := range counts {
		for j := range n {
			id := fmt.Sprintf("%05d-%03d", i, j)
			out = append(out, Appearance{ID: id, Origin: id, Source: fmt.Sprint(j), Day: tracker.Day(i + 1)})
		}
	}
	return out
}

// draw returns a negative binomial count: Poisson with a gamma mean of shape
// 1/dispersion, by sums of exponentials where the shape is whole.
func draw(r *rand.Rand, mean float64, shape int) int {
	if shape > 0 {
		g := 0.0
		for range shape {
			g += r.ExpFloat64()
		}
		mean *= g / float64(shape)
	}
	n, p := 0, math.Exp(-mean)
	for u := r.Float64(); u > p; n++ {
		u *= r.Float64()
	}
	return n
}

// quiet is a grid of series without a rise: mean a day, and shape of the
// dispersion (0: Poisson; 1: variance mean + mean²).
var quiet = []struct {
	mean  float64
	shape int
}{{0.02, 0}, {0.1, 0}, {0.1, 1}, {0.3, 1}, {0.5, 0}, {1, 1}, {1, 2}, {3, 2}, {3, 0}, {8, 4}}

func TestFalseAlarmsOfASeriesAndYear(t *testing.T) {
	const years = 12
	r := rand.New(rand.NewPCG(1, 2))
	all := 0
	for _, q := range quiet {
		alarms := 0
		for range years {
			counts := make([]int, 62+365)
			for i := range counts {
				counts[i] = draw(r, q.mean, q.shape)
			}
			alarms += len(Surges(series(counts), tracker.Day(len(counts)), nil))
		}
		all += alarms
		t.Logf("mean %.2f, shape %d: %.2f alarms a year", q.mean, q.shape, float64(alarms)/years)
		if rate := float64(alarms) / years; rate > 0.9 {
			t.Errorf("mean %.2f, shape %d: %.2f false alarms a series and year", q.mean, q.shape, rate)
		}
	}
	rate := float64(all) / float64(years*len(quiet))
	t.Logf("%.2f false alarms a series and year", rate)
	if rate > 0.5 {
		t.Errorf("%.2f false alarms a series and year, want at most 0.5", rate)
	}
}

func TestInjectedRisesAreFoundWithinTwoDays(t *testing.T) {
	const tries = 40
	r := rand.New(rand.NewPCG(3, 4))
	found, all := 0, 0
	for _, q := range quiet {
		hits := 0
		for range tries {
			counts := make([]int, 120)
			for i := range counts {
				counts[i] = draw(r, q.mean, q.shape)
			}
			sd := math.Sqrt(q.mean)
			if q.shape > 0 {
				sd = math.Sqrt(q.mean + q.mean*q.mean/float64(q.shape))
			}
			for i := range 5 { // a rise: three more a day, or five standard deviations
				counts[100+i] += draw(r, math.Max(3, 5*sd), 0)
			}
			for _, s := range Surges(series(counts), 120, nil) {
				if s.Day >= 101 && s.Day <= 103 || s.Day < 101 && s.Until >= 101 {
					hits++
					break
				}
			}
		}
		t.Logf("mean %.2f, shape %d: %.2f found", q.mean, q.shape, float64(hits)/tries)
		found, all = found+hits, all+tries
	}
	rate := float64(found) / float64(all)
	t.Logf("%.2f found", rate)
	if rate < 0.85 {
		t.Errorf("%.2f of injected rises found within 2 days, want 0.85", rate)
	}
}

func TestSurge(t *testing.T) {
	flat := func(level int, rise ...int) []int {
		counts := make([]int, 80, 100)
		for i := range counts {
			counts[i] = level
		}
		return append(counts, rise...)
	}
	burst := flat(1, 2, 9, 9)
	burst[40], burst[41] = 12, 12
	for _, c := range []struct {
		name   string
		counts []int
		gaps   Uncovered
		want   []tracker.Day
	}{
		{"nothing", flat(0), nil, nil},
		{"two origins are too few", flat(0, 2), nil, nil},
		{"three origins out of nothing", flat(0, 3), nil, []tracker.Day{81}},
		{"alarms within a week are one", flat(0, 4, 0, 0, 0, 0, 4), nil, []tracker.Day{81}},
		{"alarms a fortnight apart are two", flat(0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6), nil, []tracker.Day{81, 95}},
		{"the usual", flat(2, 2, 3, 2), nil, nil},
		{"an earlier burst doesn't hide a second one", burst, nil, []tracker.Day{82}},
		{"no past", []int{0, 0, 0, 9, 9}, nil, nil},
		{"a past in which nobody looked", flat(0, 9, 9), func(d tracker.Day) bool { return d < 60 }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []tracker.Day
			for _, s := range Surges(series(c.counts), 200, c.gaps) {
				got = append(got, s.Day)
			}
			if len(got) > 0 && c.name == "an earlier burst doesn't hide a second one" {
				got = got[len(got)-1:]
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCopiesMakeNoSurge(t *testing.T) {
	ss := make([]Appearance, 0, 41)
	ss = append(ss, Appearance{ID: "0", Origin: "old", Day: 1})
	for i := range 40 {
		ss = append(ss, Appearance{ID: fmt.Sprint(i), Origin: "wire", Source: fmt.Sprint(i), Day: 90})
	}
	if got := Surges(ss, 100, nil); len(got) != 0 {
		t.Errorf("one wire story in forty outlets is a surge: %+v", got)
	}
}

func TestReturns(t *testing.T) {
	at := func(days ...tracker.Day) []Appearance {
		var out []Appearance
		for i, d := range days {
			out = append(out, Appearance{ID: fmt.Sprint(i), Origin: fmt.Sprint("o", i), Day: d})
		}
		return out
	}
	along := at(1, 2, 3, 60)
	along[3].AllAlong = true
	one := at(1, 2, 3, 60)
	one[1].Origin, one[2].Origin = one[0].Origin, one[0].Origin
	for _, c := range []struct {
		name string
		ss   []Appearance
		gaps Uncovered
		want []tracker.Day
	}{
		{"after two months", at(1, 2, 3, 60), nil, []tracker.Day{60}},
		{"after exactly 30 silent days", at(1, 2, 3, 34), nil, nil},
		{"after 31", at(1, 2, 3, 35), nil, []tracker.Day{35}},
		{"two mentions are no habit", at(1, 2, 60), nil, nil},
		{"a slow rhythm", at(1, 41, 81, 121, 200), nil, nil},
		{"longer than three times a slow rhythm, which four mentions don't make improbable", at(1, 41, 81, 121, 243), nil, nil},
		{"so long that they do", at(1, 41, 81, 121, 330), nil, []tracker.Day{330}},
		{"a day less", at(1, 41, 81, 121, 329), nil, nil},
		{"said all along", along, nil, nil},
		{"one origin only", one, nil, nil},
		{"the feed was down", at(1, 2, 3, 60), func(d tracker.Day) bool { return d > 10 && d < 50 }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []tracker.Day
			for _, r := range Returns(c.ss, c.gaps, nil) {
				got = append(got, r.Day)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestSpreads(t *testing.T) {
	ss := []Appearance{
		{ID: "1", Day: 1, Origin: "a", Source: "s1", Country: "PL", Language: "pl"},
		{ID: "2", Day: 1, Origin: "a", Source: "s2", Country: "DE", Language: "de"}, // a copy
		{ID: "3", Day: 2, Origin: "b", Source: "s2", Country: "PL", Language: "pl"},
		{ID: "4", Day: 5, Origin: "c", Source: "s3", Country: "DE", Language: "de"},
		{ID: "5", Day: 30, Origin: "d", Source: "s4"},
		{ID: "6", Day: 31, Origin: "e", Source: "s5"},
	}
	var got []string
	for d := tracker.Day(1); d <= 31; d++ {
		for _, s := range (Past{Near: ss}).SpreadsOn(d) {
			got = append(got, fmt.Sprintf("%d %s %d", s.Day, s.Of, s.Count))
		}
	}
	want := []string{"2 source 2", "5 source 3", "5 country 2", "5 language 2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFades(t *testing.T) {
	counts := make([]int, 82)
	counts[80], counts[81] = 4, 1
	ss := series(counts)
	surges := Surges(ss, 200, nil)
	if len(surges) != 1 {
		t.Fatalf("%d surges, want 1", len(surges))
	}
	down := func(d tracker.Day) bool { return d >= 85 && d < 95 }
	for _, c := range []struct {
		name string
		last tracker.Day
		gaps Uncovered
		want tracker.Day
	}{
		{"too early to tell", 95, nil, 0},
		{"14 days later", 96, nil, 96},
		{"while the feed is down", 100, down, 0},
		{"14 covered days later", 106, down, 106},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := tracker.Day(0)
			for _, f := range Fades(surges, ss, c.last, c.gaps) {
				got = f.Day
			}
			if got != c.want {
				t.Errorf("faded on day %d, want %d", got, c.want)
			}
		})
	}
}

// A silence of sources that were not looked through is none, however long.
func TestASilenceIsThatOfWhoeverCarriedTheLine(t *testing.T) {
	var ss []Appearance
	for i, d := range []tracker.Day{1, 8, 15, 22, 29, 36, 100} {
		ss = append(ss, Appearance{ID: fmt.Sprint(i), Origin: fmt.Sprint(i), Source: []string{"herald", "herald", "post"}[i%3], Day: d})
	}
	for _, c := range []struct {
		name   string
		looked Looked
		want   float64 // expected in the silence; 0: not told
	}{
		{"both were looked through", nil, 6 * 63.0 / 36},
		{"one was", func(source string, from, to tracker.Day) int {
			if source == "post" && from > 36 {
				return 0
			}
			return int(to-from) + 1
		}, 4 * 63.0 / 36},
		{"the one that carried it most was not", func(source string, from, to tracker.Day) int {
			if source == "herald" && from > 36 {
				return 0
			}
			return int(to-from) + 1
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := 0.0
			for _, r := range Returns(ss, nil, c.looked) {
				got = r.Expected
			}
			if math.Abs(got-c.want) > 1e-9 {
				t.Errorf("%v were expected, want %v", got, c.want)
			}
		})
	}
}

// Of the gaps of lines that go on at a steady rate at most one in twenty is told.
func TestSilencesOfLinesThatGoOn(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	silences, told := 0, 0
	for range 400 {
		var ss []Appearance
		for d := 1.0; len(ss) < 12; d += r.ExpFloat64() * 20 {
			ss = append(ss, Appearance{ID: fmt.Sprintf("%02d", len(ss)), Origin: fmt.Sprint(len(ss)), Day: tracker.Day(d)})
			if n := len(ss); n > mentions && ss[n-1].Day > ss[n-2].Day+Silence {
				silences++
			}
		}
		told += len(Returns(ss, nil, nil))
	}
	t.Logf("%d of %d silences of more than %d days are told", told, silences, Silence)
	if silences < 300 || float64(told) > 0.05*400*9 {
		t.Errorf("%d of 3600 gaps, %d of them silences, are told of lines that go on", told, silences)
	}
}

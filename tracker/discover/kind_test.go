package discover

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// judgedTable are candidates that a person judged, a row each: its id, 1 for a
// line and 0 for a subject, on how many days it was said, and its features in
// the order of their table. No text of them is kept.
//
//go:embed testdata/kinds.tsv
var judgedTable string

const judgedFile = "testdata/kinds.tsv"

// sample is a judged candidate.
type sample struct {
	id   string
	line bool
	repetition
	values []float64
}

func judgedSamples(t *testing.T) []sample {
	t.Helper()
	var out []sample
	for _, fields := range judgedRows(t, judgedFile, judgedTable, 4+len(features)) {
		s := sample{id: fields[0], line: fields[1] == "1"}
		s.voices, _ = strconv.Atoi(fields[2])
		s.days, _ = strconv.Atoi(fields[3])
		s.values = numbers(t, fields[4:])
		out = append(out, s)
	}
	return out
}

// judgedRows cuts the rows of a table into their fields, of which each has n.
func judgedRows(t *testing.T, file, table string, n int) (rows [][]string) {
	t.Helper()
	for row := range strings.Lines(table) {
		fields := strings.Split(strings.TrimSpace(row), "\t")
		if len(fields) != n {
			t.Fatalf("%s: %q has %d fields, want %d", file, row, len(fields), n)
		}
		rows = append(rows, fields)
	}
	return rows
}

// numbers reads the features of a row.
func numbers(t *testing.T, fields []string) (out []float64) {
	t.Helper()
	for _, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func (s *sample) measure(ms []mention) {
	s.repetition = repetitionOf(ms)
	for i, f := range features {
		s.values[i] = rounded(f.of(ms))
	}
}

// fitted returns the weights of a logistic regression of the samples, the
// constant last: gradient descent from zero, the same on every machine but for
// the last digits, which whole points don't show.
func fitted(samples []sample, rounds int, rate float64) []float64 {
	const momentum, ridge = 0.9, 0.002
	n := len(samples[0].values)
	w, step := make([]float64, n+1), make([]float64, n+1)
	for range rounds {
		slope := make([]float64, n+1)
		for i := range n {
			slope[i] = ridge * w[i]
		}
		for _, s := range samples {
			wrong := 1 / (1 + math.Exp(-dot(w, s.values)))
			if s.line {
				wrong--
			}
			for i, v := range s.values {
				slope[i] += wrong * v / float64(len(samples))
			}
			slope[n] += wrong / float64(len(samples))
		}
		for i := range w {
			step[i] = momentum*step[i] + slope[i]
			w[i] -= rate * step[i]
		}
	}
	return w
}

// dot is what weights, the constant last, make of values.
func dot(w, values []float64) float64 {
	sum := w[len(values)]
	for i, v := range values {
		sum += w[i] * v
	}
	return sum
}

// kindRounds and kindRate are those of the descent for kinds.
const (
	kindRounds = 1500
	kindRate   = 0.3
)

// pointsOf turns the weights of features into whole points, ten to one.
func pointsOf(names []string, w []float64) map[string]int {
	out := map[string]int{}
	for i, name := range names {
		out[name] = int(math.Round(10 * w[i]))
	}
	return out
}

func namesOfFeatures() (out []string) {
	for _, f := range features {
		out = append(out, f.name)
	}
	return out
}

// under adds up the points of a sample.
func (s *sample) under(names []string, points map[string]int) (sum float64) {
	for i, name := range names {
		sum += s.values[i] * float64(points[name])
	}
	return sum
}

// leastPoints returns the fewest points from which on the samples that were repeated
// are lines in a share of cases.
func leastPoints(samples []sample, names []string, points map[string]int, want float64) int {
	type scored struct {
		points float64
		line   bool
	}
	var all []scored
	for _, s := range samples {
		if s.enough() {
			all = append(all, scored{s.under(names, points), s.line})
		}
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(b.points, a.points) })
	best, lines := math.Inf(1), 0
	for i, s := range all {
		if s.line {
			lines++
		}
		if float64(lines) >= want*float64(i+1) {
			best = s.points
		}
	}
	return int(math.Ceil(best))
}

// TestWeightsAreFitted fits the weights again: the table is what comes out. When
// features or their words change, measure the judged candidates anew,
//
//	ONSET_REPLAY=1 go test -run TestJudgedAreMeasured ./tracker/discover
//
// and put into the table what this test asks for. New verdicts are new rows of
// the judged candidates, with zeros for features until they are measured.
func TestWeightsAreFitted(t *testing.T) {
	samples := judgedSamples(t)
	names := namesOfFeatures()
	points := pointsOf(names, fitted(samples, kindRounds, kindRate))
	points["line"] = leastPoints(samples, names, points, wantedPrecision)
	points["maybe"] = leastPoints(samples, names, points, wantedOfMaybe)
	for name, want := range points {
		if got := weightsOf()[name]; got != want {
			t.Errorf("weights.txt gives %s %d points, the judged candidates %d", name, got, want)
		}
	}
}

// The shares of lines among what is called one, and what may be one, of the judged.
const (
	wantedPrecision = 0.85
	wantedOfMaybe   = 0.45
)

// TestKindsHoldOnUnseen leaves out a fifth of the judged candidates at a time:
// those that are lines have more points than those that are not in most pairs.
func TestKindsHoldOnUnseen(t *testing.T) {
	if auc := toldApart(judgedSamples(t), kindRounds, kindRate); auc < 0.70 {
		t.Errorf("of pairs of a line and a subject %.2f are told apart, want 0.70", auc)
	}
}

const folds = 5

// parted leaves a fifth of the samples out.
func parted(samples []sample, fold int) (known, unseen []sample) {
	for i, s := range samples {
		if i%folds == fold {
			unseen = append(unseen, s)
		} else {
			known = append(known, s)
		}
	}
	return known, unseen
}

// toldApart returns the share of pairs of unseen samples, one that holds and one that does
// not, of which the former has more points; a fifth is left out at a time.
func toldApart(samples []sample, rounds int, rate float64) float64 {
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
	var lines, others []float64
	for fold := range folds {
		known, unseen := parted(samples, fold)
		w := fitted(known, rounds, rate)
		for _, s := range unseen {
			if s.line {
				lines = append(lines, dot(w, s.values))
			} else {
				others = append(others, dot(w, s.values))
			}
		}
	}
	above := 0
	for _, a := range lines {
		for _, b := range others {
			if a > b {
				above++
			}
		}
	}
	return float64(above) / float64(len(lines)*len(others))
}

// TestJudgedAreMeasured measures the features of the judged candidates in the
// streams that they were found in.
func TestJudgedAreMeasured(t *testing.T) {
	days := stream(t, rules(t), "2020", "2021", "2022")
	last := map[string]Candidate{}
	for _, s := range []struct {
		days        map[tracker.Day][]Article
		first, last tracker.Day
	}{{days, tracker.Date(2020, 4, 1), tracker.Date(2020, 12, 31)}, {days, tracker.Date(2021, 1, 1), tracker.Date(2022, 12, 31)}, {lines(t, rules(t), "war/articles.jsonl"), tracker.Date(2022, 3, 1), tracker.Date(2024, 6, 1)}} {
		f := New(Options{})
		for d := tracker.Date(2020, 1, 1); d <= s.last; d++ {
			if d < s.first {
				f.Learn(d, s.days[d])
				continue
			}
			r := f.Close(d, s.days[d])
			for _, c := range slices.Concat(r.New, r.Updated) {
				if c.Status != Faded {
					last[c.ID] = c
				}
			}
		}
	}
	var out strings.Builder
	for _, s := range judgedSamples(t) {
		if c, found := last[s.id]; found {
			s.measure(c.mentions)
		} else {
			t.Logf("%s is no longer found and keeps what was measured of it", s.id)
		}
		fmt.Fprintf(&out, "%s\t%d\t%d\t%d", s.id, map[bool]int{true: 1}[s.line], s.voices, s.days)
		for _, v := range s.values {
			fmt.Fprintf(&out, "\t%g", v)
		}
		out.WriteString("\n")
	}
	if err := os.WriteFile(judgedFile, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The tables are whole, and a broken one is refused.
func TestTablesOfKinds(t *testing.T) {
	for _, table := range []string{"line", "nonsense 3", weightTable + "\nmodal 2", "modal x"} {
		if _, err := parseWeights(table); err == nil {
			t.Errorf("weights with %.20q are taken", table)
		}
	}
	for _, table := range []string{"modal: must", "modal xx: must", "mood en: must", "modal en must"} {
		if _, err := parseTraits(table); err == nil {
			t.Errorf("traits with %q are taken", table)
		}
	}
}

// What a sentence shows is told by its words and endings, in each language.
func TestTraits(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []trait
	}{
		{"en", "The coast must be defended, because the islands want war.", []trait{modal, wants, inPast}},
		{"en", "In Riga a bridge collapsed.", []trait{inPast, opening}},
		{"en", "The mayor warned that the dam is a lie.", []trait{judging, charging, inPresent}},
		{"ru", "Острова хотят войны, и это провокация.", []trait{wants, judging, inPresent}},
		{"ru", "В Риге рухнул мост.", []trait{inPast, opening}},
		{"ru", "Министр заявил, что дамба стареет.", []trait{inPresent}},
		{"ru", "Мэр Риги на новом мосту", nil},
		{"uk", "Острови погрожують війною.", []trait{wants, inPresent}},
		{"de", "Die Küste muss verteidigt werden.", nil},
	} {
		parsed := text.Analyse(c.text, c.lang)
		got := traitsOf(parsed, 0, len(parsed.Words))
		for x := range allTraits {
			if got.has(x) != slices.Contains(c.want, x) {
				t.Errorf("%s: %s is %v", c.text, traitNames[x], got.has(x))
			}
		}
	}
}

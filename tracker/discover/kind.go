package discover

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"onset/tracker"
	"onset/tracker/wordtable"
)

// Kind tells what a candidate is.
type Kind string

// The kinds. A line is a statement that is repeated: who wants, threatens, lies,
// is to blame, must; what something leads to, or is called. A subject is one
// event that many tell.
const (
	Line      Kind = "line"
	Subject   Kind = "subject"
	Statement Kind = "statement" // made once, by somebody or by an outlet, and new
)

// Stated tells whether candidates of a kind are statements, repeated or not.
func (k Kind) Stated() bool { return k == Line || k == Statement }

// Reason is what a feature adds to, or takes from, the points of a candidate.
type Reason struct {
	Feature string  `json:"feature"`
	Value   float64 `json:"value"` // a share of its statements, or a mean over them
	Points  float64 `json:"points"`
}

// feature is what can be measured of the statements of a candidate.
type feature struct {
	name string
	of   func([]mention) float64
}

func share(of func(*mention) bool) func([]mention) float64 {
	return mean(func(m *mention) float64 {
		if of(m) {
			return 1
		}
		return 0
	})
}

func mean(of func(*mention) float64) func([]mention) float64 {
	return func(ms []mention) float64 {
		sum := 0.0
		for i := range ms {
			sum += of(&ms[i])
		}
		return sum / float64(max(1, len(ms)))
	}
}

func shareWith(x trait) func([]mention) float64 {
	return share(func(m *mention) bool { return m.traits.has(x) })
}

// features are what kinds are told by. Days, spans and numbers of mentions are
// none of them: news repeats events as often as lines.
var features = []feature{
	{"present", shareWith(inPresent)},
	{"verbless", share(func(m *mention) bool { return !m.traits.any(inPresent, inPast) })},
	{"asserted", shareWith(asserted)},
	{"attributed", share(func(m *mention) bool { return len(m.speakers) > 0 })},
	{"denying", shareWith(denying)},
	{"counting", shareWith(counting)},
	{"modal", shareWith(modal)},
	{"judging", shareWith(judging)},
	{"opening", shareWith(opening)},
	{"contested", mean(func(m *mention) float64 { return min(m.contested, mostContested) })},
	{"alike", mean(func(m *mention) float64 { return m.alike })},
	{"length", mean(func(m *mention) float64 { return min(float64(m.words), mostWords) / mostWords })},
}

const (
	mostContested = 4.0  // times the usual
	mostWords     = 20.0 // with meaning, of a statement
)

//go:embed weights.txt
var weightTable string

// weightsOf are the points of each feature, at a value of 1, and those from which on
// a candidate is a line, under "line", and may be one, under "maybe".
var weightsOf = sync.OnceValue(func() map[string]int {
	out, err := parseWeights(weightTable)
	if err != nil {
		panic(err) // a test reads the table
	}
	return out
})

// parseWeights reads a table: each feature once, with whole points.
func parseWeights(table string) (map[string]int, error) {
	out, err := wordtable.Points(table, func(name string) bool {
		return name == "line" || name == "maybe" || slices.ContainsFunc(features, func(f feature) bool { return f.name == name })
	})
	if err != nil {
		return nil, fmt.Errorf("the points of lines: %w", err)
	}
	return out, nil
}

// repetition is by how many voices and on how many days a statement was made.
type repetition struct{ voices, days int }

// repetitionOf counts the mentions that tell what the label tells: by who is named as
// having said it, or by outlets where these are more.
func repetitionOf(ms []mention) repetition {
	speakers, sources, days := map[string]bool{}, map[string]bool{}, map[tracker.Day]bool{}
	for _, m := range ms {
		if m.alike < onTopic {
			continue
		}
		for _, s := range m.speakers {
			speakers[cmp.Or(s.ID, strings.ToLower(s.Text))] = true
		}
		sources[m.source], days[m.day] = true, true
	}
	return repetition{max(len(speakers), len(sources)), len(days)}
}

// onTopic is the overlap with the label from which a mention tells the same.
const onTopic = 0.3

// enough tells whether that is a statement which is repeated.
func (r repetition) enough() bool { return r.voices > 1 || r.days > 1 }

// kindOf tells lines from subjects, and why: the features that decided, the
// weightiest first. Maybe tells of what is no line that it may be one.
func kindOf(ms []mention) (kind Kind, maybe bool, why []Reason) {
	why = []Reason{}
	for _, f := range features {
		r := Reason{Feature: f.name, Value: rounded(f.of(ms))}
		r.Points = rounded(r.Value * float64(weightsOf()[f.name]))
		if r.Points != 0 {
			why = append(why, r)
		}
	}
	sortReasons(why)
	switch points := pointsSum(why); {
	case !repetitionOf(ms).enough():
		return Subject, false, why
	case points >= float64(LinePoints()):
		return Line, false, why
	default:
		return Subject, points >= float64(weightsOf()["maybe"]), why
	}
}

// sortReasons puts the weightiest first.
func sortReasons(why []Reason) {
	slices.SortStableFunc(why, func(a, b Reason) int { return cmp.Compare(math.Abs(b.Points), math.Abs(a.Points)) })
}

// LinePoints returns from how many points on a candidate is a line.
func LinePoints() int { return weightsOf()["line"] }

// ReasonWords writes reasons down, the weightiest first: "contested +8.2".
func ReasonWords(why []Reason) string {
	var out []string
	for _, r := range why {
		out = append(out, fmt.Sprintf("%s %+.1f", r.Feature, r.Points))
	}
	return strings.Join(out, ", ")
}

func rounded(x float64) float64 { return math.Round(100*x) / 100 }

package discover

import (
	_ "embed"
	"fmt"
	"sync"

	"onset/tracker"
	"onset/tracker/wordtable"
)

// scale weighs single statements: by features, each with points that stand in a table,
// and from how many on a statement is told, under "told".
type scale struct {
	features []singleFeature
	table    string
	points   func() map[string]int
}

type singleFeature struct {
	name string
	of   func(*single) float64
}

var (
	//go:embed once.txt
	onceTable string
	//go:embed own.txt
	ownTable string
)

// onceScale weighs what somebody is said to state, ownScale what an outlet states in its own voice.
var (
	onceScale = newScale(onceTable, "tracked", "named", "headline", "said", "judging", "siding", "past", "counting", "opening",
		"mentioning", "office", "contested", "hostile", "parties", "fresh")
	ownScale = newScale(ownTable, "judging", "siding", "past", "present", "counting", "opening", "contested", "hostile", "parties", "adversary")
)

const mostParties = 3.0

// singleFeatures are what single statements are told by, by name.
var singleFeatures = map[string]func(*single) float64{
	"tracked":    func(s *single) float64 { return one(s.tracked()) },
	"named":      func(s *single) float64 { return one(s.named()) },
	"headline":   func(s *single) float64 { return one(s.u.part == tracker.Title) },
	"said":       (*single).said,
	"judging":    func(s *single) float64 { return one(s.u.traits.has(judging)) },
	"siding":     func(s *single) float64 { return one(s.u.traits.any(modal, wants, judging, charging, denying)) },
	"past":       func(s *single) float64 { return one(s.u.traits.has(inPast)) },
	"present":    func(s *single) float64 { return one(s.u.traits.has(inPresent)) },
	"counting":   func(s *single) float64 { return one(s.u.traits.has(counting)) },
	"opening":    func(s *single) float64 { return one(s.u.traits.has(opening)) },
	"mentioning": func(s *single) float64 { return one(s.u.traits.has(mentioning)) },
	"office":     func(s *single) float64 { return one(s.u.office) },
	"contested":  func(s *single) float64 { return min(s.contested, mostContested) },
	"hostile":    func(s *single) float64 { return s.hostile },
	"parties":    func(s *single) float64 { return min(s.parties, mostParties) },
	"adversary":  func(s *single) float64 { return one(s.adversary) },
	"fresh":      func(s *single) float64 { return float64(len(s.fresh)) / float64(len(s.u.words)) },
}

func one(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

func newScale(table string, names ...string) *scale {
	s := &scale{table: table}
	for _, name := range names {
		s.features = append(s.features, singleFeature{name, singleFeatures[name]})
	}
	s.points = sync.OnceValue(func() map[string]int {
		out, err := s.parse(table)
		if err != nil {
			panic(err) // a test reads the tables
		}
		return out
	})
	return s
}

func (s *scale) parse(table string) (map[string]int, error) {
	known := map[string]bool{"told": true}
	for _, f := range s.features {
		known[f.name] = true
	}
	out, err := wordtable.Points(table, func(name string) bool { return known[name] })
	if err != nil {
		return nil, fmt.Errorf("the points of single statements: %w", err)
	}
	return out, nil
}

// told is from how many points on a statement is told.
func (s *scale) told() int { return s.points()["told"] }

// weigh returns the points of a statement by feature, the weightiest first.
func (s *scale) weigh(of *single) (why []Reason) {
	for _, f := range s.features {
		r := Reason{Feature: f.name, Value: rounded(f.of(of))}
		if r.Points = rounded(r.Value * float64(s.points()[f.name])); r.Points != 0 {
			why = append(why, r)
		}
	}
	sortReasons(why)
	return why
}

// scale is what a statement is weighed by.
func (s *single) scale() *scale {
	if s.claim == nil {
		return ownScale
	}
	return onceScale
}

// StatementPoints returns from how many points on a single statement is told: of somebody,
// and of an outlet in its own voice.
func StatementPoints() (somebody, own int) { return onceScale.told(), ownScale.told() }

package timeline

import (
	"maps"
	"slices"

	"onset/tracker"
)

// Judged counts what people said of the mentions of a rule.
type Judged struct {
	Confirmed int `json:"confirmed"` // of those that the rule took
	Rejected  int `json:"rejected"`
	Missed    int `json:"missed"` // marked by people, and not taken by the rule
}

// Add counts a mention, verdicts applied. What one person marked and another
// rejected says nothing of the rule.
func (j *Judged) Add(w tracker.Witness) {
	switch {
	case w.Marked && w.Verdict == Confirmed:
		j.Missed++
	case w.Marked:
	case w.Verdict == Confirmed:
		j.Confirmed++
	case w.Verdict == Rejected:
		j.Rejected++
	}
}

// Precision is the share of what the rule took and people checked that was
// right; known is false where nobody has checked any.
func (j Judged) Precision() (share float64, known bool) {
	if j.Confirmed+j.Rejected == 0 {
		return 0, false
	}
	return float64(j.Confirmed) / float64(j.Confirmed+j.Rejected), true
}

// Recall is the share of the right ones that the rule took, among those that
// people checked or marked; known is false where there is none. People look at
// what was taken more often than at what was not, so it is an upper bound.
func (j Judged) Recall() (share float64, known bool) {
	if j.Confirmed+j.Missed == 0 {
		return 0, false
	}
	return float64(j.Confirmed) / float64(j.Confirmed+j.Missed), true
}

// JudgedRule is what people said of the mentions of one rule, with how good it is by
// that.
type JudgedRule struct {
	Narrative    string `json:"narrative"`
	TalkingPoint string `json:"talking_point"`
	Judged
	Precision *float64 `json:"precision"` // null while nobody has checked a mention
	Recall    *float64 `json:"recall"`    // at most; null likewise
}

// JudgeRules sums up mentions, verdicts applied, by rule.
func JudgeRules(ws []tracker.Witness) []JudgedRule {
	rules := map[string]*JudgedRule{}
	for _, w := range ws {
		if rules[w.Rule.ID] == nil {
			rules[w.Rule.ID] = &JudgedRule{Narrative: w.Narrative, TalkingPoint: w.TalkingPoint}
		}
		rules[w.Rule.ID].Add(w)
	}
	out := make([]JudgedRule, 0, len(rules))
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		r := rules[id]
		if share, known := r.Judged.Precision(); known {
			r.Precision = &share
		}
		if share, known := r.Judged.Recall(); known {
			r.Recall = &share
		}
		out = append(out, *r)
	}
	return out
}

package timeline

import (
	"slices"
	"strings"

	"onset/tracker"
)

// QuestionRow is a question as JSON has it.
type QuestionRow struct {
	Mention tracker.MentionRow `json:"mention"`
	Grounds []tracker.Ground   `json:"grounds"`
	Firsts  []tracker.Event    `json:"firsts"`  // that rest on it
	Without []tracker.Event    `json:"without"` // what would stand in their places were it rejected
	Weight  float64            `json:"weight"`  // how much an answer is expected to move
}

// QuestionRows are questions as JSON has them.
func QuestionRows(list []Question) []QuestionRow {
	out := []QuestionRow{}
	for _, q := range list {
		out = append(out, QuestionRow{q.Witness.Row(), tracker.OrEmpty(q.Grounds), tracker.OrEmpty(q.Firsts), tracker.OrEmpty(q.Without), q.Weight})
	}
	return out
}

// RestsOnIt names the firsts that rest on the mention: "first said for all, lavrov".
func (q Question) RestsOnIt() string {
	var kinds []tracker.EventKind
	scopes := map[tracker.EventKind][]string{}
	for _, e := range q.Firsts {
		if scopes[e.Kind] == nil {
			kinds = append(kinds, e.Kind)
		}
		scopes[e.Kind] = append(scopes[e.Kind], e.Scope.Name())
	}
	var out []string
	for _, k := range kinds {
		out = append(out, k.Info().Word+" for "+strings.Join(scopes[k], ", "))
	}
	return strings.Join(out, "; ")
}

// WithoutIt says what would stand in the place of the widest first. That it resembles
// the very sentence that is asked about is left out: nobody rejected that yet.
func (q Question) WithoutIt() string {
	widest, out := q.Firsts[0], "nothing stands in its place"
	for _, e := range q.Without {
		if e.Kind == widest.Kind && e.Scope == widest.Scope {
			out = Words(undoubted(e, q.Witness.ID))
			if !e.Doubtful {
				break
			}
		}
	}
	return out
}

// undoubted returns an event without the doubt that it resembles the sentence of a mention.
func undoubted(e tracker.Event, mention string) tracker.Event {
	grounds := slices.DeleteFunc(slices.Clone(e.Grounds), func(g tracker.Ground) bool { return g.Reason == tracker.LikeRejected && g.Mention == mention })
	if len(grounds) < len(e.Grounds) {
		e.Grounds, e.Doubtful = grounds, slices.ContainsFunc(grounds, tracker.Ground.Doubts)
	}
	return e
}

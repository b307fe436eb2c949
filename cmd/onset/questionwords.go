package main

import (
	"slices"
	"strings"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/timeline"
)

// questionRow is a question as JSON has it.
type questionRow struct {
	Mention tracker.MentionRow `json:"mention"`
	Grounds []tracker.Ground   `json:"grounds"`
	Firsts  []tracker.Event    `json:"firsts"`  // that rest on it
	Without []tracker.Event    `json:"without"` // what would stand in their places were it rejected
	Weight  float64            `json:"weight"`  // how much an answer is expected to move
}

func questionRows(list []timeline.Question) []questionRow {
	out := []questionRow{}
	for _, q := range list {
		out = append(out, questionRow{q.Witness.Row(), tracker.OrEmpty(q.Grounds), tracker.OrEmpty(q.Firsts), tracker.OrEmpty(q.Without), q.Weight})
	}
	return out
}

// restsOn names the firsts that rest on a mention: "first said for all, lavrov".
func restsOn(firsts []tracker.Event) string {
	var kinds []tracker.EventKind
	scopes := map[tracker.EventKind][]string{}
	for _, e := range firsts {
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

// withoutIt says what would stand in the place of the widest first. That it resembles
// the very sentence that is asked about is left out: nobody rejected that yet.
func withoutIt(q timeline.Question) string {
	widest, out := q.Firsts[0], "nothing stands in its place"
	for _, e := range q.Without {
		if e.Kind == widest.Kind && e.Scope == widest.Scope {
			out = timeline.Words(undoubted(e, q.Witness.ID))
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

// hitsWithin are the matched words of a mention as offsets in its sentence.
func hitsWithin(w tracker.Witness) []tracker.Span {
	var out []tracker.Span
	for _, h := range w.Hits {
		if w.Contains(h) {
			out = append(out, tracker.Span{Start: h.Start - w.Start, End: h.End - w.Start})
		}
	}
	return out
}

// pointTitle is the title of a talking point.
func pointTitle(d *newsroom.Desk, id string) string {
	for _, p := range d.Points() {
		if p.Ref().ID == id {
			return p.Title
		}
	}
	return id
}

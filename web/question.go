package web

import (
	"context"
	"slices"

	"onset/tracker"
	"onset/tracker/text"
)

// question is a first that waits for somebody to confirm it.
type question struct {
	Title string
	Ask   string
	Small string
	Href  string
}

// Which firsts are asked about: those of the last days, by how many events rest
// on one mention.
const (
	askDays  = 30
	mostAsks = 5
)

// questions are the mentions that nobody has judged: doubtful ones first, then
// those on which the most firsts of the last days rest.
func (s *Server) questions(ctx context.Context, day tracker.Day, events []*tracker.Event, n catalogue) ([]question, error) {
	rests := map[string]int{}
	var heads []*tracker.Event
	for _, e := range events {
		if e.SupersededAt != nil || e.Mention == "" || !e.Kind.IsFirst() || e.State == tracker.StateConfirmed {
			continue
		}
		rests[e.Mention]++
		if at := e.PublishedAt.Day; e.Scope.Kind == tracker.Overall && !e.Baseline && at > day-askDays && at <= day {
			heads = append(heads, e)
		}
	}
	slices.SortStableFunc(heads, func(a, b *tracker.Event) int {
		if doubtful(a) != doubtful(b) {
			return map[bool]int{true: -1, false: 1}[doubtful(a)]
		}
		return rests[b.Mention] - rests[a.Mention]
	})
	var out []question
	asked := map[string]bool{}
	for _, e := range heads {
		if asked[e.Mention] || len(out) == mostAsks {
			continue
		}
		asked[e.Mention] = true
		w, err := s.o.Events.Mention(ctx, e.Mention)
		if err != nil {
			return nil, err
		}
		if w.Verdict != "" {
			continue
		}
		out = append(out, ask(e, rests[e.Mention], n))
	}
	return out, nil
}

func ask(e *tracker.Event, rests int, n catalogue) question {
	q := question{Title: n.Point(e.Narrative, e.TalkingPoint), Href: "/mention/" + e.Mention + "#review", Small: "one answer settles " + text.Count(rests, "first")}
	switch {
	case e.OrderUnknown:
		q.Ask = "was it really before the others?"
	case e.Kind == tracker.Adopted:
		q.Ask = "does " + n.Source(e.Source) + " say it in its own voice?"
	case len(e.Speakers) > 0:
		q.Ask = "said by " + whoIn(e.Speakers, n) + "?"
	default:
		q.Ask = "does the sentence say it?"
	}
	return q
}

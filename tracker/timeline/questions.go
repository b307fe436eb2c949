package timeline

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// Question is a mention that a person is asked about, because firsts rest on it.
type Question struct {
	Witness tracker.Witness
	Grounds []tracker.Ground // why the first is doubtful, or what speaks for it
	Firsts  []tracker.Event  // that rest on it, the widest first; those held back too
	Without []tracker.Event  // of these, what would stand if it were rejected: those of the same kinds and scopes
	Weight  float64          // how much one may expect an answer to move
}

// askedAtOnce bounds the mentions of a talking point whose answers are tried out.
const askedAtOnce = 12

// Questions returns the mentions of a talking point that nobody has judged and on
// which a first rests, overall, by a speaker or in a language: those first whose answer
// is expected to move most of what is told. An answer is tried out: what the verdict
// moves is weighed by the scope of the first and by how far its day moves, and by how
// likely such a mention is wrong.
func Questions(tp tracker.TalkingPoint, ws []tracker.Witness, ctx Context) []Question {
	events := Standing(tp, ws, ctx)
	rests := map[string][]tracker.Event{}
	var order []string
	for _, e := range events {
		if !e.Kind.IsFirst() || e.Scope.Kind == tracker.BySource || e.State == tracker.StateConfirmed {
			continue
		}
		if rests[e.Mention] == nil {
			order = append(order, e.Mention)
		}
		rests[e.Mention] = append(rests[e.Mention], e)
	}
	var out []Question
	for _, id := range order[:min(len(order), askedAtOnce)] {
		i := slices.IndexFunc(ws, func(w tracker.Witness) bool { return w.ID == id })
		q := Question{Witness: ws[i], Firsts: rests[id]}
		q.weigh(tp, ws, i, events, ctx)
		out = append(out, q)
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Witness.ID, b.Witness.ID))
	})
	return out
}

// weigh tries both answers out on the witness of a number.
func (q *Question) weigh(tp tracker.TalkingPoint, ws []tracker.Witness, i int, now []tracker.Event, ctx Context) {
	q.Grounds = groundsOfAll(q.Firsts)
	answered := func(verdict string) []tracker.Event {
		would := slices.Clone(ws)
		would[i].Verdict = verdict
		return Standing(tp, would, ctx)
	}
	without, with := answered(Rejected), answered(Confirmed)
	for _, e := range without {
		if slices.ContainsFunc(q.Firsts, func(f tracker.Event) bool { return f.Kind == e.Kind && f.Scope == e.Scope }) {
			q.Without = append(q.Without, e)
		}
	}
	wrong := chanceWrong(q.Grounds)
	q.Weight = wrong*distance(now, without) + (1-wrong)*distance(now, with)
}

// groundsOfAll joins the grounds of the firsts of one mention.
func groundsOfAll(firsts []tracker.Event) []tracker.Ground {
	var out []tracker.Ground
	for _, e := range firsts {
		for _, g := range e.Grounds {
			if !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	return out
}

// How likely the mention behind a first is taken to be wrong: a first is the smallest of
// many days, so that it gathers errors, and the doubtful ones more of them. Nothing but the
// order of questions rests on these guesses.
const (
	usuallyWrong    = 0.4
	doubtfullyWrong = 0.7
	likeRightWrong  = 0.1
)

func chanceWrong(grounds []tracker.Ground) float64 {
	if slices.ContainsFunc(grounds, tracker.Ground.Doubts) {
		return doubtfullyWrong
	}
	if len(grounds) > 0 {
		return likeRightWrong
	}
	return usuallyWrong
}

// scopeWeight is what a first of a scope counts; narrower ones are read less.
var scopeWeight = map[tracker.ScopeKind]float64{tracker.Overall: 6, tracker.BySpeaker: 2, tracker.ByLanguage: 1.5, tracker.BySource: 0.5}

// distance says how far what is told at one time is from what is told at another.
func distance(a, b []tracker.Event) float64 {
	was, is := toldFirsts(a), toldFirsts(b)
	sum := 0.0
	for k, e := range was {
		sum += scopeWeight[k.scope.Kind] * moved(e, is[k])
	}
	for k := range is {
		if _, stood := was[k]; !stood {
			sum += scopeWeight[k.scope.Kind]
		}
	}
	return sum
}

// farDays is from how many days on a move counts as if nothing were left.
const farDays = 90

// nearMove is what a move by a day counts.
const nearMove = 0.3

// moved is 0 for the same day, at least nearMove for another, and 1 for one far away or none.
func moved(a, b tracker.Event) float64 {
	if b.ID == "" {
		return 1
	}
	days := int(b.At.To - a.At.To)
	if days == 0 {
		return 0
	}
	return nearMove + (1-nearMove)*float64(min(max(days, -days), farDays))/farDays
}

func toldFirsts(events []tracker.Event) map[firstKey]tracker.Event {
	out := map[firstKey]tracker.Event{}
	for _, e := range events {
		if e.Kind.IsFirst() && !e.Doubtful {
			out[keyOf(e)] = e
		}
	}
	return out
}

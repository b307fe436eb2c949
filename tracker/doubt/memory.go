package doubt

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// Verdicts of people on a mention, as Witness.Verdict holds them.
const (
	Confirmed = "confirmed"
	Rejected  = "rejected"
)

// One sentence resembles another from a similarity of alike on, if no judged one of the
// other sort comes within margin of it. The bounds were chosen on one-line claims with the
// keywords that fact-checkers gave them; see docs/benchmarks.md.
const (
	alike  = 0.35
	margin = 0.15
)

// most is how many judged sentences are compared with, the latest: they are what
// people know now, and bound the work.
const most = 300

// A rule is weak when people checked at least weakLeast of the mentions it took and found
// not one in weakShare right.
const (
	weakLeast = 8
	weakShare = 5
)

// Memory is what people said of the mentions of one talking point.
type Memory struct {
	judged         []judged
	right, checked int // of those that the rule took
}

// judged is a sentence with what a person said of it.
type judged struct {
	*tracker.Witness
	stems vector
}

// Learn gathers the judged ones of the mentions of a talking point.
func Learn(ws []tracker.Witness) *Memory {
	m := &Memory{}
	for i := range ws {
		w := &ws[i]
		if w.Verdict != Confirmed && w.Verdict != Rejected {
			continue
		}
		m.judged = append(m.judged, judged{Witness: w})
		if w.Marked {
			continue // says nothing of the rule
		}
		m.checked++
		if w.Verdict == Confirmed {
			m.right++
		}
	}
	slices.SortFunc(m.judged, func(a, b judged) int {
		return cmp.Or(b.Judged.At.Compare(a.Judged.At), cmp.Compare(a.ID, b.ID))
	})
	m.judged = m.judged[:min(most, len(m.judged))]
	for i := range m.judged {
		m.judged[i].stems = vectorOf(m.judged[i].Witness)
	}
	return m
}

// Of returns what the verdicts say of a mention: why it is to be doubted, or that it
// resembles one that was confirmed. One that a person judged is not doubted, nor is one
// that resembles a confirmed one, however weak its rule.
func (m *Memory) Of(w *tracker.Witness) []tracker.Ground {
	if w.Verdict != "" || len(m.judged) == 0 {
		return nil
	}
	right, wrong := m.nearest(w)
	if resembles(right, wrong) {
		return []tracker.Ground{right}
	}
	var out []tracker.Ground
	if resembles(wrong, right) {
		out = append(out, wrong)
	}
	if m.checked >= weakLeast && m.right*weakShare < m.checked {
		out = append(out, tracker.Ground{Reason: tracker.WeakRule, Right: m.right, Checked: m.checked})
	}
	return out
}

func resembles(one, other tracker.Ground) bool {
	return one.Similarity >= alike && one.Similarity >= other.Similarity+margin
}

// nearest returns the nearest confirmed and the nearest rejected sentence; of
// equally near ones that of the smaller id.
func (m *Memory) nearest(w *tracker.Witness) (right, wrong tracker.Ground) {
	stems := vectorOf(w)
	right.Reason, wrong.Reason = tracker.LikeConfirmed, tracker.LikeRejected
	for _, j := range m.judged {
		near := &right
		if j.Verdict == Rejected {
			near = &wrong
		}
		s := stems.cosine(j.stems)
		if s > near.Similarity || s == near.Similarity && s > 0 && j.ID < near.Mention {
			near.Mention, near.Sentence, near.Similarity = j.ID, j.Text, s
		}
	}
	return right, wrong
}

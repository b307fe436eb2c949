package timeline

import (
	"slices"
	"testing"

	"onset/tracker"
)

// Asked first is the mention whose answer is expected to move most; what is judged is
// not asked about, nor what only a source has as its first.
func TestWhatIsAskedFirst(t *testing.T) {
	early := witness("early", "herald", "2025-01-10", words("A dam of the old days broke."))
	next := witness("next", "agency", "02-04", by("minister"), said("02-03", "02-03"), words("The ministry says that the dam will break."))
	same := witness("same", "institute", "02-04", by("press"), said("02-03", "02-03"), words("The palace warns of the dam."))
	for _, c := range []struct {
		name string
		ws   []tracker.Witness
		want []string
	}{
		{"nothing rests on nothing", nil, nil},
		{"a first that stands a year before the next, before one whose fall moves no day", []tracker.Witness{next, early, same}, []string{"early", "next", "same"}},
		{"a doubtful one that would move what is told, before that", []tracker.Witness{witness("early", "herald", "2025-01-10", by("minister"), unsure, said("2025-01-09", "2025-01-09")), next}, []string{"early", "next"}},
		{"what is judged is asked about no more", []tracker.Witness{witness("early", "herald", "2025-01-10", verdict(Confirmed)), next}, []string{"next"}},
		{"nor what was rejected", []tracker.Witness{witness("early", "herald", "2025-01-10", verdict(Rejected)), next}, []string{"next"}},
	} {
		var got []string
		for _, q := range Questions(anyone, c.ws, context()) {
			got = append(got, q.Witness.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: asked about %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAQuestionTellsWhatRestsOnIt(t *testing.T) {
	early := witness("early", "herald", "01-10")
	next := witness("next", "agency", "02-04")
	q := Questions(anyone, []tracker.Witness{next, early}, context())[0]
	if q.Witness.ID != "early" || len(q.Firsts) != 2 || q.Firsts[0].Scope.Kind != tracker.Overall || q.Weight <= 0 {
		t.Errorf("the question: %+v", q)
	}
	for _, e := range q.Without {
		if e.Mention != "next" {
			t.Errorf("without it %s of %v stands", e.Mention, e.Scope)
		}
	}
}

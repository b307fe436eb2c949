package timeline

import (
	"testing"

	"onset/tracker"
)

// A first of a speaker who is unsure, or only accused of saying it, is doubtful
// until a person confirms it; that the words appeared is not.
func TestDoubtfulFirsts(t *testing.T) {
	for _, c := range []struct {
		name       string
		w          tracker.Witness
		said, seen bool
	}{
		{"a sure speaker", witness("a", "herald", "02-04", by("minister"), said("02-03", "02-03")), false, false},
		{"an unsure one", witness("a", "herald", "02-04", by("minister"), unsure, said("02-03", "02-03")), true, false},
		{"confirmed", witness("a", "herald", "02-04", by("minister"), unsure, said("02-03", "02-03"), verdict(Confirmed)), false, false},
		{"passed on", witness("a", "herald", "02-04", by("minister"), via("agency", tracker.Relayed), said("02-03", "02-03")), false, false},
		{"alleged", witness("a", "herald", "02-04", by("minister"), via("rival", tracker.Alleged), said("02-03", "02-03")), true, false},
	} {
		said, seen := 0, 0
		for _, e := range Standing(anyone, []tracker.Witness{c.w}, context()) {
			switch e.Kind {
			case tracker.FirstSaid:
				said++
				if e.Doubtful != c.said {
					t.Errorf("%s: first said of %v is doubtful: %v", c.name, e.Scope, e.Doubtful)
				}
			case tracker.FirstSeen:
				seen++
				if e.Doubtful != c.seen {
					t.Errorf("%s: first seen of %v is doubtful: %v", c.name, e.Scope, e.Doubtful)
				}
			}
		}
		if said == 0 || seen == 0 {
			t.Errorf("%s: %d firsts said, %d seen", c.name, said, seen)
		}
	}
}

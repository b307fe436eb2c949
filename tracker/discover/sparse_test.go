package discover

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// quarrel is a world in which outlets claim who does what to whom and what comes
// of it, each in words of their own: a concept has several words, and which
// concepts go together depends on the subject.
type quarrel struct {
	r        *rand.Rand
	coin     func() string
	subjects [][4][]concept // who, does what, to whom, with which outcome
}

// concept is what several words stand for.
type concept []string

// assertion is a choice of one concept a slot.
type assertion struct {
	subject int
	slots   [4]int
}

const (
	quarrelSubjects = 40
	conceptsOfSlot  = 10
	wordsOfConcept  = 4
)

func newQuarrel(seed uint64) *quarrel {
	w := newWorld(seed, 10)
	q := &quarrel{r: w.r, coin: w.coin}
	used := map[string]bool{}
	for range quarrelSubjects {
		var s [4][]concept
		for slot := range s {
			for range conceptsOfSlot {
				var c concept
				for len(c) < wordsOfConcept {
					if word := q.coin(); !used[word[:min(rootLetters, len(word))]] {
						used[word[:min(rootLetters, len(word))]] = true
						c = append(c, word)
					}
				}
				s[slot] = append(s[slot], c)
			}
		}
		q.subjects = append(q.subjects, s)
	}
	return q
}

// draw chooses a claim: each concept goes with two of the next slot's.
func (q *quarrel) draw() assertion {
	c := assertion{subject: q.r.IntN(quarrelSubjects)}
	c.slots[0] = q.r.IntN(conceptsOfSlot)
	for i := 1; i < len(c.slots); i++ {
		c.slots[i] = (c.slots[i-1] + q.r.IntN(2)) % conceptsOfSlot
	}
	return c
}

// tell puts a claim into words: any word of each concept, in the active or the
// passive, with or without its outcome first, and a word or two that say nothing.
func (q *quarrel) tell(c assertion) string {
	var w [4]string
	for slot, i := range c.slots {
		words := q.subjects[c.subject][slot][i]
		w[slot] = words[q.r.IntN(len(words))]
	}
	form := []string{"The %[1]s must %[2]s the %[3]s, which means %[4]s", "The %[3]s would be %[2]s by the %[1]s, and that is %[4]s", "It is %[4]s because the %[1]s want to %[2]s the %[3]s"}[q.r.IntN(3)]
	return fmt.Sprintf(form, w[0], w[1], w[2], w[3]) + strings.Repeat(" "+q.coin(), q.r.IntN(3)) + "."
}

// TestLinesInOtherWords puts thirty lines, each told by twenty outlets in words of
// their own over four months, among five thousand other claims of forty outlets,
// and counts // the lines that are told as one of the hundred largest candidates, three quarters
// of which are theirs.
func TestLinesInOtherWords(t *testing.T) {
	const lines, outlets, others, days, shown = 30, 20, 5000, 240, 100
	q := newQuarrel(4)
	planted := map[assertion]int{}
	for len(planted) < lines {
		if c := q.draw(); planted[c] == 0 {
			planted[c] = len(planted) + 1
		}
	}
	stream, lineOf := map[tracker.Day][]Article{}, map[string]int{}
	publish := func(day, outlet, line int, said string) {
		a := Article{ID: fmt.Sprintf("%06d", len(lineOf)), Source: fmt.Sprint("s", outlet), Day: sceneStart + tracker.Day(day), Language: "en", Body: text.Analyse(said, "en"),
			Claims: []tracker.Claim{{Span: tracker.Span{End: len(said)}, Part: tracker.Body, Text: said, Speakers: []tracker.ClaimSpeaker{{Text: "an envoy"}}, Stance: tracker.Affirms}}}
		a.URL, lineOf[a.ID] = "https://example.org/"+a.ID, line
		stream[a.Day] = append(stream[a.Day], a)
	}
	for range others {
		c := q.draw()
		for planted[c] > 0 {
			c = q.draw()
		}
		publish(q.r.IntN(days), q.r.IntN(2*outlets), 0, q.tell(c))
	}
	for c, line := range inOrder(planted) {
		begin := 60 + q.r.IntN(days-180)
		for outlet := range outlets {
			publish(begin+q.r.IntN(120), outlet, line+1, q.tell(c))
		}
	}
	f, last := New(Options{}), map[string]*Candidate{}
	for d := range tracker.Day(days) {
		f.Close(sceneStart+d, stream[sceneStart+d])
		for _, c := range f.candidates {
			last[c.ID] = c
		}
	}
	most := slices.SortedFunc(maps.Values(last), func(a, b *Candidate) int { return cmp.Or(cmp.Compare(b.Origins, a.Origins), cmp.Compare(a.ID, b.ID)) })
	found := map[int]bool{}
	for _, c := range most[:min(shown, len(most))] {
		of := map[int]int{}
		for _, m := range c.mentions {
			of[lineOf[m.article]]++
		}
		for line, n := range of {
			if line > 0 && n >= leastTold && 4*n >= 3*len(c.mentions) {
				found[line] = true
			}
		}
	}
	t.Logf("%d of %d lines found among the %d most told of %d candidates", len(found), lines, shown, len(last))
	if len(found) < 20 {
		t.Errorf("%d of %d lines found, want 20", len(found), lines)
	}
}

// inOrder goes through planted claims in the order of their numbers.
func inOrder(planted map[assertion]int) func(func(assertion, int) bool) {
	out := make([]assertion, len(planted))
	for c, n := range planted {
		out[n-1] = c
	}
	return func(yield func(assertion, int) bool) {
		for n, c := range out {
			if !yield(c, n) {
				return
			}
		}
	}
}

// Who acts on whom is not turned round.
func TestOpposed(t *testing.T) {
	f := New(Options{})
	say := func(s string) *statement {
		parsed := text.Analyse(s, "en")
		u := newUnit(parsed, 0, len(s), 0, len(parsed.Words))
		u.claim = -1
		out := f.remembered(&doc{}, &u)
		return &out
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"NATO threatens Sovia with war", "Sovia threatens NATO with war", true},
		{"NATO threatens Sovia with war", "In truth NATO threatens Sovia", false},
		{"NATO threatens Sovia with war", "Sovia is threatened by NATO", false},
		{"The alliance threatens Sovia", "Sovia threatens the alliance", false}, // a common word may stand anywhere
	} {
		if got := opposed(say(c.a), say(c.b)); got != c.want {
			t.Errorf("%q and %q are opposed: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// What was decided ranks what is repeated: likeness to the accepted lifts, to the
// dismissed sinks, and the reasons tell it.
func TestRepeatedAreRankedByVerdicts(t *testing.T) {
	sparse := func(id, label string) Candidate {
		return Candidate{ID: id, Label: label, Language: "en", Sparse: true, Kind: Subject, Status: Established, Why: []Reason{{Feature: "modal", Value: 1, Points: 11}}}
	}
	decided := func(label string, s Status) Candidate {
		return Candidate{ID: label, Label: label, Language: "en", Status: s}
	}
	got := Repeated([]Candidate{
		sparse("dull", "Bakers open a bakery on the quay"), sparse("other", "The weather of the islands turns"), sparse("good", "The dams upstream starve the delta"),
		{ID: "burst", Label: "A burst of dams", Language: "en", Status: Emerging},
		decided("Upstream dams are to starve the delta", Accepted), decided("A bakery opens on the quay", Dismissed),
	})
	var ids []string
	for _, c := range got {
		ids = append(ids, c.ID)
	}
	if want := []string{"good", "other", "dull"}; !slices.Equal(ids, want) {
		t.Fatalf("ranked %q, want %q", ids, want)
	}
	if words := ReasonWords(got[0].Why); !strings.HasPrefix(words, "like “Upstream dams are to starve the delta”, accepted +") {
		t.Errorf("its reasons don't tell: %s", words)
	}
	if len(got[1].Why) != 1 {
		t.Errorf("what is like nothing is ranked by %v", got[1].Why)
	}
}

// What a finder remembers of sparse candidates goes on after it was written and
// read.
func TestSparseGoesOnAfterAPause(t *testing.T) {
	told := []string{"The harbour lobby must flood the lowlands, which means ruin", "The lowlands would be flooded by the harbour lobby, and that is ruin", "It is ruin because the harbour lobby wants to flood the lowlands", "Ruin comes as the harbour lobby must flood the lowlands"}
	article := func(i int, day tracker.Day, said string) []Article {
		return []Article{{ID: fmt.Sprint("a", i), URL: fmt.Sprint("https://example.org/", i), Source: fmt.Sprint("s", i), Day: day, Language: "en", Body: text.Analyse(said, "en"),
			Claims: []tracker.Claim{{Span: tracker.Span{End: len(said)}, Part: tracker.Body, Text: said, Stance: tracker.Affirms}}}}
	}
	run := func(pause bool) (f *Finder, found int) {
		f = New(Options{})
		day := sceneStart
		for i, said := range told {
			r := f.Close(day, article(i, day, said))
			found += len(r.Repeated)
			for range 39 {
				day++
				n := 100 + int(day-sceneStart)
				f.Close(day, article(n, day, fmt.Sprintf("Envoy %d said that the weather of island %d must turn with tide %d", n, n, n)))
			}
			if day++; pause {
				state, err := f.MarshalBinary()
				if err != nil {
					t.Fatal(err)
				}
				f = New(Options{})
				if err := f.UnmarshalBinary(state); err != nil {
					t.Fatal(err)
				}
			}
		}
		return f, found
	}
	straight, found := run(false)
	paused, _ := run(true)
	a, errA := straight.MarshalBinary()
	b, errB := paused.MarshalBinary()
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("a pause changes what is remembered (%v, %v)", errA, errB)
	}
	i := slices.IndexFunc(straight.candidates, func(c *Candidate) bool { return c.Sparse && strings.Contains(c.Label, "harbour") })
	if found == 0 || i < 0 || straight.candidates[i].Origins != 4 {
		t.Errorf("%d sparse candidates, want the harbour lobby's with four origins: %+v", found, straight.candidates)
	}
}

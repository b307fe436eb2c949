package draft

import (
	"cmp"
	"math"
	"slices"

	"onset/tracker/text"
)

// Tally counts words by the sentences they stand in. The zero value is ready.
type Tally struct {
	Sentences int
	words     map[uint64]*tallied // by stem
}

type tallied struct {
	count, named int            // sentences; those where it stands with a capital
	shown        map[string]int // how often each form
	form         *text.Form
}

// Add counts the words [first, last) of a text as one sentence.
func (t *Tally) Add(x *text.Text, first, last int) {
	if t.words == nil {
		t.words = map[uint64]*tallied{}
	}
	t.Sentences++
	seen := map[uint64]bool{}
	for i := first; i < last; i++ {
		f := x.Form(i)
		w := t.words[f.ID]
		if w == nil {
			w = &tallied{shown: map[string]int{}, form: f}
			t.words[f.ID] = w
		}
		w.shown[f.Fold]++
		if !seen[f.ID] {
			seen[f.ID] = true
			w.count++
			if f.Capital() {
				w.named++
			}
		}
	}
}

// Word is a word that tells some sentences from others.
type Word struct {
	Text  string `json:"text"`  // as it stands most often
	Count int    `json:"count"` // sentences of those that have it
	score float64
}

const (
	leastCount    = 2    // sentences that have a word, else chance has
	leastLift     = 2.5  // times as often as elsewhere
	leastLetters  = 4    // of a word that tells
	commonplace   = 0.03 // a word in a greater share of all sentences tells nothing
	mostOffered   = 8
	fewSentences  = 5   // that may have a word which tells, however few there are
	halfASentence = 0.5 // added to counts, so that nothing is never
)

// Telling returns the words, names apart, that stand in the sentences of t far
// more often than in all, best first; skip leaves out those already known.
func (t *Tally) Telling(all *Tally, skip func(*text.Form) bool) []Word {
	var out []Word
	for id, w := range t.words {
		elsewhere := halfASentence
		if o := all.words[id]; o != nil {
			elsewhere += float64(o.count)
		}
		share := elsewhere / float64(max(all.Sentences, 1))
		lift := float64(w.count) / float64(max(t.Sentences, 1)) / share
		if w.count < leastCount || 2*w.named > w.count || lift < leastLift || share > max(commonplace, fewSentences/float64(max(all.Sentences, 1))) || len([]rune(w.form.Fold)) < leastLetters || w.form.Number() || skip(w.form) {
			continue
		}
		out = append(out, Word{Text: commonest(w.shown), Count: w.count, score: float64(w.count) * math.Log(lift)})
	}
	slices.SortFunc(out, func(a, b Word) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Text, b.Text)) })
	return out[:min(len(out), mostOffered)]
}

// commonest returns the form that stands most often, the first of several.
func commonest(shown map[string]int) (best string) {
	for f, n := range shown {
		if best == "" || n > shown[best] || n == shown[best] && f < best {
			best = f
		}
	}
	return best
}

package doubt

import (
	"fmt"
	"testing"
	"time"

	"onset/tracker"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	_ "onset/tracker/proptest"
)

// mention makes one of a rule that takes "port" and "shut".
func mention(id, text, verdict string) tracker.Witness {
	w := tracker.Witness{ID: id, Text: text, Language: "en", Span: tracker.Span{Start: 100, End: 100 + len(text)}, Verdict: verdict}
	for _, word := range []string{"port", "shut"} {
		for i := 0; i+len(word) <= len(text); i++ {
			if text[i:i+len(word)] == word {
				w.Hits = append(w.Hits, tracker.Span{Start: 100 + i, End: 100 + i + len(word)})
			}
		}
	}
	return w
}

func TestWhatVerdictsSayOfOtherMentions(t *testing.T) {
	const (
		fence    = "The fence around the port of Rotterdam was shut by storm Eunice on Friday."
		repaired = "Storm Eunice shut the fence around Rotterdam's port."
		blockade = "Minister Novak warned that the navy would keep the port shut until spring."
		renewed  = "The navy would keep the port shut until spring, Novak warned again."
		other    = "A court in Lyon decided that the port authority must stay shut out of the talks."
	)
	for _, c := range []struct {
		name   string
		judged []tracker.Witness
		text   string
		want   []string // reasons
	}{
		{"no verdicts", nil, repaired, nil},
		{"like one that was rejected", []tracker.Witness{mention("a", fence, Rejected)}, repaired, []string{tracker.LikeRejected}},
		{"only the words of the rule are shared", []tracker.Witness{mention("a", fence, Rejected)}, blockade, nil},
		{"like one that was confirmed", []tracker.Witness{mention("a", fence, Rejected), mention("b", blockade, Confirmed)}, renewed, []string{tracker.LikeConfirmed}},
		{"as like a confirmed one as a rejected one", []tracker.Witness{mention("a", blockade, Rejected), mention("b", blockade, Confirmed)}, renewed, nil},
		{"seven wrong ones make no weak rule", wrong(7), blockade, nil},
		{"eight do", wrong(8), blockade, []string{tracker.WeakRule}},
		{"one right of five checked is not weak", append(wrong(8), mention("r", other, Confirmed), mention("s", other, Confirmed)), blockade, nil},
		{"a weak rule takes one that is like a confirmed one", append(wrong(8), mention("r", blockade, Confirmed)), renewed, []string{tracker.LikeConfirmed}},
		{"what a person marked says nothing of the rule", marked(8), blockade, nil},
	} {
		w := mention("new", c.text, "")
		var got []string
		for _, g := range Learn(c.judged).Of(&w) {
			got = append(got, g.Reason)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// wrong are rejected mentions that resemble nothing.
func wrong(n int) []tracker.Witness {
	var out []tracker.Witness
	for i := range n {
		out = append(out, mention(fmt.Sprint("w", i), fmt.Sprintf("port shut zzz%d yyy%d xxx%d", i, i, i), Rejected))
	}
	return out
}

func marked(n int) []tracker.Witness {
	out := wrong(n)
	for i := range out {
		out[i].Marked = true
	}
	return out
}

func TestAJudgedMentionIsNotDoubted(t *testing.T) {
	w := mention("a", "The port is shut.", Confirmed)
	twin := mention("b", "The port is shut.", Rejected)
	if got := Learn([]tracker.Witness{w, twin}).Of(&w); got != nil {
		t.Errorf("a confirmed mention: %+v", got)
	}
}

// What is learned depends on no order, and of many verdicts the latest count.
func TestTheOrderOfVerdictsChangesNothing(t *testing.T) {
	words := []string{"port", "shut", "navy", "spring", "storm", "fence", "court", "Novak"}
	at := time.Date(2026, 2, 3, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var ws []tracker.Witness
		for i := range rapid.IntRange(0, 12).Draw(t, "mentions") {
			text := ""
			for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 1, 6).Draw(t, "words") {
				text += w + " "
			}
			w := mention(fmt.Sprint(i), text, rapid.SampledFrom([]string{"", Confirmed, Rejected}).Draw(t, "verdict"))
			w.Judged.At = at.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "hour")) * time.Hour)
			ws = append(ws, w)
		}
		w := mention("new", "The navy keeps the port shut until spring.", "")
		want := Learn(ws).Of(&w)
		if d := cmp.Diff(want, Learn(rapid.Permutation(ws).Draw(t, "order")).Of(&w)); d != "" {
			t.Fatal(d)
		}
		for _, g := range want {
			if g.Similarity < 0 || g.Similarity > 1 {
				t.Fatalf("a similarity of %v", g.Similarity)
			}
		}
	})
}

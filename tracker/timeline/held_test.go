package timeline

import (
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

func words(s string) option { return func(w *tracker.Witness) { w.Text = s } }

func judgedOn(verdict string, at time.Time) option {
	return func(w *tracker.Witness) {
		w.Verdict, w.Judged = verdict, tracker.Judgement{Who: "desk", At: at}
	}
}

var morning = time.Date(2026, 2, 3, 8, 0, 0, 0, time.UTC)

// The first that is believed stands, and beside it one that is doubtful and
// earlier; a later doubtful one is no first.
func TestADoubtfulFirstStandsBesideTheOneThatIsBelieved(t *testing.T) {
	sure := witness("sure", "herald", "02-04", by("minister"), said("02-04", "02-04"))
	early := witness("early", "herald", "01-20", by("minister"), unsure, said("01-20", "01-20"))
	late := witness("late", "herald", "02-08", by("minister"), unsure, said("02-08", "02-08"))
	ws := []tracker.Witness{late, sure, early}
	overall := func(ws []tracker.Witness) (out []string) {
		for _, e := range only(Standing(anyone, ws, context()), tracker.FirstSaid) {
			if e.Scope.Kind == tracker.Overall {
				out = append(out, e.Mention+" "+string(e.State))
			}
		}
		slices.Sort(out)
		return out
	}
	if got := overall(ws); !slices.Equal(got, []string{"early doubtful", "sure doubtful"}) {
		t.Errorf("with a doubtful one: %v", got)
	}
	for _, e := range Standing(anyone, ws, context()) {
		d, err := Detail[First](e)
		if e.Mention == "sure" && e.Kind == tracker.FirstSaid && (err != nil || d.HeldBack == nil || d.HeldBack.Mention != "early") {
			t.Errorf("the first of %v doesn't say that an earlier one is held back: %+v", e.Scope, d.HeldBack)
		}
	}
	judgedOn(Confirmed, morning)(&ws[2])
	if got := overall(ws); !slices.Equal(got, []string{"early confirmed"}) {
		t.Errorf("once it is confirmed: %v", got)
	}
}

// What happens to a first whose sentence is like that of one that was judged, and
// is undone with the verdict.
func TestVerdictsReachWhatResembles(t *testing.T) {
	const storm = "A storm opened the dam of the old mill, which will break."
	wrong := witness("wrong", "herald", "01-10", words(storm))
	copied := witness("copied", "agency", "01-15", words(storm))
	right := witness("right", "herald", "02-04", words("The ministry warned on Tuesday that the dam on the border river will break in spring."))
	state := func(ws ...tracker.Witness) (firsts []string) {
		for _, e := range only(Standing(anyone, ws, context()), tracker.FirstSeen) {
			if e.Scope.Kind == tracker.Overall {
				firsts = append(firsts, e.Mention+" "+string(e.State))
			}
		}
		slices.Sort(firsts)
		return firsts
	}
	if got := state(wrong, copied, right); !slices.Equal(got, []string{"wrong unconfirmed"}) {
		t.Errorf("before: %v", got)
	}
	rejected := wrong
	judgedOn(Rejected, morning)(&rejected)
	if got := state(rejected, copied, right); !slices.Equal(got, []string{"copied doubtful", "right unconfirmed"}) {
		t.Errorf("after: %v", got)
	}
	for _, e := range Standing(anyone, []tracker.Witness{rejected, copied}, context()) {
		if words := Vouched(e, 2026, nil); e.Mention == "copied" && words != "doubtful: resembles a rejected sentence: “"+storm+"”, 1.00" {
			t.Errorf("why: %s", words)
		}
	}
}

func TestWhatWasHeldBackCorrectsNothing(t *testing.T) {
	sure := witness("sure", "herald", "02-04", by("minister"), said("02-04", "02-04"))
	early := witness("early", "herald", "01-20", by("minister"), unsure, said("01-20", "01-20"))
	sameDay := witness("same", "agency", "02-04", by("minister"), unsure, said("02-04", "02-04"))
	wrong := witness("wrong", "herald", "01-10", by("minister"), said("01-10", "01-10"), words("The dam of the old mill will break."))
	copied := witness("copied", "agency", "01-11", by("minister"), said("01-11", "01-11"), words("The dam of the old mill will break."))
	rejected, confirmed := wrong, early
	judgedOn(Rejected, morning)(&rejected)
	judgedOn(Confirmed, morning)(&confirmed)
	now := time.Date(2026, 2, 5, 9, 0, 0, 0, time.UTC)
	type step struct {
		ws          []tracker.Witness
		corrections string // of first_said, overall
		told, held  string // mentions of first_said, overall
	}
	for _, c := range []struct {
		name  string
		steps []step
	}{
		{"a doubtful one comes and goes", []step{
			{[]tracker.Witness{sure}, "", "sure", ""},
			{[]tracker.Witness{sure, early}, "", "sure", "early"},
			{[]tracker.Witness{sure}, "", "sure", ""},
		}},
		{"it is confirmed", []step{
			{[]tracker.Witness{sure}, "", "sure", ""},
			{[]tracker.Witness{sure, early}, "", "sure", "early"},
			{[]tracker.Witness{sure, confirmed}, "sure > early", "early", ""},
		}},
		{"it was there before, and is confirmed", []step{
			{[]tracker.Witness{early}, "", "", "early"},
			{[]tracker.Witness{sure, early}, "", "", "early sure"},
			{[]tracker.Witness{sure, confirmed}, "", "early", ""},
		}},
		{"it was there before, and is rejected", []step{
			{[]tracker.Witness{sure, early}, "", "", "early sure"},
			{[]tracker.Witness{sure}, "", "sure", ""},
		}},
		{"a later one of the same day moves nothing", []step{
			{[]tracker.Witness{sure, sameDay}, "", "sure", ""},
		}},
		{"a false one goes and what is like it comes", []step{
			{[]tracker.Witness{wrong, sure}, "", "wrong", ""},
			{[]tracker.Witness{rejected, copied, sure}, "wrong > sure", "sure", "copied"},
		}},
		{"confirmed where nothing was told", []step{
			{[]tracker.Witness{early}, "", "", "early"},
			{[]tracker.Witness{confirmed}, "", "early", ""},
			{[]tracker.Witness{}, "early > ", "", ""},
		}},
		{"told, doubtful later, and gone", []step{
			{[]tracker.Witness{confirmed}, "", "early", ""},
			{[]tracker.Witness{early}, "", "early", ""},
			{[]tracker.Witness{}, "early > ", "", ""},
		}},
		{"told, doubtful later, and another takes its place", []step{
			{[]tracker.Witness{confirmed}, "", "early", ""},
			{[]tracker.Witness{early}, "", "early", ""},
			{[]tracker.Witness{early, sure}, "", "early", "sure"},
			{[]tracker.Witness{sure}, "early > sure", "sure", ""},
		}},
	} {
		var record []tracker.Event
		for i, s := range c.steps {
			now = now.Add(time.Hour)
			change := Diff(record, Standing(anyone, s.ws, context()), now, CauseVerdict)
			record = applied(record, change)
			var told, held, corrections []string
			for _, e := range record {
				if e.Kind != tracker.FirstSaid || e.Scope.Kind != tracker.Overall {
					continue
				}
				if e.HeldBack {
					held = append(held, e.Mention)
				} else {
					told = append(told, e.Mention)
				}
			}
			for _, e := range only(change.Add, tracker.Correction) {
				d, _ := Detail[Revised](e)
				was, _ := Detail[Value](tracker.Event{Detail: e.Was})
				if d.Of != tracker.FirstSaid || e.Scope.Kind != tracker.Overall {
					continue
				}
				next := ""
				if d.New != nil {
					next = d.New.Mention
				}
				corrections = append(corrections, was.Mention+" > "+next)
			}
			slices.Sort(held)
			if strings.Join(told, " ") != s.told || strings.Join(held, " ") != s.held || strings.Join(corrections, " ") != s.corrections {
				t.Errorf("%s, step %d: told %v, held back %v, corrected %v", c.name, i+1, told, held, corrections)
			}
		}
	}
}

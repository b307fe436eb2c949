package timeline

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset/tracker"
)

func TestWhatIsRecordedWhenFactsChange(t *testing.T) {
	feb := witness("feb", "herald", "02-04", by("minister"), said("02-04", "02-04"))
	jan := witness("jan", "herald", "01-20", by("minister"), said("01-20", "01-20"))
	rival := witness("riv", "herald", "02-04", by("rival"), said("02-04", "02-04"))
	sameDay := witness("same", "agency", "02-04", by("minister"), said("02-04", "02-04"))
	unknown := witness("u", "herald", "", seenOn("02-04"))
	known := unknown
	known.Published = tracker.Stamp{Day: day("02-02")}

	for _, c := range []struct {
		name        string
		old, now    []tracker.Witness
		corrections []string // kind and scope, old and new date, what moved
		superseded  int
		supersedes  int // added ones that take the place of others
	}{
		{"the first time is no correction", nil, []tracker.Witness{feb}, nil, 0, 0},
		{
			"older evidence corrects each first that it moves",
			[]tracker.Witness{feb}, []tracker.Witness{feb, jan},
			[]string{
				"first_said overall : 2026-02-04 > 2026-01-20 [date]",
				"first_seen overall : 2026-02-04 > 2026-01-20 [date]",
				"first_said speaker country: 2026-02-04 > 2026-01-20 [date]",
				"first_said speaker minister: 2026-02-04 > 2026-01-20 [date]",
				"first_said speaker palace: 2026-02-04 > 2026-01-20 [date]",
				"first_said language en: 2026-02-04 > 2026-01-20 [date]",
				"first_seen language en: 2026-02-04 > 2026-01-20 [date]",
				"first_seen source herald: 2026-02-04 > 2026-01-20 [date]",
			}, 8, 8,
		},
		{
			"another speaker of the same day",
			[]tracker.Witness{feb}, []tracker.Witness{rival},
			[]string{
				"first_said overall : 2026-02-04 > 2026-02-04 [speaker]",
				"first_said speaker country: 2026-02-04 > nothing [retracted]",
				"first_said speaker minister: 2026-02-04 > nothing [retracted]",
				"first_said speaker palace: 2026-02-04 > nothing [retracted]",
				"first_said language en: 2026-02-04 > 2026-02-04 [speaker]",
			}, 8, 5,
		},
		{
			"other evidence that moves nothing is taken without a word",
			[]tracker.Witness{feb}, []tracker.Witness{feb, sameDay}, nil, 7, 7,
		},
		{
			"another speaker of the same day joins, and happens to come first in the order of evidence",
			[]tracker.Witness{feb}, []tracker.Witness{feb, witness("riv", "agency", "02-04", by("rival"), said("02-04", "02-04"))}, nil, 4, 4,
		},
		{
			"nothing stands any more",
			[]tracker.Witness{witness("a", "herald", "02-04")}, nil,
			[]string{
				"first_seen overall : 2026-02-04 > nothing [retracted]",
				"first_seen language en: 2026-02-04 > nothing [retracted]",
				"first_seen source herald: 2026-02-04 > nothing [retracted]",
			}, 3, 0,
		},
		{"a bound gives way to the date of the same page", []tracker.Witness{unknown}, []tracker.Witness{known}, nil, 3, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := time.Date(2026, 2, 10, 7, 0, 0, 0, time.UTC)
			got := Diff(Standing(anyone, c.old, context()), Standing(anyone, c.now, context()), now, CauseEvidence)
			var corrections []string
			supersedes := 0
			for _, e := range got.Add {
				if !e.RecordedAt.Equal(now) {
					t.Errorf("%s is recorded at %v", e.Kind, e.RecordedAt)
				}
				if e.Kind == tracker.Correction {
					corrections = append(corrections, correctionBrief(t, e))
				} else if e.Supersedes != "" {
					supersedes++
				}
			}
			if d := cmp.Diff(c.corrections, corrections); d != "" {
				t.Error(d)
			}
			if len(got.Superseded) != c.superseded || supersedes != c.supersedes {
				t.Errorf("%d superseded, %d take their place; want %d, %d", len(got.Superseded), supersedes, c.superseded, c.supersedes)
			}
		})
	}
}

func correctionBrief(t *testing.T, e tracker.Event) string {
	t.Helper()
	d := detail[Revised](t, e)
	was := detail[Value](t, tracker.Event{Detail: e.Was})
	to := "nothing"
	if d.New != nil {
		to = d.New.At.From.String()
	}
	out := string(d.Of) + " " + string(e.Scope.Kind) + " " + e.Scope.ID + ": " + was.At.From.String() + " > " + to + " ["
	for _, m := range d.Moved {
		out += m
	}
	return out + "]"
}

func TestWhatIsBesideThePointIsUpdatedInPlace(t *testing.T) {
	a := witness("a", "herald", "02-04", by("minister"), said("02-04", "02-04"))
	old := Standing(theirs, []tracker.Witness{a}, context())
	recorded := time.Date(2026, 2, 4, 21, 0, 0, 0, time.UTC)
	for i := range old {
		old[i].RecordedAt = recorded
		old[i].Coverage = &tracker.Coverage{Articles: 12}
	}
	now := Standing(theirs, []tracker.Witness{a, witness("b", "herald", "02-05", by("rival"))}, context())
	got := Diff(old, now, recorded.Add(time.Hour), CauseEvidence)
	if len(got.Add) != 0 || len(got.Superseded) != 0 {
		t.Fatalf("recorded %v and superseded %v, want neither", brief(got.Add), got.Superseded)
	}
	if len(got.Updated) != 2 {
		t.Fatalf("updated %v, want first_said and first_seen overall, now also used by another", brief(got.Updated))
	}
	for _, e := range got.Updated {
		if !e.RecordedAt.Equal(recorded) || e.Coverage == nil || e.Coverage.Articles != 12 {
			t.Errorf("%s lost when it was recorded, or what was looked through", e.Kind)
		}
	}
}

package pages

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// An account reads only what it lacks, and tells what held at the moment that is
// asked about, be it earlier than the one before.
func TestAccountReadsWhatItLacks(t *testing.T) {
	var asked []int64
	var failing error
	a := &account{}
	at := func(altered, last int64, rules string) int {
		open := func() *timeline.Account { return timeline.NewAccount(tracker.TalkingPoint{}, timeline.Context{}) }
		read := func(sum *timeline.Account, after int64) error {
			asked = append(asked, after)
			for n := after + 1; n <= last; n++ {
				sum.Add([]tracker.Witness{{ID: fmt.Sprint(n)}})
			}
			return failing
		}
		totals, err := a.at(archive.Course{Altered: altered, Last: last}, rules, open, read)
		if !errors.Is(err, failing) {
			t.Fatal(err)
		}
		return totals.Counts.All
	}
	for _, step := range []struct {
		name          string
		altered, last int64
		rules         string
		want          int
		asked         []int64
	}{
		{"the first time it reads all", 1, 5, "r1", 5, []int64{0}},
		{"the same again is known", 1, 5, "r1", 5, nil},
		{"what came since is added", 1, 8, "r1", 8, []int64{5}},
		{"an earlier moment is remembered", 1, 5, "r1", 5, nil},
		{"one that isn't is read for itself", 1, 3, "r1", 3, []int64{0}},
		{"and spoils nothing", 1, 9, "r1", 9, []int64{8}},
		{"what altered is read again", 2, 9, "r1", 9, []int64{0}},
		{"an earlier one of before that", 1, 8, "r1", 8, nil},
		{"other rules count otherwise", 2, 9, "r2", 9, []int64{0}},
	} {
		asked = nil
		if got := at(step.altered, step.last, step.rules); got != step.want || !slices.Equal(asked, step.asked) {
			t.Errorf("%s: %d mentions after reading from %v, want %d after %v", step.name, got, asked, step.want, step.asked)
		}
	}
	failing = errors.New("the disk is gone")
	at(2, 12, "r2")
	failing = nil
	if got := at(2, 12, "r2"); got != 12 {
		t.Errorf("after a reading that broke off: %d mentions", got)
	}
}

package tracker_test

import (
	"regexp"
	"testing"

	"onset/tracker"
)

// A fault names the line that panicked, not the one that recovered.
func TestFaultNamesItsPlace(t *testing.T) {
	for want, stumble := range map[string]func(){
		`^a fault of Onset, please report it: no such luck at fault_test\.go:\d+$`:               func() { panic("no such luck") },
		`^a fault of Onset, .*: runtime error: index out of range .* at fault_test\.go:\d+$`:     func() { _ = []int{}[len(t.Name())] },
		`^a fault of Onset, .*: runtime error: invalid memory address .* at fault_test\.go:\d+$`: func() { var d *tracker.Item; _ = d.Title },
	} {
		got := ""
		func() {
			defer func() { got = tracker.Fault(recover()) }()
			stumble()
		}()
		if !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%q, want %s", got, want)
		}
	}
}

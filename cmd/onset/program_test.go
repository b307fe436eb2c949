package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// patience is how long tests wait for what has to come: longer than the busiest machine
// takes. Where all is well nobody waits that long.
const patience = 5 * time.Minute

// program is this program as a process of its own, which ends with the test. What it
// says is shown where the test fails; what the race detector finds in it fails the test,
// however the process ends.
func program(t *testing.T, args ...string) (*exec.Cmd, *overheard) {
	t.Helper()
	child := exec.Command(os.Args[0], args...)
	child.Args[0] = "onset"
	said := newOverheard()
	child.Stderr = said
	t.Cleanup(func() {
		if child.Process != nil {
			_ = child.Process.Kill() // where it has not ended
			_ = child.Wait()
		}
		if strings.Contains(said.String(), "DATA RACE") {
			t.Error("there is a data race")
		}
		if t.Failed() {
			t.Logf("onset %s said:\n%s", strings.Join(args, " "), said)
		}
	})
	return child, said
}

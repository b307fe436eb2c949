package tracker

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

// Fault says in a line what a panic was and where in the code it arose. It is
// for the deferred function that recovered it: inputs that others made must
// cost themselves only.
func Fault(recovered any) string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	place, after := "", false
	for more := true; more && place == ""; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			after = true
		case after && !strings.HasPrefix(f.Function, "runtime."):
			place = fmt.Sprintf(" at %s:%d", filepath.Base(f.File), f.Line)
		}
	}
	return fmt.Sprintf("a fault of Onset, please report it: %v%s", recovered, place)
}

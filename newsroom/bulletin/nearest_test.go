package bulletin

import (
	"fmt"
	"testing"

	"onset/tracker/refute"
)

// A daemon whose pages are looked at for months holds no more than a few thousand attempts.
func TestAttemptsAreForgottenInTime(t *testing.T) {
	var a Attempts
	for i := range 3*mostAttempts + 7 {
		name := fmt.Sprint("event ", i)
		a.keep(name, refute.Attempt{})
		if _, tried := a.of(name); !tried {
			t.Fatalf("%s is forgotten at once", name)
		}
	}
	left := 0
	a.kept.Range(func(_, _ any) bool { left++; return true })
	if left == 0 || left > mostAttempts {
		t.Errorf("%d are remembered", left)
	}
	var none *Attempts
	none.keep("event", refute.Attempt{})
	if _, tried := none.of("event"); tried {
		t.Error("nil remembers")
	}
}

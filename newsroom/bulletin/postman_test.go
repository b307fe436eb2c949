package bulletin

import (
	"io"
	"testing"
	"time"

	"onset/deliver"
)

func TestPausesGrow(t *testing.T) {
	before := time.Duration(0)
	for n := range 20 {
		p := pause(n, io.EOF)
		if p < before || p < firstPause || p > longPause {
			t.Errorf("after %d failures %v", n, p)
		}
		before = p
	}
	if p := pause(0, deliver.Later{After: time.Hour, Err: io.EOF}); p != time.Hour {
		t.Errorf("asked to come in an hour, comes in %v", p)
	}
	if p := pause(0, deliver.Later{After: 1000 * time.Hour, Err: io.EOF}); p != longPause {
		t.Errorf("asked to come in weeks, comes in %v", p)
	}
}

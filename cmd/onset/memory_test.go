package main

import "testing"

// A limit that the program can't keep is raised before the collector does nothing else.
func TestLimitLeavesRoom(t *testing.T) {
	for _, c := range []struct{ asked, live, want int64 }{
		{96, 0, 96}, {96, 50, 96}, {96, 60, 106}, {96, 200, 316}, {1000, 200, 1000},
	} {
		if got := limitFor(c.asked*mebibyte, c.live*mebibyte); got != c.want*mebibyte {
			t.Errorf("asked for %d MiB with %d in use: %d, want %d", c.asked, c.live, got/mebibyte, c.want)
		}
	}
}

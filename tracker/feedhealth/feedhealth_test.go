package feedhealth

import (
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// A feed is silent by its own past: what came when it was added says nothing.
func TestSilentFeeds(t *testing.T) {
	now := time.Date(2026, 3, 30, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		volume []int // days ago: the last is today
		last   time.Duration
		want   bool
		words  string
	}{
		"twelve a day, five days ago":  {[]int{40, 12, 12, 12, 12, 0, 0, 0, 0, 0}, 5 * 24 * time.Hour, true, "usually 12 a day"},
		"twelve a day, a day ago":      {[]int{40, 12, 12, 12, 12, 12, 12, 12, 12, 0}, 24 * time.Hour, false, "usually 12 a day"},
		"one in four days, a week ago": {[]int{50, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}, 8 * 24 * time.Hour, false, "usually 8 a month"},
		"one in four days, long ago":   {append([]int{0, 1, 0, 0, 0, 1, 0, 0, 0, 1}, make([]int, 21)...), 21 * 24 * time.Hour, true, "usually 8 a month"},
		"new":                          {[]int{0, 0, 0, 0, 30, 0, 0, 0}, 4 * 24 * time.Hour, false, "usually 30 a day"},
	} {
		h := archive.FeedHealth{Volume: tt.volume, State: tracker.FeedState{LastNew: now.Add(-tt.last)}}
		if got, words := silent(h, now), Usually(tt.volume); got != tt.want || words != tt.words {
			t.Errorf("%s: silent %v, %s", name, got, words)
		}
	}
}

package newsroom

import (
	"path/filepath"
	"testing"
	"time"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
)

// TestWhatComesAfterItsDayWasClosed hands discovery what was seen soon after it
// was published, teaches it what is older, and leaves alone what it had.
func TestWhatComesAfterItsDayWasClosed(t *testing.T) {
	midnight := time.Date(2026, 2, 5, 0, 0, 0, 0, time.UTC)
	now := midnight
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	record := func(key, run string, published, seen time.Time) {
		t.Helper()
		now = seen
		item := archive.ReadItem{Item: tracker.Item{
			Key: key, URL: key, Rung: tracker.ByURL, Title: "A headline of " + key, Seen: seen, Depth: tracker.TitleOnly,
			Published: []tracker.DateClaim{{From: "test", Raw: key, Stamp: tracker.Stamp{Time: published, Day: tracker.DayOf(published)}}},
		}}
		if _, err := s.Record(t.Context(), archive.Batch{Source: "herald", Items: []archive.ReadItem{item}, Import: run}); err != nil {
			t.Fatal(err)
		}
	}
	record("https://herald.example/had", "", midnight.Add(-5*time.Hour), midnight.Add(-4*time.Hour))
	record("https://herald.example/late", "", midnight.Add(-time.Hour), midnight.Add(time.Hour))
	record("https://herald.example/history", "", midnight.AddDate(0, 0, -10), midnight.Add(time.Hour))
	record("https://herald.example/imported", "x", midnight.Add(-time.Hour), midnight.Add(time.Hour))
	record("https://herald.example/today", "", midnight.Add(time.Hour), midnight.Add(2*time.Hour))

	d := &discovery{finder: discover.New(discover.Options{}), since: midnight.Add(5 * time.Minute)}
	d.finder.Learn(tracker.DayOf(midnight)-1, nil)
	first, late, err := d.begin(t.Context(), s, 0)
	if err != nil {
		t.Fatal(err)
	}
	if first != tracker.DayOf(midnight) || len(late) != 1 || late[0].URL != "https://herald.example/late" {
		t.Errorf("from day %s on, late: %+v", first, late)
	}
	if n := d.finder.Articles(); n != 1 {
		t.Errorf("discovery learned from %d articles, want the one of history", n)
	}
}

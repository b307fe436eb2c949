package digest

import (
	"encoding/json"
	"testing"

	"onset/tracker"
	"onset/tracker/surge"
	"onset/tracker/timeline"
)

func TestASpreadIsToldOnceByItsWidestSteps(t *testing.T) {
	var events []tracker.Event
	for _, r := range []timeline.Reach{
		{Spread: surge.Spread{Of: surge.Countries, Count: 2}, Names: []string{"GB", "US"}},
		{Spread: surge.Spread{Of: surge.Sources, Count: 2}, Names: []string{"Herald", "Post"}},
		{Spread: surge.Spread{Of: surge.Sources, Count: 3}, Names: []string{"Herald", "Post", "Sun"}},
	} {
		detail, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, tracker.Event{Kind: tracker.Spread, Detail: detail})
	}
	if got, want := reach(events), "reached 3 sources (Herald, Post, Sun), 2 countries within 14 days"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := reach(nil); got != "" {
		t.Errorf("nothing spread, and it tells %q", got)
	}
}

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
	if got, want := reach(events, []string{"Herald", "Post (4 Feb)"}), "reached 3 sources (Herald, Post, Sun), 2 countries within 14 days"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := reach(nil, nil); got != "" {
		t.Errorf("nothing spread, and it tells %q", got)
	}
	all := []string{"Sun", "Herald", "Post (4 Feb)"}
	if got, want := reach(events, all), "reached 3 sources, 2 countries within 14 days"; got != want {
		t.Errorf("all were told before, got %q, want %q", got, want)
	}
}

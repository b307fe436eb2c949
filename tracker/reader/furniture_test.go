package reader

import (
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// Repeated paragraphs yield no claims, dates or words of a copy, but one with a
// talking point is read, with its speaker. What makes a copy rests on no rule: there it
// is left out as well.
func TestFurnitureIsNotReadUnlessItHoldsATalkingPoint(t *testing.T) {
	file, err := rulefile.Parse("rules.yaml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	day := tracker.Date(2026, 3, 4)
	body := "Updated on 2 March 2026\n\nMinin said on Monday that it rained.\n\nThe editor said on Tuesday that comments are welcome.\n\nMinin rejected the guarantees on Tuesday."
	furniture := func(p string) bool { return !strings.Contains(p, "it rained") }
	r := New(file).ReadPage(tracker.Source{ID: "herald", Kind: tracker.Independent},
		tracker.Item{Title: "A report", Text: body, Language: "en", Published: []tracker.DateClaim{{Stamp: tracker.Stamp{Day: day}}}, Seen: day.In(time.UTC)}, furniture)
	if len(r.Furniture) != 2 || len(r.Claims) != 2 || len(r.Dates) != 2 {
		t.Errorf("furniture %v, claims %+v, dates %+v", r.Furniture, r.Claims, r.Dates)
	}
	if len(r.Mentions) != 1 || r.Claims[r.Mentions[0].Claim].Speakers[0].ID != "minister" {
		t.Errorf("mentions %+v", r.Mentions)
	}
	words := r.OriginOf(nil, "a", day).Words
	if slices.Contains(words, "editor") || slices.Contains(words, "updated") || slices.Contains(words, "guarantees") || !slices.Contains(words, "rained") {
		t.Errorf("words that tell copies: %v", words)
	}
}

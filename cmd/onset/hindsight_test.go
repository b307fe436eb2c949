package main

import (
	"strings"
	"testing"

	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
)

// A digest told again says of each entry that fell what stands now, or that
// nothing does, and why.
func TestADigestToldAgainShowsThenAndNow(t *testing.T) {
	n := openPressroom(t)
	n.clock.now = n.clock.now.AddDate(0, 0, 20)
	n.publish("courier", "shut", "On Saturday Mayor Stone told reporters that the harbour is going to be shut.")
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.publish("herald", "cranes", "On Saturday Mayor Stone claimed that sabotage had stopped the cranes at the quay.")
	n.round(t)
	day := tracker.DayOf(n.clock.now)
	n.clock.now = n.clock.now.AddDate(0, 0, 1)
	if err := bulletin.NewPress(n.In, n.store).Make(t.Context(), n.clock.now, ""); err != nil {
		t.Fatal(err)
	}
	again := func() string {
		t.Helper()
		var out strings.Builder
		a := *n.app
		a.out, a.format = &out, "text"
		if err := a.digest(t.Context(), digestFlags{day: day.String(), by: "recorded", now: true}); err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(out.String()), " ")
	}
	if text := again(); strings.Contains(text, "TOLD THEN, NOT NOW") || strings.Contains(text, "since it was sent") {
		t.Errorf("nothing changed, but it says:\n%s", text)
	}
	n.judge(t, "shut", "closed", archive.Reject)
	n.judge(t, "cranes", "sabotage", archive.Reject)
	n.round(t)
	text := again()
	for _, want := range []string{
		"TOLD THEN, NOT NOW",
		"It no longer stands since 22 Feb 2026 14:00 (a mention was rejected by ann: a misreading): onset why",
		"What stands now: said 21 Feb by Mayor Stone, reported by The Herald 21 Feb 2026", // of the harbour
		"Nothing stands in its place.", // of the cranes and of the shift
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
}

package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onset/newsroom/bulletin"
	"onset/tracker/digest"
)

// Each channel gets what it chose, on one run: all, one narrative, shifts only,
// or a notice at once. What would go out is listed first, and nothing is then
// sent or written.
func TestChannelsGetWhatTheyChose(t *testing.T) {
	n := openPressroomWith(t, `  - {id: all, kind: file, address: all, format: json}
  - {id: other, kind: file, address: other, format: json, narratives: [weather]}
  - {id: shifts, kind: file, address: shifts, format: json, kinds: [shift]}
  - {id: alerts, kind: webhook, address: "HOOK", mode: at_once, kinds: [first_said, first_seen]}
  - {id: later, kind: webhook, address: "HOOK", mode: at_once, kinds: [shift], narratives: [weather]}`)
	n.clock.now = n.clock.now.AddDate(0, 0, 20)
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.publish("herald", "cranes", "On Saturday Mayor Stone claimed that sabotage had stopped the cranes at the quay.")
	if err := n.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	n.clock.now = n.clock.now.AddDate(0, 0, 1)

	send := func(dry bool) (rows []bulletin.Delivery) {
		t.Helper()
		var out strings.Builder
		a := *n.app
		a.out, a.err, a.format = &out, io.Discard, "json"
		if err := a.digest(t.Context(), digestFlags{by: "recorded", send: true, dry: dry}); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(out.String()), &rows); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	if err := n.CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
	planned := send(true)
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(n.app.config), "*", "*.json")); err != nil || len(files) != 0 || len(n.box.parcels) != 0 {
		t.Fatalf("a dry run wrote %v and sent %d: %v", files, len(n.box.parcels), err)
	}
	sent := send(false)
	if len(planned) == 0 || len(planned) != len(sent) {
		t.Errorf("%d letters were planned, %d sent", len(planned), len(sent))
	}
	if again := send(false); len(again) != 0 {
		t.Errorf("sent again: %+v", again)
	}

	for channel, want := range map[string]string{"all": "2 new · 0 back · 0 repeated · 0 corrections · 1 shift", "other": "0 new · 0 back", "shifts": "0 new · 0 back · 0 repeated · 0 corrections · 1 shift"} {
		raw, err := os.ReadFile(filepath.Join(filepath.Dir(n.app.config), channel, "2026-02-21.json"))
		var p struct{ Digest digest.Digest }
		if err == nil {
			err = json.Unmarshal(raw, &p)
		}
		if err != nil || !strings.Contains(p.Digest.Status, want) {
			t.Errorf("%s got %q, want %q: %v", channel, p.Digest.Status, want, err)
		}
		if news := len(p.Digest.New) + len(p.Digest.Shifts); channel == "other" && (news != 0 || !p.Digest.Quiet) || channel == "shifts" && news != 1 {
			t.Errorf("%s got %d entries", channel, news)
		}
	}
	told := map[string]int{}
	for _, one := range n.told(t) {
		told[one.TalkingPoint+" "+string(one.Kind)]++
	}
	if len(told) != 2 || told["closed first_said"] != 1 || told["sabotage first_said"] != 1 {
		t.Errorf("told at once: %v", told)
	}
}

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
)

// seedsDir holds five annotated articles that are not part of the project.
const seedsDir = "../../../shared/seeds"

// seedEvents are the events that people who read the five articles expect.
var seedEvents = []struct {
	kind              tracker.EventKind
	point, scope      string
	from, to, speaker string
}{
	{tracker.FirstSaid, "world-war", "", "2026-02-02", "2026-02-03", "kremlin"},
	{tracker.FirstSaid, "false-flag", "", "2026-02-04", "2026-02-04", "lavrov"},
	{tracker.FirstSaid, "ultimatum-to-russia", "", "2026-02-04", "2026-02-04", "lavrov"},
	{tracker.Resurgence, "guarantees-unacceptable", "lavrov", "2026-02-04", "2026-02-04", "lavrov"},
	{tracker.FirstSaid, "boris-johnson-derailed", "lavrov", "2025-08-20", "2025-08-20", "lavrov"},
	{tracker.Spread, "road-to-nowhere", "", "2025-08-20", "2025-08-20", "lavrov"},
	{tracker.FirstSaid, "ukrainian-provocation", "lavrov", "2022-01-27", "2022-01-28", "lavrov"},
}

// seedEvent is what of an event is compared.
type seedEvent struct {
	Kind         tracker.EventKind      `json:"kind"`
	TalkingPoint string                 `json:"talking_point"`
	Scope        tracker.Scope          `json:"scope"`
	At           tracker.Moment         `json:"at"`
	Source       string                 `json:"source"`
	Speakers     []tracker.ClaimSpeaker `json:"speakers"`
}

// The whole way, from the texts to the timeline, with the shipped rules: the
// expected events are there, none is dated by the slip of a report, and the
// opposite sense dates nothing.
func TestAnnotatedArticlesGiveTheExpectedTimeline(t *testing.T) {
	dir := t.TempDir()
	flags := []string{"--config", "../../narratives.yaml", "--db", filepath.Join(dir, "onset.db"), "--format", "json"}
	var talk strings.Builder
	if code := run(t.Context(), append(flags, "import", seedLines(t, dir)), nil, &talk, &talk); code != exitFine {
		t.Fatalf("importing ended with %d: %s", code, talk.String())
	}
	var out strings.Builder
	if code := run(t.Context(), append(flags, "timeline"), nil, &out, &talk); code != exitFine {
		t.Fatalf("the timeline ended with %d: %s", code, talk.String())
	}
	var events []seedEvent
	if err := json.Unmarshal([]byte(out.String()), &events); err != nil {
		t.Fatal(err)
	}
	for _, want := range seedEvents {
		if !slices.ContainsFunc(events, func(e seedEvent) bool {
			return e.Kind == want.kind && e.TalkingPoint == want.point && e.Scope.ID == want.scope &&
				e.At.From.String() == want.from && e.At.To.String() == want.to &&
				len(e.Speakers) > 0 && e.Speakers[0].ID == want.speaker
		}) {
			t.Errorf("no %s of %s for %q at %s–%s by %s", want.kind, want.point, want.scope, want.from, want.to, want.speaker)
		}
	}
	for _, e := range events {
		if e.At.From.String() == "2021-12-28" {
			t.Errorf("%s of %s is dated by a slip", e.Kind, e.TalkingPoint)
		}
		if e.TalkingPoint == "ultimatum-to-russia" && e.Source == "osw" {
			t.Errorf("%s: the opposite sense counts", e.Kind)
		}
	}
}

// seedLines writes the articles as import lines and returns the file.
func seedLines(t *testing.T, dir string) string {
	t.Helper()
	meta, err := os.ReadFile(filepath.Join(seedsDir, "meta.json"))
	if err != nil {
		t.Skip("the annotated articles are not beside the project")
	}
	var list []struct{ File, Source, Published string }
	if err := json.Unmarshal(meta, &list); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, m := range list {
		text, err := os.ReadFile(filepath.Join(seedsDir, m.File))
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(map[string]string{"url": "https://" + m.Source + ".example/" + m.File,
			"text": string(text), "published": m.Published, "source": m.Source})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	name := filepath.Join(dir, "articles.jsonl")
	write(t, name, b.String())
	return name
}

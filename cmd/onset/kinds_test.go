package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/rulefile"
)

// oneOfEach is an archive that holds an event of every kind.
func oneOfEach(t *testing.T) (dir string, events []tracker.Event) {
	t.Helper()
	dir = exported(t)
	day := tracker.Date(2025, 1, 10)
	for _, k := range tracker.EventKinds {
		events = append(events, tracker.Event{ID: "one-" + strings.ReplaceAll(string(k), "_", "-"), Kind: k, Narrative: "port", TalkingPoint: "closed", Scope: tracker.Scope{Kind: tracker.Overall},
			At:          tracker.Moment{From: day, To: day, Precision: tracker.ToDay, Clock: tracker.ClockPublished},
			PublishedAt: tracker.Stamp{Day: day}, SeenAt: day.In(time.UTC), Source: "herald", Speakers: []tracker.ClaimSpeaker{},
			Article: tracker.ArticleRef{URL: "https://herald.example/a"}, Evidence: tracker.Evidence{Text: "The harbour will be shut."}, Detail: json.RawMessage("{}")})
	}
	s, err := store.Open(t.Context(), filepath.Join(dir, "onset.db"), store.Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Discovered(t.Context(), "discovery", archive.Remembered{}, nil, events); err != nil {
		t.Fatal(err)
	}
	return dir, events
}

// A kind of event is a row of one table. Whoever adds one is told here what else
// it needs: words in the timeline, a shape in the charts, a place in the API.
func TestEveryKindOfEventIsKnownEverywhere(t *testing.T) {
	dir, events := oneOfEach(t)
	archive := serveSite(t, dir, time.Now())
	list, csv := runIn(t, dir, "timeline", "--all", "--format", "json"), runIn(t, dir, "timeline", "--all", "--format", "csv")
	page, api := archive.get(t, "/timeline?all=yes"), archive.get(t, "/api/v1/timeline?all=yes")
	help, document := runIn(t, dir, "help", "events"), documentedKinds(t, archive.get(t, "/api/v1/openapi.json"))
	design, err := os.ReadFile("../../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	ranks := map[int]bool{}
	for _, e := range events {
		i := e.Kind.Info()
		if i.Word == "" || i.Fires == "" || i.Shape == "" || ranks[i.Rank] {
			t.Errorf("%s lacks a word, a shape or its documentation, or shares its rank: %+v", e.Kind, i)
		}
		ranks[i.Rank] = true
		if row := fmt.Sprintf("| `%s` | %s | %s |", e.Kind, i.Word, i.Fires); !strings.Contains(string(design), row) {
			t.Errorf("docs/design.md lacks the row: %s", row)
		}
		notice := digest.NewNotice(e, digest.Input{Zone: time.UTC}, nil)
		for where, text := range map[string]string{
			"the list of timeline": list, "its CSV": csv, "the API": api, "the help": help, "a notice": notice.Status + digest.NoticeText(notice),
		} {
			if name := string(e.Kind); !strings.Contains(text, name) && !strings.Contains(text, strings.ReplaceAll(name, "_", " ")) && !strings.Contains(strings.ToLower(text), strings.ReplaceAll(name, "_", " ")) {
				t.Errorf("%s is not in %s", name, where)
			}
		}
		if !strings.Contains(page, "/event/"+e.ID) || !strings.Contains(page, ` value="`+string(e.Kind)+`"`) {
			t.Errorf("%s is not on the timeline page, or can't be chosen there", e.Kind)
		}
		for at, kinds := range document {
			if !slices.Contains(kinds, string(e.Kind)) {
				t.Errorf("%s is not among the kinds that openapi.json names for %s", e.Kind, at)
			}
		}
		only := runIn(t, dir, "timeline", "--all", "--kind", string(e.Kind), "--format", "json")
		if !strings.Contains(only, e.ID) {
			t.Errorf("%s is not found by its kind", e.Kind)
		}
	}
}

// documentedKinds are the kinds that the description of the API names, by where.
func documentedKinds(t *testing.T, text string) map[string][]string {
	t.Helper()
	var d struct {
		Paths map[string]struct {
			Get struct {
				Parameters []struct {
					Name   string
					Schema struct{ Enum []string }
				}
			}
		}
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct{ Enum []string }
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{"events": d.Components.Schemas["Event"].Properties["kind"].Enum}
	for _, p := range d.Paths["/timeline"].Get.Parameters {
		if p.Name == "event" {
			out["the filter"] = p.Schema.Enum
		}
	}
	if len(out) != 2 {
		t.Fatalf("openapi.json names kinds of events for %d places, want 2", len(out))
	}
	return out
}

// The manual of channels has an example of each kind, which the rules file takes
// as it stands there.
func TestEveryKindOfChannelHasAnExample(t *testing.T) {
	_, example, _ := strings.Cut(runIn(t, t.TempDir(), "help", "channels"), "\n  channels:\n")
	example, _, _ = strings.Cut(example, "\n\n")
	f, err := rulefile.Parse("narratives.yaml", []byte("channels:\n"+example+"\nnarratives:\n  - {id: guarantees-are-a-threat}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range rulefile.ChannelKinds() {
		if !slices.ContainsFunc(f.Channels, func(c rulefile.Channel) bool { return c.Kind == k }) {
			t.Errorf("onset help channels has no example of kind %s", k)
		}
	}
}

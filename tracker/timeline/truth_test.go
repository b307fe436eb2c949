package timeline

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

// truth is what people read out of a few texts, kept outside the project.
type truth struct {
	Documents map[string]struct {
		Outlet string
		Anchor string `json:"anchor_for_resolution"`
	}
	Claims []struct {
		ID, Doc, Speaker, Form, Kind string
		Treatment                    string `json:"outlet_treatment"`
		Narratives                   []string
		Novelty                      string `json:"novelty_in_text"`
		Said                         struct{ From, To, Precision, How string }
	}
	Expected []struct {
		Event, Narrative, Speaker, Said, Doc, Claim string
		Dormant                                     string `json:"dormant_since"`
		Outlets                                     []string
	} `json:"expected_events"`
}

func readTruth(t *testing.T) truth {
	t.Helper()
	b, err := os.ReadFile("../../../shared/seeds/truth.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the texts that people have read are not here: ../shared/seeds/truth.json")
	}
	if err != nil {
		t.Fatal(err)
	}
	var all truth
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// slug makes an id of a name.
func slug(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "-")) }

var truthSpeakers = []tracker.Speaker{
	{ID: slug("Sergei Lavrov"), Name: "Sergei Lavrov"},
	{ID: slug("Kremlin officials"), Name: "Kremlin officials", Members: []string{slug("Sergei Lavrov")}},
}

// witnesses makes one of each claim under the narrative; where the text has a
// slip in a date, another with that date, kept and flagged as a reading does.
func (a truth) witnesses(narrative string) []tracker.Witness {
	var out []tracker.Witness
	for _, c := range a.Claims {
		if !slices.Contains(c.Narratives, narrative) {
			continue
		}
		d := a.Documents[c.Doc]
		published, _ := tracker.ParseDay(d.Anchor)
		w := tracker.Witness{
			ID: c.ID, Narrative: "truth", TalkingPoint: narrative, Source: slug(d.Outlet), Kind: tracker.Independent,
			Language: "en", Published: tracker.Stamp{Day: published}, Seen: published.In(time.UTC), Text: c.ID,
			Form: tracker.Form(c.Form), Stance: tracker.Affirms, Origin: c.Doc, Cause: tracker.First,
			Said: &tracker.Said{Precision: tracker.ToDay, Basis: tracker.Relative},
		}
		for _, r := range c.Doc {
			w.Article = w.Article*10 + int64(r-'0')
		}
		w.Treatment = tracker.Reports
		if strings.HasPrefix(c.Treatment, "debunks") {
			w.Treatment = tracker.Debunks
		}
		if c.Form == "assertion" {
			w.Form, w.Treatment, w.Said = tracker.OwnVoice, tracker.Asserts, nil
		} else {
			id := slug(c.Speaker)
			if c.Speaker == "Kremlin" || c.Speaker == "Russia" || c.Speaker == "Moscow" {
				id = slug("Kremlin officials") // names for the same group
			}
			if !slices.ContainsFunc(truthSpeakers, func(s tracker.Speaker) bool { return s.ID == id }) {
				id = ""
			}
			w.Speakers = []tracker.ClaimSpeaker{{ID: id, Text: c.Speaker}}
			w.Said.From, _ = tracker.ParseDay(c.Said.From)
			w.Said.To, _ = tracker.ParseDay(c.Said.To)
		}
		if value, cue, ok := strings.Cut(c.Novelty, " "); ok {
			w.Novelty = &tracker.Novelty{Value: value, Cue: cue}
		}
		out = append(out, w)
		if c.Doc == "004" { // the text with the slip
			w.ID += "-slip"
			w.Said = &tracker.Said{From: day("2021-12-28"), To: day("2021-12-28"), Precision: tracker.ToDay, Flag: "slip"}
			out = append(out, w)
		}
	}
	return out
}

func TestEventsThatPeopleExpect(t *testing.T) {
	all := readTruth(t)
	ctx := NewContext(truthSpeakers, nil, time.UTC)
	for _, want := range all.Expected {
		t.Run(want.Event+" "+want.Narrative+" "+want.Said, func(t *testing.T) {
			ws := all.witnesses(want.Narrative)
			tp := tracker.TalkingPoint{ID: want.Narrative, Narrative: "truth"}
			events := Standing(tp, ws, ctx)
			from, to, _ := strings.Cut(want.Said, "/")
			if to == "" {
				to = from
			}
			switch want.Event {
			case "first_said":
				e := one(t, events, tracker.FirstSaid, tracker.Overall, "")
				if e.At.From.String() != from || e.At.To.String() != to || detail[First](t, e).SpeakerNames[0] != want.Speaker {
					t.Errorf("%s", Words(e))
				}
			case "first_by_speaker":
				e := one(t, events, tracker.FirstSaid, tracker.BySpeaker, slug(want.Speaker))
				if e.At.From.String() != from || e.At.To.String() != to {
					t.Errorf("%s", Words(e))
				}
			case "resurfaced", "spread":
				all.expectDaily(t, tp, ws, want.Event, day(from), ctx)
			case "NONE":
				all.expectNone(t, events, want.Said, want.Doc, want.Claim)
			default:
				t.Errorf("nobody knows what %q expects", want.Event)
			}
		})
	}
}

func (a truth) expectDaily(t *testing.T, tp tracker.TalkingPoint, ws []tracker.Witness, event string, on tracker.Day, ctx Context) {
	t.Helper()
	kind := map[string]tracker.EventKind{"resurfaced": tracker.Resurgence, "spread": tracker.Spread}[event]
	l := Ledger{Point: tp, Past: Appearances(tp, ws, ctx)}
	for _, w := range ws {
		if w.Published.Day == on {
			l.Today = append(l.Today, w)
		}
	}
	got := only(Daily(l, on, nil, ctx), kind)
	for _, e := range got {
		t.Log(Words(e))
	}
	if len(got) == 0 {
		t.Errorf("no %s on %s", kind, on)
	}
}

// expectNone holds for a date, a document or a claim that must show nowhere,
// over every narrative where none is named.
func (a truth) expectNone(t *testing.T, events []tracker.Event, said, doc, claim string) {
	t.Helper()
	if said != "" {
		for _, c := range a.Claims {
			for _, n := range c.Narratives {
				events = append(events, Standing(tracker.TalkingPoint{ID: n}, a.witnesses(n), Context{})...)
			}
		}
	}
	for _, e := range events {
		if said != "" && e.At.From.String() == said || doc != "" && strings.HasPrefix(e.Mention, doc+"-") || claim != "" && e.Mention == claim {
			t.Errorf("%s %s: %s", e.Kind, e.Mention, Words(e))
		}
	}
}

func TestTheReportOfTheDayIsOneShift(t *testing.T) {
	all := readTruth(t)
	ctx := NewContext(truthSpeakers, nil, time.UTC)
	var ls []Ledger
	for _, n := range []string{"world-war", "false-flag", "foreign-troops", "guarantees-reject", "neutrality"} {
		ws := all.witnesses(n)
		tp := tracker.TalkingPoint{ID: n, Narrative: "truth", Title: n}
		l := Ledger{Point: tp, Past: Appearances(tp, ws, ctx), Firsts: Standing(tp, ws, ctx)}
		for _, w := range ws {
			if w.Published.Day == day("02-04") {
				l.Today = append(l.Today, w)
			}
		}
		ls = append(ls, l)
	}
	got := Shifts("truth", ls, day("02-04"), nil, ctx)
	for _, e := range got {
		t.Log(Words(e))
	}
	if len(got) != 1 || got[0].Scope.ID != slug("Kremlin officials") {
		t.Fatalf("%d shifts, want one, of Kremlin officials", len(got))
	}
	var fresh []string
	for _, l := range detail[Shifted](t, got[0]).New {
		fresh = append(fresh, l.TalkingPoint)
	}
	if !slices.Contains(fresh, "world-war") || !slices.Contains(fresh, "false-flag") {
		t.Errorf("new are %v, want world-war and false-flag among them", fresh)
	}
}

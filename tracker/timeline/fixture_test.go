package timeline

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"onset/tracker"
)

// day reads a day of 2026 written as "02-04", or a full one.
func day(s string) tracker.Day {
	if s == "" {
		return 0
	}
	if len(s) == 5 {
		s = "2026-" + s
	}
	d, err := tracker.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// speakers of the tests: a minister and a press secretary of one group, a
// group of groups, and somebody else.
var people = []tracker.Speaker{
	{ID: "minister", Name: "Anna Minister"},
	{ID: "press", Name: "Boris Press"},
	{ID: "palace", Name: "Palace officials", Members: []string{"minister", "press"}},
	{ID: "country", Name: "The country", Members: []string{"palace"}},
	{ID: "rival", Name: "Carl Rival"},
}

var outlets = []tracker.Source{
	{ID: "ministry", Name: "The Ministry", Kind: tracker.Official, Speaker: "palace"},
	{ID: "herald", Name: "The Herald", Kind: tracker.Independent, Country: "PL"},
	{ID: "agency", Name: "State Agency", Kind: tracker.StateMedia, Country: "RU"},
	{ID: "institute", Name: "The Institute", Kind: tracker.ThinkTank, Country: "US"},
	{ID: "checker", Name: "The Checker", Kind: tracker.FactChecker, Country: "UA"},
}

var anyone = tracker.TalkingPoint{ID: "flood", Narrative: "weather", Title: "The dam will break"}

var theirs = tracker.TalkingPoint{ID: "flood", Narrative: "weather", Title: "The dam will break", Speakers: []string{"palace"}}

func context() Context { return NewContext(people, outlets, time.UTC) }

// option changes a witness.
type option func(*tracker.Witness)

// witness makes one: an indirect claim, affirmed and reported, without a
// speaker or a said date unless options say otherwise.
func witness(id, source, published string, options ...option) tracker.Witness {
	w := tracker.Witness{
		ID: id, Narrative: "weather", TalkingPoint: "flood", Source: source, Language: "en",
		URL: "https://example.org/" + id, Title: "About " + id, Text: "The sentence of " + id + ".",
		Form: tracker.Indirect, Stance: tracker.Affirms, Treatment: tracker.Reports, Part: tracker.Body,
		Cause: tracker.First, Origin: "o-" + id,
	}
	for _, s := range outlets {
		if s.ID == source {
			w.Kind, w.Country = s.Kind, s.Country
		}
	}
	for _, r := range id {
		w.Article = w.Article*31 + int64(r)
	}
	if published != "" {
		w.Published = tracker.Stamp{Day: day(published)}
		w.Seen = day(published).In(time.UTC).Add(20 * time.Hour)
	}
	for _, o := range options {
		o(&w)
	}
	return w
}

func by(ids ...string) option {
	return func(w *tracker.Witness) {
		for _, id := range ids {
			w.Speakers = append(w.Speakers, tracker.ClaimSpeaker{ID: id, Text: "the words for " + id})
		}
	}
}

// via lets somebody pass the words on.
func via(id string, hand tracker.Hand) option {
	return func(w *tracker.Witness) {
		w.Via, w.Hand = append(w.Via, tracker.ClaimSpeaker{ID: id, Text: "the words for " + id}), hand
	}
}

// unsure leaves open whether the speakers said it.
func unsure(w *tracker.Witness) {
	for i := range w.Speakers {
		w.Speakers[i].Unsure = true
	}
}

func someone(text string) option {
	return func(w *tracker.Witness) { w.Speakers = append(w.Speakers, tracker.ClaimSpeaker{Text: text}) }
}

// said dates the claim explicitly.
func said(from, to string) option {
	return func(w *tracker.Witness) {
		w.Said = &tracker.Said{From: day(from), To: day(to), Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "on that day"}
	}
}

func based(b tracker.Basis) option { return func(w *tracker.Witness) { w.Said.Basis = b } }

func flagged(w *tracker.Witness) { w.Said.Flag = "far from every other date" }

// undated says that the words are only known not to be later than published.
func undated(w *tracker.Witness) {
	w.Said = &tracker.Said{To: w.Published.Day, Precision: tracker.UnknownTime, Basis: tracker.Bounded}
}

func form(f tracker.Form) option           { return func(w *tracker.Witness) { w.Form = f } }
func stance(s tracker.Stance) option       { return func(w *tracker.Witness) { w.Stance = s } }
func treatment(t tracker.Treatment) option { return func(w *tracker.Witness) { w.Treatment = t } }
func verdict(v string) option              { return func(w *tracker.Witness) { w.Verdict = v } }
func inArticle(id int64) option            { return func(w *tracker.Witness) { w.Article = id } }
func origin(o string) option               { return func(w *tracker.Witness) { w.Origin = o } }

func novelty(value, cue string) option {
	return func(w *tracker.Witness) { w.Novelty = &tracker.Novelty{Value: value, Cue: cue} }
}

func ownVoice(w *tracker.Witness) { w.Form, w.Treatment = tracker.OwnVoice, tracker.Asserts }

// at gives the published instant, in UTC, of the published day.
func at(clock string) option {
	return func(w *tracker.Witness) {
		t, err := time.Parse("2006-01-02 15:04", w.Published.Day.String()+" "+clock)
		if err != nil {
			panic(err)
		}
		w.Published.Time = t
	}
}

// zoneless says that the time of publication named no zone.
func zoneless(w *tracker.Witness) { w.Published.Assumed.Zone = "UTC" }

// lastChange says that the date is that of the last change.
func lastChange(w *tracker.Witness) {
	w.Published.Assumed.LastChange, w.Published.Slack = true, tracker.Unbounded
}

// between makes the published day the last of an interval.
func between(from string) option {
	return func(w *tracker.Witness) {
		w.Published = tracker.Loose(day(from), w.Published.Day, tracker.Assumed{Order: tracker.OrderOpen})
	}
}

func seenOn(d string) option {
	return func(w *tracker.Witness) { w.Seen = day(d).In(time.UTC).Add(9 * time.Hour) }
}

// edited says that an edit of that day brought the sentence.
func edited(d string) option {
	return func(w *tracker.Witness) {
		w.Cause, w.Changed = tracker.Edit, day(d).In(time.UTC).Add(9*time.Hour)
	}
}

func removed(d string) option {
	return func(w *tracker.Witness) { w.Removed, w.RemovedAt = true, day(d).In(time.UTC).Add(9*time.Hour) }
}

func gone(d string) option {
	return func(w *tracker.Witness) { w.Gone, w.GoneAt = true, day(d).In(time.UTC).Add(9*time.Hour) }
}

// brief writes events as "kind scope id: from..to clock mention", one a line.
func brief(events []tracker.Event) []string {
	out := []string{}
	for _, e := range events {
		at := e.At.From.String()
		if e.At.To != e.At.From {
			at += ".." + e.At.To.String()
		}
		scope := string(e.Scope.Kind)
		if e.Scope.ID != "" {
			scope += " " + e.Scope.ID
		}
		out = append(out, fmt.Sprintf("%s %s: %s %s %s", e.Kind, scope, at, e.At.Clock, e.Mention))
	}
	return out
}

// only keeps the events of some kinds.
func only(events []tracker.Event, kinds ...tracker.EventKind) []tracker.Event {
	var out []tracker.Event
	for _, e := range events {
		if slices.Contains(kinds, e.Kind) {
			out = append(out, e)
		}
	}
	return out
}

// one returns the only event of a kind and scope.
func one(t *testing.T, events []tracker.Event, kind tracker.EventKind, scope tracker.ScopeKind, id string) tracker.Event {
	t.Helper()
	var found []tracker.Event
	for _, e := range events {
		if e.Kind == kind && e.Scope.Kind == scope && e.Scope.ID == id {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d events %s %s %s, want one; there are\n%v", len(found), kind, scope, id, brief(events))
	}
	return found[0]
}

// detail decodes the detail of an event.
func detail[T any](t *testing.T, e tracker.Event) T {
	t.Helper()
	d, err := Detail[T](e)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

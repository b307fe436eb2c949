package mcp

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Finding is one statement with what proves it.
type Finding struct {
	ID           string   `json:"id" jsonschema:"ask why about it"`
	Kind         string   `json:"kind,omitempty"`
	TalkingPoint string   `json:"talking_point"`
	Statement    string   `json:"statement" jsonschema:"the date with its basis and limits: repeat it whole"`
	Sentence     string   `json:"sentence" jsonschema:"the words of the article that prove it"`
	Address      string   `json:"address"`
	Outlet       string   `json:"outlet"`
	Speakers     []string `json:"speakers"`
}

// Findings are an answer; Note says what is not in it.
type Findings struct {
	Note     string    `json:"note"`
	Findings []Finding `json:"findings"`
}

func (t tools) timeline(ctx context.Context, a Ask) (Findings, error) {
	f, names, err := t.asked(ctx, a)
	if err != nil {
		return Findings{}, err
	}
	events, err := t.o.Events.Timeline(ctx, f)
	if err != nil {
		return Findings{}, fmt.Errorf("reading the timeline: %w", err)
	}
	events = slices.Clone(events)
	if f.Source == "" && f.Speaker == "" { // narrower firsts only repeat the widest
		events = slices.DeleteFunc(events, func(e *tracker.Event) bool { return e.Scope.Kind != tracker.Overall && first(e.Kind) })
	}
	slices.Reverse(events)
	return listed(events, f.Limit, names), nil
}

func first(k tracker.EventKind) bool { return k == tracker.FirstSaid || k == tracker.FirstSeen }

func (t tools) firsts(ctx context.Context, a Ask) (Findings, error) {
	if a.TalkingPoint == "" && a.Narrative == "" {
		return Findings{}, errors.New("whose firsts? name a talking_point or a narrative")
	}
	a.Kinds = []string{string(tracker.FirstSaid), string(tracker.FirstSeen)}
	f, names, err := t.asked(ctx, a)
	if err != nil {
		return Findings{}, err
	}
	events, err := t.o.Events.Timeline(ctx, f)
	if err != nil {
		return Findings{}, fmt.Errorf("reading first dates: %w", err)
	}
	return listed(events, f.Limit, names), nil
}

func listed(events []*tracker.Event, limit int, names titles) Findings {
	out := Findings{Findings: []Finding{}, Note: "Days are on the clock that each statement names. Nothing found is not nothing said: ask coverage."}
	if len(events) > limit {
		out.Note = fmt.Sprintf("The first %d of %d; narrow the time or raise the limit. %s", limit, len(events), out.Note)
		events = events[:limit]
	}
	for _, e := range events {
		out.Findings = append(out.Findings, findingOf(*e, names))
	}
	return out
}

func findingOf(e tracker.Event, names titles) Finding {
	id, title := names.of(e.Narrative, e.TalkingPoint)
	return Finding{ID: e.ID, Kind: string(e.Kind), TalkingPoint: id, Statement: statement(e, title),
		Sentence: e.Evidence.Text, Address: e.Article.URL, Outlet: e.Source, Speakers: namesOf(e.Speakers)}
}

// statement says an event in one sentence that holds its limits too.
func statement(e tracker.Event, title string) string {
	parts := []string{fmt.Sprintf("“%s”: %s", title, timeline.Words(e))}
	if c := e.Coverage; c != nil && first(e.Kind) {
		parts = append(parts, fmt.Sprintf("first found in this archive, which was looked through from %s on in %s of %s", c.From, text.Count(c.Articles, "article"), text.Count(c.Sources, "source")))
	}
	parts = append(parts, timeline.Caveats(e, 0)...)
	if e.Retroactive {
		parts = append(parts, "found afterwards, not on that day")
	}
	if e.SupersededAt != nil {
		parts = append(parts, "no longer believed since "+tracker.DayOf(e.SupersededAt.UTC()).String())
	}
	return strings.Join(parts, "; ") + "."
}

func namesOf(speakers []tracker.ClaimSpeaker) []string {
	out := []string{}
	for _, s := range speakers {
		if s.ID != "" {
			out = append(out, s.ID)
		} else {
			out = append(out, "“"+s.Text+"” (not identified)")
		}
	}
	return out
}

func (t tools) mentions(ctx context.Context, a Ask) (Findings, error) {
	f, names, err := t.asked(ctx, a)
	if err != nil {
		return Findings{}, err
	}
	f.Kinds = nil
	page, err := t.o.Events.Mentions(ctx, f)
	if err != nil {
		return Findings{}, fmt.Errorf("reading mentions: %w", err)
	}
	out := Findings{Findings: []Finding{}, Note: "One row a sentence. Only what is affirmed dates a first or counts."}
	if page.Next != 0 {
		out.Note = fmt.Sprintf("The newest %d; there are more: narrow the time or raise the limit. %s", len(page.Mentions), out.Note)
	}
	for _, w := range page.Mentions {
		id, title := names.of(w.Narrative, w.TalkingPoint)
		out.Findings = append(out.Findings, Finding{ID: w.ID, TalkingPoint: id, Statement: mentionWords(w, title), Sentence: w.Text,
			Address: w.URL, Outlet: w.Source, Speakers: namesOf(w.Speakers)})
	}
	return out, nil
}

// mentionWords says in one sentence who said it, when, and what the outlet makes
// of it.
func mentionWords(w tracker.Witness, title string) string {
	who := "the outlet itself, in its own voice,"
	if len(w.Speakers) > 0 {
		who = strings.Join(namesOf(w.Speakers), ", ")
	}
	published := "on an unknown day"
	if w.Published.Known() {
		published = w.Published.Day.String()
	}
	said := "; when it was said is not told"
	if w.Said != nil && w.Said.From != 0 {
		said = fmt.Sprintf("; said %s (%s)", timeline.Days(w.Said.From, w.Said.To, 0), w.Said.Basis)
	}
	verdict := "; no person has looked at it"
	if w.Verdict != "" {
		verdict = "; a person has " + w.Verdict + " it"
	}
	return fmt.Sprintf("“%s”: %s %s it, which %s %s, published %s%s%s.", title, who, strings.ReplaceAll(string(w.Stance), "_", " "), w.Source, w.Treatment, published, said, verdict)
}

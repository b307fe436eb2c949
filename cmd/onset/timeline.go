package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"onset/tracker"
	"onset/tracker/timeline"
)

func (a *app) timelineCommand() *cobra.Command {
	var f filterFlags
	var scopes bool
	cmd := &cobra.Command{
		Use:   "timeline",
		Short: "Events: what appeared when, said by whom, where, and how sure that is",
		Long: `Lists the events that stand, by the day on which the words were said where that
is known, else by the day of publication. Days of publication are those of the
outlet's zone; "seen" is when Onset first fetched the article.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.timeline(cmd.Context(), f, scopes) },
	}
	f.add(cmd)
	f.addKinds(cmd)
	a.completeFilters(cmd)
	cmd.Flags().BoolVar(&scopes, "all-scopes", false, "each first by source, speaker and language too; files and JSON always hold them")
	return cmd
}

func (a *app) timeline(ctx context.Context, f filterFlags, scopes bool) error {
	filter, asOf, err := a.filter(f)
	if err != nil {
		return err
	}
	s, zone, err := a.openToLook(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := f.check(ctx, s); err != nil {
		return err
	}
	filter.AsOf = endOf(asOf, zone)
	events, err := s.Timeline(ctx, filter)
	if err != nil {
		return err
	}
	t := eventTable(events)
	if !scopes && f.source == "" && f.speaker == "" {
		shown := widest(events)
		t.rows, t.note = eventRows(shown), eventNote(shown)+"\nA first by source, speaker or language too: --all-scopes"
	}
	return a.print(t)
}

// widest leaves out the firsts that hold for a source, a speaker or a language
// only.
func widest(events []tracker.Event) []tracker.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e tracker.Event) bool {
		return e.Scope.Kind != tracker.Overall && (e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen)
	})
}

// eventNote says below a table of events which clock and zone each column has, and
// what a baseline is where there is one.
func eventNote(events []tracker.Event) string {
	note := "said: the days on which the words were said, as far as the text tells. published: day in the outlet's zone. seen: UTC."
	if slices.ContainsFunc(events, func(e tracker.Event) bool { return e.Baseline }) {
		note += "\nbaseline: in the first days of coverage, so it may well be older."
	}
	return note
}

// eventTable shows events; a baseline is marked, since it is no news.
func eventTable(events []tracker.Event) table {
	t := table{
		columns: []string{"id", "said", "published", "seen", "event", "talking point", "for", "source", "evidence"},
		rows:    eventRows(events),
		json:    orEmpty(events),
		empty:   "No events. Events need mentions that are affirmed (onset mentions); onset poll or onset import brings articles, and onset check shows what the rules look for.",
		note:    eventNote(events),
		whole:   []string{"said", "event"},
		spare:   []string{"seen", "for", "source", "evidence"},
		wide: &table{columns: []string{"said", "published", "seen", "event", "narrative", "talking_point", "for", "from", "to", "clock", "source", "speakers",
			"title", "url", "evidence", "baseline", "retroactive", "recorded", "superseded", "id", "mention", "state"}},
	}
	for _, e := range events {
		t.wide.rows = append(t.wide.rows, eventRow(e))
	}
	return t
}

// eventRows are events as a terminal shows them.
func eventRows(events []tracker.Event) [][]string {
	var rows [][]string
	for _, e := range events {
		rows = append(rows, []string{
			e.ID, saidOf(e), publishedOf(e), tracker.DayOf(e.SeenAt.UTC()).String(), kindOf(e),
			pointOf(e), scopeOf(e.Scope), e.Source, excerpt(e.Evidence.Text, e.Hits, e.Evidence.Start, 90),
		})
	}
	return rows
}

// eventRow is an event in a file: whole, with a value a column.
func eventRow(e tracker.Event) []string {
	superseded := ""
	if e.SupersededAt != nil {
		superseded = instant(*e.SupersededAt)
	}
	return []string{
		saidOf(e), e.PublishedAt.Day.String(), tracker.DayOf(e.SeenAt.UTC()).String(), string(e.Kind), e.Narrative, e.TalkingPoint,
		scopeOf(e.Scope), e.At.From.String(), e.At.To.String(), string(e.At.Clock), e.Source, fullNames(e.Speakers), e.Article.Title, e.Article.URL, e.Evidence.Text,
		yes(e.Baseline), yes(e.Retroactive), instant(e.RecordedAt), superseded, e.ID, e.Mention, string(e.State),
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func saidOf(e tracker.Event) string {
	if e.At.Clock != tracker.ClockSaid {
		return ""
	}
	return timeline.Days(e.At.From, e.At.To, 0)
}

// publishedOf is the day of the article; what no single article tells, such as
// that a talking point faded, stands at its own day.
func publishedOf(e tracker.Event) string {
	if e.PublishedAt.Day == 0 && e.At.Clock == tracker.ClockPublished {
		return e.At.From.String()
	}
	if e.Assumed != nil && e.Since != e.PublishedAt.Day { // one of several days
		return e.Since.String() + ".." + e.PublishedAt.Day.String()
	}
	return e.PublishedAt.Day.String()
}

func kindOf(e tracker.Event) string {
	kind := string(e.Kind)
	if e.Baseline {
		kind += " (baseline)"
	}
	if e.Doubtful {
		kind += " (doubtful)"
	}
	if e.OrderUnknown {
		kind += " (order unknown)"
	}
	if e.Retroactive {
		kind += " (retroactive)"
	}
	if e.SupersededAt != nil {
		kind += " (superseded)"
	}
	return kind
}

func scopeOf(s tracker.Scope) string {
	if s.Kind == tracker.Overall {
		return "all"
	}
	return s.ID
}

// orEmpty makes JSON print an empty array where there is nothing.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// pointOf names what an event is about: a talking point, or of a shift its
// narrative.
func pointOf(e tracker.Event) string {
	if e.TalkingPoint == "" {
		return e.Narrative
	}
	return e.Narrative + "/" + e.TalkingPoint
}

package main

import (
	"context"
	"reflect"
	"slices"

	"github.com/spf13/cobra"

	"onset/tables"
	"onset/tracker"
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
	s, filter, err := a.openFiltered(ctx, f)
	if err != nil {
		return err
	}
	defer s.Close()
	events, err := s.Timeline(ctx, filter)
	if err != nil {
		return err
	}
	t := tables.Events(events)
	t.Empty = noEvents(events, f, t.Empty)
	if !scopes && f.source == "" && f.speaker == "" {
		t = t.Showing(widest(events))
		t.Note += "\nA first by source, speaker or language too: --all-scopes"
	}
	return a.print(t)
}

// noEvents says why no event is listed, of those that there are; usual is why there
// may be none at all.
func noEvents(events []tracker.Event, f filterFlags, usual string) string {
	switch {
	case len(events) > 0:
		return "Only firsts by source, speaker or language: --all-scopes shows them."
	case slices.Equal(f.kinds, []string{string(tracker.Correction)}):
		return "No corrections: nothing that was told had to be revised, of what is asked for."
	case !reflect.DeepEqual(f, filterFlags{}):
		return "No events of what is asked for; without flags onset timeline lists all."
	}
	return usual
}

// widest leaves out the firsts that hold for a source, a speaker or a language
// only.
func widest(events []tracker.Event) []tracker.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e tracker.Event) bool {
		return e.Scope.Kind != tracker.Overall && (e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen)
	})
}

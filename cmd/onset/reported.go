package main

import (
	"context"
	"fmt"
	"os/user"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
)

func (a *app) reportedCommand() *cobra.Command {
	var who string
	cmd := &cobra.Command{
		Use:   "reported EVENT NOTE",
		Short: "Mark an event as used in a note of yours, so that you hear when it is corrected",
		Long: `Keeps that an event (onset timeline lists their ids) was reported on, and in which
note. Whatever its kind: when it falls, moves or says something else later, or
when the page that proves it is changed or withdrawn, every channel that follows
its narrative hears of it at once, and the notice names the note. Without NOTE it
shows where the event was used.`,
		Example: `  onset reported ID "Daily note of 4 February, item 2"`,
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.showReported(cmd.Context(), args[0])
			}
			return a.reported(cmd.Context(), args[0], args[1], who)
		},
	}
	cmd.Flags().StringVar(&who, "who", "", "who reported it; default: the user of this machine")
	return cmd
}

func (a *app) reported(ctx context.Context, event, note, who string) error {
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	e, found, err := s.Event(ctx, event)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("marking what was reported: no event has the id %q; onset timeline lists them", event)
	}
	if who == "" {
		if u, err := user.Current(); err == nil {
			who = u.Username
		}
	}
	if _, err := s.AddNotes(ctx, []archive.Note{{About: event, Who: who, Text: note, Kind: archive.Reported, Recorded: a.now()}}); err != nil {
		return err
	}
	if err := bulletin.Follow(ctx, s, e); err != nil {
		return err
	}
	if e.SupersededAt != nil {
		fmt.Fprintf(a.err, "This event no longer stands since %s: onset why %s shows what took its place.\n", tracker.Instant(*e.SupersededAt), event)
	}
	return a.showUses(ctx, s, event)
}

func (a *app) showReported(ctx context.Context, event string) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return a.showUses(ctx, s, event)
}

func (a *app) showUses(ctx context.Context, s newsroom.Judgements, event string) error {
	all, err := bulletin.Uses(ctx, s)
	if err != nil {
		return err
	}
	t := tables.Table{Columns: []string{"event", "used in", "by", "at"}, JSON: tracker.OrEmpty(all[event]), Empty: "Not reported on."}
	for _, u := range all[event] {
		t.Rows = append(t.Rows, []string{u.Event, u.Note, u.Who, tracker.Instant(u.At)})
	}
	return a.print(t)
}

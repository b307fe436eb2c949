package main

import (
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker"
)

// completeFilters lets a shell complete what the flags of a filter take: ids of
// the rules file, kinds of events, days.
func (a *app) completeFilters(cmd *cobra.Command) {
	for flag, ids := range map[string]func(*newsroom.Desk) []string{
		"narrative": narrativeIDs, "talking-point": pointIDs, "source": sourceIDs, "speaker": speakerIDs,
	} {
		a.complete(cmd, flag, func() []string {
			d, err := newsroom.OpenDesk(a.config)
			if err != nil {
				return nil // a shell completes nothing where there is no rules file
			}
			return ids(d)
		})
	}
	for _, flag := range []string{"since", "until", "as-of"} {
		a.complete(cmd, flag, func() []string {
			return []string{"today", "yesterday", "7d", "30d", tracker.DayOf(a.now()).Format("2006-01")}
		})
	}
	a.complete(cmd, "kind", func() []string {
		var kinds []string
		for _, k := range tracker.EventKinds {
			kinds = append(kinds, string(k)+"\t"+k.Info().Word)
		}
		return kinds
	})
}

// complete offers values for a flag, if the command has it.
func (a *app) complete(cmd *cobra.Command, flag string, values func() []string) {
	if cmd.Flags().Lookup(flag) == nil {
		return
	}
	err := cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic("offering values for --" + flag + ": " + err.Error()) // only where it is done twice
	}
}

func narrativeIDs(d *newsroom.Desk) (ids []string) {
	for _, n := range d.File.Narratives {
		ids = append(ids, n.ID+"\t"+n.Title)
	}
	return ids
}

func pointIDs(d *newsroom.Desk) (ids []string) {
	for _, tp := range d.Points() {
		ids = append(ids, tp.Narrative+"/"+tp.ID+"\t"+tp.Title)
	}
	return ids
}

func sourceIDs(d *newsroom.Desk) (ids []string) {
	for _, s := range d.File.Sources {
		ids = append(ids, s.ID+"\t"+s.Name)
	}
	return ids
}

func speakerIDs(d *newsroom.Desk) (ids []string) {
	for _, s := range d.File.Speakers {
		ids = append(ids, s.ID+"\t"+s.Name)
	}
	return ids
}

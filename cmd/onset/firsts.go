package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker/timeline"
)

func (a *app) firstsCommand() *cobra.Command {
	var f filterFlags
	cmd := &cobra.Command{
		Use:   "firsts NARRATIVE/TALKING-POINT",
		Short: "Who said a line first in which source, and who followed: a matrix of first days",
		Long: `One row a speaker, one column a source, both in the order in which they came. A
cell is the first day on which the speaker said it there: said where the text
dates it, else published (in the outlet's zone). Denials, questions, debunks and
rejected mentions are none.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.firsts(cmd.Context(), args[0], f) },
	}
	cmd.Flags().StringVar(&f.since, "since", "", "published from this day on, YYYY-MM-DD")
	cmd.Flags().StringVar(&f.until, "until", "", "published up to this day, YYYY-MM-DD")
	return cmd
}

func (a *app) firsts(ctx context.Context, name string, f filterFlags) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	point, found := d.Point(name)
	if !found {
		return usagef("there is no talking point %q; there are: %s", name, strings.Join(d.PointIDs(), ", "))
	}
	f.narrative, f.point = point.Narrative, point.ID
	filter, _, err := a.filter(f)
	if err != nil {
		return err
	}
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	page, err := s.Mentions(ctx, filter)
	if err != nil {
		return err
	}
	sum := timeline.NewAccount(point, timeline.NewContext(d.File.Speakers, d.File.Sources, d.File.Zone))
	sum.Add(page.Mentions)
	return a.print(tables.Firsts(sum.Totals().Firsts, d.SpeakerName))
}

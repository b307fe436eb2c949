package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
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
	var point *tracker.TalkingPoint
	var known []string
	for _, tp := range d.Points() {
		known = append(known, tp.Ref().ID)
		if tp.Ref().ID == name || tp.ID == name && point == nil {
			point = &tp
		}
	}
	if point == nil {
		return usagef("there is no talking point %q; there are: %s", name, strings.Join(known, ", "))
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
	sum := timeline.NewAccount(*point, timeline.NewContext(d.File.Speakers, d.File.Sources, d.File.Zone))
	sum.Add(page.Mentions)
	return a.print(firstTable(sum.Totals().Firsts, d))
}

// firstTable lays the first days out; speakers and sources come in their order.
func firstTable(cells []timeline.FirstDay, d *newsroom.Desk) tables.Table {
	var speakers, sources []string
	at := map[[2]string]timeline.FirstDay{}
	first := map[string]timeline.FirstDay{}
	for _, c := range cells {
		if !slices.Contains(speakers, c.Speaker) {
			speakers, first[c.Speaker] = append(speakers, c.Speaker), c
		}
		if !slices.Contains(sources, c.Source) {
			sources = append(sources, c.Source)
		}
		at[[2]string{c.Speaker, c.Source}] = c
	}
	t := tables.Table{
		Columns: append([]string{"speaker", "first", "days after the first"}, sources...), JSON: cells, Empty: "Not found anywhere.",
		Note: "Days on which it was said where the text tells, else published (marked p), in the outlet's zone.",
	}
	t.Wide = &tables.Table{Columns: t.Columns}
	for _, speaker := range speakers {
		f := first[speaker]
		row := []string{speakerName(d, speaker), firstWords(f), fmt.Sprint(f.Lag)}
		file := []string{speakerName(d, speaker), firstDays(f), fmt.Sprint(f.Lag)}
		for _, source := range sources {
			c := at[[2]string{speaker, source}]
			row, file = append(row, firstWords(c)), append(file, firstDays(c))
		}
		t.Rows, t.Wide.Rows = append(t.Rows, row), append(t.Wide.Rows, file)
	}
	return t
}

// firstDays writes the days alone, so that a file can count with them.
func firstDays(c timeline.FirstDay) string {
	if c.From != c.To {
		return c.From.String() + ".." + c.To.String()
	}
	return c.To.String()
}

func firstWords(c timeline.FirstDay) string {
	if c.To == 0 {
		return ""
	}
	out := firstDays(c)
	if c.Clock != tracker.ClockSaid {
		out += " p"
	}
	return out
}

// speakerName names a speaker of the file; others by the words of the text.
func speakerName(d *newsroom.Desk, id string) string {
	if id == "" {
		return "(the outlet itself)"
	}
	for _, s := range d.File.Speakers {
		if s.ID == id {
			return s.Name
		}
	}
	return id
}

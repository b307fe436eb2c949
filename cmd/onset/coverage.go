package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
)

// covering is what was looked through of one source.
type covering struct {
	Source   string      `json:"source"`
	From     tracker.Day `json:"from"`
	To       tracker.Day `json:"to"`
	Observed tracker.Day `json:"observed_since"` // null when it never was
	Imported int         `json:"imported"`       // stretches of history
	Articles int         `json:"articles"`
	Full     int         `json:"full"`
	Excerpts int         `json:"excerpts"`
	Titles   int         `json:"titles"`
	Gaps     []hole      `json:"gaps"`
}

// hole is a stretch between the first and last day of a source of which
// nothing is known.
type hole struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// leastHole is how long nothing must have been looked through to be told.
// Stretches of history end with their last article, and outlets rest on weekends.
const leastHole = 4 * 24 * time.Hour

func (a *app) coverageCommand() *cobra.Command {
	var source string
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "What was looked through: span, depth and gaps by source",
		Long: `Says for each source from when to when it was looked through, how much of its
texts is known, and which stretches in between are not: where two good fetches of
a feed share no item, and between imports where more than four days are missing.
"First found" means first found in this.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.coverage(cmd.Context(), source) },
	}
	cmd.Flags().StringVar(&source, "source", "", "only this source, by id")
	return cmd
}

func (a *app) coverage(ctx context.Context, source string) error {
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := (&filterFlags{source: source}).check(ctx, s); err != nil {
		return err
	}
	covered, err := coverageOf(ctx, s, source)
	if err != nil {
		return err
	}
	t := table{
		columns: []string{"source", "from", "to", "observed since", "imports", "articles", "full", "excerpts", "titles", "gaps"},
		json:    covered,
		empty:   "Nothing was looked through yet: onset poll, or onset import FILE.",
		note:    "Days are UTC. Articles are counted by the day they were published.",
	}
	for _, c := range covered {
		t.rows = append(t.rows, []string{c.Source, c.From.String(), c.To.String(), orDash(c.Observed.String()), fmt.Sprint(c.Imported),
			fmt.Sprint(c.Articles), fmt.Sprint(c.Full), fmt.Sprint(c.Excerpts), fmt.Sprint(c.Titles), c.gapWords()})
	}
	return a.print(t)
}

// gapsShown is how many gaps of a source stand in its row.
const gapsShown = 3

func (c covering) gapWords() string {
	if len(c.Gaps) == 0 {
		return "none"
	}
	var out string
	for i, g := range c.Gaps {
		if i == gapsShown {
			return out + fmt.Sprintf(", and %d more", len(c.Gaps)-i)
		}
		if i > 0 {
			out += ", "
		}
		out += minute(g.From)[:10] + " to " + minute(g.To)[:10]
	}
	return out
}

// coverageOf sums up what was looked through, by source; a source "" is all.
func coverageOf(ctx context.Context, s *store.Store, source string) ([]covering, error) {
	intervals, err := s.Coverage(ctx, source)
	if err != nil {
		return nil, err
	}
	depths, err := s.Depths(ctx)
	if err != nil {
		return nil, err
	}
	bySource := map[string][]archive.Interval{}
	for _, v := range intervals {
		bySource[v.Source] = append(bySource[v.Source], v)
	}
	out := []covering{}
	for _, id := range sortedKeys(bySource) {
		c := sumUp(bySource[id])
		d := depths[id]
		c.Source, c.Full, c.Excerpts, c.Titles = id, d[tracker.FullText], d[tracker.Excerpt], d[tracker.TitleOnly]
		c.Articles = c.Full + c.Excerpts + c.Titles
		out = append(out, c)
	}
	return out, nil
}

// sumUp joins the intervals of one source. A gap of a feed counts where no
// import has filled it.
func sumUp(intervals []archive.Interval) covering {
	c := covering{Gaps: []hole{}}
	slices.SortStableFunc(intervals, func(a, b archive.Interval) int { return a.Since.Compare(b.Since) })
	var until time.Time
	observed := false
	for _, v := range intervals {
		switch v.Kind {
		case "gap":
			continue
		case "imported":
			c.Imported++
		default:
			if c.Observed == 0 {
				c.Observed = tracker.DayOf(v.Since)
			}
		}
		seen := v.Kind != "imported"
		missing := v.Since.Sub(until)
		if !until.IsZero() && (missing >= leastHole || missing > 0 && seen && observed) {
			c.Gaps = append(c.Gaps, hole{until, v.Since})
		}
		if v.Until.After(until) {
			until, observed = v.Until, seen
		}
		c.From = cmp.Or(c.From, tracker.DayOf(v.Since))
	}
	c.To = tracker.DayOf(until)
	return c
}

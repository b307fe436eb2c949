package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tracker"
	"onset/tracker/discover"
)

// What a person made of a candidate.
const (
	accepted  = "accepted"
	dismissed = "dismissed"
)

func (a *app) emergingCommand() *cobra.Command {
	var asOf string
	var all bool
	cmd := &cobra.Command{
		Use:   "emerging",
		Short: "Talking points that nobody defined; accept or dismiss them",
		Long: `Lists statements that are new against the year before and that independent voices
or days repeat, best first: those of the last 30 days that nobody has judged.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.emerging(cmd.Context(), asOf, all) },
	}
	cmd.Flags().StringVar(&asOf, "as-of", "", "what was known at the end of this day, YYYY-MM-DD")
	cmd.Flags().BoolVar(&all, "all", false, "every candidate ever shown, whatever became of it")
	cmd.AddCommand(a.acceptCommand(), a.dismissCommand())
	return cmd
}

// candidate is a candidate with what became of it.
type candidate struct {
	discover.Candidate
	Status string `json:"status"`
	Reason string `json:"reason,omitempty"`
}

// currentDays is how long an unjudged candidate is listed after its last
// mention.
const currentDays = 30

func (a *app) emerging(ctx context.Context, asOf string, all bool) error {
	day, err := dayFlag("as-of", asOf)
	if err != nil {
		return err
	}
	s, zone, err := a.openToLook(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	at := endOf(day, zone)
	if day == 0 {
		day = tracker.DayOf(a.now())
	}
	list, err := candidates(ctx, s, at)
	if err != nil {
		return err
	}
	verdicts := judgedSoFar(list)
	if !all {
		list = slices.DeleteFunc(list, func(c candidate) bool {
			return c.Status == accepted || c.Status == dismissed || c.LastMention < day-currentDays
		})
	}
	t := candidateTable(list)
	t.note += verdicts
	return a.print(t)
}

// judgedSoFar tells how often people found candidates worth tracking.
func judgedSoFar(list []candidate) string {
	kept, hidden := 0, 0
	for _, c := range list {
		switch c.Status {
		case accepted:
			kept++
		case dismissed:
			hidden++
		}
	}
	if kept+hidden == 0 {
		return ""
	}
	return fmt.Sprintf("\nJudged so far: %d accepted, %d dismissed (precision %.2f).", kept, hidden, float64(kept)/float64(kept+hidden))
}

// candidates returns the candidates as they were known at an instant (zero:
// now), best first.
func candidates(ctx context.Context, s *store.Store, at time.Time) ([]candidate, error) {
	found, err := s.Emerging(ctx, at)
	if err != nil {
		return nil, err
	}
	out := make([]candidate, 0, len(found))
	for _, f := range found {
		var c candidate
		if err := json.Unmarshal(f.Row, &c); err != nil {
			return nil, fmt.Errorf("reading candidate %s: %w", f.ID, err)
		}
		c.Status = f.Status
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(x, y candidate) int { return cmp.Compare(y.Score, x.Score) })
	return out, nil
}

func candidateTable(list []candidate) table {
	t := table{
		columns: []string{"found", "status", "statement", "first published", "origins", "sources", "who", "id"},
		json:    list,
		empty:   "Nothing emerging. Discovery needs history: about 1,000 articles before it tells anything (onset import).",
		note:    "found: the day after whose end it was found. onset emerging accept ID prints a stanza for the rules file.",
	}
	t.wide = &table{columns: []string{"found", "status", "statement", "phrases", "language", "first said", "first published", "last mention",
		"utterances", "origins", "sources", "mentions", "who", "score", "p value", "last seen before", "sentence", "source", "address", "id"}}
	for _, c := range list {
		t.rows = append(t.rows, []string{
			c.DetectedAt.String(), c.Status, shorten(c.Label, 90), c.FirstPublished.String(),
			fmt.Sprint(c.Origins), fmt.Sprint(c.Sources), names(c.Speakers), c.ID,
		})
		t.wide.rows = append(t.wide.rows, candidateRow(c))
	}
	return t
}

// candidateRow is a candidate in a file: nothing of it is shortened.
func candidateRow(c candidate) []string {
	var before string
	if c.Returns != nil {
		before = c.Returns.LastSeen.String()
	}
	var x discover.Example
	if len(c.Examples) > 0 {
		x = c.Examples[0]
	}
	return []string{
		c.DetectedAt.String(), c.Status, c.Label, strings.Join(c.Phrases, "; "), c.Language, c.FirstSaid.String(), c.FirstPublished.String(), c.LastMention.String(),
		fmt.Sprint(c.Utterances), fmt.Sprint(c.Origins), fmt.Sprint(c.Sources), fmt.Sprint(c.Mentions), fullNames(c.Speakers),
		strconv.FormatFloat(math.Round(c.Score*100)/100, 'f', -1, 64), strconv.FormatFloat(c.P, 'g', 3, 64), before, x.Text, x.Source, x.URL, c.ID,
	}
}

func (a *app) acceptCommand() *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   "accept ID",
		Short: "Print the stanza of a candidate for the rules file; --write appends it",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.accept(cmd.Context(), args[0], write) },
	}
	cmd.Flags().BoolVar(&write, "write", false, "append it to the rules file as a narrative of its own; onset rematch then finds its first dates")
	return cmd
}

func (a *app) accept(ctx context.Context, id string, write bool) error {
	s, err := a.openStore(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	c, err := judge(ctx, s, id, accepted, "")
	if err != nil {
		return err
	}
	if !write {
		_, err = fmt.Fprint(a.out, c.Stanza)
		return err
	}
	if err := a.appendNarrative(c); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "appended to %s as narrative found-%s; onset rematch carries it over the archive\n", a.config, c.ID)
	return nil
}

// appendNarrative adds a candidate to the rules file as a narrative of its own.
// The new text is checked before the file is replaced.
func (a *app) appendNarrative(c candidate) error {
	old, err := os.ReadFile(a.config)
	if err != nil {
		return refused(fmt.Errorf("appending to the rules: %w", err))
	}
	stanza := fmt.Sprintf("\n  - id: found-%s\n    title: %q\n    talking_points:\n%s", c.ID, c.Label, indented(c.Stanza, "      "))
	text := strings.TrimRight(string(old), "\n") + "\n" + stanza
	if _, err := newDesk(a.config, []byte(text)); err != nil {
		return fmt.Errorf("the stanza does not fit the end of %s; put it in by hand:\n%s\n%w", a.config, c.Stanza, err)
	}
	fresh := a.config + ".new"
	if err := os.WriteFile(fresh, []byte(text), 0o644); err != nil {
		return fmt.Errorf("appending to the rules: %w", err)
	}
	return os.Rename(fresh, a.config)
}

func (a *app) dismissCommand() *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use:   "dismiss ID",
		Short: "Hide a candidate for good",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.openStore(cmd.Context(), store.Options{})
			if err != nil {
				return err
			}
			defer s.Close()
			_, err = judge(cmd.Context(), s, args[0], dismissed, why)
			return err
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, in words")
	return cmd
}

// judge records what a person made of a candidate.
func judge(ctx context.Context, s *store.Store, id, status, why string) (candidate, error) {
	list, err := candidates(ctx, s, time.Time{})
	if err != nil {
		return candidate{}, err
	}
	i := slices.IndexFunc(list, func(c candidate) bool { return c.ID == id })
	if i < 0 {
		return candidate{}, fmt.Errorf("no candidate has the id %q; onset emerging --all lists them", id)
	}
	c := list[i]
	c.Status, c.Reason = status, why
	row, err := json.Marshal(c)
	if err != nil {
		return c, fmt.Errorf("keeping candidate %s: %w", id, err)
	}
	return c, s.Discovered(ctx, finderMemory, nil, []store.Found{{ID: id, Status: status, Row: row}}, nil)
}

// Judge implements web.Judge.
func (p *pages) Judge(ctx context.Context, id string, accept bool, who, why string) error {
	status := dismissed
	if accept {
		status = accepted
	}
	_, err := judge(ctx, p.store, id, status, strings.TrimSpace(who+": "+why))
	return err
}

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
	"onset/tracker/discover"
	"onset/tracker/rulefile"
)

func (a *app) emergingCommand() *cobra.Command {
	var asOf, kind string
	var w newsroom.Choice
	somebody, own := discover.StatementPoints()
	cmd := &cobra.Command{
		Use:   "emerging",
		Short: "Talking points that nobody defined; accept or dismiss them",
		Long: `Lists statements that are new against the year before, best first: those of the last
30 days that nobody has judged.

What independent voices or days repeat is a line. What somebody said once is a statement:
a change of line is mostly one sentence of one speaker on one day. One event that many
tell is a subject, listed by --subjects. What was told by three or more now and then within a year, in other words,
is listed by --repeated: first what is like candidates that were accepted, last what is
like those that were dismissed. What decided stands beside each (--format json, csv,
xlsx, and the page): features of its sentences with their points, of which a line has ` + fmt.Sprint(discover.LinePoints()) + ` or more; and
it was said on two days, by two who are named or by two outlets.

    present     share of its sentences that hold now     verbless   that have no verb
    attributed  that somebody named said                 asserted   and that judge or hold now
    modal       in which somebody must, can or will      judging    that judge
    denying     with a "no" or "not"                     counting   with a number
    contested   how many times more often than others its words stand where somebody
                judges, accuses, wants or threatens in this archive
    length      of 20 words with meaning                 alike      as its label says
    opening     that begin with a place

A single statement has ` + fmt.Sprint(somebody) + ` points or more, or ` + fmt.Sprint(own) + ` by points of their own where an outlet
makes it in its own voice, names one of those whom the rules file speaks of (its terms and
speakers), and nothing of the year before says the same. Its features:

    tracked     said by a speaker of the file            named      by somebody else who is named
    headline    it is the title                          said       how much of it somebody said
    judging     it judges                                siding     or wants, must, accuses, denies
    hostile     how many times more often than others its words stand in this archive
                where one of the parties is judged       contested  as above
    parties     of the file that it names, up to 3       fresh      pairs of words unheard of, a word
    counting    with a number                            opening    begins with a place
    mentioning  says that something was spoken of, not what
    past        it is over                               office     a visit, a meeting, a ceremony
    present     it holds now                             adversary  of a party that is judged in
                this archive more often than others

Sentences in English, Russian and Ukrainian can be told apart so; in other languages
all candidates are subjects.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if w.Kind = discover.Kind(kind); kind != "" && !slices.Contains(candidateKinds, kind) {
				return usagef("--kind %s: %s", kind, strings.Join(candidateKinds, ", "))
			}
			w.Subjects = w.Subjects || w.Kind == discover.Subject
			return a.emerging(cmd.Context(), asOf, w)
		},
	}
	cmd.Flags().StringVar(&asOf, "as-of", "", "what was known at the end of this day, YYYY-MM-DD")
	cmd.Flags().BoolVar(&w.All, "all", false, "every candidate ever shown, of either kind and whatever became of it")
	cmd.Flags().BoolVar(&w.Subjects, "subjects", false, "events that many tell, instead of lines")
	cmd.Flags().BoolVar(&w.Repeated, "repeated", false, "what was told now and then over a year, in other words, instead of lines")
	cmd.Flags().StringVar(&kind, "kind", "", "only candidates of this kind: "+strings.Join(candidateKinds, ", "))
	cmd.MarkFlagsMutuallyExclusive("all", "subjects", "repeated")
	cmd.MarkFlagsMutuallyExclusive("kind", "subjects", "repeated")
	cmd.AddCommand(a.acceptCommand(), a.dismissCommand())
	return cmd
}

// candidateKinds are those that can be asked for.
var candidateKinds = []string{string(discover.Line), string(discover.Statement), string(discover.Subject)}

func (a *app) emerging(ctx context.Context, asOf string, w newsroom.Choice) error {
	day, err := a.lastDay("as-of", asOf)
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
	list, err := newsroom.Candidates(ctx, s, at)
	if err != nil {
		return err
	}
	verdicts := newsroom.JudgedSoFar(list)
	shown := w.Of(list, day)
	t := tables.Candidates(newsroom.Known(shown))
	t.JSON = tracker.OrEmpty(shown)
	t.Note += verdicts
	if t.Empty, err = newsroom.WhyNone(ctx, s, list); err != nil {
		return err
	}
	return a.print(t)
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
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	c, err := newsroom.JudgeCandidate(ctx, s, id, newsroom.Accepted, "")
	if err != nil {
		return err
	}
	if !write {
		_, err = fmt.Fprint(a.out, c.Stanza)
		return err
	}
	if err := newsroom.Amend(a.config, func(old string) (string, error) { return rulefile.InsertNarrative(old, c.Narrative()) }); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "appended to %s as narrative found-%s; onset rematch carries it over the archive\n", a.config, c.ID)
	return nil
}

func (a *app) dismissCommand() *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use:   "dismiss ID",
		Short: "Hide a candidate for good",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.openToWrite(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			_, err = newsroom.JudgeCandidate(cmd.Context(), s, args[0], newsroom.Dismissed, why)
			return err
		},
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, in words")
	return cmd
}

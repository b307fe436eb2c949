package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

func (a *app) tryCommand() *cobra.Command {
	var narrative string
	cmd := formats(&cobra.Command{
		Use:   "try FILE",
		Short: "A rule or talking point on the archive, before it is saved; - is stdin",
		Long: `Reads a rule of the rule language, or the stanza of a talking point as it would
stand in the rules file, and runs it over everything stored: hits by month and
speaker, samples, the words that each of its words takes, talking points that
stand in the same sentences, and near misses by the part they lack, with words
of the archive that stand there instead. Terms and speakers of the rules file may
be used. Nothing is stored; --write puts a stanza into the rules file, whose
comments stay.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.try(cmd.Context(), args[0], narrative) },
	}, "text", "json")
	cmd.Flags().StringVar(&narrative, "write", "", "id of the narrative of the rules file to put the stanza into, in place of one of its id")
	return cmd
}

func (a *app) try(ctx context.Context, name, narrative string) error {
	text, err := a.readText(name)
	if err != nil {
		return err
	}
	t, err := a.tryStanza(ctx, name, text)
	if err != nil {
		return err
	}
	if narrative != "" {
		if err := a.writeStanza(narrative, text); err != nil {
			return err
		}
	}
	if a.format == "json" {
		return a.printJSON(t)
	}
	_, err = fmt.Fprint(a.out, trialWords(t))
	return err
}

// tryStanza runs a rule or a stanza over the archive.
func (a *app) tryStanza(ctx context.Context, name, text string) (newsroom.Trial, error) {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return newsroom.Trial{}, err
	}
	point, err := d.OnTrial(name, text)
	if err != nil {
		return newsroom.Trial{}, err
	}
	s, err := a.openToRead(ctx)
	if err != nil {
		return newsroom.Trial{}, err
	}
	defer s.Close()
	return newsroom.Try(ctx, newsroom.NewIntake(ctx, d, s, zerolog.Nop()), point)
}

// writeStanza puts a talking point into a narrative of the rules file.
func (a *app) writeStanza(narrative, stanza string) error {
	err := newsroom.Amend(a.config, func(old string) (string, error) { return rulefile.Insert(old, narrative, stanza) })
	if err == nil {
		fmt.Fprintf(a.err, "written into %s, narrative %s; onset rematch carries it over the archive\n", a.config, narrative)
	}
	return err
}

func trialWords(t newsroom.Trial) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s.\n", text.Count(t.Hits, "hit"), text.Count(t.Articles, "article"))
	if t.Hits > 0 {
		b.WriteString("\nBy month (published)\n")
		for _, m := range sortedKeys(t.Months) {
			fmt.Fprintf(&b, "  %s %4d\n", m, t.Months[m])
		}
		b.WriteString("\nBy speaker\n")
		for _, s := range byCount(t.Speakers) {
			fmt.Fprintf(&b, "  %4d  %s\n", t.Speakers[s], text.Within(s, 60))
		}
		b.WriteString("\nSamples, newest first\n")
	}
	for _, h := range t.Samples {
		fmt.Fprintf(&b, "  %s  %s: %s\n", h.Published, h.Source, text.Within(h.Text, 140))
	}
	b.WriteString(formWords(t.Words))
	for _, w := range t.Twins {
		fmt.Fprintf(&b, "\nA twin? %d of %d hits are of %s too: perhaps they are one, or one yields_to the other.\n", w.Both, w.Of, w.TalkingPoint)
	}
	b.WriteString(missingWords(t.Missing))
	return b.String()
}

// formsShown is how many forms of a word are printed.
const formsShown = 12

// formWords tells what the words of a rule take in the archive.
func formWords(words []query.WordForms) string {
	var b strings.Builder
	for i, w := range words {
		if i == 0 {
			b.WriteString("\nWhat each word takes in this archive\n")
		}
		fmt.Fprintf(&b, "  %s: %s\n", w.Word, someOf(w.Forms))
		if len(w.Others) > 0 {
			fmt.Fprintf(&b, "      that begin so and are other words: %s\n", someOf(w.Others))
		}
	}
	return b.String()
}

func someOf(forms []string) string {
	switch n := len(forms); {
	case n == 0:
		return "nothing"
	case n > formsShown:
		return fmt.Sprintf("%s and %d more", strings.Join(forms[:formsShown], ", "), n-formsShown)
	}
	return strings.Join(forms, ", ")
}

// missingWords tells near misses by what they lack.
func missingWords(missing []newsroom.MissingPart) string {
	var b strings.Builder
	for i, p := range missing {
		if i == 0 {
			b.WriteString("\nNear misses, by what they lack\n")
		}
		fmt.Fprintf(&b, "  %d: %s\n", p.Count, p.Lacking)
		if len(p.Words) > 0 {
			fmt.Fprintf(&b, "      words that stand there: %s\n", offered(p.Words))
		}
		for _, h := range p.Samples {
			fmt.Fprintf(&b, "      %s  %s: %s\n", h.Published, h.Source, text.Within(h.Text, 120))
		}
	}
	return b.String()
}

func offered(words []draft.Word) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = fmt.Sprintf("%s (%d)", w.Text, w.Count)
	}
	return strings.Join(out, ", ")
}

// byCount returns the keys of m, the most frequent first.
func byCount(m map[string]int) []string {
	keys := sortedKeys(m)
	slices.SortStableFunc(keys, func(x, y string) int { return m[y] - m[x] })
	return keys
}

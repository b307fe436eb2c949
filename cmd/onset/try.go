package main

import (
	"context"
	"fmt"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker/rulefile"
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
	_, err = fmt.Fprint(a.out, t.Told())
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

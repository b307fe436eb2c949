package main

import (
	"context"
	"fmt"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
)

func (a *app) draftCommand() *cobra.Command {
	var narrative string
	cmd := formats(&cobra.Command{
		Use:   `draft "SENTENCE"…`,
		Short: "A talking point made of example sentences, with its hits and near misses",
		Long: `Makes the stanza of a talking point of sentences that it must take; each may be
given as it is, as the id of a mention or as that of a candidate, whose examples
are taken. The rule has the rarest of their words together, with what is derived
of them, and a term of the rules file where one has the word. Then it is tried on
the archive as by onset try: read its hits and near misses before you save it.
--write puts it into a narrative of the rules file, whose comments stay.`,
		Example: `  onset draft "Foreign troops in Ukraine would lead to a third world war"
  onset draft "The harbour will be shut" --write harbour`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.draft(cmd.Context(), args, narrative) },
	}, "text", "json")
	cmd.Flags().StringVar(&narrative, "write", "", "id of the narrative of the rules file to put the stanza into")
	return cmd
}

func (a *app) draft(ctx context.Context, args []string, narrative string) error {
	d, s, err := a.openDeskToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	sentences, err := newsroom.ExamplesOf(ctx, s, args)
	if err != nil {
		return err
	}
	out, err := newsroom.Draft(ctx, newsroom.NewIntake(ctx, d, s, zerolog.Nop()), sentences)
	if err != nil {
		return err
	}
	if narrative != "" {
		if err := a.writeStanza(narrative, out.Stanza); err != nil {
			return err
		}
	}
	if a.format == "json" {
		return a.printJSON(out)
	}
	_, err = fmt.Fprintf(a.out, "%s\n%s", out.Stanza, out.Trial.Told())
	return err
}

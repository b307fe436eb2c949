package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"onset/deliver/hook"
	"onset/newsroom"
	"onset/newsroom/evidence"
	"onset/newsroom/pages"
	"onset/tables"
	"onset/tracker/archive"
	"onset/web"
)

func (a *app) whyCommand() *cobra.Command {
	var translate bool
	cmd := formats(&cobra.Command{
		Use:   "why ID",
		Short: "The chain behind an event or a mention: claim, sentence, text, fetch, rule, verdicts",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.why(cmd.Context(), args[0], translate) },
	}, "text", "json")
	cmd.Flags().BoolVar(&translate, "translate", false, "have the command of hooks in the rules file translate the sentence")
	return cmd
}

func (a *app) why(ctx context.Context, id string, translate bool) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	c, err := s.Why(ctx, id)
	if err != nil {
		return err
	}
	if err := a.tried(ctx, s, &c); err != nil {
		return err
	}
	out := toldChain{Chain: pages.ChainOf(c)}
	if translate {
		if out.Translation, err = a.translation(ctx, c); err != nil {
			return err
		}
	}
	if a.format == "json" {
		out.Fill()
		return a.printJSON(out)
	}
	words := chainWords(c, a.screen())
	if out.Translation != nil {
		words += out.Translation.Words("translated") + "\n"
	}
	_, err = io.WriteString(a.out, words)
	return err
}

// toldChain is a chain as JSON has it.
type toldChain struct {
	web.Chain
	Translation *hook.Answer `json:"translation,omitempty"`
}

// translation has the sentence of a chain translated.
func (a *app) translation(ctx context.Context, c archive.Chain) (*hook.Answer, error) {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil || c.Mention == nil {
		return nil, err
	}
	answer, err := translated(ctx, d, c.Mention.Text, c.Mention.Language)
	return &answer, err
}

// chainWords tells a chain from the event down to the rule, in lines of a screen.
func chainWords(c archive.Chain, on tables.Screen) string {
	const label = 12
	var b strings.Builder
	for _, l := range evidence.Lines(c) {
		fmt.Fprintf(&b, "%-*s%s\n", label, l.Label, on.Beside(l.Text, label))
	}
	return b.String()
}

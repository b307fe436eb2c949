package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"onset/deliver/hook"
	"onset/newsroom"
	"onset/newsroom/pages"
	"onset/tracker/archive"
	"onset/tracker/timeline"
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
		return printJSON(a.out, out)
	}
	words := chainWords(c, a.screen().width)
	if out.Translation != nil {
		words += hookWords("translated", *out.Translation) + "\n"
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

// chainWords tells a chain from the event down to the rule, in lines of a width; 0
// is any.
func chainWords(c archive.Chain, width int) string {
	const label = 12
	var b strings.Builder
	line := func(name, format string, args ...any) {
		words := fmt.Sprintf(format, args...)
		if width > 0 {
			words = strings.ReplaceAll(wrap(words, max(width-label, narrowest)), "\n", "\n"+strings.Repeat(" ", label))
		}
		fmt.Fprintf(&b, "%-*s%s\n", label, name, words)
	}
	if e := c.Event; e != nil {
		line("event", "%s %s · %s · for %s", e.ID, kindOf(*e), pointOf(*e), scopeOf(e.Scope))
		line("", "%s", timeline.Words(*e))
		if vouched := timeline.Vouched(*e, 0, nil); vouched != "" {
			line("state", "%s", vouched)
		}
		for _, caveat := range timeline.Caveats(*e, 0) {
			line("", "%s", caveat)
		}
		for i, words := range triedLines(c.Refuted) {
			line(map[bool]string{true: "refuted?"}[i == 0], "%s", words)
		}
		line("recorded", "%s", instant(e.RecordedAt))
		if e.SupersededAt != nil {
			line("superseded", "%s", instant(*e.SupersededAt))
		}
	}
	if w := c.Mention; w != nil {
		line("mention", "%s", w.ID)
		line("speakers", "%s", orDash(names(w.Speakers)))
		line("claim", "%s, %s, %s%s", w.Form, w.Stance, w.Treatment, novelty(w.Novelty))
		line("said", "%s", saidBasis(w.Said))
		line("sentence", "“%s”", strings.Join(strings.Fields(w.Text), " "))
		if c.Revision != nil {
			line("place", "%s of revision %d, bytes %d–%d", w.Part, c.Revision.Number, w.Start, w.End)
		}
	}
	if v := c.Article; v != nil {
		line("article", "%s", v.Title)
		line("", "%s", v.URL)
		line("source", "%s", v.Source)
		line("published", "%s (%s)", orDash(v.Published.Words()), orDash(v.From))
		line("seen", "%s", instant(v.Seen))
	}
	if r := c.Revision; r != nil {
		line("text", "revision %d (%s, %s, %s), fetched %s", r.Number, r.Cause, r.Depth, r.Method, instant(r.Fetched))
		line("", "SHA-256 of the raw bytes %s", r.SHA256)
	}
	if f := c.Fetch; f != nil {
		line("fetch", "%s %s %s", instant(f.At), f.Class, f.Feed)
	}
	if c.Mention != nil && c.Mention.Marked {
		line("rule", "none: a person marked the sentence, see the verdicts")
	}
	if r := c.Rule; r != nil {
		line("rule", "%s, version %s, in force since %s", r.Point.Ref().ID, r.Point.Hash, instant(r.Recorded))
		for _, lang := range sortedKeys(r.Point.Match) {
			line(lang, "%s", strings.Join(strings.Fields(r.Point.Match[lang]), " "))
		}
	}
	for _, v := range c.Verdicts {
		value := string(v.Value)
		if v.Action == archive.Add {
			value = "the passage,"
		}
		undone := ""
		if v.Superseded != nil && v.Action != archive.Undo {
			undone = " (no longer holds)"
		}
		line("verdict", "%s %s by %s, %s: %s%s", v.Action, value, v.Who, instant(v.Recorded), v.Why, undone)
	}
	for _, n := range c.Notes {
		line("note", "%s by %s, %s", n.Text, n.Who, instant(n.Recorded))
	}
	for _, e := range c.Believed {
		line("before", "%s %s: %s", instant(e.RecordedAt), kindOf(e), timeline.Words(e))
	}
	return b.String()
}

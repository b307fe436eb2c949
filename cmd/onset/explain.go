package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/text"
)

func (a *app) explainCommand() *cobra.Command {
	var published, source, title string
	cmd := &cobra.Command{
		Use:   "explain FILE",
		Short: "What Onset reads out of one text, and why; - is stdin",
		Long: `Reads one text as if it had been fetched: language, dates, who claims what, and
which talking points it mentions by which words. Under each claim stand those who
may have said it, with their points and what each is for; a speaker with too few,
or with a rival, is unsure. Where "he" or "the minister" said it, those follow who may
be meant, best first. Nothing is stored.
Offsets in JSON are bytes into the text as given.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.explain(args[0], published, source, title) },
	}
	cmd.Flags().StringVar(&published, "published", "", "when it was published: day or instant; default: unknown")
	cmd.Flags().StringVar(&source, "source", "", "the source, by id or name")
	cmd.Flags().StringVar(&title, "title", "", "its headline")
	return formats(cmd, "text", "json")
}

func (a *app) explain(name, published, source, title string) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	text, err := a.readText(name)
	if err != nil {
		return err
	}
	src := d.Source(source)
	item := tracker.Item{Title: title, Text: text, Seen: a.now()}
	if published != "" {
		claimed := feeds.Dating{Zone: src.Zone, Country: src.Country, Now: a.now()}.Read("flag", published)
		if !claimed.Stamp.Known() {
			return usagef("--published %s: write a day as YYYY-MM-DD or an instant as 2026-02-04T10:16:00Z", published)
		}
		item.Published = []tracker.DateClaim{claimed}
	}
	result := d.Reader().Weighing().Read(src, item)
	if a.format == "json" {
		return a.printJSON(result.Reading)
	}
	_, err = io.WriteString(a.out, result.Explained()+missWords(d.NearMisses(src, result)))
	return err
}

func (a *app) readText(name string) (string, error) {
	if name == "-" {
		b, err := io.ReadAll(a.in)
		return string(b), err
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return "", refused(fmt.Errorf("explaining: %w", err))
	}
	return string(b), nil
}

// missWords tells where a talking point lacked one part only.
func missWords(list []newsroom.NearMiss) string {
	var b strings.Builder
	for i, m := range list {
		if i == 0 {
			b.WriteString("\nNear misses (one part was lacking)\n")
		}
		fmt.Fprintf(&b, "  %s: %s\n     in: %s\n", m.TalkingPoint, m.Lacking, text.Within(m.Sentence, 120))
	}
	return b.String()
}

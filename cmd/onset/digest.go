package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tracker"
	"onset/tracker/digest"
)

func (a *app) digestCommand() *cobra.Command {
	var day, by string
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "A day: corrections, what is new, what is back, what went on",
		Long: `Tells what was learned on a day (by the clock "recorded", in the zone of the rules
file). --by published looks back over imports: what was published on that day.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.digest(cmd.Context(), day, by) },
	}
	cmd.Flags().StringVar(&day, "day", "", "the day, YYYY-MM-DD; default: today so far")
	cmd.Flags().StringVar(&by, "by", "recorded", "recorded or published")
	return formats(cmd, "text", "md", "html", "json")
}

func (a *app) digest(ctx context.Context, dayText, by string) error {
	clock := tracker.Clock(by)
	if clock != tracker.ClockRecorded && clock != tracker.ClockPublished {
		return usagef("--by %s: recorded or published", by)
	}
	day, err := dayFlag("day", dayText)
	if err != nil {
		return err
	}
	d, err := openDesk(a.config)
	if err != nil {
		return err
	}
	if day == 0 {
		day = tracker.DayOf(a.now().In(d.file.Zone))
	}
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	made, err := reporter{d, s}.digest(ctx, day, clock)
	if err != nil {
		return err
	}
	return a.printDigest(made)
}

// printDigest writes a digest in the format that the user chose.
func (a *app) printDigest(d digest.Digest) error {
	if a.format == "json" {
		return printJSON(a.out, d)
	}
	text, err := renderDigest(d, a.format)
	if err == nil {
		_, err = fmt.Fprint(a.out, text)
	}
	return err
}

func renderDigest(d digest.Digest, format string) (string, error) {
	switch format {
	case "md":
		return digest.Markdown(d), nil
	case "html":
		return digest.HTML(d)
	}
	return digest.Text(d), nil
}

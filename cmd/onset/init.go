package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/rulefile"
)

func (a *app) initCommand() *cobra.Command {
	var s rulefile.Starter
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a narratives.yaml of your own, by questions or flags",
		Long: `Writes a rules file (narratives.yaml, or the one that --config names): your
subject as the first narrative, with a rule made of its words, and a source for
each feed. On a terminal it asks for what no flag says. A file that is there is
never overwritten, and nothing is asked of the network.`,
		Example: `  onset init --subject "the harbour will be closed" --languages en --zone Europe/Warsaw \
    --feed https://herald.example/rss.xml`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.start(s) },
	}
	cmd.Flags().StringVar(&s.Subject, "subject", "", "what to look for, as somebody would say it (required, or asked for)")
	cmd.Flags().StringSliceVar(&s.Languages, "languages", nil, "what the sources write in, two letters each: en,uk")
	cmd.Flags().StringVar(&s.Zone, "zone", "", "whose midnight a day has, such as Europe/Warsaw; default: UTC")
	cmd.Flags().StringArrayVar(&s.Feeds, "feed", nil, "address of a feed; may be given several times")
	return cmd
}

// start writes the rules file, having asked for what is missing.
func (a *app) start(s rulefile.Starter) error {
	if _, err := os.Lstat(a.config); err == nil {
		return usagef("%s is there already and stays as it is; name another file with --config", a.config)
	}
	if in, ok := a.in.(*os.File); ok && s.Subject == "" && terminal(in) && terminal(a.err) {
		if err := a.askFor(&s); err != nil {
			return err
		}
	}
	if strings.TrimSpace(s.Subject) == "" {
		return usagef("init needs --subject: what to look for, as somebody would say it")
	}
	text, err := newsroom.StartFile(a.config, s)
	if err != nil {
		return err
	}
	if err := writeNew(a.config, text); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s is written: talking points: 1, feeds: %d.\n\n%s", a.config, len(s.Feeds), a.firstSteps(len(s.Feeds) > 0))
	return err
}

// writeNew writes a file that is not there yet.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s is there already and stays as it is; name another file with --config", name)
	}
	if err != nil {
		return fmt.Errorf("writing the rules: %w", err)
	}
	_, err = io.WriteString(f, text)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing the rules: %w", err)
	}
	return nil
}

// askFor asks on the terminal for what no flag said; an empty answer leaves it.
func (a *app) askFor(s *rulefile.Starter) error {
	lines := bufio.NewScanner(a.in)
	ask := func(question string) string {
		fmt.Fprint(a.err, question+" ")
		if !lines.Scan() {
			return ""
		}
		return strings.TrimSpace(lines.Text())
	}
	s.Subject = ask("What do you look for, as somebody would say it?")
	if len(s.Languages) == 0 {
		s.Languages = strings.FieldsFunc(ask("In which languages do your sources write (en,uk)?"), func(r rune) bool { return r == ',' || r == ' ' })
	}
	if s.Zone == "" {
		s.Zone = ask("In which time zone does your day end (Europe/Warsaw; nothing: UTC)?")
	}
	for len(s.Feeds) == 0 || s.Feeds[len(s.Feeds)-1] != "" {
		s.Feeds = append(s.Feeds, ask("The address of a feed (nothing: no more)?"))
	}
	s.Feeds = s.Feeds[:len(s.Feeds)-1]
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the answers: %w", err)
	}
	return nil
}

// firstSteps are the commands between a new rules file and its first digest.
func (a *app) firstSteps(fed bool) string {
	onset := asCalled()
	if a.config != "narratives.yaml" {
		onset += " --config " + shellWord(a.config)
	}
	steps := [][2]string{{"check", "is it valid, and what can it see?"}}
	if !fed {
		steps = [][2]string{{"feeds find SITE --add", "the feed of an outlet, into the file"}, steps[0]}
	}
	steps = append(steps, [2]string{"feeds backfill SITE --since " + yearAgo(a.now()).String(), "a year of it: else the first week is all baseline"},
		[2]string{"poll", "what its feeds have now"}, [2]string{"timeline", "what was found"})
	var b strings.Builder
	b.WriteString("Next:\n")
	for _, s := range steps {
		fmt.Fprintf(&b, "  %s %-38s # %s\n", onset, s[0], s[1])
	}
	return b.String()
}

// yearAgo is the day a year before now: enough for a first to be more than a
// baseline.
func yearAgo(now time.Time) tracker.Day { return tracker.DayOf(now.UTC().AddDate(-1, 0, 0)) }

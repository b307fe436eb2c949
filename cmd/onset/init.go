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

	"onset"
	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/rulefile"
)

func (a *app) initCommand() *cobra.Command {
	var s rulefile.Starter
	var packs []string
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a narratives.yaml of your own, by questions or flags",
		Long: `Writes a rules file (narratives.yaml, or the one that --config names): your
subject as the first narrative, with a rule made of its words, and a source for
each feed and each outlet of a pack. On a terminal it asks for what no flag says. A
file that is there is never overwritten, and nothing is asked of the network.

` + packsHelp(),
		Example: `  onset init --subject "the harbour will be closed" --languages en --zone Europe/Warsaw \
    --feed https://herald.example/rss.xml`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.start(s, packs) },
	}
	cmd.Flags().StringVar(&s.Subject, "subject", "", "what to look for, as somebody would say it (required, or asked for)")
	cmd.Flags().StringSliceVar(&s.Languages, "languages", nil, "what the sources write in, two letters each: en,uk")
	cmd.Flags().StringVar(&s.Zone, "zone", "", "whose midnight a day has, such as Europe/Warsaw; default: UTC")
	cmd.Flags().StringArrayVar(&s.Feeds, "feed", nil, "address of a feed; may be given several times")
	cmd.Flags().StringSliceVar(&packs, "pack", nil, "outlets that are known, by subject; of them those that write in one of the languages")
	return cmd
}

// shippedPacks are the packs of outlets that init knows.
func shippedPacks() ([]rulefile.Pack, error) { return rulefile.ReadPacks(onset.Packs) }

// packsHelp lists them.
func packsHelp() string {
	packs, err := shippedPacks()
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	b.WriteString("Packs of outlets, each with its own feeds:\n")
	for _, p := range packs {
		fmt.Fprintf(&b, "  %-20s %s\n", p.ID, p.Title)
	}
	return strings.TrimRight(b.String(), "\n")
}

// packed returns the sources of packs.
func packed(ids, languages []string) ([]tracker.Source, error) {
	packs, err := shippedPacks()
	if err != nil {
		return nil, err
	}
	file, err := rulefile.Parse("narratives.yaml", onset.Narratives)
	if err != nil {
		return nil, err
	}
	out, err := rulefile.Unpacked(packs, ids, languages, file.Sources)
	if err == nil && len(out) == 0 && len(ids) > 0 {
		err = fmt.Errorf("no outlet of the packs writes in %s", strings.Join(languages, " or "))
	}
	if err != nil {
		return nil, usagef("--pack: %w", err)
	}
	return out, nil
}

// start writes the rules file, having asked for what is missing.
func (a *app) start(s rulefile.Starter, packs []string) error {
	if _, err := os.Lstat(a.config); err == nil {
		return usagef("%s is there already and stays as it is; name another file with --config", a.config)
	}
	if in, ok := a.in.(*os.File); ok && s.Subject == "" && terminal(in) && terminal(a.err) {
		if err := a.askFor(&s, &packs); err != nil {
			return err
		}
	}
	if strings.TrimSpace(s.Subject) == "" {
		return usagef("init needs --subject: what to look for, as somebody would say it")
	}
	for _, l := range s.Languages { // a file without a feed would not hold them
		if err := rulefile.CheckLanguage(l); err != nil {
			return usagef("--languages: %w", err)
		}
	}
	var err error
	if s.Sources, err = packed(packs, s.Languages); err != nil {
		return err
	}
	text, err := newsroom.StartFile(a.config, s)
	if err != nil {
		return err
	}
	if err := writeNew(a.config, text); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s is written: talking points: 1, feeds: %d.\n\n%s", a.config, len(s.Feeds)+len(s.Sources), a.firstSteps(s))
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
func (a *app) askFor(s *rulefile.Starter, packs *[]string) error {
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
		s.Languages = listed(ask("In which languages do your sources write (en,uk)?"))
	}
	if s.Zone == "" {
		s.Zone = ask("In which time zone does your day end (Europe/Warsaw; nothing: UTC)?")
	}
	if len(*packs) == 0 {
		known, err := shippedPacks()
		if err != nil {
			return err
		}
		*packs = listed(ask("Which packs of outlets (" + strings.Join(rulefile.PackIDs(known), ", ") + "; nothing: none)?"))
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

// listed cuts an answer into what it lists.
func listed(answer string) []string {
	return strings.FieldsFunc(answer, func(r rune) bool { return r == ',' || r == ' ' })
}

// firstSteps are the commands between a new rules file and its first digest.
func (a *app) firstSteps(s rulefile.Starter) string {
	first, site := [2]string{"check", "is it valid, and what can it see?"}, s.Site()
	steps := [][2]string{first}
	if site == "" {
		steps, site = [][2]string{{"feeds find SITE --add", "the feed of an outlet, into the file"}, first}, "SITE"
	}
	steps = append(steps, [2]string{"feeds backfill " + site + " --since " + yearAgo(a.now()).String(), "a year of an outlet, and so of each: else the first week is all baseline"},
		[2]string{"poll", "what its feeds have now"}, [2]string{"timeline", "what was found"})
	var b strings.Builder
	b.WriteString("Next:\n")
	for _, step := range steps {
		fmt.Fprintf(&b, "  # %s\n  %s %s\n", step[1], a.called(), step[0])
	}
	return b.String()
}

// yearAgo is the day a year before now: enough for a first to be more than a
// baseline.
func yearAgo(now time.Time) tracker.Day { return tracker.DayOf(now.UTC().AddDate(-1, 0, 0)) }

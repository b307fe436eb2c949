package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker/query"
	"onset/tracker/text"
)

func (a *app) checkCommand() *cobra.Command {
	var all bool
	cmd := formats(&cobra.Command{
		Use:   "check",
		Short: "Is the rules file valid, do its examples hold, and what can't it see",
		Long: `Reads the rules file and runs every example in it. Then tells what it defines,
which talking points take each other's examples, and for each talking point the
languages of the configured sources that its rule has no words for: there, "not
found" only means "not looked for", and the languages of the sources in which
talking points are found but not who says them: those count nowhere. Where there
is a database, it tells which other words a beginning (ban*) takes in it, and
which talking points coincide; with --words, the forms that each word of the
rules takes.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context(), all) },
	}, "text", "json")
	cmd.Flags().BoolVar(&all, "words", false, "list the forms that each word of the rules takes in the archive")
	return cmd
}

// checked is a check as it is told.
type checked struct {
	newsroom.Check
	all bool // words that take nothing odd are shown too
}

func (a *app) check(ctx context.Context, all bool) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	c := checked{d.Check(), all}
	if err := a.checkArchive(ctx, d, &c.Check); err != nil {
		fmt.Fprintf(a.err, "the archive was not asked what words take in it: %v\n", err)
	}
	if a.format == "json" {
		return a.printJSON(c.Check)
	}
	_, err = fmt.Fprint(a.out, c.words())
	return err
}

// checkArchive adds what only an archive can tell; without one there is nothing
// to tell.
func (a *app) checkArchive(ctx context.Context, d *newsroom.Desk, c *newsroom.Check) error {
	if !a.made() {
		return nil
	}
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return c.Ask(ctx, s, d)
}

func (c checked) words() string {
	var b strings.Builder
	i := c.Inventory
	fmt.Fprintf(&b, "%s is valid: %s with %s, %s and %s, %s,\n%s with %s; %s checked, and right.\n",
		c.File, text.Count(i.Sources, "source"), text.Count(i.Feeds, "feed"), text.Count(i.Speakers, "speaker"), text.Count(i.Groups, "group"), text.Count(i.Terms, "term"),
		text.Count(i.Narratives, "narrative"), text.Count(i.TalkingPoints, "talking point"), text.Count(i.Examples, "example"))
	if len(c.Blind) > 0 {
		b.WriteString("\nLanguages of your sources that a rule has no words for (there it finds nothing):\n")
		byMisses := map[string][]string{}
		for _, s := range c.Blind {
			key := strings.Join(s.Misses, ", ")
			byMisses[key] = append(byMisses[key], s.TalkingPoint)
		}
		for _, key := range sortedKeys(byMisses) {
			fmt.Fprintf(&b, "  %s: %s\n", key, strings.Join(byMisses[key], ", "))
		}
	}
	if len(c.Unread) > 0 {
		b.WriteString("\nLanguages of your sources that are not read (found there, but not who says it: it counts nowhere):\n")
		for _, u := range c.Unread {
			fmt.Fprintf(&b, "  %s: %s\n", u.Language, strings.Join(u.Sources, ", "))
		}
	}
	if len(c.Overlaps) > 0 {
		b.WriteString("\nExamples that another talking point takes as well (no fault, but look):\n")
		for _, o := range c.Overlaps {
			fmt.Fprintf(&b, "  %s:%d: of %s, also taken by %s: %s\n", c.File, o.Line, o.Of, o.By, text.Within(o.Example, 80))
		}
	}
	b.WriteString(c.archiveWords())
	return b.String()
}

// archiveWords tells what the archive says about the rules.
func (c checked) archiveWords() string {
	var b strings.Builder
	if c.all {
		b.WriteString(newsroom.FormWords(c.Words))
	} else if odd := slices.DeleteFunc(slices.Clone(c.Words), func(w query.WordForms) bool { return len(w.Others) == 0 }); len(odd) > 0 {
		b.WriteString("\nBeginnings that take other words of the archive too (onset check --words lists the forms of all words):\n")
		for _, w := range odd {
			fmt.Fprintf(&b, "  %s: %s\n", w.Word, newsroom.SomeOf(w.Others))
		}
	}
	for i, w := range c.Twins {
		if i == 0 {
			b.WriteString("\nTalking points whose mentions coincide (perhaps they are one, or one yields_to the other):\n")
		}
		fmt.Fprintf(&b, "  %s (%d) and %s (%d): %d in common\n", w.A, w.InA, w.B, w.InB, w.All)
	}
	return b.String()
}

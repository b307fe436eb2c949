package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
)

func (a *app) checkCommand() *cobra.Command {
	return formats(&cobra.Command{
		Use:   "check",
		Short: "Is the rules file valid, do its examples hold, and what can't it see",
		Long: `Reads the rules file and runs every example in it. Then tells what it defines,
which talking points take each other's examples, and for each talking point the
languages of the configured sources that its rule has no words for: there, "not
found" only means "not looked for". Last it names the languages of the sources
in which talking points are found but not who says them: those count nowhere.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.check() },
	}, "text", "json")
}

// blindSpot is a talking point with the languages it has no words for.
type blindSpot struct {
	TalkingPoint string   `json:"talking_point"`
	Misses       []string `json:"misses"`
}

// checked is what onset check reports of a valid file.
type checked struct {
	File      string             `json:"file"`
	Inventory rulefile.Inventory `json:"inventory"`
	Blind     []blindSpot        `json:"blind"`
	Overlaps  []overlap          `json:"overlaps"`
	Unread    []reader.Unread    `json:"unread"` // languages in which nobody can tell who says what
}

type overlap struct {
	Line    int    `json:"line"`
	Example string `json:"example"`
	Of      string `json:"of"`
	By      string `json:"by"`
}

func (a *app) check() error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	c := checked{File: a.config, Inventory: d.File.Inventory(), Blind: blindSpots(d.File), Overlaps: []overlap{}, Unread: reader.UnreadLanguages(d.File)}
	for _, o := range d.File.Overlaps() {
		c.Overlaps = append(c.Overlaps, overlap{o.Example.Line, o.Example.Text, o.Of.ID, o.By.ID})
	}
	if a.format == "json" {
		return printJSON(a.out, c)
	}
	_, err = fmt.Fprint(a.out, c.words())
	return err
}

// blindSpots gathers what each talking point can't see.
func blindSpots(f *rulefile.File) []blindSpot {
	out := []blindSpot{}
	for _, b := range f.Blind() {
		id := b.TalkingPoint.ID
		if n := len(out); n == 0 || out[n-1].TalkingPoint != id {
			out = append(out, blindSpot{TalkingPoint: id})
		}
		last := &out[len(out)-1]
		last.Misses = append(last.Misses, b.Language)
	}
	return out
}

func (c checked) words() string {
	var b strings.Builder
	i := c.Inventory
	fmt.Fprintf(&b, "%s is valid: %d sources with %d feeds, %d speakers and %d groups, %d terms,\n%d narratives with %d talking points; all %d examples hold.\n",
		c.File, i.Sources, i.Feeds, i.Speakers, i.Groups, i.Terms, i.Narratives, i.TalkingPoints, i.Examples)
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
			fmt.Fprintf(&b, "  %s:%d: of %s, also taken by %s: %s\n", c.File, o.Line, o.Of, o.By, shorten(o.Example, 80))
		}
	}
	return b.String()
}

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
)

func (a *app) tryCommand() *cobra.Command {
	return formats(&cobra.Command{
		Use:   "try FILE",
		Short: "A rule or talking point on the archive, before it is saved; - is stdin",
		Long: `Reads a rule of the rule language, or the stanza of a talking point as it would
stand in the rules file, and runs it over everything stored: hits by month and
speaker, samples, and near misses with what they lack. Terms and speakers of the
rules file may be used. Nothing is stored.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.try(cmd.Context(), args[0]) },
	}, "text", "json")
}

// trial is what a rule found in the archive.
type trial struct {
	Articles int            `json:"articles"` // with a hit
	Hits     int            `json:"hits"`
	Months   map[string]int `json:"months"`
	Speakers map[string]int `json:"speakers"`
	Samples  []trialHit     `json:"samples"`
	Misses   []trialHit     `json:"near_misses"`
}

type trialHit struct {
	Published tracker.Day `json:"published"`
	Source    string      `json:"source"`
	URL       string      `json:"url"`
	Text      string      `json:"text"`
	Lacking   string      `json:"lacking,omitempty"`
}

// samplesShown is how many hits, and how many near misses, are kept.
const samplesShown = 20

func (a *app) try(ctx context.Context, name string) error {
	text, err := a.readText(name)
	if err != nil {
		return err
	}
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	point, err := onTrial(d, name, text)
	if err != nil {
		return err
	}
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	in := newsroom.NewIntake(ctx, d, s, zerolog.Nop())
	t, err := tryPoint(ctx, in, point)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return printJSON(a.out, t)
	}
	_, err = fmt.Fprint(a.out, t.words())
	return err
}

// onTrial makes the desk one with a single talking point: the stanza given, or
// one around the rule given.
func onTrial(d *newsroom.Desk, name, text string) (tracker.TalkingPoint, error) {
	text = strings.TrimSpace(text)
	stanza := text
	if _, err := query.Parse(text, query.Terms(d.File.Terms)); err == nil {
		stanza = "- id: rule\n  title: the rule on trial\n  match: |-\n" + indented(text, "    ")
	} else if !strings.Contains(text, "match:") {
		return tracker.TalkingPoint{}, refused(fmt.Errorf("reading %s: %w", name, err))
	} else if !strings.HasPrefix(text, "-") {
		stanza = "- " + strings.TrimLeft(indented(text, "  "), " ")
	}
	file, err := rulefile.Load(name, []byte(aroundStanza(d, stanza)))
	if err != nil {
		return tracker.TalkingPoint{}, refused(err)
	}
	file.Speakers, file.Sources = d.File.Speakers, d.File.Sources
	d.File, d.Reader = file, reader.New(file)
	return d.Points()[0], nil
}

// aroundStanza writes a rules file that holds one talking point and what it may
// name.
func aroundStanza(d *newsroom.Desk, stanza string) string {
	var b strings.Builder
	b.WriteString("narratives:\n  - id: trial\n    title: on trial\n    talking_points:\n")
	b.WriteString(indented(stanza, "      "))
	b.WriteString("terms:\n")
	for _, name := range sortedKeys(d.File.Terms) {
		fmt.Fprintf(&b, "  %s: |-\n%s", name, indented(d.File.Terms[name], "    "))
	}
	b.WriteString("speakers:\n")
	for _, s := range d.File.Speakers {
		fmt.Fprintf(&b, "  - {id: %s, name: %q}\n", s.ID, s.Name)
	}
	return b.String()
}

// indented puts a prefix before every line.
func indented(text, prefix string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		b.WriteString(prefix + line)
	}
	return b.String()
}

// try runs the talking point over the articles in which it may hold.
func tryPoint(ctx context.Context, in *newsroom.Intake, tp tracker.TalkingPoint) (trial, error) {
	t := trial{Months: map[string]int{}, Speakers: map[string]int{}, Samples: []trialHit{}, Misses: []trialHit{}}
	ids, err := in.Candidates(ctx, []tracker.TalkingPoint{tp})
	if err != nil {
		return t, err
	}
	rule := in.Desk.File.Rule(tp)
	return t, in.Store.Texts(ctx, ids, func(a archive.Article) error {
		src := in.Desk.Source(a.Source)
		r := in.Desk.Reader.Read(src, newsroom.ItemOf(a))
		t.add(a, r)
		if len(r.Mentions) == 0 && len(t.Misses) < samplesShown {
			for _, m := range rule.NearMisses(in.Desk.Reader.Doc(src, r), 1) {
				raw := a.Text
				if m.Part == tracker.Title {
					raw = a.Title
				}
				t.Misses = append(t.Misses, trialHit{a.Day, a.Source, a.URL, raw[m.Sentence.Start:m.Sentence.End], m.Lacking})
			}
		}
		return ctx.Err()
	})
}

func (t *trial) add(a archive.Article, r reader.Result) {
	if len(r.Mentions) == 0 {
		return
	}
	t.Articles++
	for _, m := range r.Mentions {
		t.Hits++
		t.Months[a.Day.Format("2006-01")]++
		who := "the outlet itself"
		if m.Claim >= 0 && len(r.Claims[m.Claim].Speakers) > 0 {
			who = names(r.Claims[m.Claim].Speakers)
		}
		t.Speakers[who]++
		if len(t.Samples) < samplesShown {
			t.Samples = append(t.Samples, trialHit{Published: a.Day, Source: a.Source, URL: a.URL, Text: m.Text})
		}
	}
}

func (t trial) words() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d hits in %d articles.\n", t.Hits, t.Articles)
	if t.Hits > 0 {
		b.WriteString("\nBy month (published)\n")
		for _, m := range sortedKeys(t.Months) {
			fmt.Fprintf(&b, "  %s %4d\n", m, t.Months[m])
		}
		b.WriteString("\nBy speaker\n")
		for _, s := range byCount(t.Speakers) {
			fmt.Fprintf(&b, "  %4d  %s\n", t.Speakers[s], s)
		}
		b.WriteString("\nSamples, newest first\n")
	}
	for _, h := range t.Samples {
		fmt.Fprintf(&b, "  %s  %s: %s\n", h.Published, h.Source, shorten(h.Text, 140))
	}
	if len(t.Misses) > 0 {
		b.WriteString("\nNear misses\n")
	}
	for _, h := range t.Misses {
		fmt.Fprintf(&b, "  %s  %s: %s\n      %s\n", h.Published, h.Source, h.Lacking, shorten(h.Text, 120))
	}
	return b.String()
}

// byCount returns the keys of m, the most frequent first.
func byCount(m map[string]int) []string {
	keys := sortedKeys(m)
	slices.SortStableFunc(keys, func(x, y string) int { return m[y] - m[x] })
	return keys
}

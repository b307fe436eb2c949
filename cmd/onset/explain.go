package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/reader"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

func (a *app) explainCommand() *cobra.Command {
	var published, source, title string
	cmd := &cobra.Command{
		Use:   "explain FILE",
		Short: "What Onset reads out of one text, and why; - is stdin",
		Long: `Reads one text as if it had been fetched: language, dates, who claims what, and
which talking points it mentions by which words. Under each claim stand those who
may have said it, with their points and what each is for; a speaker with too few,
or with a rival, is unsure. Nothing is stored.
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
	_, err = io.WriteString(a.out, explained(result)+nearMisses(d, src, result))
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

// explained tells a reading to a person: each sentence with its marks, then
// the claims and mentions as a list.
func explained(r reader.Result) string {
	var b strings.Builder
	published := r.Published.Words()
	if published == "" {
		published = "unknown"
	}
	fmt.Fprintf(&b, "language %s · published %s · %d sentences · %d dates · %d claims · %d mentions\n\n",
		timeline.Language(r.Language), published, len(r.Sentences), len(r.Dates), len(r.Claims), len(r.Mentions))
	for i, s := range r.Sentences {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, marked(r, s))
	}
	b.WriteString("\nClaims  ⟦n …⟧ in the text\n")
	for i, c := range r.Claims {
		fmt.Fprintf(&b, "%3d  %s%s · %s, %s, %s · said %s · by rule %s%s\n     “%s”\n", i+1, text.OrDash(timeline.Speakers(c.Speakers, tables.NameShown)), chain(c),
			c.Form, c.Stance, c.Treatment, timeline.SaidBasis(c.Said), text.OrDash(c.Rule), timeline.NoveltyWords(c.Novelty), text.Within(c.Text, 150))
		for _, w := range c.Candidates {
			fmt.Fprintf(&b, "     %3d  %s: %s\n", w.Score, w.Text, strings.Join(w.Why, ", "))
		}
	}
	b.WriteString("\nTalking points  *matched words* in the text\n")
	for _, m := range r.Mentions {
		fmt.Fprintf(&b, "  %s (rule %.8s), claim %d: %s%s\n     %s\n", m.Rule.ID, m.Rule.Hash, m.Claim+1, m.Stance, signWords(m.Sign), hitWords(r, m))
	}
	return b.String()
}

// signWords tells which words made a stance: those over the matched ones, from
// the nearest to the root of the claim.
func signWords(sign []string) string {
	if len(sign) == 0 {
		return ""
	}
	return " (by “" + strings.Join(sign, "”, “") + "”)"
}

const (
	missesShown = 2 // of one talking point
	missesHold  = 2 // parts at least that are there; one word alone is near nothing
)

// chain tells who passes a claim on, and whether its speaker is sure.
func chain(c tracker.Claim) string {
	out := ""
	if slices.ContainsFunc(c.Speakers, func(s tracker.ClaimSpeaker) bool { return s.Unsure }) {
		out = " (unsure)"
	}
	if len(c.Via) > 0 {
		out += " via " + timeline.Speakers(c.Via, tables.NameShown)
	}
	if c.Hand != "" {
		out += ", " + string(c.Hand)
	}
	return out
}

// nearMisses tells where a talking point lacked one part only.
func nearMisses(d *newsroom.Desk, src tracker.Source, r reader.Result) string {
	var b strings.Builder
	doc := d.Reader().Doc(src, r)
	for _, tp := range d.Points() {
		rule := d.File.Rule(tp)
		for _, m := range rule.NearMisses(doc, missesShown) {
			if len(m.Spans) < missesHold {
				continue
			}
			raw := r.Body.Raw
			if m.Part == tracker.Title {
				raw = r.Title.Raw
			}
			fmt.Fprintf(&b, "  %s: %s\n     in: %s\n", tp.Ref().ID, m.Lacking, text.Within(raw[m.Sentence.Start:m.Sentence.End], 120))
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "\nNear misses (one part was lacking)\n" + b.String()
}

// marked writes a sentence with the borders of claims and the matched words.
func marked(r reader.Result, s tracker.Span) string {
	type mark struct {
		at    int
		order int
		text  string
	}
	var marks []mark
	for i, c := range r.Claims {
		if c.Part == tracker.Body && s.Overlap(c.Span) > 0 {
			marks = append(marks, mark{max(c.Start, s.Start), 0, fmt.Sprintf("⟦%d ", i+1)}, mark{min(c.End, s.End), 3, "⟧"})
		}
	}
	for _, m := range r.Mentions {
		for _, h := range m.Hits {
			if m.Part == tracker.Body && s.Contains(h) {
				marks = append(marks, mark{h.Start, 1, "*"}, mark{h.End, 2, "*"})
			}
		}
	}
	var b strings.Builder
	for at := s.Start; at <= s.End; at++ {
		for order := 3; order >= 0; order-- {
			seen := map[string]bool{}
			for _, m := range marks {
				if m.at == at && m.order == order && !seen[m.text] {
					b.WriteString(m.text)
					seen[m.text] = true
				}
			}
		}
		if at < s.End {
			b.WriteByte(r.Body.Raw[at])
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func hitWords(r reader.Result, m tracker.Mention) string {
	raw := r.Body.Raw
	if m.Part == tracker.Title {
		raw = r.Title.Raw
	}
	var words []string
	for _, h := range m.Hits {
		words = append(words, "*"+raw[h.Start:h.End]+"*")
	}
	return strings.Join(words, " ")
}

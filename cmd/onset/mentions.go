package main

import (
	"context"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tracker"
	"onset/tracker/timeline"
)

func (a *app) mentionsCommand() *cobra.Command {
	var f filterFlags
	var limit int
	cmd := &cobra.Command{
		Use:   "mentions",
		Short: "The evidence: every sentence in which a talking point was found",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.mentions(cmd.Context(), f, limit) },
	}
	f.add(cmd)
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many, newest first; 0: all")
	return cmd
}

func (a *app) mentions(ctx context.Context, f filterFlags, limit int) error {
	filter, err := f.filter(a.zone())
	if err != nil {
		return err
	}
	filter.Limit = limit
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	page, err := s.Mentions(ctx, filter)
	if err != nil {
		return err
	}
	return a.print(mentionTable(page.Mentions))
}

func mentionTable(ws []tracker.Witness) table {
	rows := make([]mentionRow, 0, len(ws))
	t := table{
		columns: []string{"published", "source", "talking point", "speakers", "said", "stance", "treatment", "sentence", "id"},
		empty:   "No mentions.",
		note:    "Newest first by published, in the outlet's zone. The whole chain behind one: onset why ID",
	}
	for _, w := range ws {
		rows = append(rows, mentionOf(w))
		t.rows = append(t.rows, []string{
			w.Published.Day.String(), w.Source, w.Narrative + "/" + w.TalkingPoint, names(w.Speakers), saidWords(w.Said),
			string(w.Stance), string(w.Treatment), shorten(w.Text, 110), w.ID,
		})
	}
	t.json = rows
	return t
}

// mentionRow is the JSON of a mention that other programs rely on.
type mentionRow struct {
	ID           string                 `json:"id"`
	Narrative    string                 `json:"narrative"`
	TalkingPoint string                 `json:"talking_point"`
	Source       string                 `json:"source"`
	Article      tracker.ArticleRef     `json:"article"`
	PublishedAt  tracker.Stamp          `json:"published_at"`
	SeenAt       string                 `json:"seen_at"`
	Evidence     tracker.Evidence       `json:"evidence"`
	Hits         []tracker.Span         `json:"hits"`
	Speakers     []tracker.ClaimSpeaker `json:"speakers"`
	Form         tracker.Form           `json:"form"`
	Stance       tracker.Stance         `json:"stance"`
	Treatment    tracker.Treatment      `json:"treatment"`
	Said         *tracker.Said          `json:"said"`
	Novelty      *tracker.Novelty       `json:"novelty"`
	Origin       string                 `json:"origin"`
	Utterance    string                 `json:"utterance"`
	Verdict      *string                `json:"verdict"`
	Rule         tracker.RuleRef        `json:"rule"`
}

func mentionOf(w tracker.Witness) mentionRow {
	row := mentionRow{
		ID: w.ID, Narrative: w.Narrative, TalkingPoint: w.TalkingPoint, Source: w.Source,
		Article:     tracker.ArticleRef{URL: w.URL, Title: w.Title},
		PublishedAt: w.Published, SeenAt: instant(w.Seen),
		Evidence: tracker.Evidence{Revision: w.Revision, Part: w.Part, Start: w.Start, End: w.End, Text: w.Text},
		Hits:     orEmpty(w.Hits), Speakers: orEmpty(w.Speakers), Form: w.Form, Stance: w.Stance, Treatment: w.Treatment,
		Said: w.Said, Novelty: w.Novelty, Origin: w.Origin, Utterance: w.Utterance, Rule: w.Rule,
	}
	if w.Verdict != "" {
		row.Verdict = &w.Verdict
	}
	return row
}

// names lists speakers: ids where they are known, else the words of the text.
func names(speakers []tracker.ClaimSpeaker) string {
	var out string
	for _, s := range speakers {
		if out != "" {
			out += ", "
		}
		if s.ID != "" {
			out += s.ID
		} else {
			out += "“" + shorten(s.Text, 40) + "”"
		}
	}
	return out
}

// saidWords tells a said date in few words.
func saidWords(s *tracker.Said) string {
	switch {
	case s == nil:
		return ""
	case s.From == 0:
		return "by " + s.To.String()
	}
	return timeline.Days(s.From, s.To, 0)
}

package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

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
	a.completeFilters(cmd)
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many, newest first; 0: all")
	return cmd
}

func (a *app) mentions(ctx context.Context, f filterFlags, limit int) error {
	filter, asOf, err := a.filter(f)
	if err != nil {
		return err
	}
	s, zone, err := a.openToLook(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := f.check(ctx, s); err != nil {
		return err
	}
	filter.AsOf = endOf(asOf, zone)
	filter.Limit = limit
	page, err := s.Mentions(ctx, filter)
	if err != nil {
		return err
	}
	return a.print(mentionTable(page.Mentions))
}

func mentionTable(ws []tracker.Witness) table {
	rows := make([]tracker.MentionRow, 0, len(ws))
	t := table{
		columns: []string{"id", "published", "source", "talking point", "speakers", "said", "stance", "treatment", "sentence"},
		empty:   "No mentions.",
		note:    "Newest first by published, in the outlet's zone. The whole chain behind one: onset why ID",
		whole:   []string{"said"},
		spare:   []string{"treatment", "stance", "said", "source"},
	}
	t.wide = &table{columns: []string{"published", "source", "narrative", "talking_point", "speakers", "said", "form", "stance", "treatment",
		"verdict", "title", "url", "sentence", "seen", "origin", "utterance", "id", "said_from", "said_to"}}
	for _, w := range ws {
		var said tracker.Said
		if w.Said != nil {
			said = *w.Said
		}
		t.wide.rows = append(t.wide.rows, []string{
			w.Published.Day.String(), w.Source, w.Narrative, w.TalkingPoint, fullNames(w.Speakers), saidWords(w.Said), string(w.Form), string(w.Stance),
			string(w.Treatment), w.Verdict, w.Title, w.URL, w.Text, instant(w.Seen), w.Origin, w.Utterance, w.ID,
			said.From.String(), said.To.String(),
		})
		rows = append(rows, w.Row())
		t.rows = append(t.rows, []string{
			w.ID, w.Published.Day.String(), w.Source, w.Narrative + "/" + w.TalkingPoint, names(w.Speakers), saidWords(w.Said),
			string(w.Stance), string(w.Treatment), excerpt(w.Text, w.Hits, w.Start, 110),
		})
	}
	t.json = rows
	return t
}

// names lists speakers: ids where they are known, else the words of the text,
// shortened where they are many.
func names(speakers []tracker.ClaimSpeaker) string {
	return namesBy(speakers, func(text string) string { return shorten(text, 40) })
}

// fullNames is names with all words of the text.
func fullNames(speakers []tracker.ClaimSpeaker) string {
	return namesBy(speakers, func(text string) string { return strings.Join(strings.Fields(text), " ") })
}

func namesBy(speakers []tracker.ClaimSpeaker, words func(string) string) string {
	var out []string
	for _, s := range speakers {
		if s.ID != "" {
			out = append(out, s.ID)
		} else {
			out = append(out, "“"+words(s.Text)+"”")
		}
	}
	return strings.Join(out, ", ")
}

// saidWords tells a said date in few words.
func saidWords(s *tracker.Said) string {
	switch {
	case s == nil, s.From == 0 && s.To == 0:
		return ""
	case s.From == 0:
		return "by " + s.To.String()
	}
	return timeline.Days(s.From, s.To, 0)
}

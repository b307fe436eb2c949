package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/edit"
	"onset/tracker/furniture"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

func (a *app) articleCommand() *cobra.Command {
	return formats(&cobra.Command{
		Use:   "article ADDRESS",
		Short: "One article: its dates with provenance, revisions, mentions",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.article(cmd.Context(), args[0]) },
	}, "text", "json")
}

func (a *app) article(ctx context.Context, ref string) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	v, err := newsroom.ArticleAt(ctx, s, ref)
	if err != nil {
		return err
	}
	known, err := s.Furniture(ctx)
	if err != nil {
		return err
	}
	parts := repeated(known[v.Source], v)
	if a.format == "json" {
		return a.printJSON(struct {
			archive.Dossier
			PublishedSince tracker.Day     // first day on which it may have been published
			Assumed        tracker.Assumed // of the published date
			Differences    []difference
			Furniture      []tracker.Span // of the latest text: lines that the source repeats on its pages
		}{v, v.Published.From(), v.Published.Assumed, differences(v.Revisions), parts})
	}
	_, err = io.WriteString(a.out, articleWords(v, parts))
	return err
}

// repeated returns the paragraphs of the latest text that are furniture.
func repeated(known []furniture.Line, v archive.Dossier) []tracker.Span {
	if len(known) == 0 || len(v.Revisions) == 0 {
		return []tracker.Span{}
	}
	last := v.Revisions[len(v.Revisions)-1]
	a := archive.Article{Source: v.Source, Text: last.Text, Revision: last.ID, Mentions: v.Mentions}
	return tracker.OrEmpty(newsroom.RepeatedIn(known, &a, text.Analyse(last.Text, v.Language).Paragraphs))
}

func articleWords(v archive.Dossier, parts []tracker.Span) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s · %s\n", v.Title, v.Source, v.URL)
	fmt.Fprintf(&b, "published %s (%s) · seen %s · language %s · identified by %s\n", text.OrDash(v.Published.Words()), text.OrDash(v.From), tracker.Instant(v.Seen), timeline.Language(v.Language), v.Rung)
	for _, d := range v.Dates {
		fmt.Fprintf(&b, "  date from %s: %q", d.From, d.Raw)
		if d.Flag != "" {
			fmt.Fprintf(&b, " (%s)", d.Flag)
		}
		b.WriteByte('\n')
	}
	if !v.Withdrawn.IsZero() {
		fmt.Fprintf(&b, "withdrawn: the page was gone for three days on %s; what it said is kept here\n", minute(v.Withdrawn))
	}
	b.WriteString("\nRevisions\n")
	differ := differences(v.Revisions)
	for i, r := range v.Revisions {
		fmt.Fprintf(&b, "  %d  %s  %s, %s, %s, %d bytes, SHA-256 %.12s\n", r.Number, tracker.Instant(r.Fetched), r.Cause, r.Depth, r.Method, len(r.Text), r.SHA256)
		if r.Place != "" {
			fmt.Fprintf(&b, "     seen from %s\n", r.Place)
		}
		if i > 0 {
			b.WriteString(differ[i-1].words())
		}
	}
	b.WriteString(sightingWords(v))
	if len(v.Mentions) > 0 {
		b.WriteString("\nMentions\n")
	}
	for _, w := range v.Mentions {
		out := ""
		if w.Removed {
			out = " · edited out by " + minute(w.RemovedAt)
		}
		fmt.Fprintf(&b, "  %s  %s/%s · %s · said %s%s\n      %s\n", w.ID, w.Narrative, w.TalkingPoint, text.OrDash(timeline.Speakers(w.Speakers, tables.NameShown)), text.OrDash(timeline.SaidWords(w.Said)), out, text.Within(w.Text, 150))
	}
	if n := len(v.Revisions); n > 0 {
		b.WriteString("\nText\n")
		raw, at := v.Revisions[n-1].Text, 0
		for _, p := range parts {
			b.WriteString(raw[at:p.Start] + "(repeated on its pages, not read) ")
			at = p.Start
		}
		b.WriteString(raw[at:] + "\n")
	}
	return b.String()
}

// sightingWords tells what other places saw, beside the latest text.
func sightingWords(v archive.Dossier) string {
	if len(v.Sightings) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\nSeen from elsewhere\n")
	for _, g := range v.Sightings {
		what := string(g.Class)
		switch {
		case g.Differs:
			what = "other words"
		case g.Class == tracker.FetchOK:
			what = "the same"
		case g.Status != 0:
			what += fmt.Sprintf(" (%d)", g.Status)
		}
		fmt.Fprintf(&b, "  %s  %s: %s\n", tracker.Instant(g.At), g.From(), what)
		if n := len(v.Revisions); g.Differs && n > 0 {
			b.WriteString(changedWords("text", edit.Words(v.Revisions[n-1].Text, g.Text)))
		}
	}
	return b.String()
}

// difference is what a revision changed, word by word.
type difference struct {
	Revision int           `json:"revision"` // its number
	Title    []edit.Change `json:"title"`
	Text     []edit.Change `json:"text"`
}

// differences compares each revision but the first with the one before. The
// text of a pruned one is unknown, and nothing is said of it.
func differences(revisions []tracker.Revision) []difference {
	out := []difference{}
	for i := 1; i < len(revisions); i++ {
		old, now := revisions[i-1], revisions[i]
		d := difference{Revision: now.Number, Title: tracker.OrEmpty(edit.Words(old.Title, now.Title)), Text: []edit.Change{}}
		if old.Text != "" || old.Depth == tracker.TitleOnly {
			d.Text = tracker.OrEmpty(edit.Words(old.Text, now.Text))
		}
		out = append(out, d)
	}
	return out
}

// words shows only what changed, with the words around it: [-gone-] {+new+}.
func (d difference) words() string {
	return changedWords("title", d.Title) + changedWords("text", d.Text)
}

// contextShown is how many letters of unchanged text are shown beside a change.
const contextShown = 60

func changedWords(part string, changes []edit.Change) string {
	if !slices.ContainsFunc(changes, func(c edit.Change) bool { return c.Op != edit.Kept }) {
		return ""
	}
	var b strings.Builder
	for i, c := range changes {
		text := strings.Join(strings.Fields(c.Text), " ")
		switch c.Op {
		case edit.Gone:
			text = "[-" + text + "-]"
		case edit.Added:
			text = "{+" + text + "+}"
		default:
			text = shortened(text, i > 0, i < len(changes)-1)
		}
		b.WriteString(text)
		if strings.TrimSpace(c.Text[len(c.Text)-1:]) == "" {
			b.WriteByte(' ')
		}
	}
	return "     " + part + ": " + strings.TrimSpace(b.String()) + "\n"
}

// shortened keeps of an unchanged stretch what stands beside a change before or
// after it.
func shortened(s string, before, after bool) string {
	r := []rune(s)
	switch {
	case before && after && len(r) > 2*contextShown:
		return string(r[:contextShown]) + " … " + string(r[len(r)-contextShown:])
	case !before && after && len(r) > contextShown:
		return "… " + string(r[len(r)-contextShown:])
	case before && !after && len(r) > contextShown:
		return string(r[:contextShown]) + " …"
	}
	return s
}

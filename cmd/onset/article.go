package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/edit"
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
	parts := tracker.OrEmpty(newsroom.RepeatedOn(known[v.Source], v))
	if a.format == "json" {
		return a.printJSON(struct {
			archive.Dossier
			PublishedSince tracker.Day     // first day on which it may have been published
			Assumed        tracker.Assumed // of the published date
			Differences    []edit.Difference
			Furniture      []tracker.Span // of the latest text: lines that the source repeats on its pages
		}{v, v.Published.From(), v.Published.Assumed, edit.Differences(v.Revisions), parts})
	}
	_, err = io.WriteString(a.out, articleWords(v, parts))
	return err
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
	differ := edit.Differences(v.Revisions)
	for i, r := range v.Revisions {
		fmt.Fprintf(&b, "  %d  %s  %s, %s, %s, %d bytes, SHA-256 %.12s\n", r.Number, tracker.Instant(r.Fetched), r.Cause, r.Depth, r.Method, len(r.Text), r.SHA256)
		if r.Place != "" {
			fmt.Fprintf(&b, "     seen from %s\n", r.Place)
		}
		if i > 0 {
			b.WriteString(differ[i-1].String())
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
			b.WriteString(edit.Shown("text", edit.Words(v.Revisions[n-1].Text, g.Text)))
		}
	}
	return b.String()
}

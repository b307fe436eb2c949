package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/store"
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
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	v, err := articleAt(ctx, s, ref)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return printJSON(a.out, v)
	}
	_, err = io.WriteString(a.out, articleWords(v))
	return err
}

// articleAt finds an article by its number or any form of its address.
func articleAt(ctx context.Context, s *store.Store, ref string) (store.ArticleView, error) {
	if _, key, ok := feeds.Canonical(ref); ok {
		v, err := s.Article(ctx, key)
		if !errors.Is(err, store.ErrNotFound) {
			return v, err
		}
	}
	return s.Article(ctx, ref)
}

func articleWords(v store.ArticleView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s · %s\n", v.Title, v.Source, v.URL)
	fmt.Fprintf(&b, "published %s (%s) · seen %s · language %s · identified by %s\n", orDash(v.Published.String()), orDash(v.From), instant(v.Seen), orDash(v.Language), v.Rung)
	for _, d := range v.Dates {
		fmt.Fprintf(&b, "  date from %s: %q", d.From, d.Raw)
		if d.Flag != "" {
			fmt.Fprintf(&b, " (%s)", d.Flag)
		}
		b.WriteByte('\n')
	}
	b.WriteString("\nRevisions\n")
	for _, r := range v.Revisions {
		fmt.Fprintf(&b, "  %d  %s  %s, %s, %s, %d bytes, SHA-256 %.12s\n", r.Number, instant(r.Fetched), r.Cause, r.Depth, r.Method, len(r.Text), r.SHA256)
	}
	if len(v.Mentions) > 0 {
		b.WriteString("\nMentions\n")
	}
	for _, w := range v.Mentions {
		fmt.Fprintf(&b, "  %s  %s/%s · %s · said %s\n      %s\n", w.ID, w.Narrative, w.TalkingPoint, orDash(names(w.Speakers)), orDash(saidWords(w.Said)), shorten(w.Text, 150))
	}
	if n := len(v.Revisions); n > 0 {
		fmt.Fprintf(&b, "\nText\n%s\n", v.Revisions[n-1].Text)
	}
	return b.String()
}

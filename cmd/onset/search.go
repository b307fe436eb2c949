package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/text"
)

// searchFlags are the flags of onset search.
type searchFlags struct {
	within string
	limit  int
	after  int64
	time   time.Duration
}

func (a *app) searchCommand() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Stored articles in which an expression of the rule language holds, newest first",
		Long: `Looks for an expression of the rule language (onset help rules) in the latest text
of every stored article. Newest first by published. $terms of the rules file may
be used. --after goes on behind the last page.`,
		Example: `  onset search '"world war" AND troops'
  onset search 'ultimatum NEAR/8 Russia AND kind:state_media' --within sentence`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.search(cmd.Context(), args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.within, "within", string(tracker.InArticle), "article, paragraph, sentences/2 or sentence: where all of it must hold")
	flags.IntVar(&f.limit, "limit", 20, "hits at most")
	flags.Int64Var(&f.after, "after", 0, "the cursor that the last page named")
	flags.DurationVar(&f.time, "timeout", 10*time.Second, "the search ends after this time with what it has")
	return cmd
}

func (a *app) search(ctx context.Context, text string, f searchFlags) error {
	within := tracker.Within(f.within)
	if !within.Valid() {
		return usagef("--within %s: article, paragraph, sentences/2 or sentence", f.within)
	}
	terms, groups := a.vocabulary()
	expr, err := query.Parse(text, terms)
	if err != nil {
		return refused(err)
	}
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := s.Search(ctx, archive.Search{Expr: expr, Within: within, Groups: groups, Limit: f.limit, After: f.after, Time: f.time})
	if errors.Is(err, archive.ErrTooWide) {
		return refused(err)
	}
	if err != nil {
		return err
	}
	found := r.Page()
	if a.format == "table" {
		_, err = io.WriteString(a.out, foundWords(found))
		return err
	}
	return a.print(tables.Found(found))
}

// vocabulary is what a rules file lends to a search; none where there is none.
func (a *app) vocabulary() (query.Terms, map[string][]string) {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil, nil
	}
	return query.Terms(d.File.Terms), d.File.Groups()
}

// foundWords tells hits to a person, with the matched words between asterisks.
func foundWords(r archive.HitPage) string {
	var b strings.Builder
	if len(r.Hits) == 0 {
		b.WriteString("Nothing found.\n")
	}
	for _, h := range r.Hits {
		fmt.Fprintf(&b, "%s  %s  %s\n", text.OrDash(h.At.Day.String()), h.Source, h.Ref.Title)
		for _, s := range h.Snippets {
			fmt.Fprintf(&b, "    %s\n", tables.WithMarks(s.Text, s.Marks, "*", "*"))
		}
		fmt.Fprintf(&b, "    %s\n", h.Ref.URL)
	}
	if r.Stopped {
		b.WriteString("\nStopped at the time limit (--timeout); there may be more.\n")
	}
	if r.Next != 0 {
		fmt.Fprintf(&b, "\nMore: --after %d\n", r.Next)
	}
	return b.String()
}

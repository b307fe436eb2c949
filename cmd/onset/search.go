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
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
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

// searchHit is the JSON of a hit.
type searchHit struct {
	Source      string             `json:"source"`
	Article     tracker.ArticleRef `json:"article"`
	PublishedAt tracker.Stamp      `json:"published_at"`
	Language    string             `json:"language"`
	Revision    int64              `json:"revision"`
	Snippets    []snippet          `json:"snippets"`
}

type snippet struct {
	Part  tracker.Part   `json:"part"`
	Start int            `json:"start"`
	Text  string         `json:"text"`
	Marks []tracker.Span `json:"marks"` // into text
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
	if a.format == "table" {
		_, err = io.WriteString(a.out, foundWords(r))
		return err
	}
	return a.print(foundTable(r))
}

// vocabulary is what a rules file lends to a search; none where there is none.
func (a *app) vocabulary() (query.Terms, map[string][]string) {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil, nil
	}
	return query.Terms(d.File.Terms), d.File.Groups()
}

// searchAnswer is a search as JSON has it.
type searchAnswer struct {
	Hits    []searchHit `json:"hits"`
	Next    int64       `json:"next"` // for --after; 0 at the end
	Stopped bool        `json:"stopped"`
}

func foundTable(r archive.Results) table {
	hits := []searchHit{}
	t := table{columns: []string{"published", "source", "title", "snippet", "url"}}
	for _, h := range r.Hits {
		hit := searchHit{Source: h.Source, Article: tracker.ArticleRef{URL: h.URL, Title: h.Title}, PublishedAt: h.Published,
			Language: h.Language, Revision: h.Revision, Snippets: []snippet{}}
		for _, s := range h.Snippets {
			hit.Snippets = append(hit.Snippets, snippet{s.Part, s.Start, s.Text, orEmpty(s.Marks)})
		}
		hits = append(hits, hit)
		first := ""
		if len(h.Snippets) > 0 {
			first = h.Snippets[0].Text
		}
		t.rows = append(t.rows, []string{h.Published.String(), h.Source, h.Title, first, h.URL})
	}
	t.json = searchAnswer{hits, r.Next, r.Stopped}
	return t
}

// foundWords tells hits to a person, with the matched words between asterisks.
func foundWords(r archive.Results) string {
	var b strings.Builder
	if len(r.Hits) == 0 {
		b.WriteString("Nothing found.\n")
	}
	for _, h := range r.Hits {
		fmt.Fprintf(&b, "%s  %s  %s\n", orDash(h.Published.Day.String()), h.Source, h.Title)
		for _, s := range h.Snippets {
			fmt.Fprintf(&b, "    %s\n", withMarks(s.Text, s.Marks, "*", "*"))
		}
		fmt.Fprintf(&b, "    %s\n", h.URL)
	}
	if r.Stopped {
		b.WriteString("\nStopped at the time limit (--timeout); there may be more.\n")
	}
	if r.Next != 0 {
		fmt.Fprintf(&b, "\nMore: --after %d\n", r.Next)
	}
	return b.String()
}

// withMarks puts marks around spans of a text and folds its white space.
func withMarks(text string, marks []tracker.Span, begin, end string) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if m.Start < at {
			continue
		}
		b.WriteString(text[at:m.Start] + begin + text[m.Start:m.End] + end)
		at = m.End
	}
	b.WriteString(text[at:])
	return strings.Join(strings.Fields(b.String()), " ")
}

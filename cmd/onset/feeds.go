package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/feedhealth"
	"onset/tracker/text"
)

func (a *app) feedsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feeds",
		Short: "List feeds, their health, check or find one, OPML in and out",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.feedHealth(cmd.Context()) },
	}
	cmd.AddCommand(
		a.backfillCommand(),
		&cobra.Command{
			Use: "list", Short: "The feeds of the rules file", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.feedList() },
		},
		&cobra.Command{
			Use: "health", Short: "How each feed has been doing", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return a.feedHealth(cmd.Context()) },
		},
		&cobra.Command{
			Use: "check ADDRESS", Short: "What would be read of a feed, before it is added", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return a.feedCheck(cmd.Context(), args[0]) },
		},
		a.feedFindCommand(),
		&cobra.Command{
			Use: "import FILE", Short: "Sources for narratives.yaml out of an OPML list; - is stdin", Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.feedImport(args[0]) },
		},
		&cobra.Command{
			Use: "export", Short: "The feeds of the rules file as OPML", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.feedExport() },
		},
	)
	return cmd
}

func (a *app) feedList() error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	type row struct {
		Source  string       `json:"source"`
		Name    string       `json:"name"`
		Kind    tracker.Kind `json:"kind"`
		Country string       `json:"country"`
		Feed    string       `json:"feed"`
	}
	rows := []row{}
	t := tables.Table{Columns: []string{"source", "name", "kind", "country", "feed"}, Empty: a.config + " names no feeds."}
	for _, s := range d.File.Sources {
		for _, f := range s.Feeds {
			rows = append(rows, row{s.ID, s.Name, s.Kind, s.Country, feeds.Shown(f.URL)})
			t.Rows = append(t.Rows, []string{s.ID, s.Name, string(s.Kind), s.Country, feeds.Shown(f.URL)})
		}
	}
	t.JSON = rows
	return a.print(t)
}

func (a *app) feedHealth(ctx context.Context) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	health, err := s.Health(ctx)
	if err != nil {
		return err
	}
	type row struct {
		Source   string             `json:"source"`
		Feed     string             `json:"feed"`
		State    string             `json:"state"` // silent, stopped, or the class
		Class    tracker.FetchClass `json:"class"`
		Message  string             `json:"message"`
		LastGood string             `json:"last_good"`
		LastNew  string             `json:"last_new"`
		Articles int                `json:"articles"`
		Volume   []int              `json:"volume"`
		Moved    []tracker.Move     `json:"moved"` // changes of its address, oldest first
	}
	rows := []row{}
	t := tables.Table{
		Columns: []string{"source", "state", "last good", "last new", "articles", "30 days", "feed", "message"},
		Empty:   "No feeds yet: onset poll asks those of the rules file.",
		Whole:   []string{"state", "last good", "last new"},
		Spare:   []string{"30 days", "feed", "articles", "last new"},
		Note:    "Times are UTC. The 30 days show new articles a day, the last on the right.",
	}
	for _, h := range health {
		h.State.Moved = feeds.ShownMoves(h.State.Moved)
		state, message := feedhealth.Standing(h, a.now())
		address := feeds.Shown(h.State.URL)
		rows = append(rows, row{h.State.Source, address, state, h.Class, message, tracker.Instant(h.State.LastGood), tracker.Instant(h.State.LastNew), h.Total, h.Volume, h.State.Moved})
		t.Rows = append(t.Rows, []string{
			h.State.Source, text.OrDash(state), minute(h.State.LastGood), minute(h.State.LastNew), fmt.Sprint(h.Total),
			tables.Sparkline(h.Volume), address, text.Within(message, 160),
		})
	}
	t.JSON = rows
	return a.print(t)
}

func (a *app) feedCheck(ctx context.Context, address string) error {
	client, err := a.askingClient()
	if err != nil {
		return err
	}
	r := client.Check(ctx, tracker.Source{ID: "check", Kind: tracker.OtherKind}, tracker.FeedAddress{URL: address})
	f := r.Fetch
	t := tables.Table{
		Columns: []string{"published", "date from", "depth", "bytes", "title"},
		JSON:    r,
		Empty:   "Nothing could be read.",
		Note: fmt.Sprintf("%s: %s. %d items: %d full texts, %d excerpts, %d titles; %d dated, %s to %s.\n%s",
			feeds.Shown(address), f.Class, len(f.Items), r.Full, r.Excerpts, r.Titles, r.Dated, text.OrDash(r.Oldest.Day.String()), text.OrDash(r.Newest.Day.String()),
			strings.Join(r.Notes, "\n")),
	}
	for _, it := range f.Items {
		published, from := tracker.Stamp{}, ""
		if len(it.Published) > 0 {
			published, from = it.Published[0].Stamp, it.Published[0].From
		}
		t.Rows = append(t.Rows, []string{published.String(), from, string(it.Depth), fmt.Sprint(len(it.Text)), text.Within(it.Title, 80)})
	}
	if err := a.print(t); err != nil {
		return err
	}
	if f.Class.Failed() {
		return fmt.Errorf("checking the feed: %s", f.Message)
	}
	return nil
}

// askingClient is the client for addresses given on the command line, with the
// limits of the rules file where there is one.
func (a *app) askingClient() (*feeds.Client, error) {
	if _, err := os.Stat(a.config); err != nil {
		return &feeds.Client{Now: a.now}, nil
	}
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil, err
	}
	return newsroom.ClientOf(d, a.now), nil
}

func (a *app) feedFind(ctx context.Context, page string, add bool) error {
	client, err := a.askingClient()
	if err != nil {
		return err
	}
	found, err := client.Find(ctx, page)
	if err != nil {
		return err
	}
	t := tables.Table{Columns: []string{"feed", "title", "format", "items", "found by"}, JSON: tracker.OrEmpty(found), Empty: "No feed found. Some sites have one and don't say so: look for a page about RSS.",
		Note: "What would be read of one: " + a.called() + " feeds check FEED"}
	for _, f := range found {
		t.Rows = append(t.Rows, []string{f.URL, f.Title, f.Format, fmt.Sprint(f.Items), f.Via})
	}
	if err := a.print(t); err != nil || !add {
		return err
	}
	return a.addFound(page, found)
}

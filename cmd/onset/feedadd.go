package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/newsroom"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

func (a *app) feedFindCommand() *cobra.Command {
	var add bool
	cmd := &cobra.Command{
		Use:   "find SITE",
		Short: "The feeds of a site; --add puts the first into the rules file",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.feedFind(cmd.Context(), args[0], add) },
	}
	cmd.Flags().BoolVar(&add, "add", false, "put a source with the first feed found into the rules file; its comments stay")
	return cmd
}

// addFound puts a source with the first of the feeds that were found into the
// rules file, and names the commands to go on with.
func (a *app) addFound(page string, found []feeds.Found) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	feed := found[0]
	for _, s := range d.File.Sources {
		for _, f := range s.Feeds {
			if f.URL == feed.URL {
				return usagef("%s has the feed %s already: source %s", a.config, feeds.Shown(feed.URL), s.ID)
			}
		}
	}
	src := rulefile.SourceOf(feed.Title, feed.URL, func(id string) bool { return d.Sources[id].ID != "" })
	rules, err := rulefile.InsertSource(d.File.Text, rulefile.SourceStanza(src))
	if err != nil {
		return refused(fmt.Errorf("writing into %s: %w", a.config, err))
	}
	if err := newsroom.Rewrite(a.config, d.File.Text, rules); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.err, "%s of %s is now source %s of %s, of kind other: give it its kind, country and languages there.\n"+
		"A year of its history, else its first week is all baseline:\n  %s feeds backfill %s --source %s --since %s\n",
		feeds.Shown(feed.URL), text.Count(len(found), "feed"), src.ID, a.config, a.called(), shellWord(page), src.ID, yearAgo(a.now()))
	return err
}

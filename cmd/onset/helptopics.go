package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/text"
)

// topics are the pages of onset help that belong to no command.
func topics() []*cobra.Command {
	shapes := &cobra.Command{Use: "json", Short: "The shape of what commands print as JSON"}
	shapes.SetHelpFunc(func(cmd *cobra.Command, _ []string) { fmt.Fprint(cmd.OutOrStdout(), jsonHelp()) }) // made only when asked for
	return []*cobra.Command{
		{Use: "rules", Short: "The rule language, with examples", Long: query.Help},
		{Use: "events", Short: "The kinds of events, and when there is one", Long: kindsHelp()},
		shapes,
		{Use: "map", Short: "How import --map names the columns of a table", Long: feeds.MappingHelp},
	}
}

// kindsHelp says of each kind of event when there is one.
func kindsHelp() string {
	var b strings.Builder
	b.WriteString("An event is a dated change, with the sentence that proves it. The kinds, and the\nword that tables and pages have for them:\n")
	for _, k := range tracker.EventKinds {
		i := k.Info()
		fmt.Fprintf(&b, "\n  %s (%s)\n%s", k, i.Word, text.Indented(strings.Join(text.Lines(i.Fires, helpWidth), "\n"), "      "))
	}
	return b.String()
}

// helpWidth is how wide a line of a list is in the help.
const helpWidth = 72

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

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
		{Use: "map", Short: "How import --map names the columns of a table", Long: mappingHelp},
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

// mappingHelp is the manual of a mapping file, with the export of a monitoring
// service as the worked example.
const mappingHelp = `A mapping says how a CSV or TSV file is laid out. All of it may be left out: what
is missing is recognised by the usual names of columns and by looking at the
bytes. Try it first with: onset import --dry-run --map FILE TABLE

An export of a monitoring service may look like this, in UTF-16 and with times
of Warsaw:

  Datum;Zeit;Medium;Überschrift;Vorspann;Volltext;Link
  04.02.2026;08:15;Gazeta;Nowe słowa;…;…;https://gazeta.example/1

and its mapping like this:

  encoding: utf-16              # else told by the bytes
  delimiter: ";"                # or tab; else told by the header line
  zone: Europe/Warsaw           # of times that name none; else the source's
  date_format: DD.MM.YYYY HH:mm # else any usual form
  Columns:                      # field: a column, or several to join
    url: Link
    title: Überschrift
    text: [Vorspann, Volltext]
    published: [Datum, Zeit]
    source: Medium
  values:                       # for fields that no column has
    language: pl
  depth: full                   # title, excerpt or full; else told by length

Fields are url, guid, title, text, html, published, source, language, author and
seen. Rows without a title and a text are rejected by their line, and so is a row
that opens a quotation mark too many; a date that can't be read is named, and the
row goes in without one. A date_format that fits no row is an error.

Without a mapping, columns are known by their usual names in English, German,
French, Polish, Russian and Ukrainian, and in the exports of Brandwatch, Cision,
Factiva, GDELT, LexisNexis, Media Cloud, Meltwater and Talkwalker. A lead is put
before the text, a time of day behind the day.
`

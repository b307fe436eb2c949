package feeds_test

import (
	"fmt"
	"strings"
	"time"

	"onset/feeds"
)

// A monitoring service's export: two lines of preamble, local times in two
// columns, and its own names for everything.
func ExampleReadTable() {
	mapping, err := feeds.ParseMapping([]byte(`
date_format: DD.MM.YYYY HH:mm
zone: Europe/Kyiv
depth: excerpt
columns:
  published: [Day, Hour]
  source: Outlet
  title: Headline
  text: [Lead, Passage]
  url: Link
values:
  language: uk
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	export := `Query;"port"
;
Day;Hour;Outlet;Headline;Lead;Passage;Link
03.02.2026;10:15;Outlet;"Port ""stays"" open";Ferries run.;The port stays open.;https://outlet.example/1
`
	err = feeds.ReadTable(strings.NewReader(export), mapping, feeds.Import{Now: time.Date(2026, 2, 4, 0, 0, 0, 0, time.UTC),
		Each: func(r feeds.Record) error {
			fmt.Println(r.Line, r.Source, r.Item.Title, r.Item.Published[0].Stamp, r.Item.Depth)
			return nil
		}})
	if err != nil {
		fmt.Println(err)
	}
	// Output: 4 Outlet Port "stays" open 2026-02-03T08:15:00Z excerpt
}

func ExampleText() {
	fmt.Println(feeds.Text(`<p>Third world <b>war</b>,<br>he said.</p><script>x()</script><p>Fish &amp; chips.</p>`))
	// Output:
	// Third world war,
	// he said.
	//
	// Fish & chips.
}

func ExampleShown() {
	fmt.Println(feeds.Shown("https://me:secret@outlet.example/feed?api_key=secret&lang=en"))
	// Output: https://outlet.example/feed?api_key=…&lang=en
}

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"onset/newsroom"
	"onset/newsroom/pages"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/web"
)

// front is what is shown of a database: what package pages reads, and its tables as
// files.
type front struct {
	*pages.Reader
	now      func() time.Time
	metrics  http.Handler // of a daemon; nil elsewhere
	fetchers http.Handler // of a daemon that fetchers elsewhere work for; else nil
	editor   web.Editor   // of a daemon; nil elsewhere
}

func (a *app) newFront(s pages.Store, d *newsroom.Desk) front {
	return front{Reader: pages.New(s, d), now: a.now}
}

// Export implements web.Exporter: a table from a page has the columns of the
// command that prints the same. A CSV is one that a spreadsheet opens by a click.
func (f front) Export(_ context.Context, w io.Writer, format string, t web.Table) error {
	out := tableOf(t)
	switch format {
	case "csv":
		return printCSV(w, out.forFile(), ",")
	case "xlsx":
		return printWorkbook(w, out.forFile(), f.now())
	case "json":
		return printJSON(w, out.json)
	}
	return fmt.Errorf("writing a table: the format %q is none of csv, xlsx, json", format)
}

// tableOf lays out what a page hands over.
func tableOf(t web.Table) table {
	switch {
	case t.Events != nil:
		events := make([]tracker.Event, len(t.Events))
		for i, e := range t.Events {
			events[i] = *e
		}
		return eventTable(events)
	case t.Mentions != nil:
		return mentionTable(t.Mentions)
	case t.Candidates != nil:
		list := make([]newsroom.Candidate, len(t.Candidates))
		for i, c := range t.Candidates {
			list[i] = newsroom.Candidate{Candidate: c, Status: string(c.Status)}
		}
		return candidateTable(list)
	case t.Hits != nil:
		return foundTable(archive.Results{Hits: foundHits(t.Hits)})
	case t.Feeds != nil:
		return feedTable(t.Feeds)
	}
	if t.Columns != nil {
		return plainTable(t)
	}
	return coverTable(t.Coverage)
}

// plainTable is a list that no command prints; as JSON it is an object a row.
func plainTable(t web.Table) table {
	rows := make([]map[string]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = map[string]string{}
		for c, cell := range row {
			rows[i][t.Columns[c]] = cell
		}
	}
	return table{columns: t.Columns, rows: t.Rows, json: rows}
}

// foundHits are the hits of a page as the store found them.
func foundHits(hits []web.Hit) []archive.Hit {
	out := make([]archive.Hit, len(hits))
	for i, h := range hits {
		out[i] = archive.Hit{Article: archive.Article{ID: h.Article, Source: h.Source, URL: h.Ref.URL, Title: h.Ref.Title,
			Published: h.At, Seen: h.Seen, Language: h.Language, Revision: h.Revision}}
		for _, s := range h.Snippets {
			out[i].Snippets = append(out[i].Snippets, archive.Snippet{Part: s.Part, Start: s.Start, Text: s.Text, Marks: s.Marks})
		}
	}
	return out
}

func feedTable(feeds []web.Feed) table {
	t := table{columns: []string{"source", "state", "last_good", "last_new", "next_poll", "failures", "articles", "30_days", "feed", "message"}, json: feeds, note: "Times are UTC."}
	for _, f := range feeds {
		t.rows = append(t.rows, []string{f.Source, f.State, instant(f.LastGood), instant(f.LastNew), instant(f.NextPoll), fmt.Sprint(f.Failures),
			fmt.Sprint(f.Total), sparkline(f.Volume), f.URL, f.Message})
	}
	return t
}

func coverTable(list []archive.Interval) table {
	t := table{columns: []string{"source", "kind", "since", "until", "depth", "articles", "feed"}, json: orEmpty(list), note: "Times are UTC."}
	for _, v := range list {
		t.rows = append(t.rows, []string{v.Source, v.Kind, instant(v.Since), instant(v.Until), string(v.Depth), fmt.Sprint(v.Articles), v.Feed})
	}
	return t
}

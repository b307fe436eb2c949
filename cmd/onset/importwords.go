package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"onset/feeds"
	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// shownRows is how many rows --dry-run shows.
const shownRows = 20

// understood is a row as a dry run shows it.
type understood struct {
	Line      int    `json:"line"`
	Source    string `json:"source"`
	Published string `json:"published"` // "" when nobody says when
	Depth     string `json:"depth"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	URL       string `json:"url"`
}

func (im *importing) show(src tracker.Source, rec feeds.Record) {
	if len(im.shown) == shownRows {
		return
	}
	published, _ := tracker.ChoosePublished(rec.Item.Published, im.started)
	it := rec.Item
	im.shown = append(im.shown, understood{rec.Line, src.ID, published.Stamp.String(), string(it.Depth), it.Title, it.Text, it.URL})
}

// finish stores what is left and says what was made of everything.
func (im *importing) finish(ctx context.Context) error {
	if im.reads.Rows.Wrong > 0 && im.reads.Rows.Rows == 0 {
		return refused(errors.New("nothing could be imported"))
	}
	t := im.shownTable()
	if !im.flags.dry {
		keep := im.play
		if !im.flags.replay {
			keep = im.into.Finish
			im.into.Files = im.reads.Files
		}
		if err := keep(ctx); err != nil {
			return err
		}
		t = im.storedTable()
	}
	t.Note = strings.Join(append(im.reads.Rows.Words(), t.Note), "\n")
	return errors.Join(im.app.print(t), im.verdict())
}

// shownTable shows the first rows of a dry run.
func (im *importing) shownTable() tables.Table {
	t := tables.Table{
		Columns: []string{"line", "source", "published", "depth", "title", "text", "url"},
		JSON: struct {
			Shown []understood `json:"shown"`
			*newsroom.Rows
		}{append([]understood{}, im.shown...), &im.reads.Rows},
		Note: "Nothing was stored.",
	}
	for _, r := range im.shown {
		t.Rows = append(t.Rows, []string{fmt.Sprint(r.Line), r.Source, text.OrDash(r.Published), r.Depth, text.Within(r.Title, 60), text.Within(r.Text, 60), r.URL})
	}
	return t
}

// storedTable shows what became of the rows.
func (im *importing) storedTable() tables.Table {
	n := im.total()
	note := "Imported history never alerts. What it holds of a day: onset digest --by published --day YYYY-MM-DD"
	if im.flags.replay {
		note = "Replayed as if it had been watched. What was learned on a day: onset digest --day YYYY-MM-DD"
	}
	if im.tally != nil {
		note = im.tally.Words() + "\n" + note
	}
	return tables.Table{
		Columns: []string{"new", "edited", "fuller", "known", "mentions", "rejected"},
		Rows:    [][]string{{fmt.Sprint(n.New), fmt.Sprint(n.Edited), fmt.Sprint(n.Fuller), fmt.Sprint(n.Same), fmt.Sprint(n.Mentions), fmt.Sprint(im.reads.Rows.Rejected)}},
		JSON: struct {
			New      int `json:"new"`
			Edited   int `json:"edited"`
			Fuller   int `json:"fuller"`
			Known    int `json:"known"`
			Mentions int `json:"mentions"`
			*newsroom.Rows
		}{n.New, n.Edited, n.Fuller, n.Same, n.Mentions, &im.reads.Rows},
		Note: note,
	}
}

// total is what was stored.
func (im *importing) total() archive.Recorded {
	if im.into == nil {
		return archive.Recorded{}
	}
	return im.into.Total
}

// verdict is the error with which an import ends that could not read everything.
func (im *importing) verdict() error {
	r := im.reads.Rows
	var parts []string
	for _, p := range []struct {
		n          int
		noun, what string
	}{{r.Wrong, "file", "not read"}, {r.Rejected, "row", "rejected"}, {r.Unread, "date", "not read"}} {
		if p.n > 0 {
			parts = append(parts, text.Count(p.n, p.noun)+" "+p.what)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return codedError{exitRejected, fmt.Errorf("%s, named above; what could be read went in", strings.Join(parts, ", "))}
}

// stopped says how far an import came that was interrupted, and how to go on.
func (im *importing) stopped(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil {
		return err
	}
	err = ctx.Err() // whatever it broke
	far := "before the first row"
	if im.reads.Come != "" {
		far = "after " + im.reads.Come
	}
	if im.into == nil {
		fmt.Fprintf(im.app.err, "Interrupted %s; nothing was stored yet.\n", far)
		return err
	}
	n := im.total()
	fmt.Fprintf(im.app.err, "Interrupted %s: %d new articles are stored, %d were known. The same command goes on: what is stored is not read again.\n",
		far, n.New+n.Edited+n.Fuller, n.Same)
	return err
}

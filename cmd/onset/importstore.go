package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"onset/store"
)

// stretch is how many articles are stored together: fewer where each costs a
// request, so that little is lost when the program is ended.
func (im *importer) stretch() int {
	if im.flags.fetch {
		return fetchedStretch
	}
	return stretch
}

// sourcesAtOnce is of how many sources pages are fetched at once.
const sourcesAtOnce = 8

// flush stores what is pending, a transaction a source.
func (im *importer) flush(ctx context.Context) error {
	var g errgroup.Group
	g.SetLimit(1)
	if im.flags.fetch {
		g.SetLimit(sourcesAtOnce)
	}
	got := make([]store.Recorded, len(im.order))
	for i, id := range im.order {
		g.Go(func() (err error) {
			got[i], err = im.in.take(ctx, im.in.desk.source(id), im.pending[id],
				passage{run: im.run, replayed: im.flags.replay, missing: im.flags.fetch})
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, id := range im.order {
		im.total.New += got[i].New
		im.total.Edited += got[i].Edited
		im.total.Fuller += got[i].Fuller
		im.total.Mentions += got[i].Mentions
		im.total.Same += len(im.pending[id]) - got[i].New - got[i].Edited - got[i].Fuller
	}
	clear(im.pending)
	im.order, im.held = im.order[:0], 0
	if err := im.in.shelf.keep(ctx, im.in.store); err != nil {
		return err
	}
	return ctx.Err()
}

// store writes what is left, or plays what was placed, and closes days.
func (im *importer) store(ctx context.Context) error {
	if im.flags.replay {
		return im.replay(ctx)
	}
	if err := im.flush(ctx); err != nil {
		return err
	}
	im.in.groups = nil // nothing more comes in: the memory is needed for closing
	_, err := im.in.closeAll(ctx, im.app.now())
	return err
}

func (im *importer) finish(ctx context.Context) error {
	if im.flags.dry {
		err := im.app.print(table{
			columns: []string{"line", "source", "published", "depth", "title", "text", "url"}, rows: im.shown, json: im.shown,
			empty: "No row could be understood.",
		})
		return errors.Join(err, rejected(im.rejected, "records"))
	}
	if err := im.store(ctx); err != nil {
		return err
	}
	t := im.total
	note := "Imported history never alerts. What it holds of a day: onset digest --by published --day YYYY-MM-DD"
	if im.tally != nil {
		note = im.tally.words() + "\n" + note
	}
	err := im.app.print(table{
		columns: []string{"new", "edited", "fuller", "known", "mentions", "rejected"},
		rows:    [][]string{{fmt.Sprint(t.New), fmt.Sprint(t.Edited), fmt.Sprint(t.Fuller), fmt.Sprint(t.Same), fmt.Sprint(t.Mentions), fmt.Sprint(im.rejected)}},
		json:    map[string]int{"new": t.New, "edited": t.Edited, "fuller": t.Fuller, "known": t.Same, "mentions": t.Mentions, "rejected": im.rejected},
		note:    note,
	})
	return errors.Join(err, rejected(im.rejected, "records"))
}

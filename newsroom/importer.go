package newsroom

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"onset/tracker"
	"onset/tracker/archive"
)

// Importer stores what files hold: in stretches, a transaction a source, or, as a
// replay, under a simulated clock.
type Importer struct {
	in    *Intake
	run   string          // names the import
	fetch bool            // texts that are missing are taken from their pages
	turn  func(time.Time) // sets the simulated clock of a replay; nil: history that nobody saw
	Total archive.Recorded
	Files []archive.ImportedFile // that were read to their end

	pending map[string][]tracker.Item // by source id
	order   []string                  // sources in order of arrival
	held    int                       // items pending
}

func NewImporter(in *Intake, run string, fetch bool, turn func(time.Time)) *Importer {
	return &Importer{in: in, run: run, fetch: fetch, turn: turn, pending: map[string][]tracker.Item{}}
}

// stretch is how many articles go into one transaction: enough that its cost
// is shared, few enough that other writers wait for moments only. Fewer where
// each costs a request, so that little is lost when the program is ended.
func (im *Importer) stretch() int {
	if im.fetch {
		return fetchedStretch
	}
	return 500
}

// Take gathers an item; enough of them are stored together.
func (im *Importer) Take(ctx context.Context, src tracker.Source, item tracker.Item) error {
	im.gather(src.ID, item)
	if im.held++; im.held >= im.stretch() {
		return im.flush(ctx)
	}
	return ctx.Err()
}

func (im *Importer) gather(source string, item tracker.Item) {
	if _, known := im.pending[source]; !known {
		im.order = append(im.order, source)
	}
	im.pending[source] = append(im.pending[source], item)
}

// sourcesAtOnce is of how many sources pages are fetched at once.
const sourcesAtOnce = 8

// flush stores what is pending, a transaction a source.
func (im *Importer) flush(ctx context.Context) error {
	var g errgroup.Group
	g.SetLimit(1)
	if im.fetch {
		g.SetLimit(sourcesAtOnce)
	}
	got := make([]archive.Recorded, len(im.order))
	for i, id := range im.order {
		g.Go(func() (err error) {
			got[i], err = im.in.take(ctx, im.in.Desk.Source(id), im.pending[id],
				passage{run: im.run, replayed: im.turn != nil, missing: im.fetch})
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, id := range im.order {
		im.Total.New += got[i].New
		im.Total.Edited += got[i].Edited
		im.Total.Fuller += got[i].Fuller
		im.Total.Mentions += got[i].Mentions
		im.Total.Same += len(im.pending[id]) - got[i].New - got[i].Edited - got[i].Fuller
	}
	clear(im.pending)
	im.order, im.held = im.order[:0], 0
	return ctx.Err()
}

// Finish writes what is left, and closes days.
func (im *Importer) Finish(ctx context.Context) error {
	if err := im.flush(ctx); err != nil {
		return err
	}
	if err := im.noteFiles(ctx); err != nil {
		return err
	}
	im.in.LastOneIn()
	_, err := im.in.CloseAll(ctx, im.in.Store.Now())
	return err
}

// noteFiles keeps the hashes of the files that brought something.
func (im *Importer) noteFiles(ctx context.Context) error {
	if im.Total.New+im.Total.Edited+im.Total.Fuller == 0 {
		return nil
	}
	for i := range im.Files {
		im.Files[i].Run = im.run
	}
	return im.in.Store.KeepImported(ctx, im.Files)
}

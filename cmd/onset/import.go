package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/newsroom"
	"onset/store"
	"onset/tracker"
)

// importFlags are the flags of onset import.
type importFlags struct {
	mapping string
	source  string
	replay  bool
	dry     bool
	fetch   bool
	noDates bool
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Articles from JSONL, CSV, TSV or saved feed files; - is stdin",
		Long: `Reads history, which never alerts. A file is read by its ending: .jsonl, .csv,
.tsv; .xml, .rss, .atom, .rdf and .json are saved feeds. stdin is JSONL unless
--map is given.

JSONL has one object a line: url, title, text or html, published (day or
instant), source (id or name), and if you like language, author, seen.

A time without a zone is read in that of the mapping, of the source, of its
country's capital or of the rules file, in this order. 03/04/2026 is settled by the
other dates of the file, else by the source's country; where neither tells, the
article was published on one of two days. What was assumed stands beside the date
wherever it is shown.

The columns of a table are known by their usual names in six languages and in
the exports of some services; --map FILE says how any other is laid out, its
fields are shown by onset help map. A table without a date column is refused
unless --no-dates is given.

It ends with what was made of the rows: how many have a date and a known source,
the first example of each trouble, the columns that nothing was taken of. What
can't be read, a date alone too, is named with its line, and the rest goes in; the
exit code is 3 then. Importing a file again adds nothing.

Rows without a text are kept with their title. --fetch takes their texts from
their pages, politely, which takes time: about a second a page and host. What was
imported without a text before gets one then too. It may be interrupted.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, f) },

		Annotations: map[string]string{keeps: ""}, // see importing.stopped
	}
	cmd.Flags().StringVar(&f.mapping, "map", "", "YAML file that names the columns of a table")
	cmd.Flags().StringVar(&f.source, "source", "", "the source of records that name none, by id or name")
	cmd.Flags().BoolVar(&f.replay, "replay", false, "under a simulated clock: each article is seen when it was published")
	cmd.Flags().BoolVar(&f.fetch, "fetch", false, "take texts that are missing from their pages")
	cmd.Flags().BoolVar(&f.noDates, "no-dates", false, "take tables that have no date column")
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "show the first rows as they are understood, read all, and store nothing")
	return cmd
}

// importing reads files and hands on what they hold.
type importing struct {
	app     *app
	store   *store.Store       // nil until it is opened
	into    *newsroom.Importer // nil until something is stored
	flags   importFlags
	reads   newsroom.Files
	bar     *progress
	tally   *newsroom.PageTally // of --fetch
	shown   []understood        // rows of a dry run
	started time.Time           // by the real clock
}

func (a *app) importFiles(ctx context.Context, files []string, f importFlags) error {
	im := &importing{app: a, flags: f, started: a.now()}
	im.reads = newsroom.Files{Source: f.source, NoDates: f.noDates, Started: im.started, Rows: newsroom.Rows{Troubles: []newsroom.RowTrouble{}, Unused: []newsroom.UnusedFields{}},
		Say:  func(line string) { im.bar.Above(line) },
		Each: func(src tracker.Source, rec feeds.Record) error { return im.take(ctx, src, rec) }}
	if err := im.readMapping(); err != nil {
		return err
	}
	for _, file := range files {
		if _, err := os.Stat(file); err != nil && file != "-" {
			return refused(fmt.Errorf("importing: %w", err))
		}
	}
	defer im.close()
	if err := im.open(ctx); err != nil {
		return err
	}
	for _, file := range files {
		if err := im.file(ctx, file); err != nil {
			return im.stopped(ctx, err)
		}
	}
	return im.stopped(ctx, im.finish(ctx))
}

// readMapping reads how a table is laid out, where the user says so.
func (im *importing) readMapping() error {
	if im.flags.mapping == "" {
		return nil
	}
	src, err := os.ReadFile(im.flags.mapping)
	if err != nil {
		return refused(fmt.Errorf("reading the mapping: %w", err))
	}
	m, err := feeds.ParseMapping(src)
	if err != nil {
		return refused(fmt.Errorf("reading the mapping %s: %w", im.flags.mapping, err))
	}
	im.reads.Mapping = &m
	return nil
}

// open opens the rules and the database. A dry run needs no database, a replay
// opens it when it knows when the history begins.
func (im *importing) open(ctx context.Context) (err error) {
	if im.flags.dry || im.flags.replay {
		if im.reads.Desk, err = newsroom.OpenDesk(im.app.config); err == nil && !im.flags.dry {
			im.reads.Replay = newsroom.NewReplay(im.reads.Desk.File.Zone)
		}
		return err
	}
	if im.reads.Desk, im.store, err = im.app.openBoth(ctx); err == nil {
		im.into = im.importer(ctx, nil)
	}
	return err
}

// runName names an import by its moment, fine enough that no two of one archive
// share it.
const runName = "20060102T150405.000000000Z"

// importer stores what is read; turn sets the clock of a replay.
func (im *importing) importer(ctx context.Context, turn func(time.Time)) *newsroom.Importer {
	in := newsroom.NewIntake(ctx, im.reads.Desk, im.store, im.app.logger(zerolog.ErrorLevel))
	if im.flags.fetch {
		im.tally = in.CountPages(func(line string) { im.bar.Above(line) })
	} else {
		in.Client = nil
	}
	return newsroom.NewImporter(in, im.started.UTC().Format(runName), im.flags.fetch, turn)
}

// play lives through the history that was read, under a clock that begins with
// it.
func (im *importing) play(ctx context.Context) error {
	begin, ok := im.reads.Replay.Begin()
	if !ok {
		return nil
	}
	clock := &simulated{now: begin}
	past := *im.app
	past.now = clock.time
	var err error
	if im.store, err = past.openToWrite(ctx); err != nil {
		return err
	}
	if err := im.reads.Replay.Open(ctx, im.reads.Desk, im.store, begin, im.started, clock.set); err != nil {
		return err
	}
	bar := newProgress(im.app.err, "replaying", 0)
	defer bar.done()
	im.bar = bar
	im.into = im.importer(ctx, clock.set)
	im.into.Files = im.reads.Files
	return im.into.Replay(ctx, im.reads.Replay, bar)
}

// close closes the database, where one was opened.
func (im *importing) close() {
	if im.store != nil {
		_ = im.store.Close() // everything was committed
	}
}

// file reads one file, or stdin.
func (im *importing) file(ctx context.Context, name string) error {
	r := im.app.in
	var size int64
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return refused(fmt.Errorf("importing: %w", err))
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil {
			size = info.Size()
		}
		r = f
	}
	im.bar = newProgress(im.app.err, "importing "+name, size)
	defer im.bar.done()
	if err := im.reads.Read(ctx, name, im.bar.reader(r)); err != nil {
		return fmt.Errorf("importing %s: %w", name, err)
	}
	return nil
}

// take hands on a record, or shows it.
func (im *importing) take(ctx context.Context, src tracker.Source, rec feeds.Record) error {
	if im.flags.dry {
		im.show(src, rec)
	}
	if im.into == nil {
		return ctx.Err() // a replay begins when all is read
	}
	if rec.Item.Seen.IsZero() {
		rec.Item.Seen = im.app.now().UTC()
	}
	return im.into.Take(ctx, src, rec.Item)
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/feeds"
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

--map FILE says how a table is laid out; its fields are shown by onset help map.
What can't be read is named with its line, and the rest goes in; the exit code
is 3 then. Importing a file again adds nothing.

Rows without a text are kept with their title. --fetch takes their texts from
their pages, politely, which takes time: about a second a page and host. What was
imported without a text before gets one then too. It may be interrupted.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.importFiles(cmd.Context(), args, f) },
	}
	cmd.Flags().StringVar(&f.mapping, "map", "", "YAML file that names the columns of a table")
	cmd.Flags().StringVar(&f.source, "source", "", "the source of records that name none, by id or name")
	cmd.Flags().BoolVar(&f.replay, "replay", false, "under a simulated clock: each article is seen when it was published")
	cmd.Flags().BoolVar(&f.fetch, "fetch", false, "take texts that are missing from their pages")
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "show the first rows as they are understood and store nothing")
	return cmd
}

// importer reads files and stores what they hold in stretches.
type importer struct {
	app      *app
	in       *intake
	flags    importFlags
	mapping  *feeds.Mapping
	bar      *progress
	run      string
	pending  map[string][]tracker.Item // by source id
	order    []string                  // sources in order of arrival
	held     int
	total    store.Recorded
	rejected int
	tally    *pageTally // of --fetch
	shown    [][]string // rows of a dry run

	started time.Time  // by the real clock
	clock   *simulated // of a replay
	placed  []replayed // what is to be replayed
}

// stretch is how many articles go into one transaction: enough that its cost
// is shared, few enough that other writers wait for moments only.
const stretch = 500

// shownRows is how many rows --dry-run shows.
const shownRows = 20

func (a *app) importFiles(ctx context.Context, files []string, f importFlags) error {
	im := &importer{app: a, flags: f, pending: map[string][]tracker.Item{}, started: a.now(), run: a.now().UTC().Format("20060102T150405Z")}
	if f.replay {
		im.clock = &simulated{}
		past := *a
		past.now = im.clock.time
		a, im.app = &past, &past
	}
	if f.mapping != "" {
		src, err := os.ReadFile(f.mapping)
		if err != nil {
			return refused(fmt.Errorf("reading the mapping: %w", err))
		}
		m, err := feeds.ParseMapping(src)
		if err != nil {
			return refused(fmt.Errorf("reading the mapping %s: %w", f.mapping, err))
		}
		im.mapping = &m
	}
	if f.dry {
		d, err := openDesk(a.config)
		if err != nil {
			return err
		}
		im.in = &intake{desk: d}
	} else {
		d, s, err := a.openBoth(ctx, store.Options{})
		if err != nil {
			return err
		}
		defer s.Close()
		im.in = a.newIntake(ctx, d, s, a.logger(zerolog.ErrorLevel))
		if f.fetch {
			im.tally = newPageTally(func(line string) { im.bar.above(line) })
			im.in.tried = im.tally.tried
		} else {
			im.in.client = nil
		}
	}
	for _, file := range files {
		if err := im.file(ctx, file); err != nil {
			return err
		}
	}
	return im.finish(ctx)
}

// file reads one file, or stdin.
func (im *importer) file(ctx context.Context, name string) error {
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
	err := im.read(ctx, name, im.bar.reader(r))
	if err != nil && !errors.Is(err, errShown) {
		return fmt.Errorf("importing %s: %w", name, err)
	}
	return nil
}

func (im *importer) read(ctx context.Context, name string, r io.Reader) error {
	reading := feeds.Import{
		Now:    im.started,
		Source: func(id string) tracker.Source { return im.in.desk.source(im.sourceName(id)) },
		Each:   func(rec feeds.Record) error { return im.take(ctx, name, rec) },
		Reject: func(r feeds.Rejection) { im.reject(name, r.String()) },
	}
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case im.mapping != nil:
		return feeds.ReadTable(r, *im.mapping, reading)
	case ext == ".csv" || ext == ".tsv":
		return feeds.ReadTable(r, feeds.Mapping{}, reading)
	case ext == ".xml" || ext == ".rss" || ext == ".atom" || ext == ".rdf" || ext == ".json":
		return im.savedFeed(ctx, name, r)
	}
	return feeds.ReadJSONL(r, reading)
}

// savedFeed reads a feed that was saved as a file.
func (im *importer) savedFeed(ctx context.Context, name string, r io.Reader) error {
	var body bytes.Buffer
	if _, err := body.ReadFrom(r); err != nil {
		return err
	}
	src := im.in.desk.source(im.sourceName(""))
	feed, err := feeds.Parse(body.Bytes(), feeds.Reading{Source: src, Now: im.started})
	if err != nil {
		im.reject(name, err.Error())
		return nil
	}
	if feed.Rejected > 0 {
		im.reject(name, fmt.Sprintf("%d items could not be read", feed.Rejected))
	}
	for _, item := range feed.Items {
		if err := im.take(ctx, name, feeds.Record{Item: item}); err != nil {
			return err
		}
	}
	return nil
}

// sourceName is the source of a record: what it says, else the flag, else
// "import".
func (im *importer) sourceName(said string) string {
	switch {
	case said != "":
		return said
	case im.flags.source != "":
		return im.flags.source
	}
	return "import"
}

func (im *importer) reject(name, reason string) {
	im.rejected++
	im.bar.above(fmt.Sprintf("%s: %s", name, reason))
}

// take gathers a record; enough of them are stored together.
func (im *importer) take(ctx context.Context, name string, rec feeds.Record) error {
	src := im.in.desk.source(im.sourceName(rec.Source))
	if rec.Doubt != "" {
		im.bar.above(fmt.Sprintf("%s: line %d: kept, but %s", name, rec.Line, rec.Doubt))
	}
	if im.flags.dry {
		return im.show(src, rec)
	}
	if im.flags.replay {
		im.place(name, src, rec)
		return ctx.Err()
	}
	if rec.Item.Seen.IsZero() {
		rec.Item.Seen = im.app.now().UTC()
	}
	if _, known := im.pending[src.ID]; !known {
		im.order = append(im.order, src.ID)
	}
	im.pending[src.ID] = append(im.pending[src.ID], rec.Item)
	if im.held++; im.held >= im.stretch() {
		return im.flush(ctx)
	}
	return ctx.Err()
}

// errShown ends a dry run that has shown enough.
var errShown = errors.New("enough rows were shown")

func (im *importer) show(src tracker.Source, rec feeds.Record) error {
	published, _ := tracker.ChoosePublished(rec.Item.Published, im.app.now())
	im.shown = append(im.shown, []string{
		fmt.Sprint(rec.Line), src.ID, published.Stamp.String(), string(rec.Item.Depth), shorten(rec.Item.Title, 60), shorten(rec.Item.Text, 60), rec.Item.URL,
	})
	if len(im.shown) >= shownRows {
		return errShown
	}
	return nil
}

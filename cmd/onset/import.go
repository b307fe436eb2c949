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

// importing reads files and hands on what they hold.
type importing struct {
	app      *app
	desk     *newsroom.Desk
	into     *newsroom.Importer // nil in a dry run
	flags    importFlags
	mapping  *feeds.Mapping
	bar      *progress
	rejected int
	tally    *newsroom.PageTally // of --fetch
	shown    [][]string          // rows of a dry run
	started  time.Time           // by the real clock
}

// shownRows is how many rows --dry-run shows.
const shownRows = 20

func (a *app) importFiles(ctx context.Context, files []string, f importFlags) error {
	im := &importing{app: a, flags: f, started: a.now()}
	if err := im.readMapping(); err != nil {
		return err
	}
	ended, err := im.open(ctx)
	if err != nil {
		return err
	}
	defer ended()
	for _, file := range files {
		if err := im.file(ctx, file); err != nil {
			return err
		}
	}
	return im.finish(ctx)
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
	im.mapping = &m
	return nil
}

// open opens the rules and, unless rows are only shown, the database: for a
// replay under a clock that it sets.
func (im *importing) open(ctx context.Context) (ended func() error, err error) {
	if im.flags.dry {
		im.desk, err = newsroom.OpenDesk(im.app.config)
		return func() error { return nil }, err
	}
	var turn func(time.Time)
	if im.flags.replay {
		clock := &simulated{}
		past := *im.app
		past.now = clock.time
		im.app, turn = &past, func(at time.Time) { clock.now = at }
	}
	d, s, err := im.app.openBoth(ctx, store.Options{})
	if err != nil {
		return nil, err
	}
	in := newsroom.NewIntake(ctx, d, s, im.app.logger(zerolog.ErrorLevel))
	if im.flags.fetch {
		im.tally = in.CountPages(func(line string) { im.bar.Above(line) })
	} else {
		in.Client = nil
	}
	im.desk, im.into = d, newsroom.NewImporter(in, im.started.UTC().Format("20060102T150405Z"), im.flags.fetch, turn)
	return s.Close, nil
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
	err := im.read(ctx, name, im.bar.reader(r))
	if err != nil && !errors.Is(err, errShown) {
		return fmt.Errorf("importing %s: %w", name, err)
	}
	return nil
}

func (im *importing) read(ctx context.Context, name string, r io.Reader) error {
	reading := feeds.Import{
		Now:    im.started,
		Source: func(id string) tracker.Source { return im.desk.Source(im.sourceName(id)) },
		Each:   func(rec feeds.Record) error { return im.take(ctx, name, rec) },
		Reject: func(r feeds.Trouble) { im.reject(name, r.String()) },
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
func (im *importing) savedFeed(ctx context.Context, name string, r io.Reader) error {
	var body bytes.Buffer
	if _, err := body.ReadFrom(r); err != nil {
		return err
	}
	src := im.desk.Source(im.sourceName(""))
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
func (im *importing) sourceName(said string) string {
	switch {
	case said != "":
		return said
	case im.flags.source != "":
		return im.flags.source
	}
	return "import"
}

func (im *importing) reject(name, reason string) {
	im.rejected++
	im.bar.Above(fmt.Sprintf("%s: %s", name, reason))
}

// take hands on a record, or shows it.
func (im *importing) take(ctx context.Context, name string, rec feeds.Record) error {
	src := im.desk.Source(im.sourceName(rec.Source))
	for _, d := range rec.Doubts {
		im.bar.Above(fmt.Sprintf("%s: line %d: kept, but %s%s", name, d.Line, d.Kind, d.Detail))
	}
	if im.flags.dry {
		return im.show(src, rec)
	}
	if im.flags.replay {
		if err := im.into.Place(src, rec.Item, im.started); err != nil {
			im.reject(name, fmt.Sprintf("line %d: %v", rec.Line, err))
		}
		return ctx.Err()
	}
	if rec.Item.Seen.IsZero() {
		rec.Item.Seen = im.app.now().UTC()
	}
	return im.into.Take(ctx, src, rec.Item)
}

// errShown ends a dry run that has shown enough.
var errShown = errors.New("enough rows were shown")

func (im *importing) show(src tracker.Source, rec feeds.Record) error {
	published, _ := tracker.ChoosePublished(rec.Item.Published, im.app.now())
	im.shown = append(im.shown, []string{
		fmt.Sprint(rec.Line), src.ID, published.Stamp.String(), string(rec.Item.Depth), shorten(rec.Item.Title, 60), shorten(rec.Item.Text, 60), rec.Item.URL,
	})
	if len(im.shown) >= shownRows {
		return errShown
	}
	return nil
}

func (im *importing) finish(ctx context.Context) error {
	if im.flags.dry {
		err := im.app.print(table{
			columns: []string{"line", "source", "published", "depth", "title", "text", "url"}, rows: im.shown, json: im.shown,
			empty: "No row could be understood.",
		})
		return errors.Join(err, rejected(im.rejected, "records"))
	}
	bar := newProgress(im.app.err, "replaying", 0)
	err := im.into.Finish(ctx, bar)
	bar.done()
	if err != nil {
		return err
	}
	t := im.into.Total
	note := "Imported history never alerts. What it holds of a day: onset digest --by published --day YYYY-MM-DD"
	if im.tally != nil {
		note = im.tally.Words() + "\n" + note
	}
	err = im.app.print(table{
		columns: []string{"new", "edited", "fuller", "known", "mentions", "rejected"},
		rows:    [][]string{{fmt.Sprint(t.New), fmt.Sprint(t.Edited), fmt.Sprint(t.Fuller), fmt.Sprint(t.Same), fmt.Sprint(t.Mentions), fmt.Sprint(im.rejected)}},
		json:    map[string]int{"new": t.New, "edited": t.Edited, "fuller": t.Fuller, "known": t.Same, "mentions": t.Mentions, "rejected": im.rejected},
		note:    note,
	})
	return errors.Join(err, rejected(im.rejected, "records"))
}
